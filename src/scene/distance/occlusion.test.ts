import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Box } from '../scene';
import { hiddenShareOfFoot, isBefore, lowestEdge } from './occlusion';

/** 100 pixels high and wide unless told otherwise. */
const box = (left: number, top: number, width = 100, height = 100): Box => ({ left, top, width, height });

const anyBox = fc.record({
  left: fc.integer({ min: 0, max: 300 }),
  top: fc.integer({ min: 0, max: 300 }),
  width: fc.integer({ min: 0, max: 200 }),
  height: fc.integer({ min: 0, max: 200 }),
});

describe('of two things', () => {
  test('the one that reaches lower stands before the other', () => {
    expect(isBefore(box(0, 10), box(0, 0))).toBe(true);
    expect(isBefore(box(0, 0), box(0, 10))).toBe(false);
    expect(isBefore(box(0, 0), box(0, 0))).toBe(false);
  });

  test('neither does when the edges differ by no more than a twentieth of the lower box', () => {
    expect(isBefore(box(0, 4.9), box(0, 0))).toBe(false);
    expect(isBefore(box(0, 5.1), box(0, 0))).toBe(true);
    // A small one, 40 high, beside a large one: 2 pixels are its twentieth, whichever stands before.
    expect(isBefore(box(0, 63, 40, 40), box(0, 0))).toBe(true);
    expect(isBefore(box(0, 3), box(0, 60, 40, 40))).toBe(true);
    expect(isBefore(box(0, 61, 40, 40), box(0, 0))).toBe(false);
  });

  test('at most one stands before the other', () => {
    fc.assert(
      fc.property(anyBox, anyBox, (a, b) => {
        expect(isBefore(a, b) && isBefore(b, a)).toBe(false);
      }),
    );
  });
});

describe('the share of a foot that is hidden', () => {
  test('is what others cover of its width', () => {
    expect(hiddenShareOfFoot(box(0, 0), [])).toBe(0);
    expect(hiddenShareOfFoot(box(0, 0), [box(75, 50)])).toBeCloseTo(0.25, 12);
    expect(hiddenShareOfFoot(box(0, 0), [box(-50, 50)])).toBeCloseTo(0.5, 12);
    expect(hiddenShareOfFoot(box(0, 0), [box(-50, 50, 300)])).toBe(1);
    expect(hiddenShareOfFoot(box(0, 0), [box(100, 50)])).toBe(0);
  });

  test('counts no part twice that two of them cover', () => {
    const foot = box(0, 0);
    expect(hiddenShareOfFoot(foot, [box(20, 50, 40), box(40, 50, 40)])).toBeCloseTo(0.6, 12);
    expect(hiddenShareOfFoot(foot, [box(20, 50, 60), box(30, 50, 10)])).toBeCloseTo(0.6, 12);
    expect(hiddenShareOfFoot(foot, [box(70, 50, 10), box(20, 50, 30)])).toBeCloseTo(0.4, 12);
  });

  test('is nothing where the other covers only the upper part, or begins below the foot', () => {
    expect(hiddenShareOfFoot(box(0, 0), [box(0, -20)])).toBe(0);
    expect(hiddenShareOfFoot(box(0, 0), [box(0, 99)])).toBe(0);
    // The foot is the lowest 15 of 100.
    expect(hiddenShareOfFoot(box(0, 0), [box(0, 84)])).toBe(1);
    expect(hiddenShareOfFoot(box(0, 0), [box(0, 86)])).toBe(0);
  });

  test('lies between nothing and all, whatever the boxes', () => {
    fc.assert(
      fc.property(anyBox, fc.array(anyBox, { maxLength: 5 }), (foot, others) => {
        const share = hiddenShareOfFoot(foot, others);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });
});

describe('the lowest edge', () => {
  test('is that of the box that reaches farthest down', () => {
    expect(lowestEdge([box(0, 0), box(0, 70, 10, 50), box(0, 90, 10, 10)])).toBe(120);
    expect(lowestEdge([])).toBe(-Infinity);
  });
});
