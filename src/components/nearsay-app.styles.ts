import { css } from 'lit';

/** The look of the one screen, beside what `styles.ts` gives to all elements. */
export const styles = css`
  :host {
    max-width: 80rem;
    margin: 0 auto;
    padding: 1rem;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1rem;
    align-items: baseline;
  }
  h1 {
    font-size: 1.9rem;
    letter-spacing: -0.01em;
  }
  .tagline,
  .said,
  .privacy {
    color: var(--muted);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6rem;
  }
  .row > * {
    flex: 1 1 auto;
  }
  main {
    display: grid;
    gap: 1rem;
    margin-top: 1rem;
  }
  .controls,
  .more {
    display: grid;
    gap: 0.6rem;
    align-content: start;
  }
  .start {
    display: grid;
    place-content: center;
    width: 100%;
    min-height: max(34dvh, 9rem);
    padding-inline: 0.5rem;
    /* The longest word for it, the French one, fits a narrow phone. */
    font-size: min(3.2rem, 14vw);
    font-weight: 800;
    border-width: 4px;
    border-radius: 32px;
  }
  .start small {
    font-size: 1.2rem;
    font-weight: 600;
  }
  .showing .start {
    min-height: max(20dvh, 7rem);
  }
  .message {
    padding: 0.7em 1em;
    border: 3px solid var(--line);
    border-radius: 18px;
    background: var(--surface);
  }
  .message.fault {
    color: var(--fault);
    border-color: var(--fault);
    font-weight: 700;
  }
  progress {
    width: 100%;
    height: 24px;
    accent-color: var(--text);
  }
  .notice {
    font-size: 1.4rem;
    margin-bottom: 1.5rem;
  }
  @media (min-width: 60rem) {
    main.showing {
      grid-template:
        'results controls'
        'results more' 1fr / 3fr 2fr;
      gap: 1.5rem;
    }
    .showing .results {
      grid-area: results;
    }
  }
`;
