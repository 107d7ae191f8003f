/**
 * An obstacle over several depth maps: one map may err, so it is shown only when it is seen again and again, and it stays
 * while a map or two miss it. Pure.
 */

import { intersectionArea } from '../boxes';
import type { Obstacle } from './find-obstacle';

/**
 * Shown from the second sighting on, with at most one map between them that misses it: two of three, as with named things.
 * At five maps a second, the walking clip, straight ahead, has two false sightings in nine variations of what is known of
 * its camera, and no second one. On views to its sides, at trunks, pillars and poles, asking for a third sighting would
 * halve what is shown.
 */
const MISSES_BETWEEN = 1;

/** Milliseconds after which a sighting is forgotten: in three steps the walker is somewhere else. */
const LONGEST_GAP = 2000;

/** Shown until so many maps in a row have missed it, and for so many milliseconds; `ANNOUNCEMENT_RULES` has the same. */
const MISSES_TO_LEAVE = 2;
const ABSENCE_TO_LEAVE = 600;

/** It is the same while the boxes overlap and the distances differ by no more than this factor. */
const SAME_DISTANCE = 1.5;

/** What was seen of one thing. */
interface Sighting {
  readonly last: Obstacle;
  /** When that was, milliseconds. */
  readonly time: number;
  /** Maps since then that missed it. */
  readonly misses: number;
}

export interface ObstacleState {
  /** Seen once. */
  readonly candidate: Sighting | null;
  readonly shown: Sighting | null;
}

export const NO_OBSTACLE: ObstacleState = { candidate: null, shown: null };

export interface ObstacleUpdate {
  readonly state: ObstacleState;
  /** As it was seen last. */
  readonly shown: Obstacle | null;
}

/**
 * Call it once per depth map.
 * @param found in this map
 * @param time when the map's frame was taken, milliseconds; one before the last begins anew
 */
export function updateObstacle(before: ObstacleState, found: Obstacle | null, time: number): ObstacleUpdate {
  const state = withSighting(current(before, time), found, time);
  return { state, shown: state.shown?.last ?? null };
}

/** What is not too old, and not from the future. */
function current({ candidate, shown }: ObstacleState, time: number): ObstacleState {
  const isCurrent = (sighting: Sighting | null) =>
    sighting !== null && time >= sighting.time && time - sighting.time <= LONGEST_GAP;
  return { candidate: isCurrent(candidate) ? candidate : null, shown: isCurrent(shown) ? shown : null };
}

function withSighting(
  { candidate, shown }: ObstacleState,
  found: Obstacle | null,
  time: number,
): ObstacleState {
  const seen = found && { last: found, time, misses: 0 };
  // What takes the place of another one is nearer, for only the nearest is found, or the other one is gone.
  if (seen && [shown, candidate].some((before) => before && isSame(before.last, seen.last))) {
    return { candidate: null, shown: seen };
  }
  const missed = candidate && { ...candidate, misses: candidate.misses + 1 };
  return {
    candidate: seen ?? (missed && missed.misses <= MISSES_BETWEEN ? missed : null),
    shown: shown && stillShown({ ...shown, misses: shown.misses + 1 }, time),
  };
}

function stillShown(shown: Sighting, time: number): Sighting | null {
  return shown.misses >= MISSES_TO_LEAVE && time - shown.time >= ABSENCE_TO_LEAVE ? null : shown;
}

function isSame(a: Obstacle, b: Obstacle): boolean {
  const [x, y] = [a.metres.best, b.metres.best];
  return intersectionArea(a.box, b.box) > 0 && Math.max(x, y) <= SAME_DISTANCE * Math.min(x, y);
}
