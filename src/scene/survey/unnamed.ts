/** The one thing in the way that has no name: found in depth maps, kept over several, and put among the named ones. */

import { type Obstacle, findObstacle } from '../obstacle/find-obstacle';
import { OBSTACLE_LABEL } from '../obstacle/label';
import { NO_OBSTACLE, type ObstacleUpdate, updateObstacle } from '../obstacle/obstacle-state';
import { orderKey, sight } from '../order';
import type { DepthMap, SceneObject, Size } from '../scene';
import type { Viewpoint } from '../viewpoint';

/** What was known of the frame of which a depth map was made. */
export interface MappedFrame {
  /** When it was taken, milliseconds. */
  readonly time: number;
  readonly image: Size;
  readonly viewpoint: Viewpoint;
  readonly objects: readonly SceneObject[];
}

export const NOTHING_UNNAMED: ObstacleUpdate = { state: NO_OBSTACLE, shown: null };

/** Takes a depth map in; call it once for each. */
export function surveyUnnamed(
  { state }: ObstacleUpdate,
  map: DepthMap,
  { time, image, viewpoint, objects }: MappedFrame,
): ObstacleUpdate {
  return updateObstacle(state, findObstacle(map, image, viewpoint, objects), time);
}

/** No detector's number: it is never the number of a track, which begin with 1. */
const OBSTACLE_TRACK = 0;

/**
 * Puts the obstacle in its place among the named things.
 * @param objects nearest first
 * @param shown null where nothing stands in the way
 * @param viewpoint of the frame with the objects
 */
export function withUnnamed(
  objects: readonly SceneObject[],
  shown: Obstacle | null,
  image: Size,
  { focalLength }: Viewpoint,
): readonly SceneObject[] {
  if (!shown) return objects;
  const { box, metres } = shown;
  const sighted = sight({ label: OBSTACLE_LABEL, score: 1, box }, image, focalLength);
  const key = orderKey(metres.best, sighted.referencePx, image.height);
  const farther = objects.findIndex(
    (object) => object.metres && orderKey(object.metres.best, object.referencePx, image.height) > key,
  );
  const place = farther < 0 ? objects.length : farther;
  const track = { id: OBSTACLE_TRACK, approach: null, timeToContact: null };
  return [
    ...objects.slice(0, place),
    { ...sighted, metres, track, rank: place + 1 },
    ...objects.slice(place).map((object) => ({ ...object, rank: object.rank + 1 })),
  ];
}
