import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readServedDepth } from '../../models/served';
import { BRIGHTNESS_DEPTH, brightnessDepthFile } from '../../test/fixtures/brightness-depth';
import { type Colour, drawPicture, readPhoto } from '../../test/fixtures/pictures';
import { lacksModels, lacksShared, sharedPath } from '../../test/shared-data';
import type { Box, DepthMap } from '../scene/scene';
import { type DepthEstimator, createDepthEstimator, planTensor } from './depth-estimator';
import { configureRuntime } from './runtime';

const BLACK: Colour = [0, 0, 0];
const RED: Colour = [255, 0, 0];
const BLUE: Colour = [0, 0, 255];

beforeAll(() => configureRuntime({ threads: 1 }));

describe('the size to which a picture is brought', () => {
  test.each([
    ['a camera, lying', 640, 480, [256, 192]],
    ['a camera, upright', 480, 640, [192, 256]],
    ['a wide film', 1920, 1080, [352, 192]],
    ['a square', 100, 100, [192, 192]],
    ['one pixel', 1, 1, [192, 192]],
    ['a panorama', 3000, 500, [576, 192]],
    ['a thread, upright', 1, 10_000, [192, 576]],
  ])('for %s of %ix%i', (_, width, height, expected) => {
    const size = planTensor({ width, height }, 192, 32);
    expect([size.width, size.height]).toEqual(expected);
  });

  test('has sides that are multiples, and each is as near as can be to the aspect', () => {
    const side = fc.integer({ min: 1, max: 8000 });
    fc.assert(
      fc.property(side, side, fc.integer({ min: 1, max: 600 }), fc.constantFrom(1, 16, 32), (...values) => {
        const [width, height, shorterSide, multipleOf] = values;
        const shorter = Math.min(width, height);
        const size = planTensor({ width, height }, shorterSide, multipleOf);
        for (const side of ['width', 'height'] as const) {
          const exact = shorterSide * Math.min({ width, height }[side] / shorter, 3);
          expect(size[side] % multipleOf).toBe(0);
          expect(size[side]).toBeGreaterThan(0);
          if (exact >= multipleOf / 2)
            expect(Math.abs(size[side] - exact)).toBeLessThanOrEqual(multipleOf / 2);
        }
      }),
    );
  });

  test.each([
    [0, 10, 192],
    [10, 0, 192],
    [10, 10, 0],
    [NaN, 10, 192],
    [10, 10, NaN],
  ])('is refused for %dx%d pixels and a shorter side of %d', (width, height, shorterSide) => {
    expect(() => planTensor({ width, height }, shorterSide, 32)).toThrow(RangeError);
  });
});

describe('a depth estimator', () => {
  let estimator: DepthEstimator;
  beforeAll(async () => {
    estimator = await createDepthEstimator(brightnessDepthFile(), BRIGHTNESS_DEPTH);
  });
  afterAll(() => estimator.release());

  /** Of 200 x 100 pixels, red in the left quarter, blue in the lowest tenth, black elsewhere. */
  const picture = drawPicture({ width: 200, height: 100 }, (x, y) => (y >= 90 ? BLUE : x < 50 ? RED : BLACK));
  const at = ({ values, width, height }: DepthMap, x: number, y: number) =>
    values[Math.floor(y * height) * width + Math.floor(x * width)];

  test('covers the whole picture, edge to edge', async () => {
    const map = await estimator.estimate(picture);
    expect(map).toMatchObject({ width: 64, height: 32, unit: 'relative' });
    expect(map.values).toHaveLength(64 * 32);
    expect([at(map, 0, 0), at(map, 0.2, 0.5), at(map, 0.3, 0.5), at(map, 0.99, 0)]).toEqual([1, 1, 0, 0]);
    expect([at(map, 0, 0.99), at(map, 0.99, 0.99), at(map, 0.99, 0.85)]).toEqual([4, 4, 0]);
  });

  test('looks as closely as it is told', async () => {
    const map = await estimator.estimate(picture, { shorterSide: 128 });
    expect([map.width, map.height]).toEqual([128, 64]);
  });

  test('gives values that stay when another picture is looked at', async () => {
    const first = await estimator.estimate(picture);
    const before = first.values.slice();
    const second = await estimator.estimate(drawPicture(picture, () => BLUE));
    expect(second.values.every((value) => value === 4)).toBe(true);
    expect(first.values).toEqual(before);
  });

  test('sees pictures of all shapes, one after the other', async () => {
    for (const [width, height, columns, rows] of [
      [64, 128, 32, 64],
      [1, 1, 32, 32],
      [300, 30, 96, 32],
    ] as const) {
      const map = await estimator.estimate(drawPicture({ width, height }, () => RED));
      expect([map.width, map.height]).toEqual([columns, rows]);
      expect(new Set(map.values)).toEqual(new Set([1]));
    }
  });

  test('tells of nothing below zero', async () => {
    const low = await createDepthEstimator(brightnessDepthFile(-0.5), BRIGHTNESS_DEPTH);
    const map = await low.estimate(picture);
    expect([at(map, 0, 0), at(map, 0.9, 0), at(map, 0, 0.99)]).toEqual([0.5, 0, 3.5]);
    await low.release();
  });

  test('is refused when its description is of another network', async () => {
    const { input } = BRIGHTNESS_DEPTH;
    const other = { ...BRIGHTNESS_DEPTH, input: { ...input, name: 'data' } };
    await expect(createDepthEstimator(brightnessDepthFile(), other)).rejects.toThrow('data');
    const two = await createDepthEstimator(brightnessDepthFile(0, 2), BRIGHTNESS_DEPTH);
    await expect(two.estimate(picture)).rejects.toThrow('which are no depth map');
    await two.release();
  });
});

const PHOTO = 'data/public/seed_photos/3627527276_6fe8cd9bfe_z.jpg';

describe.skipIf(lacksModels() || lacksShared(PHOTO))('the served depth network', () => {
  const mean = ({ values, width, height }: DepthMap, { left, top, width: across, height: down }: Box) => {
    let sum = 0;
    let count = 0;
    for (let y = Math.floor(top * height); y < (top + down) * height; y++) {
      for (let x = Math.floor(left * width); x < (left + across) * width; x++, count++) {
        sum += values[y * width + x]!;
      }
    }
    return sum / count;
  };
  const LOWEST: Box = { left: 0, top: 0.9, width: 1, height: 0.1 };
  const HIGHEST: Box = { left: 0, top: 0, width: 1, height: 0.1 };

  test(
    "takes the ground before the animals of the paper's figure 3 to be nearer than the sky",
    { timeout: 60_000 },
    async () => {
      const { bytes, description } = (await readServedDepth())!;
      const estimator = await createDepthEstimator(bytes, description);
      const map = await estimator.estimate(await readPhoto(sharedPath(PHOTO)));
      await estimator.release();
      expect([map.width, map.height]).toEqual([128, 96]);
      expect(map.values.every((value) => value >= 0 && Number.isFinite(value))).toBe(true);
      expect(mean(map, LOWEST)).toBeGreaterThan(2 * mean(map, HIGHEST));
    },
  );
});
