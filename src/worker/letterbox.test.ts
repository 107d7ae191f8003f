import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DETECTOR_INPUT } from '../../test/fixtures/detector-description';
import { drawPicture, randomPicture } from '../../test/fixtures/pictures';
import type { DetectorInput } from '../scene/model-description';
import type { Size } from '../scene/scene';
import { type Letterbox, type Picture, fillTensor, planLetterbox, toImageBox } from './letterbox';

const ANY_SIZE: DetectorInput = { ...DETECTOR_INPUT, channelOrder: 'rgb' };
const FIXED_SIZE: DetectorInput = { ...ANY_SIZE, fixedSize: { width: 416, height: 320 } };

const anySize = fc.record({
  width: fc.integer({ min: 1, max: 8000 }),
  height: fc.integer({ min: 1, max: 8000 }),
});

function filled(picture: Picture, input: DetectorInput, longerSide?: number): Float32Array {
  const letterbox = planLetterbox(picture, input, longerSide);
  const target = new Float32Array(3 * letterbox.tensor.width * letterbox.tensor.height).fill(NaN);
  fillTensor(picture, letterbox, input, target);
  return target;
}

describe('the plan of a letterbox', () => {
  test.each([
    ['a camera, lying', 640, 480, [416, 312], [416, 320]],
    ['a camera, upright', 480, 640, [312, 416], [320, 416]],
    ['a wide film', 1920, 1080, [416, 234], [416, 256]],
    ["the photo of the paper's figure 3", 640, 476, [416, 309], [416, 320]],
    ['a square', 100, 100, [416, 416], [416, 416]],
    ['one pixel', 1, 1, [416, 416], [416, 416]],
    ['a thread, lying', 10_000, 1, [416, 1], [416, 32]],
    ['a thread, upright', 1, 10_000, [1, 416], [32, 416]],
  ])('for %s of %ix%i', (_, width, height, content, tensor) => {
    const plan = planLetterbox({ width, height }, ANY_SIZE);
    expect([plan.content.width, plan.content.height]).toEqual(content);
    expect([plan.tensor.width, plan.tensor.height]).toEqual(tensor);
  });

  test('keeps the aspect to half a pixel, and pads to the next multiple only', () => {
    const sides = fc.integer({ min: 1, max: 1000 });
    fc.assert(
      fc.property(anySize, sides, fc.constantFrom(1, 32, 64), (image, longerSide, multipleOf) => {
        const { content, tensor } = planLetterbox(image, { ...ANY_SIZE, multipleOf }, longerSide);
        const scale = longerSide / Math.max(image.width, image.height);
        expect(Math.max(content.width, content.height)).toBe(longerSide);
        for (const side of ['width', 'height'] as const) {
          const exact = image[side] * scale;
          expect(Math.abs(content[side] - exact)).toBeLessThanOrEqual(exact < 0.5 ? 1 : 0.5);
          expect(tensor[side] % multipleOf).toBe(0);
          expect(tensor[side] - content[side]).toBeGreaterThanOrEqual(0);
          expect(tensor[side] - content[side]).toBeLessThan(multipleOf);
        }
      }),
    );
  });

  test('fits the image into a network of fixed size, so that it touches two sides', () => {
    fc.assert(
      fc.property(anySize, fc.integer({ min: 1, max: 1000 }), (image, ignored) => {
        const { content, tensor } = planLetterbox(image, FIXED_SIZE, ignored);
        expect(tensor).toEqual({ width: 416, height: 320 });
        expect(content.width).toBeLessThanOrEqual(416);
        expect(content.height).toBeLessThanOrEqual(320);
        expect(content.width === 416 || content.height === 320).toBe(true);
        expect(Math.min(content.width, content.height)).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  test.each([
    [0, 10, 416],
    [10, 0, 416],
    [10, 10, 0],
    [NaN, 10, 416],
    [10, 10, NaN],
  ])('is refused for %dx%d pixels and a longer side of %d', (width, height, longerSide) => {
    expect(() => planLetterbox({ width, height }, ANY_SIZE, longerSide)).toThrow(RangeError);
  });
});

/**
 * Bilinear interpolation written as what it means: each pixel is a point in the middle of its square, and weighs
 * by a tent of one pixel's width; beyond the outer points the picture goes on with their value.
 */
function tentValue(picture: Picture, channel: number, x: number, y: number): number {
  const inside = (value: number, length: number) => Math.min(Math.max(value, 0.5), length - 0.5);
  let sum = 0;
  for (let row = 0; row < picture.height; row++) {
    const down = 1 - Math.abs(row + 0.5 - inside(y, picture.height));
    if (down <= 0) continue;
    for (let column = 0; column < picture.width; column++) {
      const across = 1 - Math.abs(column + 0.5 - inside(x, picture.width));
      if (across > 0) sum += picture.data[(row * picture.width + column) * 4 + channel]! * across * down;
    }
  }
  return sum;
}

describe('filling the tensor', () => {
  const size = fc.record({ width: fc.integer({ min: 1, max: 24 }), height: fc.integer({ min: 1, max: 24 }) });

  test('samples bilinearly between the middles of pixels', () => {
    fc.assert(
      fc.property(size, fc.integer(), fc.double({ min: 0.5, max: 3, noNaN: true }), (image, seed, scale) => {
        const longerSide = Math.ceil(Math.max(image.width, image.height) * scale);
        const picture = randomPicture(image, seed);
        const { content, tensor } = planLetterbox(image, ANY_SIZE, longerSide);
        // Larger pictures are halved first, which has tests of its own.
        fc.pre(image.width <= 2 * content.width || image.height <= 2 * content.height);
        const values = filled(picture, ANY_SIZE, longerSide);
        for (let y = 0; y < content.height; y++) {
          for (let x = 0; x < content.width; x++) {
            const imageX = ((x + 0.5) * image.width) / content.width;
            const imageY = ((y + 0.5) * image.height) / content.height;
            const channel = (x + y) % 3;
            const value = values[(channel * tensor.height + y) * tensor.width + x]!;
            expect(Math.abs(value - tentValue(picture, channel, imageX, imageY))).toBeLessThan(0.001);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test('copies a picture that has the right size already', () => {
    const picture = randomPicture({ width: 64, height: 32 });
    const values = filled(picture, ANY_SIZE, 64);
    const plane = 64 * 32;
    for (let pixel = 0; pixel < plane; pixel++) {
      for (let channel = 0; channel < 3; channel++) {
        expect(values[channel * plane + pixel]).toBe(picture.data[pixel * 4 + channel]);
      }
    }
  });

  test('puts the channels in the order that the network wants, each with its own mean and deviation', () => {
    const picture = drawPicture({ width: 1, height: 1 }, () => [10, 20, 30]);
    const input = { ...ANY_SIZE, multipleOf: 1, mean: [1, 2, 3], deviation: [2, 4, 8] } as const;
    const rgb = filled(picture, { ...input, channelOrder: 'rgb' }, 1);
    const bgr = filled(picture, { ...input, channelOrder: 'bgr' }, 1);
    expect([...rgb]).toEqual([(10 - 1) / 2, (20 - 2) / 4, (30 - 3) / 8]);
    expect([...bgr]).toEqual([(30 - 1) / 2, (20 - 2) / 4, (10 - 3) / 8]);
  });

  test('pads to the right and below, after normalisation, whatever was in the tensor before', () => {
    const picture = drawPicture({ width: 2, height: 1 }, () => [255, 255, 255]);
    const input = { ...ANY_SIZE, multipleOf: 4, mean: [55, 55, 55], padding: 114 } as const;
    const rowsOfOneChannel = [200, 200, 114, 114, ...new Array<number>(12).fill(114)];
    expect([...filled(picture, input, 2)]).toEqual(
      [rowsOfOneChannel, rowsOfOneChannel, rowsOfOneChannel].flat(),
    );
  });

  test('takes no heed of the alpha channel', () => {
    const picture = randomPicture({ width: 8, height: 8 });
    const clear = { ...picture, data: picture.data.map((value, index) => (index % 4 === 3 ? 0 : value)) };
    expect(filled(clear, ANY_SIZE, 32)).toEqual(filled(picture, ANY_SIZE, 32));
  });

  test.each([
    ['one pixel', { width: 1, height: 1 }],
    ['a thread, lying', { width: 5000, height: 1 }],
    ['a thread, upright', { width: 3, height: 5000 }],
    ['a picture of odd sides', { width: 1281, height: 959 }],
  ])('leaves no value out and keeps one colour one colour: %s', (_, image: Size) => {
    const picture = drawPicture(image, () => [7, 77, 177]);
    const input = { ...ANY_SIZE, padding: -1 };
    const { content, tensor } = planLetterbox(image, input);
    const values = filled(picture, input);
    const expected = [7, 77, 177].flatMap((colour) =>
      Array.from({ length: tensor.width * tensor.height }, (__, index) => {
        const isContent = index % tensor.width < content.width && index < content.height * tensor.width;
        return isContent ? colour : -1;
      }),
    );
    expect(values.every((value, index) => Math.abs(value - expected[index]!) < 0.001)).toBe(true);
  });
});

describe('a picture much larger than the tensor', () => {
  const mean = (values: ArrayLike<number>) =>
    Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

  test.each([2, 4, 8])('keeps its mean when it is %i times as large', (factor) => {
    const picture = randomPicture({ width: 64 * factor, height: 32 * factor });
    const red = picture.data.filter((_, index) => index % 4 === 0);
    const values = filled(picture, ANY_SIZE, 64).subarray(0, 64 * 32);
    // Halved values are whole numbers, half of them rounded up by a quarter or a half: at most 1/8 each time.
    expect(Math.abs(mean(values) - mean(red))).toBeLessThan(0.5);
  });

  test('loses no thin line: every pixel counts', () => {
    const size = { width: 512, height: 256 };
    const brightest = (column: number) =>
      Math.max(
        ...filled(
          drawPicture(size, (x) => (x === column ? [255, 255, 255] : [0, 0, 0])),
          ANY_SIZE,
          64,
        ),
      );
    for (let column = 200; column < 216; column++) expect(brightest(column)).toBeGreaterThan(255 / 16);
  });

  test.each([1280, 1281, 1920, 4095])('is not shifted: a slope of %i pixels stays a slope', (width) => {
    const greyAt = (x: number) => (255 * x) / width;
    const picture = drawPicture({ width, height: Math.round(width / 5) }, (x) => [greyAt(x + 0.5), 0, 0]);
    const values = filled(picture, ANY_SIZE, 64);
    for (let x = 1; x < 63; x++) {
      // Half a tensor pixel is 2 grey levels here; rounding to bytes makes up to 1/2.
      expect(Math.abs(values[3 * 64 + x]! - greyAt(((x + 0.5) * width) / 64))).toBeLessThan(0.75);
    }
  });
});

describe('a box of the tensor', () => {
  const letterbox: Letterbox = planLetterbox({ width: 1280, height: 960 }, ANY_SIZE);

  test('comes back in pixels of the image', () => {
    expect(toImageBox(41.6, 31.2, 83.2, 62.4, letterbox)).toEqual({
      left: expect.closeTo(128, 9) as number,
      top: expect.closeTo(96, 9) as number,
      width: expect.closeTo(128, 9) as number,
      height: expect.closeTo(96, 9) as number,
    });
  });

  test('is cut where it leaves the image, and in the margin nothing is left of it', () => {
    expect(toImageBox(-10, -10, 500, 500, letterbox)).toEqual({ left: 0, top: 0, width: 1280, height: 960 });
    expect(toImageBox(100, 312, 200, 320, letterbox).height).toBe(0);
  });

  test('is the one that was put in, for any image, size and network', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        anySize,
        fc.constantFrom(ANY_SIZE, FIXED_SIZE),
        fc.integer({ min: 32, max: 640 }),
        fc.tuple(share, share, share, share),
        (image, input, longerSide, [a, b, c, d]) => {
          const box = {
            left: Math.min(a, b) * image.width,
            top: Math.min(c, d) * image.height,
            width: Math.abs(a - b) * image.width,
            height: Math.abs(c - d) * image.height,
          };
          const plan = planLetterbox(image, input, longerSide);
          const toTensorX = (x: number) => (x / image.width) * plan.content.width;
          const toTensorY = (y: number) => (y / image.height) * plan.content.height;
          const back = toImageBox(
            toTensorX(box.left),
            toTensorY(box.top),
            toTensorX(box.left + box.width),
            toTensorY(box.top + box.height),
            plan,
          );
          for (const side of ['left', 'top', 'width', 'height'] as const) {
            expect(Math.abs(back[side] - box[side])).toBeLessThan(1e-6);
          }
        },
      ),
    );
  });
});
