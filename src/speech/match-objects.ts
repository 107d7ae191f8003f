/**
 * Which object of a scene is which remembered one: by its track, and where that was lost, or there is none, by class,
 * place and size. Pure.
 */

import type { Box, SceneObject } from '../scene/scene';
import { ANNOUNCEMENT_RULES as RULES } from './announcement-rules';

/** What a match is judged by. Boxes in widths of the picture, times in milliseconds. */
export interface Matchable {
  readonly label: string;
  readonly box: Box;
  readonly lastSeen: number;
  /** Number of its track, null without one. */
  readonly trackId: number | null;
}

/** A detection with its box in widths of the picture. */
export interface Sighting {
  readonly object: SceneObject;
  readonly box: Box;
}

interface Pair<Known> {
  readonly sighting: Sighting;
  readonly known: Known;
  /** Below 0 for the same track, 0 for the same place and size, 2 at the limit of both. */
  readonly cost: number;
}

/**
 * Pairs greedily, the best pair first, each sighting and each known object once. Greedy is enough here: two of one
 * class that swap their identities are told in the same words.
 * @param time of the sightings
 */
export function matchObjects<Known extends Matchable>(
  known: readonly Known[],
  sightings: readonly Sighting[],
  time: number,
): Map<Sighting, Known> {
  const pairs = sightings
    .flatMap((sighting) => known.map((candidate) => pairUp(sighting, candidate, time)))
    .filter((pair) => pair !== null)
    .sort((a, b) => a.cost - b.cost);
  const matches = new Map<Sighting, Known>();
  const taken = new Set<Known>();
  for (const { sighting, known: match } of pairs) {
    if (matches.has(sighting) || taken.has(match)) continue;
    matches.set(sighting, match);
    taken.add(match);
  }
  return matches;
}

const SAME_TRACK = -1;

/** Null when they can't be the same thing. What was hidden for more than a second is expected near where it was. */
function pairUp<Known extends Matchable>(sighting: Sighting, known: Known, time: number): Pair<Known> | null {
  const { track, label } = sighting.object;
  if (label !== known.label) return null;
  if (track !== null && track.id === known.trackId) return { sighting, known, cost: SAME_TRACK };
  const seconds = Math.min(1, (time - known.lastSeen) / 1000);
  const a = sighting.box;
  const b = known.box;
  const size = (diagonal(a) + diagonal(b)) / 2;
  const reach = size * RULES.moveOfOwnSize + RULES.moveOfPicture + RULES.moveOfPicturePerSecond * seconds;
  const move = Math.hypot(middleX(a) - middleX(b), middleY(a) - middleY(b)) / reach;
  const ratio = Math.sqrt((a.width * a.height) / (b.width * b.height));
  const resize = Math.abs(Math.log(ratio)) / Math.log(RULES.resize + RULES.resizePerSecond * seconds);
  return move <= 1 && resize <= 1 ? { sighting, known, cost: move + resize } : null;
}

const diagonal = ({ width, height }: Box) => Math.hypot(width, height);
const middleX = ({ left, width }: Box) => left + width / 2;
const middleY = ({ top, height }: Box) => top + height / 2;
