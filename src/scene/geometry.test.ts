import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bearingOfColumn, defaultFocalLength, focalLengthFromFieldOfView } from './geometry';

const degrees = (radians: number) => (radians * 180) / Math.PI;
const radians = (angle: number) => (angle * Math.PI) / 180;

const anySize = fc.record({
  width: fc.integer({ min: 1, max: 9000 }),
  height: fc.integer({ min: 1, max: 9000 }),
});

describe('the focal length', () => {
  test.each([
    [90, 1000, 500],
    [60, 640, 320 * Math.sqrt(3)],
    [120, 640, 320 / Math.sqrt(3)],
  ])('of a lens that sees %i degrees across %i pixels', (fieldOfView, width, expected) => {
    expect(focalLengthFromFieldOfView(width, radians(fieldOfView))).toBeCloseTo(expected, 9);
  });

  test('puts the edges of the image at half the field of view', () => {
    fc.assert(
      fc.property(anySize, fc.double({ min: 0.1, max: 3, noNaN: true }), (image, fieldOfView) => {
        const focalLength = focalLengthFromFieldOfView(image.width, fieldOfView);
        expect(bearingOfColumn(image.width, image, focalLength)).toBeCloseTo(fieldOfView / 2, 9);
        expect(bearingOfColumn(0, image, focalLength)).toBeCloseTo(-fieldOfView / 2, 9);
      }),
    );
  });

  test('of an unknown camera is that of 26 mm on film: 79.5 degrees along the diagonal', () => {
    // 2 atan(21.63 / 26), worked out by hand from the 43.27 mm diagonal of 36 x 24 mm film.
    const focalLength = defaultFocalLength({ width: 4000, height: 3000 });
    expect(degrees(2 * Math.atan(2500 / focalLength))).toBeCloseTo(79.5, 1);
  });

  test('of an unknown camera is the same however the phone is turned, and grows with the picture', () => {
    fc.assert(
      fc.property(anySize, ({ width, height }) => {
        const upright = defaultFocalLength({ width, height });
        expect(defaultFocalLength({ width: height, height: width })).toBeCloseTo(upright, 9);
        expect(defaultFocalLength({ width: 3 * width, height: 3 * height })).toBeCloseTo(3 * upright, 6);
      }),
    );
  });
});

describe('the bearing of a column', () => {
  const image = { width: 640, height: 480 };

  test('is nought in the middle, negative to the left, positive to the right', () => {
    expect(bearingOfColumn(320, image, 500)).toBe(0);
    expect(degrees(bearingOfColumn(820, image, 500))).toBeCloseTo(45, 9);
    expect(degrees(bearingOfColumn(-180, image, 500))).toBeCloseTo(-45, 9);
  });

  test('grows from left to right', () => {
    const column = fc.double({ min: 0, max: 640, noNaN: true });
    fc.assert(
      fc.property(column, column, (a, b) => {
        fc.pre(b - a > 1e-6);
        expect(bearingOfColumn(b, image, 500)).toBeGreaterThan(bearingOfColumn(a, image, 500));
      }),
    );
  });
});
