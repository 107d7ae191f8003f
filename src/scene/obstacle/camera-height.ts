/** How high the camera is above the floor of a depth map: what turns the map's distances into metres. */

import { rayLength } from '../distance/rays';
import { visibleInverseDepth } from '../distance/visible-depth';
import type { Box, DepthMap, Metres, Size } from '../scene';
import type { Viewpoint } from '../viewpoint';
import type { Floor } from './floor';

/** Something of the frame that has a name. */
export interface NamedThing {
  /** In pixels of the upright image. */
  readonly box: Box;
  /** Straight from the camera; null while unknown. */
  readonly metres: Metres | null;
}

export interface CameraHeight {
  readonly metres: number;
  /** One standard deviation of its logarithm. */
  readonly deviation: number;
}

/** Of a given height, and of the one that is assumed: see `ground-plane.ts`. */
const GIVEN_ERROR = 0.08;
const ASSUMED = { mean: Math.log(1.45), deviation: 0.25 };

/** What a network errs by, as a standard deviation of the logarithm of a thing's depth: see `depth-scale.ts`. */
const NETWORK_ERROR = 0.34;

/** A range of 80 % ends so many standard deviations from its middle. */
const RANGE_DEVIATIONS = 1.28;

/** A plane that lies so many times higher or lower than the floor must is a table, a bed, a road below a bridge. */
const MOST_UNLIKE = 1.5;

/**
 * A map in metres tells the height itself. Otherwise it is the given one; without it, what people hold cameras at, put
 * right by the named things: each is at its own distance if the floor is so far below the camera.
 * @returns null where the plane can't be the floor
 */
export function cameraHeight(
  map: DepthMap,
  floor: Floor,
  image: Size,
  viewpoint: Viewpoint,
  named: readonly NamedThing[],
): CameraHeight | null {
  if (map.unit === 'per-metre') {
    const metres = 1 / floor.slope;
    const expected = viewpoint.height ?? Math.exp(ASSUMED.mean);
    const unlike = Math.max(metres, expected) / Math.min(metres, expected);
    return unlike <= MOST_UNLIKE ? { metres, deviation: 0 } : null;
  }
  if (viewpoint.height !== null) return { metres: viewpoint.height, deviation: GIVEN_ERROR };
  let weight = 1 / ASSUMED.deviation ** 2;
  let sum = weight * ASSUMED.mean;
  for (const { box, metres } of named) {
    const inverse = metres && visibleInverseDepth(map, image, box, []);
    if (!metres || inverse === null || !(inverse > floor.offset)) continue;
    const length = rayLength(
      box.left + box.width / 2,
      box.top + box.height / 2,
      image,
      viewpoint.focalLength,
    );
    const own = Math.log(metres.far / metres.near) / (2 * RANGE_DEVIATIONS);
    const weighs = 1 / (own ** 2 + NETWORK_ERROR ** 2);
    weight += weighs;
    sum += weighs * Math.log(((metres.best / length) * (inverse - floor.offset)) / floor.slope);
  }
  return { metres: Math.exp(sum / weight), deviation: 1 / Math.sqrt(weight) };
}
