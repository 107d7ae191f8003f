/**
 * Something solid in a walker's way that the detector has no name for, from one depth map. It is told only where the
 * floor is seen for certain, so silence says nothing; where nobody tells how the camera is turned, only a depth map in
 * metres shows the floor.
 */

import type { Box, CameraOrientation, DepthMap, Metres, Size } from '../scene';
import type { Viewpoint } from '../viewpoint';
import { type NamedThing, cameraHeight } from './camera-height';
import { cellsOf, cellsWithin } from './cells';
import { HALF_WIDTH, solidInCorridor } from './corridor';
import { findFloor } from './floor';
import { orientationFromFloor } from './floor-orientation';
import { boxOf, solidThings } from './solid-things';

export interface Obstacle {
  /** In pixels of the upright image. */
  readonly box: Box;
  /** Straight from the camera to its near side. */
  readonly metres: Metres;
}

/**
 * By this share of its longer side the box of a named thing is grown: boxes err, and in a network's map the edges of
 * things are blurred.
 */
const GROWN = 0.1;

/**
 * What the map itself errs by, one standard deviation of the logarithm of a thing's depth: see `depth-scale.ts` and
 * `depth-witness.ts`.
 */
const MAP_ERROR = { relative: 0.34, 'per-metre': 0.1 } as const;

/** The range holds 80 %, as those of the named things: so many standard deviations both ways. */
const RANGE_DEVIATIONS = 1.28;

/**
 * @param image size of the upright image, pixels
 * @param named what else was found in the frame, in any order; its boxes are where they were when the map was taken
 * @returns the nearest, if it is nearer than anything named that is in the way; null otherwise
 */
export function findObstacle(
  map: DepthMap,
  image: Size,
  viewpoint: Viewpoint,
  named: readonly NamedThing[],
): Obstacle | null {
  const { focalLength } = viewpoint;
  const orientation = viewpoint.orientation ?? orientationOf(map, image, focalLength);
  if (!orientation) return null;
  const cells = cellsOf(map, image, focalLength, orientation);
  const boxes = named.map(({ box }) => box);
  const taken = cellsWithin(cells, image, boxes, GROWN);
  const floor = findFloor(cells, taken, map.unit);
  const height = floor && cameraHeight(map, floor, image, viewpoint, named);
  if (!height) return null;
  const depths = solidInCorridor(cells, floor, height.metres, taken);
  const things = solidThings(cells, depths, height.metres, map.unit);
  const nearest = things.sort((a, b) => a.distance - b.distance)[0];
  if (!nearest || named.some((thing) => isBefore(thing, nearest.distance, image, focalLength))) return null;
  const doubt = Math.hypot(MAP_ERROR[map.unit], height.deviation, viewpoint.focalLengthError);
  const factor = Math.exp(RANGE_DEVIATIONS * doubt);
  const best = nearest.distance;
  return {
    box: boxOf(nearest.cells, cells, image),
    metres: { near: best / factor, best, far: best * factor },
  };
}

function orientationOf(map: DepthMap, image: Size, focalLength: number): CameraOrientation | null {
  if (map.unit === 'relative') return null;
  return orientationFromFloor(cellsOf(map, image, focalLength, { pitch: 0, roll: 0 }));
}

/** It is in the way, and no farther than that. */
function isBefore({ box, metres }: NamedThing, distance: number, image: Size, focalLength: number): boolean {
  if (!metres || metres.best > distance) return false;
  const across = (x: number) => (metres.best * (x - image.width / 2)) / focalLength;
  return across(box.left) <= HALF_WIDTH && across(box.left + box.width) >= -HALF_WIDTH;
}
