import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Orderable, orderStably } from './stable-order';

const at = (trackId: number, best: number): Orderable => ({
  trackId,
  metres: { near: 0.8 * best, best, far: 1.3 * best },
  referencePx: 0,
});
const unmeasured = (trackId: number, referencePx: number): Orderable => ({
  trackId,
  metres: null,
  referencePx,
});

const idsInOrder = (objects: readonly Orderable[], former: readonly number[] = []) =>
  orderStably(objects, former).map((index) => objects[index]!.trackId);

const anyObjects = fc.uniqueArray(
  fc.record({
    trackId: fc.integer({ min: 1, max: 30 }),
    metres: fc.option(
      fc.integer({ min: 30, max: 3000 }).map((centimetres) => centimetres / 100),
      { freq: 4 },
    ),
    referencePx: fc.integer({ min: 0, max: 300 }),
  }),
  { maxLength: 10, selector: ({ trackId }) => trackId },
);
const toObjects = (all: { trackId: number; metres: number | null; referencePx: number }[]) =>
  all.map(({ trackId, metres, referencePx }) =>
    metres === null ? unmeasured(trackId, referencePx) : { ...at(trackId, metres), referencePx },
  );
const anyFormer = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 12 });

describe('the order', () => {
  test('is nearest first where there was none before', () => {
    expect(idsInOrder([at(1, 5), at(2, 2), at(3, 4.9)])).toEqual([2, 3, 1]);
  });

  test('is kept by what is about as near', () => {
    expect(idsInOrder([at(1, 3), at(2, 3.2)], [2, 1])).toEqual([2, 1]);
    expect(idsInOrder([at(1, 3), at(2, 3.2)], [1, 2])).toEqual([1, 2]);
  });

  test('is changed by what is clearly nearer', () => {
    expect(idsInOrder([at(1, 3), at(2, 3.6)], [2, 1])).toEqual([1, 2]);
  });

  test('is changed by what is clearly nearer even through others that are about as near as both', () => {
    expect(idsInOrder([at(1, 3), at(2, 3.3), at(3, 3.6)], [3, 2, 1])).toEqual([2, 1, 3]);
  });

  test('takes in a newcomer before the first that is farther', () => {
    expect(idsInOrder([at(1, 3), at(2, 6), at(9, 4)], [1, 2])).toEqual([1, 9, 2]);
    expect(idsInOrder([at(1, 3), at(2, 6), at(9, 1)], [1, 2])).toEqual([9, 1, 2]);
  });

  test('forgets what is gone', () => {
    expect(idsInOrder([at(1, 3), at(2, 3.1)], [7, 2, 8, 1])).toEqual([2, 1]);
  });

  test("is the paper's where nothing has metres, and as steady", () => {
    const objects = [unmeasured(1, 100), unmeasured(2, 20), unmeasured(3, 104)];
    expect(idsInOrder(objects)).toEqual([2, 1, 3]);
    expect(idsInOrder(objects, [3, 1, 2])).toEqual([2, 3, 1]);
  });

  test('puts what has no metres among the others by its place in the picture', () => {
    const objects = [{ ...at(1, 2), referencePx: 10 }, { ...at(2, 8), referencePx: 200 }, unmeasured(3, 100)];
    expect(idsInOrder(objects)).toEqual([1, 3, 2]);
  });

  test('of nothing is nothing', () => {
    expect(orderStably([], [1, 2])).toEqual([]);
  });
});

describe('whatever there is', () => {
  test('each thing has one place', () => {
    fc.assert(
      fc.property(anyObjects, anyFormer, (all, former) => {
        const order = orderStably(toObjects(all), former);
        expect(order.toSorted((a, b) => a - b)).toEqual(all.map((_, index) => index));
      }),
    );
  });

  test('nothing that is clearly farther comes first', () => {
    fc.assert(
      fc.property(anyObjects, anyFormer, (all, former) => {
        const objects = toObjects(all);
        const order = orderStably(objects, former).map((index) => objects[index]!);
        const measured = order.flatMap(({ metres }) => (metres ? [metres.best] : []));
        measured.forEach((metres, place) => {
          const nearest = Math.min(...measured.slice(place));
          expect(metres).toBeLessThanOrEqual(1.15 * nearest * (1 + 1e-9));
        });
      }),
    );
  });

  test('without a former order it is exact', () => {
    fc.assert(
      fc.property(anyObjects, (all) => {
        const objects = toObjects(all);
        const order = orderStably(objects, []).map((index) => objects[index]!);
        const measured = order.flatMap(({ metres }) => (metres ? [metres.best] : []));
        expect(measured).toEqual(measured.toSorted((a, b) => a - b));
      }),
    );
  });

  test('the order in which things come plays no part', () => {
    const shuffled = anyObjects.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, anyFormer, ([all, others], former) => {
        expect(idsInOrder(toObjects(others), former)).toEqual(idsInOrder(toObjects(all), former));
      }),
    );
  });

  test('an order that was made is kept as long as nothing moves', () => {
    fc.assert(
      fc.property(anyObjects, anyFormer, (all, former) => {
        const objects = toObjects(all);
        const once = idsInOrder(objects, former);
        expect(idsInOrder(objects, once)).toEqual(once);
      }),
    );
  });
});
