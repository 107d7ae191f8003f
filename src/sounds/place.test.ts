import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { FAR_METRES, REACH_METRES } from '../speech/phrases/sentences';
import { placeOf } from './place';

const nearnessAt = (best: number) => placeOf({ bearing: 0, metres: { best }, nearness: 0.9 }).nearness;
const nearnessAbove = (nearness: number) => placeOf({ bearing: 0, metres: null, nearness }).nearness;

describe('nearness for the ear', () => {
  it('is 1 within reach and 0 where distances are no longer told', () => {
    expect([0.1, REACH_METRES, FAR_METRES, 40].map(nearnessAt)).toEqual([1, 1, 0, 0]);
  });

  it('grows as much by each halving of the distance', () => {
    expect(nearnessAt(2) - nearnessAt(4)).toBeCloseTo(nearnessAt(4) - nearnessAt(8), 9);
    expect(nearnessAt(2) - nearnessAt(4)).toBeGreaterThan(0.2);
  });

  it('goes by the whole height of the picture where nothing tells metres: lower is nearer', () => {
    expect([0, 0.25, 0.5, 1].map(nearnessAbove)).toEqual([1, 0.75, 0.5, 0]);
  });

  test('tells the nearer of two things, by metres where they are known', () => {
    const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(between(0.8, 14), between(1.01, 1.05), (best, farther) => {
        expect(nearnessAt(best)).toBeGreaterThan(nearnessAt(best * farther));
      }),
    );
    fc.assert(
      fc.property(between(0, 0.9), between(0.01, 0.1), (height, higher) => {
        expect(nearnessAbove(height)).toBeGreaterThan(nearnessAbove(height + higher));
      }),
    );
  });
});

it('is on the side where the thing is', () => {
  expect(placeOf({ bearing: -0.3, metres: null, nearness: 0.5 }).bearing).toBe(-0.3);
});
