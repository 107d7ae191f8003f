/** Nearest first, without flicker. Pure. */

import type { Metres } from '../scene';

/** What the place of a thing depends on. */
export interface Orderable {
  readonly trackId: number;
  /** Null where nothing tells. Only `best` counts: the ranges share most of their error. */
  readonly metres: Metres | null;
  /** The paper's measure: pixels from the lower edge of the box to that of the image, at least 0. */
  readonly referencePx: number;
}

/**
 * Things whose distances differ by less than this factor keep the order they had: more than a smoothed distance
 * trembles (2 % from look to look on the walking clip, 6 % at worst), and less than a walker's step between things
 * that are six steps away.
 */
const TIE = 1.15;

/** The same where there are no metres at all: more than lower edges tremble. */
const TIE_PX = 6;

/**
 * Orders nearest first; what is about as near as another keeps the place that it had before or behind it. What is clearly
 * nearer always comes first.
 * @param objects in any order, each track once
 * @param formerOrder track numbers of the former look, nearest first; empty for none
 * @returns indices into `objects`, nearest first
 */
export function orderStably(objects: readonly Orderable[], formerOrder: readonly number[]): number[] {
  const places = placeAll(objects);
  const waiting = joinFormerOrder(places, formerOrder);
  const order: number[] = [];
  while (waiting.length > 0) {
    const nearest = Math.min(...waiting.map(({ distance }) => distance));
    // Of those that none is clearly nearer than, the first one.
    const next = waiting.findIndex(({ distance }) => distance <= nearest + 1);
    order.push(...waiting.splice(next, 1).map(({ index }) => index));
  }
  return order;
}

interface Place {
  readonly index: number;
  readonly trackId: number;
  /** In ties: two that differ by no more than 1 are about as near. */
  readonly distance: number;
}

/** Everything on one scale, nearest first. */
function placeAll(objects: readonly Orderable[]): Place[] {
  const all = objects.map((object, index) => ({ ...object, index }));
  const known = all.flatMap(({ index, trackId, metres, referencePx }) =>
    metres ? [{ index, trackId, referencePx, distance: Math.log(metres.best) / Math.log(TIE) }] : [],
  );
  const unknown = all
    .filter(({ metres }) => !metres)
    .map(({ index, trackId, referencePx }) => ({
      index,
      trackId,
      distance: known.length > 0 ? distanceAmong(known, referencePx) : referencePx / TIE_PX,
    }));
  return [...known, ...unknown].sort((a, b) => a.distance - b.distance || a.trackId - b.trackId);
}

/** As far as the farthest one with metres that is no higher in the picture; before all of them where all are higher. */
function distanceAmong(
  known: readonly (Place & { readonly referencePx: number })[],
  referencePx: number,
): number {
  const lower = known.filter((other) => other.referencePx <= referencePx);
  if (lower.length > 0) return Math.max(...lower.map(({ distance }) => distance));
  return Math.min(...known.map(({ distance }) => distance));
}

/** The former order, with each newcomer before the first that is farther. */
function joinFormerOrder(places: readonly Place[], formerOrder: readonly number[]): Place[] {
  const former = new Map(formerOrder.map((id, place) => [id, place]));
  const order = places
    .filter(({ trackId }) => former.has(trackId))
    .sort((a, b) => former.get(a.trackId)! - former.get(b.trackId)!);
  for (const place of places) {
    if (former.has(place.trackId)) continue;
    const farther = order.findIndex(({ distance }) => distance > place.distance);
    order.splice(farther < 0 ? order.length : farther, 0, place);
  }
  return order;
}
