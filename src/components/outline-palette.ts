/** How the things of a picture are told apart by eye: by number and name first, by colour and pattern besides. */

import { css, unsafeCSS } from 'lit';

/**
 * Of the set by Okabe and Ito that stays distinct in every kind of colour blindness (Color Universal Design, 2008,
 * https://jfly.uni-koeln.de/color/), those with a contrast of 9:1 or more to black; reddish purple is mixed with white
 * until it has that. A line of such a colour on a black one stands out at 3:1 on whatever lies under it: a ground that
 * comes near to the one is far from the other. For the same reason black text on them has more than 7:1.
 */
export const OUTLINE_COLOURS = ['#f0e442', '#56b4e9', '#e69f00', '#ffffff', '#d599b8'] as const;

/** The line under all of them, and the text on them. */
export const DARK = '#000000';

/** Lengths of strokes and gaps, in CSS pixels; the nearest thing has a whole line. */
const DASHES = ['none', '20 7', '6 7', '20 7 6 7'] as const;

/** Class names for outline and label of a thing. Twenty things differ from each other. @param index 0 for the nearest */
export function outlineClass(index: number): string {
  return `colour-${index % OUTLINE_COLOURS.length} dashes-${index % DASHES.length}`;
}

const outlines = css`
  rect {
    fill: none;
    vector-effect: non-scaling-stroke;
  }
  .halo {
    stroke: ${unsafeCSS(DARK)};
    stroke-width: 8px;
  }
  .box {
    stroke: var(--colour);
    stroke-width: 4px;
  }
  .halo.nearest {
    stroke-width: 13px;
  }
  .box.nearest {
    stroke-width: 7px;
  }
  .label {
    color: ${unsafeCSS(DARK)};
    background: var(--colour);
    outline: 2px solid ${unsafeCSS(DARK)};
  }
  @media (forced-colors: active) {
    .halo {
      stroke: Canvas;
    }
    .box {
      stroke: CanvasText;
    }
    .label {
      color: CanvasText;
      background: Canvas;
      outline-color: CanvasText;
    }
  }
`;

/** One rule for each colour and each way of dashes. */
const variants = unsafeCSS(
  [
    ...OUTLINE_COLOURS.map((colour, index) => `.colour-${index} { --colour: ${colour}; }`),
    ...DASHES.map((dashes, index) => `.box.dashes-${index} { stroke-dasharray: ${dashes}; }`),
  ].join('\n'),
);

/** `rect.halo` lies under `rect.box`; `.nearest` marks both, of what has the first rank. */
export const outlineStyles = [outlines, variants];
