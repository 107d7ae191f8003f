import { css } from 'lit';

/** The look of the one screen, beside what `styles.ts` gives to all elements. */
export const styles = css`
  :host {
    max-width: 80rem;
    margin: 0 auto;
    padding: min(1rem, 4vw);
  }
  header {
    display: flex;
    flex-wrap: wrap;
    gap: 0 min(1rem, 5vw);
    align-items: baseline;
  }
  h1 {
    font-size: clamp(1rem, 11vw, 1.9rem);
  }
  .tagline,
  .said,
  .privacy {
    color: var(--muted);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: min(0.6rem, 3vw);
  }
  .row > * {
    flex: 1 1 auto;
  }
  .row > .wide {
    flex-basis: 100%;
  }
  main {
    display: grid;
    gap: 1rem;
    margin-top: 1rem;
  }
  .controls,
  .more {
    display: grid;
    gap: min(0.6rem, 3vw);
    align-content: start;
  }
  .start {
    display: grid;
    place-content: center;
    width: 100%;
    min-height: max(34dvh, 9rem);
    padding-inline: min(0.5rem, 3vw);
    line-height: 1.2;
    /* The longest word for it, the French one, fits a narrow phone. */
    font-size: min(3.2rem, 14vw);
    font-weight: 800;
    border-width: 4px;
    border-radius: 32px;
  }
  button small {
    display: block;
    font-weight: 400;
  }
  .start small {
    font-size: clamp(1rem, 6vw, 1.2rem);
    font-weight: 600;
  }
  .showing .start {
    min-height: max(20dvh, 7rem);
  }
  .message {
    padding: min(0.7em, 16px) min(1em, 3vw);
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
