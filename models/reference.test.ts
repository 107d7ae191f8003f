/**
 * Our import of NanoDet-Plus against an independent conversion of the same upstream files (float32 weights, another
 * program), on real photos. It needs the models and the shared folder; without them it is skipped by name, in CI it
 * fails.
 */

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as ort from 'onnxruntime-web/wasm';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { lacksModels, lacksShared, sharedPath } from '../test/shared-data';
import { findEntry, loadCatalogue, type CatalogueEntry } from './catalogue';
import { getFiles } from './get';
import { importModel } from './import/import-model';
import { placesFrom } from './places';

ort.env.wasm.numThreads = 1;

const NAME = 'nanodet-plus-m-1.5x-416';
const REFERENCE = `models/${NAME}/reference/nanodet_plus_m_1.5x_416_dyn_fp32.onnx`;
const PHOTOS = 'data/public/seed_photos';
const lacksSomething = lacksModels() || lacksShared(REFERENCE) || lacksShared(PHOTOS);

/** Float32 sums of some thousand terms in another order; the values compared lie between about -20 and 20. */
const TOLERANCE = 2e-4;

/** A photo, stretched to the size, as the network takes it: planes of blue, green and red, normalised. */
async function readPhoto(
  path: string,
  width: number,
  height: number,
  entry: CatalogueEntry,
): Promise<ort.Tensor> {
  const { mean, deviation } = entry.description.input;
  const rgb = await sharp(path).removeAlpha().resize(width, height, { fit: 'fill' }).raw().toBuffer();
  const plane = width * height;
  const values = Float32Array.from({ length: 3 * plane }, (_, index) => {
    const channel = Math.floor(index / plane);
    return (rgb[3 * (index % plane) + 2 - channel]! - mean[channel]!) / deviation[channel]!;
  });
  return new ort.Tensor('float32', values, [1, 3, height, width]);
}

describe.skipIf(lacksSomething)(`${NAME} against the reference conversion`, () => {
  let entry: CatalogueEntry;
  let ours: ort.InferenceSession;
  let theirs: ort.InferenceSession;
  let model: Uint8Array;

  beforeAll(async () => {
    entry = findEntry((await loadCatalogue()).detectors, NAME);
    model = importModel(entry, await getFiles(entry, placesFrom()));
    ours = await ort.InferenceSession.create(model);
    theirs = await ort.InferenceSession.create(await readFile(sharedPath(REFERENCE)));
  }, 60_000);

  it('is served in at most 2.8 MB', () => {
    expect(model.length).toBeLessThanOrEqual(2_800_000);
  });

  it.each([
    { width: 416, height: 416, count: 8 },
    { width: 416, height: 320, count: 3 },
    { width: 320, height: 320, count: 3 },
    { width: 512, height: 384, count: 3 },
  ])('gives the same at $width x $height', { timeout: 60_000 }, async ({ width, height, count }) => {
    const files = (await readdir(sharedPath(PHOTOS))).filter((name) => name.endsWith('.jpg')).slice(0, count);
    expect(files).toHaveLength(count);
    let largest = 0;
    for (const file of files) {
      const data = await readPhoto(join(sharedPath(PHOTOS), file), width, height, entry);
      const [{ output: found }, { output: expected }] = await Promise.all([
        ours.run({ data }),
        theirs.run({ data }),
      ]);
      expect(found!.dims).toEqual(expected!.dims);
      const values = found!.data as Float32Array;
      const truth = expected!.data as Float32Array;
      // The photos hold things that the network knows: a comparison of empty answers would prove nothing.
      const columns = found!.dims[2]!;
      expect(truth.some((value, index) => index % columns < 80 && value > 0.5)).toBe(true);
      values.forEach((value, index) => (largest = Math.max(largest, Math.abs(value - truth[index]!))));
    }
    console.log(
      `${width} x ${height}, ${files.length} photos: largest difference ${largest.toExponential(1)}`,
    );
    expect(largest).toBeLessThan(TOLERANCE);
  });
});
