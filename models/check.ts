/** Runs a model once, in the app's own runtime, to see that it does what its description says. */

import * as ort from 'onnxruntime-web/wasm';
import type { DetectorDescription } from '../src/scene/model-description';
import type { Size } from '../src/scene/scene';
import type { ModelDescription } from './catalogue';

ort.env.wasm.numThreads = 1;

/**
 * @param model an ONNX file
 * @throws Error naming the model and saying how it differs from its description: names of input and output,
 * number of rows or columns, a value that is no number, a score outside 0 to 1
 */
export async function checkModel(model: Uint8Array, description: ModelDescription): Promise<void> {
  try {
    const session = await ort.InferenceSession.create(model, { executionProviders: ['wasm'] });
    try {
      for (const size of sizesToCheck(description)) {
        const output = await runOnNoise(session, description, size);
        if ('decoding' in description) checkDetections(output, description, size);
        else checkDepth(output, size);
      }
    } finally {
      await session.release();
    }
  } catch (error) {
    throw new Error(
      `The model ${description.name} does not fit its description: ${(error as Error).message}`,
      { cause: error },
    );
  }
}

/** The only size that the network takes; or its default size and, to see that sizes are free, a small oblong one. */
function sizesToCheck({ input }: ModelDescription): Size[] {
  if ('fixedSize' in input && input.fixedSize) return [input.fixedSize];
  const { multipleOf } = input;
  const side = 'fixedSize' in input ? input.defaultSize : input.shorterSide;
  return [
    { width: side, height: side },
    { width: 5 * multipleOf, height: 3 * multipleOf },
  ];
}

async function runOnNoise(
  session: ort.InferenceSession,
  { input, output }: ModelDescription,
  { width, height }: Size,
): Promise<ort.Tensor> {
  expectNames(session.inputNames, input.name, 'input');
  expectNames(session.outputNames, output.name, 'output');
  const plane = width * height;
  const random = pseudoRandom();
  const pixels = Float32Array.from({ length: 3 * plane }, (_, index) => {
    const channel = Math.floor(index / plane);
    return (255 * random() - input.mean[channel]!) / input.deviation[channel]!;
  });
  const results = await session.run({
    [input.name]: new ort.Tensor('float32', pixels, [1, 3, height, width]),
  });
  return results[output.name]!;
}

function expectNames(found: readonly string[], expected: string, what: string): void {
  if (found.length !== 1 || found[0] !== expected) {
    throw new Error(`expected one ${what} named "${expected}", found "${found.join('", "')}"`);
  }
}

function checkDetections(
  { dims, data }: ort.Tensor,
  { decoding, classes }: DetectorDescription,
  size: Size,
): void {
  const rows = decoding.strides.reduce(
    (sum, stride) => sum + Math.ceil(size.width / stride) * Math.ceil(size.height / stride),
    0,
  );
  // NanoDet-Plus: scores, then four distributions. YOLOX: four numbers of the box, objectness, scores.
  const columns = classes.length + (decoding.kind === 'nanodet-plus' ? 4 * decoding.bins : 5);
  const expected = [1, rows, columns].join(' x ');
  if (dims.join(' x ') !== expected) {
    throw new Error(
      `at ${size.width} x ${size.height} the output is ${dims.join(' x ')}, expected ${expected}`,
    );
  }
  const [firstScore, endOfScores] = decoding.kind === 'nanodet-plus' ? [0, classes.length] : [4, columns];
  (data as Float32Array).forEach((value, index) => {
    const column = index % columns;
    const isScore = column >= firstScore && column < endOfScores;
    if (!Number.isFinite(value) || (isScore && (value < 0 || value > 1))) {
      throw new Error(`row ${Math.floor(index / columns)}, column ${column} of the output is ${value}`);
    }
  });
}

/** One value for each 1x1, 2x2 ... pixels, of which some differ from others. */
function checkDepth({ dims, data }: ort.Tensor, { width, height }: Size): void {
  const [rows, columns] = dims.slice(-2) as [number, number];
  const pixels = width / columns;
  const isMap = dims.slice(0, -2).every((size) => size === 1) && dims.length <= 4;
  if (!isMap || !Number.isInteger(pixels) || rows * pixels !== height) {
    throw new Error(
      `at ${width} x ${height} the output is ${dims.join(' x ')}, expected one value for each 1x1, 2x2 ... pixels`,
    );
  }
  const values = data as Float32Array;
  const index = values.findIndex((value) => !Number.isFinite(value));
  if (index >= 0) {
    throw new Error(
      `row ${Math.floor(index / columns)}, column ${index % columns} of the output is ${values[index]}`,
    );
  }
  if (values.every((value) => value === values[0])) throw new Error(`all of the output is ${values[0]}`);
}

/** The same numbers on every run, 0 to 1 (a linear congruential generator, constants from Numerical Recipes). */
function pseudoRandom(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
