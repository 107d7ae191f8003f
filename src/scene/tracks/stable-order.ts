/** Nearest first, without flicker. Pure. */

/** What the order of a thing depends on. */
export interface Orderable {
  readonly trackId: number;
  /** The smaller the nearer: a natural logarithm of metres, or what comes close to one (`orderKey` of ../order.ts). */
  readonly key: number;
}

/** Things whose distances differ by less than this share keep the order they had: field practice, 15 %. */
const NEAR_TIE = Math.log(1.15);

/**
 * Orders nearest first; what is nearly as near as another keeps the place it had before it. A thing that is clearly
 * nearer always comes first.
 * @param formerOrder track numbers of the former look, nearest first
 * @returns indices into `objects`, nearest first
 */
export function orderStably(objects: readonly Orderable[], formerOrder: readonly number[]): number[] {
  const waiting = preferredOrder(objects, formerOrder);
  const order: number[] = [];
  while (waiting.length > 0) {
    const nearest = Math.min(...waiting.map((index) => objects[index]!.key));
    const next = waiting.findIndex((index) => objects[index]!.key <= nearest + NEAR_TIE);
    order.push(...waiting.splice(next, 1));
  }
  return order;
}

/** The former order, with newcomers before the first thing that is farther. */
function preferredOrder(objects: readonly Orderable[], formerOrder: readonly number[]): number[] {
  const placeOf = new Map(formerOrder.map((id, place) => [id, place]));
  const place = (index: number) => placeOf.get(objects[index]!.trackId);
  const nearestFirst = [...objects.keys()].sort(
    (a, b) => objects[a]!.key - objects[b]!.key || objects[a]!.trackId - objects[b]!.trackId,
  );
  const order = nearestFirst
    .filter((index) => place(index) !== undefined)
    .sort((a, b) => place(a)! - place(b)!);
  for (const index of nearestFirst) {
    if (place(index) !== undefined) continue;
    const farther = order.findIndex((other) => objects[other]!.key > objects[index]!.key);
    order.splice(farther < 0 ? order.length : farther, 0, index);
  }
  return order;
}
