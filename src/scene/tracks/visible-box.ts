/** What of a smoothed box is in the picture. Pure. */

import type { Box, Size } from '../scene';

/**
 * A side so near the image's edge, as a share of the image, counts as cut by it. Detectors draw the sides of cut things a
 * little inside: in the walking clip, gaps between lower sides and edge fill the range up to 1.7 % of the height, and
 * none is between that and 2.8 %.
 */
const EDGE_SHARE = 0.02;

/** Of a box that is only expected, at least this share must be in the image; less is as good as gone. */
const LEAST_VISIBLE = 0.25;

/** Which sides of a thing may lie beyond the image. */
export interface CutSides {
  readonly left: boolean;
  readonly top: boolean;
  readonly right: boolean;
  readonly bottom: boolean;
}

export function cutSides(box: Box, image: Size): CutSides {
  return {
    left: box.left <= EDGE_SHARE * image.width,
    top: box.top <= EDGE_SHARE * image.height,
    right: rightOf(box) >= (1 - EDGE_SHARE) * image.width,
    bottom: bottomOf(box) >= (1 - EDGE_SHARE) * image.height,
  };
}

/**
 * Clips the smoothed box of a thing that the detector sees. Whether a side lies at the image's edge is a fact on which
 * distances and warnings rest ("within reach"): smoothing neither makes nor hides it.
 */
export function clipSmoothed(smoothed: Box, detected: Box, image: Size): Box {
  const would = cutSides(smoothed, image);
  const is = cutSides(detected, image);
  const left = (would.left || is.left ? detected : smoothed).left;
  const top = (would.top || is.top ? detected : smoothed).top;
  const right = rightOf(would.right || is.right ? detected : smoothed);
  const bottom = bottomOf(would.bottom || is.bottom ? detected : smoothed);
  return right > left && bottom > top ? { left, top, width: right - left, height: bottom - top } : detected;
}

/**
 * Clips the box of a thing that the detector misses.
 * @returns null when most of it is out of the image
 */
export function clipExpected(box: Box, image: Size): Box | null {
  const clippedLeft = Math.max(0, box.left);
  const clippedTop = Math.max(0, box.top);
  const width = Math.min(image.width, rightOf(box)) - clippedLeft;
  const height = Math.min(image.height, bottomOf(box)) - clippedTop;
  if (width <= 0 || height <= 0 || width * height < LEAST_VISIBLE * box.width * box.height) return null;
  return { left: clippedLeft, top: clippedTop, width, height };
}

const rightOf = ({ left, width }: Box) => left + width;
const bottomOf = ({ top, height }: Box) => top + height;
