import { css } from 'lit';

/** The look of the settings, beside what `styles.ts` gives to all elements. */
export const styles = css`
  .field {
    display: grid;
    gap: 0.3rem;
    margin-block: 1.4rem;
    padding: 0;
    border: 0;
    min-width: 0;
  }
  legend,
  .field > label {
    font-weight: 700;
  }
  legend {
    padding: 0;
  }
  .hint {
    color: var(--muted);
  }
  select {
    width: 100%;
  }
  input[type='range'] {
    width: 100%;
    height: 64px;
    margin: 0;
    accent-color: var(--text);
  }
  .choice {
    display: flex;
    align-items: center;
    gap: 0.8rem;
    min-height: 64px;
    padding-inline: 0.8rem;
    border: 2px solid var(--line);
    border-radius: 18px;
  }
  .choice:has(:disabled) {
    color: var(--muted);
    border-style: dashed;
  }
  .choice input {
    flex: none;
    width: 32px;
    height: 32px;
    margin: 0;
    accent-color: var(--text);
  }
  .classes {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr));
    gap: 0.4rem;
  }
`;
