/** Distance from how large a known thing appears: the pinhole camera's z = f H / h, with how far that can be wrong. */

import { PERSON_SIZE, personHeight } from './known-sizes-person';
import { type Extent, KNOWN_SIZES, type KnownSize } from './known-sizes-table';
import type { Box, Size } from './scene';

export type { Extent, KnownSize } from './known-sizes-table';

/** A distance along the optical axis, log-normal. */
export interface SizeDistance {
  /** Median, metres. */
  readonly metres: number;
  /** One standard deviation of the natural logarithm. */
  readonly spread: number;
}

/** What a box shows of a thing: null for each measure that is unknown or cut by the frame. */
export type VisibleSize = Pick<KnownSize, 'height' | 'width' | 'diagonal'>;

/**
 * A side of a box that comes this near the edge of the image, as a share of the image's longer side, is taken to be
 * cut by it. Of the shipped detector's boxes on COCO's public photos this finds 95 per cent of the sides that are cut,
 * and takes 6 per cent of the others for cut.
 */
const CUT_SHARE = 0.01;

/**
 * One standard deviation of the length of a detected side: a part that is constant, as a share of the image's longer
 * side (2.4 pixels of the shipped detector's 416), and a part that grows with the side. The likeliest values for the
 * shipped detector's boxes against COCO's public labels (627 sides that no frame cuts; Student's t with 4 degrees of
 * freedom, since the misses have long tails); 0.75 of the sides lie within 1.28 of it, and 0.70 of the heights on KITTI's
 * public photos, which had no part in it. The median error of one edge is 0.9 of these pixels on sides below 16, 1.6 on
 * 40 to 100, 2.9 above 200.
 */
const SIDE_ERROR_OF_IMAGE = 0.0058;
const SIDE_ERROR_OF_SIDE = 0.045;

/**
 * How much of the smaller of the two spreads height and width share, as a share of its square: a large one of its class
 * is large in both, and were they taken to be independent, a box would seem to tell more than it does. What the larger
 * spread has beyond comes from how the thing is turned, which does nothing to the other side.
 */
const SHARED_VARIANCE = 0.7;

/** @returns null when the label is none of COCO's classes */
export function knownSize(label: string): KnownSize | null {
  if (label === 'person') return PERSON_SIZE;
  return Object.hasOwn(KNOWN_SIZES, label) ? KNOWN_SIZES[label]! : null;
}

/** Which sides of a box the frame cuts, as far as one can tell. */
export function cutSides(box: Box, image: Size): Record<'left' | 'top' | 'right' | 'bottom', boolean> {
  const margin = CUT_SHARE * Math.max(image.width, image.height);
  return {
    left: box.left <= margin,
    top: box.top <= margin,
    right: box.left + box.width >= image.width - margin,
    bottom: box.top + box.height >= image.height - margin,
  };
}

/**
 * What is known of the extents that a box shows whole.
 * @param reachesBelow the box is thought to go on below the image, to the thing's true end
 * @returns null when the class or all of its measures are unknown, cut, or empty
 */
export function visibleSize(label: string, box: Box, image: Size, reachesBelow = false): VisibleSize | null {
  const known = knownSize(label);
  if (!known || !(box.width > 0 && box.height > 0)) return null;
  const cut = cutSides(box, image);
  const tall = !cut.top && (!cut.bottom || reachesBelow);
  const broad = !cut.left && !cut.right;
  const whole = tall && broad;
  // The shape of a whole person tells the posture, and with it the height; the width has no more to say then.
  if (label === 'person' && whole) {
    return { height: personHeight(box.height / box.width), width: null, diagonal: null };
  }
  const visible = {
    height: tall ? known.height : null,
    width: broad ? known.width : null,
    diagonal: whole ? known.diagonal : null,
  };
  return visible.height || visible.width || visible.diagonal ? visible : null;
}

/**
 * How uncertain the length of a detected side is.
 * @param pixels of the side
 * @returns one standard deviation of the natural logarithm
 */
export function sideError(pixels: number, image: Size): number {
  return Math.hypot((SIDE_ERROR_OF_IMAGE * Math.max(image.width, image.height)) / pixels, SIDE_ERROR_OF_SIDE);
}

/**
 * Distance of a known thing from the size of its box. It presumes that the box holds all of the thing but what the
 * frame cuts: something hidden behind another makes it seem farther. It is the distance of the near face rather than of
 * the middle: the lower edge of a box, and most of its extent, belong to what is in front (on KITTI's cars the median
 * is within 3 per cent of the near face, and 7 short of the middle).
 * @param box in pixels of the upright image
 * @param focalLength pixels
 * @param reachesBelow the box is thought to go on below the image, to the thing's true end
 * @returns null when nothing usable is known or in view
 */
export function sizeDistance(
  label: string,
  box: Box,
  image: Size,
  focalLength: number,
  reachesBelow = false,
): SizeDistance | null {
  const visible = visibleSize(label, box, image, reachesBelow);
  if (!visible || !(focalLength > 0)) return null;
  const { height, width, diagonal } = visible;
  if (diagonal) return byExtent(diagonal, Math.hypot(box.width, box.height), image, focalLength);
  const byHeight = height && byExtent(height, box.height, image, focalLength);
  const byWidth = width && byExtent(width, box.width, image, focalLength);
  if (!byHeight || !byWidth) return byHeight ?? byWidth;
  return combine(byHeight, byWidth, weightOfHeight(height, width));
}

function byExtent(
  { typical, spread }: Extent,
  pixels: number,
  image: Size,
  focalLength: number,
): SizeDistance {
  return {
    metres: (focalLength * typical) / pixels,
    spread: Math.hypot(spread, sideError(pixels, image)),
  };
}

/**
 * Weight, 0 to 1, of the height in the best linear unbiased estimate from both sides. It depends on the class alone, so
 * that the same thing at twice the distance is told to be at twice the distance, whatever its shape.
 */
function weightOfHeight({ spread: ofHeight }: Extent, { spread: ofWidth }: Extent): number {
  const shared = sharedVariance(ofHeight, ofWidth);
  return (ofWidth ** 2 - shared) / (ofHeight ** 2 + ofWidth ** 2 - 2 * shared);
}

function sharedVariance(a: number, b: number): number {
  return SHARED_VARIANCE * Math.min(a, b) ** 2;
}

/**
 * The weighted mean of two logarithms whose errors are correlated. Where the two contradict each other by more than
 * their spreads allow, the result is less certain by that factor (the scale factor by which the Particle Data Group
 * joins measurements that disagree).
 */
function combine(a: SizeDistance, b: SizeDistance, weight: number): SizeDistance {
  const shared = sharedVariance(a.spread, b.spread);
  const between = Math.log(a.metres / b.metres);
  const contradiction = Math.abs(between) / Math.sqrt(a.spread ** 2 + b.spread ** 2 - 2 * shared);
  const spread = Math.sqrt(
    (weight * a.spread) ** 2 + ((1 - weight) * b.spread) ** 2 + 2 * weight * (1 - weight) * shared,
  );
  return { metres: b.metres * Math.exp(weight * between), spread: spread * Math.max(1, contradiction) };
}
