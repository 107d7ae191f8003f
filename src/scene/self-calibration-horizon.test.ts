import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type DrawnCamera,
  boxAround,
  drawStreet,
  mirrored,
  normal,
  randomNumbers,
  scaled,
} from './self-calibration.fixture';
import type { Size } from './scene';
import { horizonFromSizes } from './self-calibration-horizon';
import { readHeight, standingThings } from './self-calibration-standing';

const IMAGE: Size = { width: 1280, height: 960 };
const PRIOR = { metres: 1.45, spread: 0.12 };

function cameraOf(random: () => number): DrawnCamera {
  return {
    image: IMAGE,
    focalLength: 1600 * (0.45 + 0.5 * random()),
    pitch: Math.max(-0.6, Math.min(0.4, 0.26 * normal(random))),
    roll: 0,
    height: PRIOR.metres * Math.exp(PRIOR.spread * normal(random)),
  };
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;
const shareWithin = (values: readonly number[], bound: number) =>
  values.filter((value) => Math.abs(value) <= bound).length / values.length;

describe('what one standing thing says', () => {
  // Level camera at 1.5 m, f = 1000, something of 1.5 m at 10 m: foot 150 pixels below the middle, head in the middle.
  const image = { width: 1200, height: 1600 };
  const level = { image, focalLength: 1000, pitch: 0, roll: 0, height: 1.5 };

  test('is the camera height at which it is as tall as it should be', () => {
    const box = boxAround([0, 10], 0, 1.5, 0.6, level)!;
    expect(box.height).toBeCloseTo(150, 9);
    const [{ thing }] = standingThings([{ label: 'car', box, score: 1 }], image, 0) as [
      ReturnType<typeof standingThings>[number],
    ];
    // It is taken for 1.57 m, and reaches up to the camera.
    const reading = readHeight(thing, { focalLength: 0.5, pitch: 0 })!;
    expect(Math.exp(reading.mean)).toBeCloseTo(1.57, 9);
    expect(reading.deviation).toBeGreaterThan(0.1);
  });

  test('does not depend on the pitch, the roll, or where it stands, when these are known', () => {
    const anyCamera = fc.record({
      pitch: fc.double({ min: -0.6, max: 0.3, noNaN: true }),
      focalLength: fc.double({ min: 600, max: 1800, noNaN: true }),
      roll: fc.constantFrom(-0.1, 0, 0.1),
    });
    fc.assert(
      fc.property(anyCamera, fc.double({ min: 3, max: 9, noNaN: true }), (known, metres) => {
        const camera = { ...level, ...known };
        // Far from the axis a rolled box's middle is not its foot: here it stands where the camera points.
        const box = boxAround([0, metres], 0, 0.785, 0.6, camera)!;
        const [found] = standingThings([{ label: 'car', box, score: 1 }], image, camera.roll);
        fc.pre(found !== undefined);
        const focalLength = camera.focalLength / Math.hypot(image.width, image.height);
        const reading = readHeight(found!.thing, { focalLength, pitch: camera.pitch })!;
        // Taken for twice as tall as it is, it makes the camera twice as high.
        expect(Math.exp(reading.mean) / 3).toBeCloseTo(1, 1);
        if (camera.roll === 0) expect(Math.exp(reading.mean)).toBeCloseTo(3, 6);
      }),
    );
  });

  test('is nothing when its foot is above the horizon', () => {
    const box = boxAround([0, 10], 2, 1.5, 0.6, level)!;
    const [found] = standingThings([{ label: 'car', box, score: 1 }], image, 0);
    expect(readHeight(found!.thing, { focalLength: 0.5, pitch: 0 })).toBeNull();
  });

  test('takes a roll for what it is: things beside each other stand equally low', () => {
    const rolled = { ...level, roll: 0.1 };
    const box = (right: number) => boxAround([right, 10], 0, 0.01, 0.01, rolled)!;
    const foot = (right: number) => {
      const { left, top, width, height } = box(right);
      // As tall as the limit demands, hanging from its foot.
      const tall = { left, top: top + height - 100, width, height: 100 };
      return standingThings([{ label: 'car', box: tall, score: 1 }], image, 0.1)[0]!.thing.foot;
    };
    expect(foot(-3)).toBeCloseTo(foot(3), 3);
    expect(foot(-3)).toBeCloseTo(150 / 2000, 3);
  });
});

describe('the horizon from known sizes', () => {
  test.each([
    [3, 0, 0.03, 0.7],
    [8, 0, 0.025, 0.75],
    [8, 0.2, 0.03, 0.68],
  ])(
    'of %i things, a share of %f of them outliers, is right within what it states',
    (count, outliers, typical, held) => {
      const pitches: number[] = [];
      const pitchDeviations: number[] = [];
      const heightDeviations: number[] = [];
      for (let seed = 1; seed <= 150; seed++) {
        const random = randomNumbers(seed);
        const camera = cameraOf(random);
        const told = horizonFromSizes(
          drawStreet(camera, count, outliers, random),
          IMAGE,
          camera.focalLength,
          PRIOR,
        );
        if (!told) continue;
        pitches.push(told.pitch - camera.pitch);
        pitchDeviations.push((told.pitch - camera.pitch) / told.pitchError);
        heightDeviations.push((told.height - camera.height) / told.heightError);
      }
      expect(pitches.length).toBeGreaterThan(90);
      expect(Math.abs(median(pitches))).toBeLessThan(0.012);
      expect(median(pitches.map(Math.abs))).toBeLessThan(typical);
      expect(shareWithin(pitchDeviations, 1.28)).toBeGreaterThan(held);
      expect(shareWithin(pitchDeviations, 3)).toBeGreaterThan(0.94);
      expect(shareWithin(heightDeviations, 1.28)).toBeGreaterThan(0.65);
    },
  );

  test('learns the height, too, where things stand near and far', () => {
    const low = { image: IMAGE, focalLength: 1000, pitch: -0.1, roll: 0, height: 1 };
    const street = [4, 5, 7, 10, 14, 20, 28].map((metres, index) => ({
      label: 'car',
      box: boxAround([(index - 3) * 0.1 * metres, metres], 0, 1.57, 0.9, low)!,
      score: 1,
    }));
    const told = horizonFromSizes(street, IMAGE, 1000, { metres: 1.45, spread: 0.3 })!;
    expect(told.height).toBeLessThan(1.15);
    expect(told.height).toBeGreaterThan(0.9);
    // Beforehand it was 0.3 of 1.45 m.
    expect(told.heightError).toBeLessThan(0.2);
    expect(told.pitch).toBeCloseTo(-0.1, 1);
  });

  test('is silent about an empty picture, about tables, and about what is cut', () => {
    const box = { left: 500, top: 400, width: 100, height: 300 };
    expect(horizonFromSizes([], IMAGE, 1000, PRIOR)).toBeNull();
    expect(horizonFromSizes([{ label: 'bottle', box, score: 1 }], IMAGE, 1000, PRIOR)).toBeNull();
    const cut = { ...box, height: 560 };
    expect(horizonFromSizes([{ label: 'person', box: cut, score: 1 }], IMAGE, 1000, PRIOR)).toBeNull();
    expect(horizonFromSizes([{ label: 'person', box, score: 1 }], IMAGE, NaN, PRIOR)).toBeNull();
  });

  test('is the same at any resolution, in the mirror, and in any order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10000 }),
        fc.double({ min: 0.2, max: 5, noNaN: true }),
        (seed, scale) => {
          const random = randomNumbers(seed);
          const camera = cameraOf(random);
          const street = drawStreet(camera, 5, 0.2, random);
          const told = horizonFromSizes(street, IMAGE, camera.focalLength, PRIOR);
          const image = { width: IMAGE.width * scale, height: IMAGE.height * scale };
          for (const other of [
            horizonFromSizes(scaled(street, scale), image, camera.focalLength * scale, PRIOR),
            horizonFromSizes(mirrored(street, IMAGE), IMAGE, camera.focalLength, PRIOR),
            horizonFromSizes(street.toReversed(), IMAGE, camera.focalLength, PRIOR),
          ]) {
            expect(other === null).toBe(told === null);
            if (!told || !other) continue;
            expect(other.pitch).toBeCloseTo(told.pitch, 6);
            expect(other.pitchError).toBeCloseTo(told.pitchError, 6);
            expect(other.height).toBeCloseTo(told.height, 6);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
