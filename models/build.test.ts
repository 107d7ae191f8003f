import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ModelManifest } from '../src/scene/model-description';
import { BuildFailure, buildModels, type BuildOptions } from './build';
import { loadCatalogue } from './catalogue';
import { tinyDetector } from './import/ncnn/tiny-network';
import { sha256 } from './integrity';
import type { Places } from './places';
import { readServedModel } from './served';

/** Starting the runtime takes seconds where other work shares the processor. */
vi.setConfig({ testTimeout: 60_000 });

const progress = { start: () => undefined, advance: () => undefined, stop: () => undefined };

let folder: string;
let places: Places;
let told: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nearsay-build-'));
  places = { cache: join(folder, 'cache'), mirror: join(folder, 'mirror'), output: join(folder, 'served') };
  told = [];
});

afterEach(() => rm(folder, { recursive: true }));

/** A detector as data alone: two upstream files in the mirror, an entry, and a class list of its own. */
async function addDetector(name: string, classes: string[], biases = classes.map((_, index) => index)) {
  const { parameters, weights } = tinyDetector(biases);
  const files = { [`${name}.param`]: Buffer.from(parameters), [`${name}.bin`]: Buffer.from(weights) };
  const original = join(places.mirror, name, 'original');
  await mkdir(original, { recursive: true });
  for (const [file, bytes] of Object.entries(files)) await writeFile(join(original, file), bytes);
  await writeFile(join(folder, `${name}.json`), JSON.stringify(classes));
  return {
    name,
    title: name,
    licence: 'Apache-2.0',
    source: 'https://nearsay.invalid/',
    files: Object.entries(files).map(([file, bytes]) => ({
      name: file,
      bytes: bytes.length,
      sha256: sha256(bytes),
      urls: [`https://nearsay.invalid/${file}`],
    })),
    import: {
      format: 'ncnn',
      parameters: `${name}.param`,
      weights: `${name}.bin`,
      grids: [['cls8', 'dis8']],
    },
    input: {
      name: 'data',
      channelOrder: 'rgb',
      mean: [0, 0, 0],
      deviation: [255, 255, 255],
      multipleOf: 8,
      fixedSize: null,
      defaultSize: 64,
      padding: 0,
    },
    output: { name: 'found' },
    decoding: { kind: 'nanodet-plus', strides: [8], bins: 2 },
    overlapThreshold: 0.6,
    defaultScore: 0.4,
    classes: `${name}.json`,
  };
}

async function build(entries: { name: string }[], options: BuildOptions = {}) {
  const file = join(folder, 'catalogue.json');
  await writeFile(file, JSON.stringify({ defaultDetector: entries[0]!.name, detectors: entries }));
  const tell = (message: string) => told.push(message);
  return buildModels({
    catalogue: await loadCatalogue(file),
    places,
    tell,
    warn: tell,
    progress,
    ...options,
  });
}

const manifest = async () =>
  JSON.parse(await readFile(join(places.output, 'manifest.json'), 'utf8')) as ModelManifest;

/** Names, contents and times of all served files: equal before and after means that nothing was touched. */
async function snapshot() {
  const names = (await readdir(places.output)).sort();
  return Promise.all(
    names.map(async (name) => {
      const path = join(places.output, name);
      return { name, sha256: sha256(await readFile(path)), written: (await stat(path)).mtimeMs };
    }),
  );
}

describe('buildModels', () => {
  it('serves a detector for other classes from an entry and a class list alone', async () => {
    const classes = ['kerb', 'stairs', 'glass door'];
    await build([await addDetector('street', classes)]);
    const [model] = (await manifest()).detectors;
    expect(model!.description).toMatchObject({
      name: 'street',
      classes,
      decoding: { kind: 'nanodet-plus', bins: 2 },
    });
    const { description, bytes } = await readServedModel('street', places);
    expect(description).toEqual(model!.description);
    expect(sha256(bytes)).toBe(model!.sha256);
  });

  it('does nothing when nothing changed, and makes the same bytes again', async () => {
    const entry = await addDetector('street', ['kerb']);
    expect((await build([entry])).made).toEqual(['street']);
    const before = await snapshot();
    expect((await build([entry])).made).toEqual([]);
    expect(await snapshot()).toEqual(before);

    await rm(places.output, { recursive: true });
    await build([entry]);
    const nameAndHash = ({ name, sha256: hash }: { name: string; sha256: string }) => ({ name, hash });
    expect((await snapshot()).map(nameAndHash)).toEqual(before.map(nameAndHash));
  });

  it('takes a changed description over, and removes parts of models that are gone', async () => {
    const [street, home] = [
      await addDetector('street', ['kerb']),
      await addDetector('home', ['chair', 'table']),
    ];
    await build([street, home]);
    expect(await readdir(places.output)).toHaveLength(3);

    await build([{ ...street, defaultScore: 0.25 } as typeof street]);
    const { detectors } = await manifest();
    expect(detectors.map((model) => model.description.defaultScore)).toEqual([0.25]);
    expect((await readdir(places.output)).sort()).toEqual(
      [`${detectors[0]!.parts[0]!.sha256}.part`, 'manifest.json'].sort(),
    );
  });

  it.each(['damaged', 'missing'])('makes a %s part again', async (state) => {
    const entry = await addDetector('street', ['kerb']);
    const { manifest: built } = await build([entry]);
    const part = join(places.output, `${built.detectors[0]!.parts[0]!.sha256}.part`);
    await (state === 'damaged' ? writeFile(part, 'x') : rm(part));
    expect((await build([entry])).made).toEqual(['street']);
    expect(sha256(await readFile(part))).toBe(built.detectors[0]!.parts[0]!.sha256);
  });

  it('makes one model alone and leaves the others as they are', async () => {
    const [street, home] = [await addDetector('street', ['kerb']), await addDetector('home', ['chair'])];
    await build([street, home], { only: 'home' });
    expect(await manifest()).toMatchObject({ defaultDetector: 'home', detectors: [{ title: 'home' }] });
    await build([street, home], { only: 'street' });
    expect(await manifest()).toMatchObject({
      defaultDetector: 'street',
      detectors: [{ title: 'street' }, { title: 'home' }],
    });
    await expect(build([street, home], { only: 'x' })).rejects.toThrow('no model named "x"');
  });

  it('keeps what was served when files can not be had, and says so', async () => {
    const [street, home] = [await addDetector('street', ['kerb']), await addDetector('home', ['chair'])];
    await build([street, home]);
    const before = await snapshot();
    await rm(places.mirror, { recursive: true });
    const failure = (await build([street, home]).catch((error: unknown) => error)) as BuildFailure;
    expect(failure).toBeInstanceOf(BuildFailure);
    expect(failure.message).toContain("street.param of the model street can't be had");
    expect(failure.message).toContain('Still served: street, home.');
    expect(failure.manifest).toEqual(await manifest());
    expect(await snapshot()).toEqual(before);
  });

  it('serves one model although the other can not be had', async () => {
    const [street, home] = [await addDetector('street', ['kerb']), await addDetector('home', ['chair'])];
    await rm(join(places.mirror, 'street'), { recursive: true });
    await expect(build([street, home])).rejects.toThrow('Still served: home.');
    expect(await manifest()).toMatchObject({ defaultDetector: 'home', detectors: [{ title: 'home' }] });
  });

  it('writes no manifest when there is nothing to serve', async () => {
    const street = await addDetector('street', ['kerb']);
    await rm(places.mirror, { recursive: true });
    await expect(build([street])).rejects.toThrow('No model can be served.');
    expect(await readdir(places.output)).toEqual([]);
  });

  it('does not serve a model that does not fit its description', async () => {
    const street = await addDetector('street', ['kerb', 'stairs'], [0]);
    await expect(build([street])).rejects.toThrow('The model street does not fit its description');
    expect(await readdir(places.output)).toEqual([]);
  });

  it('does not serve a model that can not be imported', async () => {
    const street = await addDetector('street', ['kerb']);
    const broken = { ...street, import: { ...street.import, grids: [['cls16']] } };
    await expect(build([broken])).rejects.toThrow(
      "The model street can't be imported. No layer makes the blob cls16",
    );
  });
});

describe('readServedModel', () => {
  it('takes the default detector, and builds again what is damaged', async () => {
    const [street, home] = [
      await addDetector('street', ['kerb']),
      await addDetector('home', ['chair', 'table']),
    ];
    const { manifest: built } = await build([street, home]);
    expect((await readServedModel(undefined, places)).description.name).toBe('street');

    await writeFile(join(places.output, `${built.detectors[0]!.parts[0]!.sha256}.part`), 'x');
    const catalogue = await loadCatalogue(join(folder, 'catalogue.json'));
    const { bytes } = await readServedModel('street', places, {
      catalogue,
      tell: (message) => told.push(message),
    });
    expect(sha256(bytes)).toBe(built.detectors[0]!.sha256);
  });

  it('names the models there are when asked for another', async () => {
    await build([await addDetector('street', ['kerb'])]);
    const catalogue = await loadCatalogue(join(folder, 'catalogue.json'));
    await expect(readServedModel('x', places, { catalogue })).rejects.toThrow(
      'no model named "x". It holds: street',
    );
  });
});
