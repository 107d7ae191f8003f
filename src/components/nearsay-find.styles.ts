import { css } from 'lit';

/** The look of the choice of what to find, beside what `styles.ts` gives to all elements. */
export const styles = css`
  form {
    display: grid;
    gap: 0.3rem;
    margin-block-end: 0.8rem;
  }
  form label {
    font-weight: 700;
  }
  input {
    font: inherit;
    width: 100%;
    min-height: 64px;
    padding: 0.5em 0.8em;
    color: var(--text);
    background: var(--surface);
    border: 2px solid var(--line);
    border-radius: 18px;
  }
  .say {
    width: 100%;
  }
  [aria-pressed='true'] {
    border-width: 5px;
  }
  [role='status'] {
    min-height: 1.4em;
    margin-block: 0.6rem;
    overflow-wrap: anywhere;
  }
  ul {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(13rem, 100%), 1fr));
    gap: 0.6rem;
    padding: 0;
    list-style: none;
  }
  li button {
    width: 100%;
    height: 100%;
    overflow-wrap: anywhere;
  }
`;
