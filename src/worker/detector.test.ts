import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readServedModel } from '../../models/served';
import { COLOUR_DETECTOR, colourDetectorFile } from '../../test/fixtures/colour-detector';
import { type Colour, drawPicture, readPhoto } from '../../test/fixtures/pictures';
import { lacksModels, lacksShared, sharedPath } from '../../test/shared-data';
import { defaultFocalLength } from '../scene/geometry';
import { orderByThePaper } from '../../test/fixtures/paper-order';
import type { Detection } from '../scene/scene';
import { type Detector, createDetector } from './detector';
import { configureRuntime } from './runtime';

const BLACK: Colour = [0, 0, 0];
const RED: Colour = [255, 0, 0];
const GREEN: Colour = [0, 255, 0];
const BLUE: Colour = [0, 0, 255];

beforeAll(() => configureRuntime({ threads: 1 }));

/** Labels with the edges of their boxes, in whole pixels of the image. */
const summary = (detections: readonly Detection[]) =>
  detections.map(({ label, box }) =>
    [label, box.left, box.top, box.left + box.width, box.top + box.height].map((value) =>
      typeof value === 'number' ? Math.round(value) : value,
    ),
  );

describe('a detector', () => {
  let detector: Detector;
  beforeAll(async () => {
    detector = await createDetector(colourDetectorFile(), COLOUR_DETECTOR);
  });
  afterAll(() => detector.release());

  /** Of 1280 x 640 pixels, red in the upper left eighth, blue in the lower right one, black elsewhere. */
  const picture = drawPicture({ width: 1280, height: 640 }, (x, y) =>
    x < 320 && y < 320 ? RED : x >= 960 && y >= 320 ? BLUE : BLACK,
  );

  test('finds what is there, in pixels of the picture', async () => {
    const found = await detector.detect(picture);
    expect(summary(found)).toEqual([
      ['red', 0, 0, 320, 320],
      ['blue', 960, 320, 1280, 640],
    ]);
    for (const { score } of found) expect(score).toBeCloseTo(1, 5);
  });

  test('looks as closely as it is told: at twice the size, cells are half as large', async () => {
    const found = await detector.detect(picture, { size: 256 });
    expect(found).toHaveLength(8);
    expect(summary(found)[0]).toEqual(['red', 0, 0, 160, 160]);
  });

  test("keeps what reaches the lowest score, the description's own unless it is told another", async () => {
    const pale = drawPicture({ width: 128, height: 64 }, () => [0.5 * 255, 0.7 * 255, 0]);
    const labels = async (minimumScore?: number) => {
      const found = await detector.detect(pale, minimumScore === undefined ? {} : { minimumScore });
      return [...new Set(found.map(({ label }) => label))];
    };
    expect(await labels()).toEqual(['green']);
    expect(await labels(0.4)).toEqual(['green', 'red']);
    expect(await labels(0.9)).toEqual([]);
  });

  test('sees pictures of all shapes, one after the other, and nothing of one in the next', async () => {
    const upright = drawPicture({ width: 64, height: 128 }, (_, y) => (y < 32 ? GREEN : BLACK));
    expect(summary(await detector.detect(picture))).toHaveLength(2);
    expect(summary(await detector.detect(upright))).toEqual([
      ['green', 0, 0, 32, 32],
      ['green', 32, 0, 64, 32],
    ]);
    expect(await detector.detect(drawPicture({ width: 64, height: 128 }, () => BLACK))).toEqual([]);
    expect(summary(await detector.detect(drawPicture({ width: 1, height: 1 }, () => BLUE)))[0]).toEqual([
      'blue',
      0,
      0,
      0,
      0,
    ]);
  });

  test('gives one box where several overlap', async () => {
    const wide = await createDetector(colourDetectorFile(2), COLOUR_DETECTOR);
    const row = drawPicture({ width: 128, height: 32 }, () => GREEN);
    expect(summary(await wide.detect(row)).map(([, left, , right]) => [left, right])).toEqual([
      [0, 48],
      [48, 112],
    ]);
    await wide.release();
  });

  test('of fixed size takes no other', async () => {
    const { input } = COLOUR_DETECTOR;
    const fixed = await createDetector(colourDetectorFile(), {
      ...COLOUR_DETECTOR,
      input: { ...input, fixedSize: { width: 64, height: 64 } },
    });
    const found = await fixed.detect(picture, { size: 1280 });
    expect(summary(found)).toEqual(summary(await detector.detect(picture, { size: 64 })));
    await fixed.release();
  });

  test('is refused when its description is of another network', async () => {
    const other = { ...COLOUR_DETECTOR, input: { ...COLOUR_DETECTOR.input, name: 'images' } };
    await expect(createDetector(colourDetectorFile(), other)).rejects.toThrow('images');
    const fewer = await createDetector(colourDetectorFile(), { ...COLOUR_DETECTOR, classes: ['red'] });
    await expect(fewer.detect(picture)).rejects.toThrow('promises');
    await fewer.release();
  });
});

const PHOTO = 'data/public/seed_photos/3627527276_6fe8cd9bfe_z.jpg';

/** What the paper prints under its figure 3, nearest first, found by a far larger network. */
const FIGURE_3 = [
  ['zebra', 82],
  ['zebra', 134],
  ['giraffe', 182],
  ['zebra', 207],
] as const;

describe.skipIf(lacksModels() || lacksShared(PHOTO))("the photo of the paper's figure 3", () => {
  test('shows the same animals in the same order, within 6 pixels', { timeout: 120_000 }, async () => {
    const { bytes, description } = await readServedModel();
    const detector = await createDetector(bytes, description);
    const photo = await readPhoto(sharedPath(PHOTO));
    const objects = orderByThePaper(await detector.detect(photo), photo, defaultFocalLength(photo));
    await detector.release();
    expect(objects.map(({ label }) => label)).toEqual(FIGURE_3.map(([label]) => label));
    objects.forEach(({ referencePx }, index) => {
      expect(Math.abs(referencePx - FIGURE_3[index]![1])).toBeLessThanOrEqual(6);
    });
  });
});
