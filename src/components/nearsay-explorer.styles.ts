import { css } from 'lit';

/** The look of what is touched, beside what `styles.ts` gives to all elements. */
export const styles = css`
  .frame {
    position: relative;
    max-width: var(--picture-width, none);
    margin: 0 auto;
  }
  .area {
    position: absolute;
    inset: 0;
    border-radius: 18px;
    overflow: hidden;
    cursor: crosshair;
    /* One finger feels, two still zoom and scroll. */
    touch-action: pinch-zoom;
    user-select: none;
    -webkit-user-select: none;
    -webkit-touch-callout: none;
  }
  svg {
    display: block;
    width: 100%;
    height: 100%;
  }
  rect,
  path,
  circle {
    fill: none;
    vector-effect: non-scaling-stroke;
  }
  .dark {
    stroke: #000;
  }
  .light {
    stroke: #fff;
  }
  .cursor.dark {
    stroke-width: 8px;
  }
  .cursor.light {
    stroke-width: 3px;
  }
  .touched.dark {
    stroke-width: 15px;
  }
  .touched.light {
    stroke-width: 7px;
  }
  p {
    margin-block: 0.6rem;
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
  @media (forced-colors: active) {
    .dark {
      stroke: Canvas;
    }
    .light {
      stroke: Highlight;
    }
  }
`;
