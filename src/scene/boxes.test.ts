import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { intersectionArea, intersectionOverUnion } from './boxes';
import type { Box } from './scene';

const box = (left: number, top: number, width: number, height: number): Box => ({ left, top, width, height });

const anyBox = fc.record({
  left: fc.integer({ min: -50, max: 50 }),
  top: fc.integer({ min: -50, max: 50 }),
  width: fc.integer({ min: 0, max: 60 }),
  height: fc.integer({ min: 0, max: 60 }),
});

/** Counts whole pixels that lie in both boxes: slow, and obviously right for boxes of whole pixels. */
function countSharedPixels(a: Box, b: Box): number {
  let count = 0;
  for (let y = a.top; y < a.top + a.height; y++) {
    for (let x = a.left; x < a.left + a.width; x++) {
      if (x >= b.left && x < b.left + b.width && y >= b.top && y < b.top + b.height) count++;
    }
  }
  return count;
}

describe('the overlap of two boxes', () => {
  test('is the number of pixels that lie in both', () => {
    fc.assert(
      fc.property(anyBox, anyBox, (a, b) => {
        expect(intersectionArea(a, b)).toBe(countSharedPixels(a, b));
      }),
      { numRuns: 300 },
    );
  });

  test('is nothing for boxes that only touch', () => {
    expect(intersectionArea(box(0, 0, 10, 10), box(10, 0, 10, 10))).toBe(0);
    expect(intersectionArea(box(0, 0, 10, 10), box(10, 10, 10, 10))).toBe(0);
  });

  test('does not turn positive when two boxes are apart both across and down', () => {
    expect(intersectionArea(box(0, 0, 10, 10), box(30, 40, 10, 10))).toBe(0);
  });
});

describe('intersection over union', () => {
  test.each([
    ['the same box', box(3, 4, 5, 6), box(3, 4, 5, 6), 1],
    ['half shifted', box(0, 0, 10, 10), box(5, 0, 10, 10), 1 / 3],
    ['one within the other', box(0, 0, 10, 10), box(2, 2, 5, 5), 0.25],
    ['apart', box(0, 0, 10, 10), box(20, 20, 10, 10), 0],
    ['both empty', box(1, 1, 0, 0), box(1, 1, 0, 0), 0],
  ])('of %s', (_, a, b, expected) => {
    expect(intersectionOverUnion(a, b)).toBeCloseTo(expected, 12);
  });

  test('is symmetric, within 0 and 1, and 1 only for equal boxes', () => {
    fc.assert(
      fc.property(anyBox, anyBox, (a, b) => {
        const overlap = intersectionOverUnion(a, b);
        expect(overlap).toBe(intersectionOverUnion(b, a));
        expect(overlap).toBeGreaterThanOrEqual(0);
        expect(overlap).toBeLessThanOrEqual(1);
        if (overlap === 1) expect(a).toEqual(b);
      }),
    );
  });

  test('does not change when both boxes move and grow alike', () => {
    fc.assert(
      fc.property(anyBox, anyBox, fc.integer({ min: 1, max: 9 }), (a, b, factor) => {
        const grown = ({ left, top, width, height }: Box) =>
          box(factor * left + 7, factor * top - 3, factor * width, factor * height);
        expect(intersectionOverUnion(grown(a), grown(b))).toBeCloseTo(intersectionOverUnion(a, b), 12);
      }),
    );
  });
});
