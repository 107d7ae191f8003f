import { css } from 'lit';

/** The look of the settings, beside what `styles.ts` gives to all elements. */
export const styles = css`
  h3 {
    margin-block-start: 2.4rem;
    padding-block-start: 1rem;
    border-block-start: 2px solid var(--line);
    font-size: clamp(1rem, 8vw, 1.3rem);
    line-height: 1.25;
  }
  legend h3 {
    /* Room above it belongs to its group: a legend's own margin would move the group's first line. */
    margin-block-start: 1rem;
  }
  .field {
    display: grid;
    gap: 0.4rem;
    margin: 1.4rem 0;
    padding: 0;
    border: 0;
    min-width: 0;
  }
  legend,
  .field > label:not(.choice) {
    font-weight: 700;
  }
  legend {
    width: 100%;
    margin-block-end: 0.3rem;
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
    gap: min(0.8rem, 3vw);
    min-height: 64px;
    padding: 6px min(0.8rem, 3vw);
    border: 2px solid var(--line);
    border-radius: 18px;
  }
  .choice:has(:checked) {
    border-color: var(--text);
    box-shadow: inset 0 0 0 2px var(--text);
    background: var(--surface);
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
    grid-template-columns: repeat(auto-fill, minmax(min(13rem, 100%), 1fr));
    gap: 0.4rem;
  }
  @media (forced-colors: active) {
    .choice:has(:checked) {
      border-color: Highlight;
    }
    .choice:has(:disabled) {
      color: GrayText;
      border-color: GrayText;
    }
  }
`;
