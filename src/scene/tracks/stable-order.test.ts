import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Orderable, orderStably } from './stable-order';

const at = (trackId: number, metres: number): Orderable => ({ trackId, key: Math.log(metres) });

const idsInOrder = (objects: readonly Orderable[], former: readonly number[] = []) =>
  orderStably(objects, former).map((index) => objects[index]!.trackId);

const anyObjects = fc.uniqueArray(
  fc.record({
    trackId: fc.integer({ min: 1, max: 30 }),
    metres: fc.integer({ min: 30, max: 3000 }).map((centimetres) => centimetres / 100),
  }),
  { maxLength: 10, selector: ({ trackId }) => trackId },
);
const toObjects = (all: { trackId: number; metres: number }[]) =>
  all.map(({ trackId, metres }) => at(trackId, metres));
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
        const measured = order.map(({ key }) => Math.exp(key));
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
        const measured = order.map(({ key }) => Math.exp(key));
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
