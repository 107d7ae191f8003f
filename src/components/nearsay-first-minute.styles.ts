import { css } from 'lit';

/** The look of the introduction, beside what `styles.ts` and the settings give. */
export const styles = css`
  .text {
    font-size: clamp(1rem, 8vw, 1.6rem);
    margin-block: 0.4rem 1.2rem;
    /* The heading above it comes into view with it. */
    scroll-margin-top: 6rem;
  }
  .big {
    width: 100%;
    min-height: max(20dvh, 7rem);
    margin-bottom: 1rem;
    font-size: clamp(1rem, 9vw, 1.8rem);
  }
  .try {
    width: 100%;
    margin-bottom: 1.4rem;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6rem;
  }
  .row > * {
    flex: 1 1 8rem;
    min-height: 80px;
  }
`;
