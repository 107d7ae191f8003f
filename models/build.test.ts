import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ModelManifest, ServedModel } from '../src/scene/model-description';
import { BRIGHTNESS_DEPTH, brightnessDepthFile } from '../test/fixtures/brightness-depth';
import { BuildFailure, buildModels, closingLine, type BuildOptions } from './build';
import { loadCatalogue, type Catalogue } from './catalogue';
import { tinyDetector } from './import/ncnn/tiny-network';
import { sha256 } from './integrity';
import type { Places } from './places';
import { readServedDepth, readServedModel } from './served';

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

/** A depth network as data alone: one upstream file in the mirror, ONNX already, and an entry. */
async function addDepth(name = 'depth', offset = 0) {
  const bytes = brightnessDepthFile(offset);
  const file = `${name}.onnx`;
  const original = join(places.mirror, name, 'original');
  await mkdir(original, { recursive: true });
  await writeFile(join(original, file), bytes);
  return {
    ...BRIGHTNESS_DEPTH,
    name,
    title: name,
    licence: 'MIT',
    source: 'https://nearsay.invalid/',
    files: [
      { name: file, bytes: bytes.length, sha256: sha256(bytes), urls: [`https://nearsay.invalid/${file}`] },
    ],
    import: { format: 'onnx', model: file },
  };
}

/** A catalogue of these entries, the first one the default; one without classes is the depth network. */
async function catalogueOf(...entries: { name: string }[]): Promise<Catalogue> {
  const file = join(folder, 'catalogue.json');
  const detectors = entries.filter((entry) => 'classes' in entry);
  const depth = entries.find((entry) => !('classes' in entry)) ?? null;
  await writeFile(file, JSON.stringify({ defaultDetector: detectors[0]!.name, detectors, depth }));
  return loadCatalogue(file);
}

const tell = (message: string) => told.push(message);

async function build(entries: { name: string }[], options: BuildOptions = {}) {
  return buildModels({
    catalogue: await catalogueOf(...entries),
    places,
    tell,
    warn: tell,
    progress,
    ...options,
  });
}

/** From now on upstream's files are nowhere to be had. */
const takeUpstreamAway = () => rm(places.mirror, { recursive: true });

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
    const street = await addDetector('street', classes);
    await build([street]);
    const [model] = (await manifest()).detectors;
    expect(model!.description).toMatchObject({
      name: 'street',
      classes,
      decoding: { kind: 'nanodet-plus', bins: 2 },
    });
    const catalogue = await catalogueOf(street);
    const { description, bytes } = await readServedModel('street', places, { catalogue });
    expect(description).toEqual(model!.description);
    expect(sha256(bytes)).toBe(model!.sha256);
  });

  it('does nothing when nothing changed, and needs no upstream file for that', async () => {
    const entry = await addDetector('street', ['kerb']);
    expect((await build([entry])).made).toEqual(['street']);
    const before = await snapshot();
    await takeUpstreamAway();
    expect((await build([entry])).made).toEqual([]);
    expect(await snapshot()).toEqual(before);
  });

  it('makes the same bytes again', async () => {
    const entry = await addDetector('street', ['kerb']);
    await build([entry]);
    const before = await snapshot();
    await rm(places.output, { recursive: true });
    await build([entry]);
    const nameAndHash = ({ name, sha256: hash }: { name: string; sha256: string }) => ({ name, hash });
    expect((await snapshot()).map(nameAndHash)).toEqual(before.map(nameAndHash));
  });

  it('gets, imports and runs everything once more when told to, although nothing changed', async () => {
    const entry = await addDetector('street', ['kerb']);
    await build([entry]);
    const before = await snapshot();
    const report = await build([entry], { checkAgain: true });
    expect(report.made).toEqual([]);
    expect(await snapshot()).toEqual(before);
    expect(closingLine(report, 'served', true)).toBe('Checked: served holds street.');
    await takeUpstreamAway();
    await expect(build([entry], { checkAgain: true })).rejects.toThrow("can't be had");
  });

  it.each([
    { change: { title: 'Kerbs' }, expected: { title: 'Kerbs' } },
    { change: { licence: 'MIT' }, expected: { licence: 'MIT' } },
    { change: { defaultScore: 0.25 }, expected: { description: { defaultScore: 0.25 } } },
  ])('takes $change over without upstream files', async ({ change, expected }) => {
    const entry = await addDetector('street', ['kerb']);
    const { manifest: before } = await build([entry]);
    await takeUpstreamAway();
    expect((await build([{ ...entry, ...change }])).made).toEqual(['street']);
    const [model] = (await manifest()).detectors;
    expect(model).toMatchObject(expected);
    expect(model!.parts).toEqual(before.detectors[0]!.parts);
    expect((await build([{ ...entry, ...change }])).made).toEqual([]);
  });

  it('does not take a description over that the model does not fit', async () => {
    const entry = await addDetector('street', ['kerb']);
    await build([entry]);
    const before = await snapshot();
    await takeUpstreamAway();
    const changed = { ...entry, decoding: { ...entry.decoding, strides: [16] } };
    await expect(build([changed])).rejects.toThrow('The model street does not fit its description');
    expect(await snapshot()).toEqual(before);
  });

  it('imports again what was made in another way, or nobody knows how', async () => {
    const entry = await addDetector('street', ['kerb']);
    await build([entry]);
    const { output } = places;
    const renamed = { ...entry, output: { name: 'other' } };
    expect((await build([renamed])).made).toEqual(['street']);

    const { detectors, ...rest } = await manifest();
    const [{ madeFrom, ...old }] = detectors as [ServedModel];
    expect(madeFrom).toMatch(/^[0-9a-f]{64}$/);
    await writeFile(join(output, 'manifest.json'), JSON.stringify({ ...rest, detectors: [old] }));
    expect((await build([renamed])).made).toEqual(['street']);
    expect((await manifest()).detectors[0]!.madeFrom).toBe(madeFrom);
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
    await takeUpstreamAway();
    const changed = { ...street, output: { name: 'other' } };
    const failure = (await build([changed, home]).catch((error: unknown) => error)) as BuildFailure;
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
    await takeUpstreamAway();
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

describe('buildModels with a depth network', () => {
  it('serves it beside the detectors, from an entry alone', async () => {
    const [street, depth] = [await addDetector('street', ['kerb']), await addDepth()];
    const report = await build([street, depth]);
    expect(report.made).toEqual(['street', 'depth']);
    expect(closingLine(report, 'served', false)).toBe('Done: served holds street, depth.');
    const { depth: served } = await manifest();
    expect(served).toMatchObject({ title: 'depth', licence: 'MIT', description: { name: 'depth' } });
    const part = await readFile(join(places.output, `${served!.parts[0]!.sha256}.part`));
    expect(Buffer.compare(part, brightnessDepthFile())).toBe(0);

    await takeUpstreamAway();
    expect((await build([street, depth])).made).toEqual([]);
  });

  it('says that there is none where the catalogue has none, and removes a former one', async () => {
    const [street, depth] = [await addDetector('street', ['kerb']), await addDepth()];
    await build([street, depth]);
    await build([street]);
    expect((await manifest()).depth).toBeNull();
    expect(await readdir(places.output)).toHaveLength(2);
  });

  it('reads a former list of models that knew of no depth', async () => {
    const [street, depth] = [await addDetector('street', ['kerb']), await addDepth()];
    await build([street]);
    const { depth: none, ...former } = await manifest();
    expect(none).toBeNull();
    await writeFile(join(places.output, 'manifest.json'), JSON.stringify(former));
    expect((await build([street, depth])).made).toEqual(['depth']);
    expect((await manifest()).detectors).toEqual(former.detectors);
  });

  it('makes it alone, or leaves it as it is', async () => {
    const [street, depth] = [await addDetector('street', ['kerb']), await addDepth()];
    await build([street], { only: 'street' });
    expect((await build([street, depth], { only: 'street' })).made).toEqual([]);
    expect((await manifest()).depth).toBeNull();
    expect((await build([street, depth], { only: 'depth' })).made).toEqual(['depth']);
    expect((await build([street, await addDepth('depth', 1)], { only: 'street' })).made).toEqual([]);
    expect((await manifest()).depth).toMatchObject({ sha256: sha256(brightnessDepthFile()) });
  });

  it('serves the detectors although it can not be had, or does not fit its description', async () => {
    const [street, depth] = [await addDetector('street', ['kerb']), await addDepth()];
    const unfit = { ...depth, output: { name: 'other' } };
    const failure = (await build([street, unfit]).catch((error: unknown) => error)) as BuildFailure;
    expect(failure.message).toContain('The model depth does not fit its description');
    expect(failure.message).toContain('Still served: street.');
    expect(await manifest()).toMatchObject({ detectors: [{ title: 'street' }], depth: null });

    await build([street, depth]);
    await takeUpstreamAway();
    await expect(build([street, await addDepth('other')])).resolves.toMatchObject({ made: ['other'] });
    await takeUpstreamAway();
    await expect(build([street, depth])).rejects.toThrow("depth.onnx of the model depth can't be had");
    expect((await manifest()).depth).toBeNull();
  });

  it('can not be served without a detector', async () => {
    const [street, depth] = [await addDetector('street', ['kerb']), await addDepth()];
    await expect(build([street, depth], { only: 'depth' })).rejects.toThrow('No model can be served.');
  });
});

describe('readServedDepth', () => {
  it('reads what is served, builds what is missing or changed, and knows where there is none', async () => {
    const [street, depth] = [await addDetector('street', ['kerb']), await addDepth()];
    const catalogue = await catalogueOf(street, depth);
    const { description, bytes } = (await readServedDepth(places, { catalogue, tell, progress }))!;
    expect(description).toEqual({ ...BRIGHTNESS_DEPTH, name: 'depth' });
    expect(Buffer.compare(bytes, brightnessDepthFile())).toBe(0);

    const before = await snapshot();
    await takeUpstreamAway();
    expect((await readServedDepth(places, { catalogue }))!.bytes).toEqual(bytes);
    expect(await snapshot()).toEqual(before);

    const changed = await catalogueOf(street, await addDepth('depth', 1));
    const { bytes: others } = (await readServedDepth(places, { catalogue: changed, tell, progress }))!;
    expect(Buffer.compare(others, brightnessDepthFile(1))).toBe(0);

    expect(await readServedDepth(places, { catalogue: await catalogueOf(street) })).toBeNull();
  });
});

describe('readServedModel', () => {
  it('takes the default detector, and builds again what is damaged', async () => {
    const [street, home] = [
      await addDetector('street', ['kerb']),
      await addDetector('home', ['chair', 'table']),
    ];
    const { manifest: built } = await build([street, home]);
    const catalogue = await catalogueOf(street, home);
    const before = await snapshot();
    expect((await readServedModel(undefined, places, { catalogue })).description.name).toBe('street');
    expect(await snapshot()).toEqual(before);

    await writeFile(join(places.output, `${built.detectors[0]!.parts[0]!.sha256}.part`), 'x');
    const { bytes } = await readServedModel('street', places, { catalogue, tell });
    expect(sha256(bytes)).toBe(built.detectors[0]!.sha256);
    expect(told.at(-1)).toContain('street: ');
  });

  it("takes the catalogue's default, not the one that stands in for it where it is not served", async () => {
    const [street, home] = [await addDetector('street', ['kerb']), await addDetector('home', ['chair'])];
    await build([street, home], { only: 'home' });
    expect((await manifest()).defaultDetector).toBe('home');
    const catalogue = await catalogueOf(street, home);
    expect((await readServedModel(undefined, places, { catalogue, tell })).description.name).toBe('street');
    await rm(places.output, { recursive: true });
    await build([street, home], { only: 'home' });
    await takeUpstreamAway();
    await expect(readServedModel(undefined, places, { catalogue, progress })).rejects.toThrow(
      "street.param of the model street can't be had",
    );
  });

  it('builds again what is served with another description than the catalogue has', async () => {
    const street = await addDetector('street', ['kerb']);
    await build([street]);
    const catalogue = await catalogueOf({ ...street, overlapThreshold: 0.5 } as typeof street);
    const { description } = await readServedModel('street', places, { catalogue, tell });
    expect(description.overlapThreshold).toBe(0.5);
    expect((await manifest()).detectors[0]!.description).toEqual(description);
  });

  it('builds again what is served with other weights than the catalogue has', async () => {
    const { manifest: built } = await build([await addDetector('street', ['kerb'], [0])]);
    const catalogue = await catalogueOf(await addDetector('street', ['kerb'], [1]));
    const { bytes } = await readServedModel('street', places, { catalogue, tell });
    expect(sha256(bytes)).not.toBe(built.detectors[0]!.sha256);
    expect(sha256(bytes)).toBe((await manifest()).detectors[0]!.sha256);
  });

  it('builds what is missing, and no other model', async () => {
    const [street, home] = [await addDetector('street', ['kerb']), await addDetector('home', ['chair'])];
    const catalogue = await catalogueOf(street, home);
    expect((await readServedModel('home', places, { catalogue, tell })).description.name).toBe('home');
    expect((await manifest()).detectors).toMatchObject([{ title: 'home' }]);
  });

  it('names the models there are when asked for another', async () => {
    const street = await addDetector('street', ['kerb']);
    await build([street]);
    const catalogue = await catalogueOf(street);
    await expect(readServedModel('x', places, { catalogue })).rejects.toThrow(
      'no model named "x". It holds: street',
    );
  });
});
