import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultFocalLength } from '../geometry';
import type { Box } from '../scene';
import { turnPoint } from './camera-motion';
import { closingRateFromGrowth, sampleSize, type SizeSample } from './looming';

const image = { width: 480, height: 640 };
const FOCAL_LENGTH = defaultFocalLength(image);

/** A flat thing 0.5 m wide and 1 m high, straight ahead. */
function boxAt(metres: number): Box {
  const width = (0.5 * FOCAL_LENGTH) / metres;
  const height = FOCAL_LENGTH / metres;
  return { left: 240 - width / 2, top: 320 - height / 2, width, height };
}

/** Looks 200 ms apart. */
function watch(boxes: readonly Box[]): SizeSample[] {
  return boxes.map((box, index) => sampleSize(box, image, 200 * index));
}

const rateOf = (samples: readonly SizeSample[]) => closingRateFromGrowth(samples, samples.at(-1)!.time);
const approach = (from: number, speed: number, looks = 8) =>
  Array.from({ length: looks }, (_, index) => boxAt(from - speed * 0.2 * index));

describe('the closing rate', () => {
  test('is one over the time to contact, without delay', () => {
    const speed = fc.double({ min: 0.2, max: 3, noNaN: true });
    const left = fc.double({ min: 2, max: 20, noNaN: true });
    fc.assert(
      fc.property(speed, left, (metresPerSecond, now) => {
        const { rate } = rateOf(watch(approach(now + 1.4 * metresPerSecond, metresPerSecond)))!;
        // Angles of things of some depth are not quite the inverse of the distance, so not to the last digit.
        expect(rate / (metresPerSecond / now)).toBeCloseTo(1, 3);
      }),
    );
  });

  test('is foretold for a time after the newest look', () => {
    const samples = watch(approach(6, 1.4));
    const { rate } = closingRateFromGrowth(samples, samples.at(-1)!.time + 600)!;
    expect(rate).toBeCloseTo(1.4 / (6 - 1.96 - 0.84), 2);
  });

  test('is nothing for what stands, and negative for what goes', () => {
    expect(rateOf(watch(approach(5, 0)))!.rate).toBeCloseTo(0, 9);
    expect(rateOf(watch(approach(5, -1)))!.rate).toBeCloseTo(-1 / 6.4, 3);
  });

  test('is not misled by two looks of seven with the legs cut off', () => {
    const boxes = approach(6, 1.4).map((box, index) =>
      index % 4 === 2 ? { ...box, height: 0.6 * box.height } : box,
    );
    expect(rateOf(watch(boxes))!.rate).toBeCloseTo(1.4 / (6 - 1.96), 1);
  });

  test('is the slower one of the two sides, and none if they differ in sign', () => {
    const rising = Array.from({ length: 8 }, (_, index) => ({
      left: 200,
      top: 300,
      width: 40,
      height: 60 + 8 * index,
    }));
    expect(rateOf(watch(rising))!.rate).toBeCloseTo(0, 2);
    const narrowing = rising.map((box, index) => ({ ...box, width: 60 - 4 * index }));
    expect(rateOf(watch(narrowing))!.rate).toBe(0);
  });

  test('is taken from the side that the image does not cut', () => {
    const boxes = approach(4, 1.4).map((box) => ({ ...box, top: 300, height: 340 }));
    expect(rateOf(watch(boxes))!.rate).toBeCloseTo(1.4 / (4 - 1.96), 1);
  });

  test('is unknown where the image cuts both', () => {
    expect(
      rateOf(watch(approach(4, 1).map(() => ({ left: 0, top: 300, width: 200, height: 340 })))),
    ).toBeNull();
  });

  test('is unknown after two looks, or after too short a time', () => {
    expect(rateOf(watch(approach(4, 1, 2)))).toBeNull();
    const quick = approach(4, 1, 4).map((box, index) => sampleSize(box, image, 33 * index));
    expect(rateOf(quick)).toBeNull();
    expect(closingRateFromGrowth([], 0)).toBeNull();
  });

  test('is more certain after more looks, but not by crowding them', () => {
    const deviation = (looks: number, step: number) =>
      rateOf(Array.from({ length: looks }, (_, index) => sampleSize(boxAt(4), image, step * index)))!
        .deviation;
    expect(deviation(8, 200)).toBeLessThan(deviation(4, 200));
    expect(deviation(15, 100)).toBeLessThan(deviation(8, 200));
    expect(deviation(141, 10)).toBeGreaterThan(0.8 * deviation(15, 100));
  });
});

describe('the size of a thing', () => {
  test('does not change when the phone turns', () => {
    const angle = fc.double({ min: -0.4, max: 0.4, noNaN: true });
    const turn = (heading: number, pitch: number, x: number, y: number) => {
      const view = (orientation: { heading: number; pitch: number }) => ({
        ...{ focalLength: FOCAL_LENGTH, image },
        orientation: { roll: 0, ...orientation },
      });
      return turnPoint(x, y, view({ heading: 0, pitch: 0 }), view({ heading, pitch }))!;
    };
    fc.assert(
      fc.property(angle, angle, (heading, pitch) => {
        const ahead = { left: 220, top: 300, width: 40, height: 40 };
        const left = turn(heading, pitch, 220, 320);
        const right = turn(heading, pitch, 260, 320);
        const upper = turn(heading, pitch, 240, 300);
        const lower = turn(heading, pitch, 240, 340);
        const turned = { left: left.x, top: upper.y, width: right.x - left.x, height: lower.y - upper.y };
        const inside = turned.left > 15 && turned.top > 15 && turned.left < 420 && turned.top < 560;
        fc.pre(inside);
        const before = sampleSize(ahead, image, 0);
        const after = sampleSize(turned, image, 0);
        expect(after.width! / before.width!).toBeCloseTo(1, 1);
        expect(after.height! / before.height!).toBeCloseTo(1, 1);
      }),
    );
  });

  test('is unknown where the image cuts it', () => {
    expect(sampleSize({ left: 0, top: 100, width: 50, height: 50 }, image, 0)).toMatchObject({ width: null });
    expect(sampleSize({ left: 50, top: 590, width: 50, height: 50 }, image, 0)).toMatchObject({
      height: null,
    });
  });

  test('of nothing is a number', () => {
    const { width, height } = sampleSize({ left: 50, top: 100, width: 0, height: 0 }, image, 0);
    expect(width).toBeGreaterThan(0);
    expect(height).toBeGreaterThan(0);
  });
});
