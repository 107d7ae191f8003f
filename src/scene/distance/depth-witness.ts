/** What a depth map says of each thing, in metres. */

import type { Box, DepthMap, Size } from '../scene';
import { type DepthReading, scaleDepth } from './depth-scale';
import {
  type Likelihood,
  doubted,
  either,
  moments,
  normalLikelihood,
  normalised,
  orFarther,
} from './log-distances';
import { rayLength } from './rays';
import { visibleInverseDepth } from './visible-depth';

/** Probability that the map shows something else than the thing: thin and far people nearly vanish in it. */
const DEPTH_DOUBT = 0.1;

/**
 * Of a picture's own depth in metres, one standard deviation of the logarithm: at 3 m a phone's two lenses, 1 cm
 * apart, see a disparity of some 10 pixels, to within one.
 */
const OWN_DEPTH_ERROR = 0.1;

/** What is known worse than this (a standard deviation of the logarithm) gives the map no scale. */
const MOST_ANCHOR_ERROR = 0.6;

/** A thing as the depth map sees it. */
export interface ThingInDepthMap {
  readonly box: Box;
  /** Where it was when the map was taken; null where it wasn't there. */
  readonly boxInDepthMap: Box | null;
  /** The same of those that stand before it. */
  readonly occludersInDepthMap: readonly Box[];
  /** What else is known of its straight distance. */
  readonly known: Likelihood;
  /** It may tell others the map's scale. */
  readonly isAnchor: boolean;
}

/** @returns per thing the likelihood of its straight distance, null where the map has nothing to say */
export function depthWitnesses(
  map: DepthMap,
  things: readonly ThingInDepthMap[],
  image: Size,
  focalLength: number,
): (Likelihood | null)[] {
  const inverses = things.map(
    ({ boxInDepthMap, occludersInDepthMap }) =>
      boxInDepthMap && visibleInverseDepth(map, image, boxInDepthMap, occludersInDepthMap),
  );
  // Depth goes along the optical axis, distance straight to the thing.
  const lengths = things.map(({ box }) =>
    Math.log(rayLength(box.left + box.width / 2, box.top + box.height / 2, image, focalLength)),
  );
  if (map.unit === 'per-metre') {
    return inverses.map((inverse, index) =>
      inverse === null ? null : witness(lengths[index]! - Math.log(inverse), OWN_DEPTH_ERROR),
    );
  }
  const readings = things.map(({ known, isAnchor }, index): DepthReading | null => {
    const inverse = inverses[index]!;
    if (inverse === null) return null;
    const { mean, deviation } = moments(known);
    const anchors = isAnchor && deviation < MOST_ANCHOR_ERROR;
    return {
      inverse,
      isCertain: isAnchor,
      known: anchors ? { mean: mean - lengths[index]!, deviation } : null,
    };
  });
  const farEnd = farEndOf(map);
  return scaleDepth(readings).map((told, index) =>
    told ? witness(told.mean + lengths[index]!, told.deviation, farEnd(inverses[index]!)) : null,
  );
}

/** @param farEnd probability that all it says is "there, or farther" */
function witness(mean: number, deviation: number, farEnd = 0): Likelihood {
  const there = normalLikelihood(mean, deviation);
  const told = farEnd > 0 ? either(normalised(orFarther(there)), there, farEnd) : there;
  return doubted(told, DEPTH_DOUBT);
}

/**
 * At its far end a network's map hardly falls any more: cars at 20 m and at 40 m get the same values as the sky. So what
 * lies in the lowest part of the map's range, this share of it, is far, but how far isn't told.
 */
const FAR_END = 0.2;

/** Values that are looked at to learn a map's range, and which part of them is left out at either end. */
const SAMPLES = 512;
const OUTLIERS = 0.05;

/** @returns how much an inverse depth belongs to the map's far end: 1 at the end itself, 0 from `FAR_END` on */
function farEndOf({ values }: DepthMap): (inverse: number) => number {
  const step = Math.max(1, Math.floor(values.length / SAMPLES));
  const sorted = values.filter((_, cell) => cell % step === 0).sort();
  const left = Math.floor(OUTLIERS * sorted.length);
  const far = sorted[left]!;
  const range = sorted[sorted.length - 1 - left]! - far;
  return (inverse) => (range > 0 ? Math.min(1, Math.max(0, 1 - (inverse - far) / (FAR_END * range))) : 0);
}
