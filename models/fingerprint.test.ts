import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DetectorDescription } from '../src/scene/model-description';
import { loadCatalogue, type CatalogueEntry } from './catalogue';
import { fingerprintOf } from './fingerprint';

let importer: string;
let entry: CatalogueEntry<DetectorDescription>;

beforeEach(async () => {
  importer = await mkdtemp(join(tmpdir(), 'nearsay-fingerprint-'));
  await mkdir(join(importer, 'ncnn'));
  await writeFile(join(importer, 'import-model.ts'), 'import');
  await writeFile(join(importer, 'ncnn/layers.ts'), 'layers');
  [entry] = (await loadCatalogue()).detectors as [CatalogueEntry<DetectorDescription>];
});

afterEach(() => rm(importer, { recursive: true }));

const changed = async (change: Partial<CatalogueEntry<DetectorDescription>>) =>
  fingerprintOf({ ...entry, ...change }, importer);

describe('fingerprintOf', () => {
  it('is that of the sources that are there, when it is not told others', async () => {
    expect(await fingerprintOf(entry)).toMatch(/^[0-9a-f]{64}$/);
    expect(await fingerprintOf(entry)).toBe(await fingerprintOf(entry, join(import.meta.dirname, 'import')));
  });

  it('changes with recipe, upstream files and names of input and output', async () => {
    const { description, files } = entry;
    const [first, ...others] = files as [(typeof files)[0]];
    const fingerprints = [
      await fingerprintOf(entry, importer),
      await changed({ recipe: { format: 'onnx', model: first.name } }),
      await changed({ files: [{ ...first, sha256: '0'.repeat(64) }, ...others] }),
      await changed({ files: [{ ...first, name: 'other.bin' }, ...others] }),
      await changed({ description: { ...description, input: { ...description.input, name: 'x' } } }),
      await changed({ description: { ...description, output: { name: 'x' } } }),
    ];
    expect(new Set(fingerprints).size).toBe(fingerprints.length);
  });

  it('does not change with what only describes the model, or where its files are to be had', async () => {
    const { description, files } = entry;
    const before = await fingerprintOf(entry, importer);
    expect(await changed({ title: 'x', licence: 'MIT', source: 'https://nearsay.invalid/' })).toBe(before);
    expect(await changed({ description: { ...description, defaultScore: 0.1, classes: ['kerb'] } })).toBe(
      before,
    );
    expect(
      await changed({ files: files.map((file) => ({ ...file, urls: ['https://nearsay.invalid/'] })) }),
    ).toBe(before);
  });

  it('changes with text, name and number of the importer’s sources, in folders too, but not with its tests', async () => {
    const fingerprints = [await fingerprintOf(entry, importer)];
    const note = async () => fingerprints.push(await fingerprintOf(entry, importer));

    await writeFile(join(importer, 'ncnn/layers.ts'), 'other layers');
    await note();
    await rename(join(importer, 'ncnn/layers.ts'), join(importer, 'ncnn/other.ts'));
    await note();
    await writeFile(join(importer, 'ncnn/more.ts'), '');
    await note();
    expect(new Set(fingerprints).size).toBe(4);

    await writeFile(join(importer, 'ncnn/layers.test.ts'), 'test');
    await writeFile(join(importer, 'notes.md'), 'notes');
    expect(await fingerprintOf(entry, importer)).toBe(fingerprints.at(-1));
  });
});
