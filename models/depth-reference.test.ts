/**
 * Our import of TCMonoDepth-small against an independent conversion of the same checkpoint (float32 weights, another
 * program), on real photos. It needs the models and the shared folder; without them it is skipped by name, in CI it
 * fails.
 */

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as ort from 'onnxruntime-web/wasm';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { lacksModels, lacksShared, sharedPath } from '../test/shared-data';
import { loadCatalogue } from './catalogue';
import { getFiles } from './get';
import { importModel } from './import/import-model';
import { placesFrom } from './places';

ort.env.wasm.numThreads = 1;

const NAME = 'tcmonodepth-small';
const REFERENCE = `models/${NAME}/reference/tcmonodepth_small_fp32_dyn.onnx`;
const PHOTOS = 'data/public/seed_photos';
const lacksSomething = lacksModels() || lacksShared(REFERENCE) || lacksShared(PHOTOS);

/**
 * The largest inverse depth of a photo is about 1. Weights of eleven significant bits make up to 0.0031 of difference
 * at a single place of the photos below, and up to 0.0005 on average; with float32 weights it is 2e-6 and 1e-7.
 */
const LARGEST_DIFFERENCE = 0.005;
const MEAN_DIFFERENCE = 0.001;

/** What orders things by their distance: 0.99998 was measured. */
const LEAST_RANK_CORRELATION = 0.9999;

/** A photo, stretched to the size: planes of red, green and blue, 0 to 255. */
async function readPhoto(path: string, width: number, height: number): Promise<Float32Array> {
  const rgb = await sharp(path).removeAlpha().resize(width, height, { fit: 'fill' }).raw().toBuffer();
  const plane = width * height;
  return Float32Array.from(
    { length: 3 * plane },
    (_, index) => rgb[3 * (index % plane) + Math.floor(index / plane)]!,
  );
}

/** The step that our import leaves out: twice as many rows and columns, bilinear, with half-pixel centres. */
function doubled(values: Float32Array, columns: number, rows: number): Float32Array {
  const sample = (index: number, length: number) => {
    const place = Math.min(Math.max((index + 0.5) / 2 - 0.5, 0), length - 1);
    const before = Math.floor(place);
    return { before, after: Math.min(before + 1, length - 1), weight: place - before };
  };
  return Float32Array.from({ length: 4 * values.length }, (_, index) => {
    const x = sample(index % (2 * columns), columns);
    const y = sample(Math.floor(index / (2 * columns)), rows);
    const inRow = (row: number) =>
      values[row * columns + x.before]! * (1 - x.weight) + values[row * columns + x.after]! * x.weight;
    return inRow(y.before) * (1 - y.weight) + inRow(y.after) * y.weight;
  });
}

/** Spearman's: the correlation of the ranks. */
function rankCorrelation(a: Float32Array, b: Float32Array): number {
  const ranks = (values: Float32Array) => {
    const rank = new Float64Array(values.length);
    const order = Array.from(values.keys()).sort((one, other) => values[one]! - values[other]!);
    order.forEach((index, place) => (rank[index] = place - (values.length - 1) / 2));
    return rank;
  };
  const [first, second] = [ranks(a), ranks(b)];
  const product = (one: Float64Array, other: Float64Array) =>
    one.reduce((sum, value, index) => sum + value * other[index]!, 0);
  return product(first, second) / product(first, first);
}

describe.skipIf(lacksSomething)(`${NAME} against the reference conversion`, () => {
  let input: { readonly name: string; readonly deviation: readonly [number, number, number] };
  let output: string;
  let model: Uint8Array;
  let ours: ort.InferenceSession;
  let theirs: ort.InferenceSession;

  beforeAll(async () => {
    const entry = (await loadCatalogue()).depth!;
    ({ input } = entry.description);
    output = entry.description.output.name;
    model = importModel(entry, await getFiles(entry, placesFrom()));
    ours = await ort.InferenceSession.create(model);
    theirs = await ort.InferenceSession.create(await readFile(sharedPath(REFERENCE)));
  }, 60_000);

  it('is served in at most 0.5 MB', () => {
    expect(model.length).toBeLessThanOrEqual(500_000);
  });

  it.each([
    { width: 256, height: 192, count: 8 },
    { width: 192, height: 256, count: 3 },
    { width: 352, height: 256, count: 3 },
  ])('gives the same at $width x $height', { timeout: 60_000 }, async ({ width, height, count }) => {
    const files = (await readdir(sharedPath(PHOTOS))).filter((name) => name.endsWith('.jpg')).slice(0, count);
    expect(files).toHaveLength(count);
    const figures = { largest: 0, mean: 0, correlation: 1 };
    for (const file of files) {
      const pixels = await readPhoto(join(sharedPath(PHOTOS), file), width, height);
      const dims = [1, 3, height, width];
      const scaled = pixels.map((value) => value / input.deviation[0]);
      const { [output]: found } = await ours.run({ [input.name]: new ort.Tensor('float32', scaled, dims) });
      const { inv_depth: expected } = await theirs.run({ image: new ort.Tensor('float32', pixels, dims) });
      expect(found!.dims).toEqual([1, 1, height / 2, width / 2]);
      const values = doubled(found!.data as Float32Array, width / 2, height / 2);
      const truth = expected!.data as Float32Array;
      expect(Math.max(...truth)).toBeGreaterThan(0.7);
      const differences = values.map((value, index) => Math.abs(value - truth[index]!));
      figures.largest = Math.max(figures.largest, ...differences);
      figures.mean = Math.max(
        figures.mean,
        differences.reduce((sum, value) => sum + value, 0) / truth.length,
      );
      figures.correlation = Math.min(figures.correlation, rankCorrelation(values, truth));
    }
    console.log(`${width} x ${height}, ${files.length} photos:`, figures);
    expect(figures.largest).toBeLessThan(LARGEST_DIFFERENCE);
    expect(figures.mean).toBeLessThan(MEAN_DIFFERENCE);
    expect(figures.correlation).toBeGreaterThan(LEAST_RANK_CORRELATION);
  });
});
