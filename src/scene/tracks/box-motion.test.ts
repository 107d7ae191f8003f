import { describe, expect, test } from 'vitest';
import type { Box } from '../scene';
import {
  beginMotion,
  boxOfMotion,
  correctMotion,
  predictMotion,
  shiftMotion,
  turnMotion,
} from './box-motion';

const FOCAL_LENGTH = 500;
const STEP = 0.2;
const image = { width: 640, height: 480 };
const box = (left: number, top = 100, width = 50, height = 100): Box => ({ left, top, width, height });

function follow(boxes: readonly Box[]) {
  return boxes
    .slice(1)
    .reduce(
      (motion, next) => correctMotion(predictMotion(motion, STEP, FOCAL_LENGTH, true), next),
      beginMotion(boxes[0]!, FOCAL_LENGTH),
    );
}

/** From -1 to 1, the same in each run: a linear congruential generator (Numerical Recipes). */
function noise(count: number): number[] {
  let seed = 1;
  return Array.from({ length: count }, () => {
    seed = (seed * 1664525 + 1013904223) % 2 ** 32;
    return seed / 2 ** 31 - 1;
  });
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

describe('a followed box', () => {
  test('begins as it is seen', () => {
    const { left, top, width, height } = boxOfMotion(beginMotion(box(10), FOCAL_LENGTH));
    expect([left, top, width, height].map((value) => Math.round(1e6 * value) / 1e6)).toEqual([
      10, 100, 50, 100,
    ]);
  });

  test('trembles less than it is seen to', () => {
    const seen = noise(200).map((error) => box(100, 100, 50 + 5 * error, 100));
    const followed = seen.map((_, index) => boxOfMotion(follow(seen.slice(0, index + 1)))).slice(10);
    const widths = (boxes: readonly Box[]) => boxes.map(({ width }) => width);
    expect(deviation(widths(followed))).toBeLessThan(0.85 * deviation(widths(seen)));
  });

  test('of a moving thing is where that is going', () => {
    const motion = follow(Array.from({ length: 15 }, (_, index) => box(100 + 8 * index)));
    const now = 100 + 8 * 14;
    expect(Math.abs(boxOfMotion(motion).left - now)).toBeLessThan(3);
    const next = boxOfMotion(predictMotion(motion, STEP, FOCAL_LENGTH, true)).left;
    expect(next).toBeGreaterThan(now + 3);
    expect(next).toBeLessThan(now + 12);
  });

  test('of a thing that moves is known to move from the second look on', () => {
    const motion = follow([box(100), box(130)]);
    const next = boxOfMotion(predictMotion(motion, STEP, FOCAL_LENGTH, true)).left;
    expect(boxOfMotion(motion).left).toBeGreaterThan(126);
    expect(next - boxOfMotion(motion).left).toBeGreaterThan(15);
  });

  test('of a thing that nobody sees any more comes to rest', () => {
    const motion = follow(Array.from({ length: 15 }, (_, index) => box(100 + 8 * index)));
    const later = boxOfMotion(predictMotion(motion, 60, FOCAL_LENGTH, true)).left;
    expect(later).toBeLessThan(100 + 8 * 14 + 25);
  });

  test('is less certain where no sensor takes out the turning of the phone', () => {
    const motion = beginMotion(box(100), FOCAL_LENGTH);
    const turned = predictMotion(motion, STEP, FOCAL_LENGTH, true);
    const unturned = predictMotion(motion, STEP, FOCAL_LENGTH, false);
    expect(unturned.middleX.valueVariance).toBeGreaterThan(turned.middleX.valueVariance);
  });

  test('moves with the picture, and keeps its own motion', () => {
    const motion = follow(Array.from({ length: 5 }, (_, index) => box(100 + 8 * index)));
    const shifted = shiftMotion(motion, { x: 30, y: -7 });
    expect(boxOfMotion(shifted).left).toBeCloseTo(boxOfMotion(motion).left + 30, 9);
    expect(boxOfMotion(shifted).top).toBeCloseTo(boxOfMotion(motion).top - 7, 9);
    expect(shifted.middleX.rate).toBe(motion.middleX.rate);
  });

  test('turns with the phone', () => {
    const view = (heading: number) => ({
      focalLength: FOCAL_LENGTH,
      image,
      orientation: { pitch: 0, roll: 0, heading },
    });
    const ahead = beginMotion(box(295, 190), FOCAL_LENGTH);
    const turned = boxOfMotion(turnMotion(ahead, view(0), view(0.1))!);
    expect(turned.left + turned.width / 2).toBeCloseTo(320 - FOCAL_LENGTH * Math.tan(0.1), 6);
    expect(turned.width).toBeGreaterThan(50);
    expect(turnMotion(ahead, view(0), view(2))).toBeNull();
  });

  test('of no size is a number too', () => {
    const empty = { left: 5, top: 5, width: 0, height: 0 };
    const motion = correctMotion(
      predictMotion(
        predictMotion(beginMotion(empty, FOCAL_LENGTH), 0, FOCAL_LENGTH, true),
        STEP,
        FOCAL_LENGTH,
        true,
      ),
      empty,
    );
    for (const value of Object.values(boxOfMotion(motion))) expect(value).toSatisfy(Number.isFinite);
  });
});
