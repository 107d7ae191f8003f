/** What a depth map says of each thing, in metres. */

import type { Box, DepthMap, Size } from '../scene';
import { type DepthReading, scaleDepth } from './depth-scale';
import { type Likelihood, doubted, moments, normalLikelihood } from './log-distances';
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
  return scaleDepth(readings).map((told, index) =>
    told ? witness(told.mean + lengths[index]!, told.deviation) : null,
  );
}

function witness(mean: number, deviation: number): Likelihood {
  return doubted(normalLikelihood(mean, deviation), DEPTH_DOUBT);
}
