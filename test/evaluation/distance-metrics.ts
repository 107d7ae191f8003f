/** How good an order of objects and their metres are, given their true distances. Shares are 0 to 1. */

import type { Metres } from '../../src/scene/scene';
import { median } from '../benchmark/statistics';

/** Distances that differ by no more than this share of the smaller one count as the same. */
export const SAME_DISTANCE = 0.1;

/** An object's true distance, and its place in the list that is judged. */
export interface Placed {
  /** Metres. */
  readonly distance: number;
  /** Smaller is listed as nearer; any scale. Objects with the same place tie. */
  readonly place: number;
}

export interface OrderFigures {
  /** Pairs of objects of one photo whose true distances aren't the same. */
  readonly pairs: number;
  /** How many of them are listed in the right order; a tie counts half. */
  readonly pairsRight: number;
  /** Photos with at least two objects. */
  readonly nearestPhotos: number;
  /** In how many of them the object that is listed first is as near as the nearest one. */
  readonly nearestRight: number;
}

/** @param photos the objects of each photo, in the order of the list */
export function orderFigures(photos: readonly (readonly Placed[])[]): OrderFigures {
  const pairs = photos.flatMap(pairsOf);
  const several = photos.filter((objects) => objects.length >= 2);
  return {
    pairs: pairs.length,
    pairsRight: sum(pairs.map(({ nearer, farther }) => rightness(farther.place - nearer.place))),
    nearestPhotos: several.length,
    nearestRight: several.filter(isNearestFirst).length,
  };
}

interface Pair {
  readonly nearer: Placed;
  readonly farther: Placed;
}

function pairsOf(objects: readonly Placed[]): Pair[] {
  return objects.flatMap((nearer) =>
    objects
      .filter(({ distance }) => distance > nearer.distance * (1 + SAME_DISTANCE))
      .map((farther) => ({ nearer, farther })),
  );
}

function rightness(gap: number): number {
  if (gap === 0) return 0.5;
  return gap > 0 ? 1 : 0;
}

function isNearestFirst(objects: readonly Placed[]): boolean {
  const nearest = Math.min(...objects.map(({ distance }) => distance));
  return objects[0]!.distance <= nearest * (1 + SAME_DISTANCE);
}

/** An object's true distance in metres, and what was said of it. */
export interface Judged {
  readonly distance: number;
  readonly metres: Metres | null;
}

/** The figures after `coverage` are over the objects that have metres, and null when none has. */
export interface MetreFigures {
  readonly objects: number;
  /** How many of them have metres at all. */
  readonly told: number;
  /** The same as a share; null when there are no objects. */
  readonly coverage: number | null;
  /** Of |best - true| / true. */
  readonly medianError: number | null;
  readonly meanError: number | null;
  /** Share of the objects whose true distance lies in near..far. */
  readonly insideRange: number | null;
  /** Of (far - near) / best: how wide a range is, as the person who hears the best one must think of it. */
  readonly medianWidth: number | null;
}

export function metreFigures(objects: readonly Judged[]): MetreFigures {
  const told = objects.flatMap(({ distance, metres }) => (metres ? [{ distance, metres }] : []));
  const errors = told.map(({ distance, metres }) => Math.abs(metres.best - distance) / distance);
  const inside = told.filter(({ distance, metres }) => metres.near <= distance && distance <= metres.far);
  const ofTold = (value: number) => (told.length === 0 ? null : value);
  return {
    objects: objects.length,
    told: told.length,
    coverage: objects.length === 0 ? null : told.length / objects.length,
    medianError: ofTold(median(errors)),
    meanError: ofTold(sum(errors) / told.length),
    insideRange: ofTold(inside.length / told.length),
    medianWidth: ofTold(median(told.map(({ metres }) => (metres.far - metres.near) / metres.best))),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
