import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeDetector } from '../../../test/fixtures/detector-description';
import {
  CLASSES,
  NANODET,
  PLAIN,
  type Planted,
  YOLOX,
  cellCount,
  emptyOutput,
  nanodetOutput,
  rowOf,
  yoloxOutput,
} from '../../../test/fixtures/planted-boxes';
import type { Detection } from '../../scene/scene';
import { planLetterbox } from '../letterbox';
import { decode } from './decode';

const nanodet = describeDetector(NANODET, CLASSES);
const yolox = describeDetector(YOLOX, CLASSES);

function expectDetection(found: Detection | undefined, label: string, score: number, edges: number[]): void {
  expect(found?.label).toBe(label);
  expect(found?.score).toBeCloseTo(score, 5);
  const { left, top, width, height } = found!.box;
  [left, top, left + width, top + height].forEach((edge, index) => {
    expect(Math.abs(edge - edges[index]!)).toBeLessThan(0.01);
  });
}

/** Boxes that the cell at column and row of its stride can tell of: at most 7 strides to each side, in the tensor. */
const anyPlanted = (strides: readonly number[]) =>
  fc.constantFrom(...strides).chain((stride) =>
    fc
      .record({
        column: fc.integer({ min: 0, max: Math.ceil(416 / stride) - 1 }),
        row: fc.integer({ min: 0, max: Math.ceil(320 / stride) - 1 }),
        sides: fc.tuple(...(new Array(4).fill(fc.integer({ min: 1, max: 28 })) as fc.Arbitrary<number>[])),
        label: fc.nat(CLASSES.length - 1),
        score: fc.integer({ min: 40, max: 100 }),
      })
      .map(({ column, row, sides, label, score }): Planted => {
        const [x, y] = [column * stride, row * stride];
        const [toLeft, toTop, toRight, toBottom] = sides.map((side) => (side / 4) * stride);
        return {
          stride,
          column,
          row,
          left: Math.max(x - toLeft!, 0),
          top: Math.max(y - toTop!, 0),
          right: Math.min(x + toRight!, 416),
          bottom: Math.min(y + toBottom!, 320),
          scores: { [label]: score / 100 },
        };
      })
      .filter(({ left, top, right, bottom }) => right - left > 1 && bottom - top > 1),
  );

describe.each([
  ['NanoDet-Plus', nanodet, nanodetOutput],
  ['YOLOX', yolox, yoloxOutput],
] as const)('decoding %s', (_, description, encode) => {
  const { strides } = description.decoding;
  const zebra: Planted = {
    stride: 32,
    column: 4,
    row: 5,
    left: 64,
    top: 80,
    right: 200,
    bottom: 300,
    scores: { 2: 0.9 },
  };

  test('finds nothing in an empty output', () => {
    expect(decode(encode([]), PLAIN, description, 0.3)).toEqual([]);
  });

  test('finds a box where it was planted', () => {
    const found = decode(encode([zebra]), PLAIN, description, 0.3);
    expect(found).toHaveLength(1);
    expectDetection(found[0], 'zebra', 0.9, [64, 80, 200, 300]);
  });

  test('finds any box, whichever cell of whichever stride tells of it', () => {
    fc.assert(
      fc.property(anyPlanted(strides), (planted) => {
        const found = decode(encode([planted]), PLAIN, description, 0.3);
        expect(found).toHaveLength(1);
        const [[index, score]] = Object.entries(planted.scores) as [[string, number]];
        const { left, top, right, bottom } = planted;
        expectDetection(found[0], CLASSES[Number(index)]!, score, [left, top, right, bottom]);
      }),
    );
  });

  test('gives one candidate for each class of a cell that is sure enough', () => {
    const both = { ...zebra, scores: { 0: 0.5, 1: 0.2, 2: 0.81 } };
    const found = decode(encode([both]), PLAIN, description, 0.3);
    expect(found.map(({ label }) => label)).toEqual(['person', 'zebra']);
    expectDetection(found[0], 'person', 0.5, [64, 80, 200, 300]);
    expectDetection(found[1], 'zebra', 0.81, [64, 80, 200, 300]);
  });

  test('keeps a score that just reaches the lowest one, and none below', () => {
    const output = encode([{ ...zebra, scores: { 0: 0.25 } }]);
    expect(decode(output, PLAIN, description, 0.25)).toHaveLength(1);
    expect(decode(output, PLAIN, description, 0.251)).toEqual([]);
  });

  test('gives boxes in pixels of the image', () => {
    const letterbox = planLetterbox({ width: 1280, height: 960 }, description.input);
    const [found] = decode(encode([zebra], letterbox), letterbox, description, 0.3);
    const scale = 1280 / 416;
    expectDetection(
      found,
      'zebra',
      0.9,
      [64, 80, 200, 300].map((edge) => edge * scale),
    );
  });

  test('drops what lies in the margin alone: it would be the nearest of all', () => {
    const letterbox = planLetterbox({ width: 416, height: 160 }, { ...description.input, multipleOf: 64 });
    const inMargin: Planted = {
      ...zebra,
      stride: 8,
      column: 10,
      row: 21,
      left: 70,
      top: 162,
      right: 90,
      bottom: 190,
    };
    const output = encode([inMargin, { ...zebra, row: 3, top: 20, bottom: 100 }], letterbox);
    const found = decode(output, letterbox, description, 0.3);
    expect(found.map(({ box }) => Math.round(box.top + box.height))).toEqual([100]);
  });

  test('takes values that are not numbers for a fault, never for an empty scene', () => {
    const allBroken = encode([]).fill(NaN);
    expect(() => decode(allBroken, PLAIN, description, 0.3)).toThrow('not numbers');
    const columns = allBroken.length / cellCount(PLAIN, strides);
    // The box lies after the scores in NanoDet-Plus, before them in YOLOX.
    const brokenBox = encode([zebra]);
    brokenBox[rowOf(zebra, PLAIN, strides) * columns + (description === nanodet ? CLASSES.length : 0)] = NaN;
    expect(() => decode(brokenBox, PLAIN, description, 0.3)).toThrow(RangeError);
  });

  test.each([1, 2, 37, 365])('reads a detector of %i classes', (count) => {
    const classes = Array.from({ length: count }, (__, index) => `class ${index}`);
    const output = encode([{ ...zebra, scores: { [count - 1]: 0.7 } }], PLAIN, classes);
    const [found] = decode(output, PLAIN, { ...description, classes }, 0.3);
    expectDetection(found, `class ${count - 1}`, 0.7, [64, 80, 200, 300]);
  });

  test('reads sides that are no multiple of the coarsest stride', () => {
    const letterbox = planLetterbox({ width: 416, height: 96 }, description.input);
    const stride = strides.at(-1)!;
    const lastRow = Math.ceil(96 / stride) - 1;
    const corner = {
      ...zebra,
      stride,
      column: 384 / stride,
      row: lastRow,
      left: 350,
      top: 40,
      right: 410,
      bottom: 90,
    };
    const found = decode(encode([corner], letterbox), letterbox, description, 0.3);
    expect(letterbox.tensor.height).toBe(96);
    expectDetection(found[0], 'zebra', 0.9, [350, 40, 410, 90]);
  });

  test('refuses an output of another length, and tells both', () => {
    const output = encode([]);
    expect(() => decode(output.subarray(1), PLAIN, description, 0.3)).toThrow(RangeError);
    expect(() => decode(output.subarray(1), PLAIN, description, 0.3)).toThrow(String(output.length - 1));
    expect(() => decode(output, PLAIN, { ...description, classes: ['one class'] }, 0.3)).toThrow('promises');
  });
});

describe('NanoDet-Plus', () => {
  test('counts from the upper left corner of a cell, not from its middle', () => {
    const columns = CLASSES.length + 4 * NANODET.bins;
    const output = emptyOutput(PLAIN, NANODET.strides, columns);
    const [column, row, stride] = [3, 2, 8];
    const start = (row * (416 / stride) + column) * columns;
    output[start] = 1;
    // All four sides say "one stride" with certainty: the box is two strides wide, around the cell's corner.
    for (let side = 0; side < 4; side++) output[start + CLASSES.length + side * NANODET.bins + 1] = 100;
    expectDetection(decode(output, PLAIN, nanodet, 0.3)[0], 'person', 1, [16, 8, 32, 24]);
  });

  test('takes the expectation of the bins: even odds for all eight mean three and a half strides', () => {
    const columns = CLASSES.length + 4 * NANODET.bins;
    const output = emptyOutput(PLAIN, NANODET.strides, columns);
    const [column, row, stride] = [20, 20, 8];
    output[(row * (416 / stride) + column) * columns] = 1;
    expectDetection(decode(output, PLAIN, nanodet, 0.3)[0], 'person', 1, [132, 132, 188, 188]);
  });

  test('is not upset by large logits', () => {
    const columns = CLASSES.length + 4 * NANODET.bins;
    const output = emptyOutput(PLAIN, NANODET.strides, columns).fill(1e4);
    output.forEach((_, index) => {
      if (index % columns < CLASSES.length) output[index] = 0;
    });
    const [column, row, stride] = [20, 20, 8];
    output[(row * (416 / stride) + column) * columns] = 1;
    expectDetection(decode(output, PLAIN, nanodet, 0.3)[0], 'person', 1, [132, 132, 188, 188]);
  });
});

describe('YOLOX', () => {
  test('multiplies objectness with the score of the class', () => {
    const output = emptyOutput(PLAIN, YOLOX.strides, 5 + CLASSES.length);
    // The first cell of stride 8: middle half a cell in, 8 pixels each way.
    output.set([0.5, 0.5, 0, 0, 0.8, 0.5, 0.9, 0.25], 0);
    const found = decode(output, PLAIN, yolox, 0.3);
    expect(found.map(({ label }) => label)).toEqual(['person', 'traffic light']);
    expectDetection(found[0], 'person', 0.4, [0, 0, 8, 8]);
    expectDetection(found[1], 'traffic light', 0.72, [0, 0, 8, 8]);
  });
});
