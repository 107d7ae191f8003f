import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ASSUMED_FOCAL_LENGTH_ERROR, defaultFocalLength } from './geometry';
import { viewpointOf, withLearnedLens } from './viewpoint';

/** With a diagonal of 5000 pixels. */
const image = { width: 4000, height: 3000 };
const DIAGONAL_OF_FILM = Math.hypot(36, 24);
const orientation = { pitch: -0.2, roll: 0.1, heading: 2 };

describe('what is known of a camera', () => {
  test('is a lens that was measured, before all else', () => {
    expect(viewpointOf({ focalLength: 3210, focalLength35: 26 }, image)).toEqual({
      ...{ focalLength: 3210, focalLengthError: 0 },
      ...{ height: null, orientation: null },
    });
  });

  test('is what the picture says of it, but for whole millimetres and a crop', () => {
    const { focalLength, focalLengthError } = viewpointOf({ focalLength35: 50 }, image);
    expect(focalLength).toBeCloseTo((50 / DIAGONAL_OF_FILM) * 5000, 9);
    // Half a millimetre of 24 is 2 per cent; no crop reaches 15.
    expect(focalLengthError).toBeGreaterThanOrEqual(0.02);
    expect(focalLengthError).toBeLessThan(0.1);
  });

  test('is the usual lens, when nobody tells', () => {
    for (const facts of [{}, { focalLength35: null }, { focalLength35: 0 }]) {
      expect(viewpointOf(facts, image)).toMatchObject({
        focalLength: defaultFocalLength(image),
        focalLengthError: ASSUMED_FOCAL_LENGTH_ERROR,
      });
    }
  });

  test('is how it is held, as far as somebody tells', () => {
    expect(viewpointOf({ cameraHeight: 1.4, orientation }, image)).toMatchObject({
      height: 1.4,
      orientation,
    });
    expect(viewpointOf({ cameraHeight: null, orientation: null }, image)).toMatchObject({
      ...{ height: null, orientation: null },
    });
    expect(viewpointOf({}, image)).toMatchObject({ height: null, orientation: null });
  });
});

describe('a lens that was learned', () => {
  const assumed = { focalLength: 1000, focalLengthError: 0.15, height: 1.4, orientation };

  test('changes nothing while there is none, or where the lens was measured', () => {
    expect(withLearnedLens(assumed, null)).toBe(assumed);
    const measured = { ...assumed, focalLengthError: 0 };
    expect(withLearnedLens(measured, { pixels: 2000, error: 0.01 })).toBe(measured);
  });

  test('meets the assumed one half way when it is as sure', () => {
    const joined = withLearnedLens(assumed, { pixels: 2000, error: 0.15 });
    expect(joined.focalLength).toBeCloseTo(1000 * Math.SQRT2, 9);
    expect(joined.focalLengthError).toBeCloseTo(0.15 / Math.SQRT2, 9);
    expect(joined).toMatchObject({ height: 1.4, orientation });
  });

  test('counts by its precision', () => {
    const joined = withLearnedLens({ ...assumed, focalLengthError: 0.2 }, { pixels: 2000, error: 0.1 });
    // Four times as precise: four fifths of the way, in logarithms.
    expect(joined.focalLength).toBeCloseTo(1000 * 2 ** 0.8, 9);
    expect(joined.focalLengthError).toBeCloseTo(1 / Math.sqrt(1 / 0.04 + 1 / 0.01), 9);
  });

  test('lies between both, and makes it surer', () => {
    const anyError = fc.double({ min: 0.01, max: 0.5, noNaN: true });
    const anyPixels = fc.double({ min: 200, max: 5000, noNaN: true });
    fc.assert(
      fc.property(
        anyPixels,
        anyError,
        anyPixels,
        anyError,
        (focalLength, focalLengthError, pixels, error) => {
          const joined = withLearnedLens({ ...assumed, focalLength, focalLengthError }, { pixels, error });
          expect(joined.focalLength).toBeGreaterThanOrEqual(Math.min(focalLength, pixels) * (1 - 1e-9));
          expect(joined.focalLength).toBeLessThanOrEqual(Math.max(focalLength, pixels) * (1 + 1e-9));
          expect(joined.focalLengthError).toBeLessThan(focalLengthError);
        },
      ),
    );
  });
});
