import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clipExpected, clipSmoothed, cutSides } from './visible-box';

const image = { width: 640, height: 480 };
const NONE = { left: false, top: false, right: false, bottom: false };

const anyBoxInImage = fc
  .tuple(
    fc.double({ min: 0, max: 600, noNaN: true }),
    fc.double({ min: 0, max: 440, noNaN: true }),
    fc.double({ min: 5, max: 640, noNaN: true }),
    fc.double({ min: 5, max: 480, noNaN: true }),
  )
  .map(([left, top, width, height]) => ({
    left,
    top,
    width: Math.min(width, image.width - left),
    height: Math.min(height, image.height - top),
  }));
const anyBox = fc.record({
  left: fc.double({ min: -900, max: 900, noNaN: true }),
  top: fc.double({ min: -900, max: 900, noNaN: true }),
  width: fc.double({ min: 1, max: 900, noNaN: true }),
  height: fc.double({ min: 1, max: 900, noNaN: true }),
});

describe('a side at the edge', () => {
  test('is cut', () => {
    expect(cutSides({ left: 100, top: 100, width: 200, height: 200 }, image)).toEqual(NONE);
    expect(cutSides({ left: 0, top: 100, width: 200, height: 380 }, image)).toEqual({
      ...NONE,
      left: true,
      bottom: true,
    });
    expect(cutSides({ left: 5, top: 3, width: 630, height: 100 }, image)).toEqual({
      ...NONE,
      left: true,
      top: true,
      right: true,
    });
  });

  test('is one in the smoothed box exactly if it was one in the detected box', () => {
    fc.assert(
      fc.property(anyBox, anyBoxInImage, (smoothed, detected) => {
        const clipped = clipSmoothed(smoothed, detected, image);
        expect(cutSides(clipped, image)).toEqual(cutSides(detected, image));
      }),
    );
  });
});

describe('what is in the picture', () => {
  test('of a smoothed box lies in it and is something', () => {
    fc.assert(
      fc.property(anyBox, anyBoxInImage, (smoothed, detected) => {
        const { left, top, width, height } = clipSmoothed(smoothed, detected, image);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(top).toBeGreaterThanOrEqual(0);
        expect(width).toBeGreaterThan(0);
        expect(height).toBeGreaterThan(0);
        expect(left + width).toBeLessThanOrEqual(image.width + 1e-9);
        expect(top + height).toBeLessThanOrEqual(image.height + 1e-9);
      }),
    );
  });

  test('of a smoothed box within is all of it', () => {
    const smoothed = { left: 100, top: 100, width: 50, height: 60 };
    expect(clipSmoothed(smoothed, { left: 105, top: 95, width: 55, height: 60 }, image)).toEqual(smoothed);
  });

  test('of an expected box is what is left of it', () => {
    expect(clipExpected({ left: -20, top: 460, width: 100, height: 40 }, image)).toEqual({
      left: 0,
      top: 460,
      width: 80,
      height: 20,
    });
  });

  test('of an expected box is nothing where most of it is out', () => {
    expect(clipExpected({ left: -90, top: 100, width: 100, height: 40 }, image)).toBeNull();
    expect(clipExpected({ left: 700, top: 100, width: 100, height: 40 }, image)).toBeNull();
  });
});
