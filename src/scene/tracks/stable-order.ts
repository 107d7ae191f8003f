/** Nearest first, without flicker. Pure. */

import type { Metres } from '../scene';

/** What the order of a thing depends on. */
export interface Orderable {
  readonly trackId: number;
  /** Null where nothing tells. */
  readonly metres: Metres | null;
  /** Pixels from the lower edge of the box to that of the image (scene.ts). */
  readonly referencePx: number;
}

/** Things whose distances differ by less than this share keep the order they had: field practice, 15 %. */
const NEAR_TIE = 1.15;

/**
 * Orders nearest first; what is nearly as near as another keeps the place it had before it. A thing that is clearly
 * nearer always comes first.
 * @param formerOrder track numbers of the former look, nearest first
 * @returns indices into `objects`, nearest first
 */
export function orderStably(objects: readonly Orderable[], formerOrder: readonly number[]): number[] {
  const byDistance = orderByDistance(objects);
  const logs = distancesInOrder(byDistance.map((index) => objects[index]!));
  const logOf = new Map(byDistance.map((index, place) => [index, logs[place]!]));
  const waiting = preferredOrder(byDistance, objects, formerOrder, logOf);
  const order: number[] = [];
  while (waiting.length > 0) {
    const nearest = Math.min(...waiting.map((index) => logOf.get(index)!));
    const next = waiting.findIndex((index) => logOf.get(index)! <= nearest + Math.log(NEAR_TIE));
    order.push(...waiting.splice(next, 1));
  }
  return order;
}

/** Things with metres by these; the others among them by the paper's measure, each before the first that is higher up. */
function orderByDistance(objects: readonly Orderable[]): number[] {
  const indices = [...objects.keys()];
  const byMetres = indices
    .filter((index) => objects[index]!.metres)
    .sort(
      (a, b) =>
        objects[a]!.metres!.best - objects[b]!.metres!.best || objects[a]!.trackId - objects[b]!.trackId,
    );
  const others = indices
    .filter((index) => !objects[index]!.metres)
    .sort(
      (a, b) =>
        objects[a]!.referencePx - objects[b]!.referencePx || objects[a]!.trackId - objects[b]!.trackId,
    );
  const order = [...byMetres];
  for (const index of others) {
    const { referencePx } = objects[index]!;
    const higher = order.findIndex((other) => objects[other]!.referencePx > referencePx);
    order.splice(higher < 0 ? order.length : higher, 0, index);
  }
  return order;
}

/** Natural logarithm of each distance; those without metres lie where their neighbours are. */
function distancesInOrder(objects: readonly Orderable[]): number[] {
  let last = -Infinity;
  return objects.map(({ metres }) => (last = metres ? Math.log(metres.best) : last));
}

/** The former order, with newcomers before the first thing that is farther. */
function preferredOrder(
  byDistance: readonly number[],
  objects: readonly Orderable[],
  formerOrder: readonly number[],
  logOf: ReadonlyMap<number, number>,
): number[] {
  const placeOf = new Map(formerOrder.map((id, place) => [id, place]));
  const place = (index: number) => placeOf.get(objects[index]!.trackId);
  const order = byDistance
    .filter((index) => place(index) !== undefined)
    .sort((a, b) => place(a)! - place(b)!);
  for (const index of byDistance) {
    if (place(index) !== undefined) continue;
    const farther = order.findIndex((other) => logOf.get(other)! > logOf.get(index)!);
    order.splice(farther < 0 ? order.length : farther, 0, index);
  }
  return order;
}
