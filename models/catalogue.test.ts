import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CATALOGUE_FILE, entriesOf, findEntry, loadCatalogue } from './catalogue';

/** A catalogue as data, loose enough to be broken by a test. */
interface Data {
  [key: string]: unknown;
  detectors: Record<string, unknown>[];
  depth: Record<string, unknown>;
}

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nearsay-catalogue-'));
});

afterEach(() => rm(folder, { recursive: true }));

/** The real catalogue, changed, beside class lists of our own. */
async function load(change: (data: Data) => void, classes: unknown = ['kerb', 'glass door']) {
  const data = JSON.parse(await readFile(CATALOGUE_FILE, 'utf8')) as Data;
  for (const detector of data.detectors) detector['classes'] = 'made-up.json';
  change(data);
  await writeFile(join(folder, 'catalogue.json'), JSON.stringify(data));
  await writeFile(join(folder, 'made-up.json'), JSON.stringify(classes));
  return loadCatalogue(join(folder, 'catalogue.json'));
}

describe('the catalogue', () => {
  it('holds both detectors, with the 80 classes of COCO in their own spelling', async () => {
    const catalogue = await loadCatalogue();
    for (const name of ['nanodet-plus-m-1.5x-416', 'yolox-nano']) {
      const { classes } = findEntry(catalogue.detectors, name).description;
      expect(classes).toHaveLength(80);
      expect([classes[0], classes[9], classes[79]]).toEqual(['person', 'traffic light', 'toothbrush']);
    }
    expect(catalogue.defaultDetector).toBe('nanodet-plus-m-1.5x-416');
  });

  it('holds the depth network, which the app can do without', async () => {
    const { depth } = await loadCatalogue();
    expect(depth).toMatchObject({
      licence: 'MIT',
      recipe: { format: 'pytorch', network: 'tcmonodepth-small' },
      description: { name: 'tcmonodepth-small', input: { channelOrder: 'rgb', multipleOf: 32 } },
    });
    expect(Object.keys(depth!.description).sort()).toEqual(['input', 'name', 'output']);
    expect((await load((data) => Object.assign(data, { depth: null }))).depth).toBeNull();
  });

  it('takes a depth network that is ONNX already from an entry alone', async () => {
    const { depth } = await load((data) => {
      Object.assign(data.depth, { name: 'other', import: { format: 'onnx', model: '_ckpt_small.pt.tar' } });
    });
    expect(depth).toMatchObject({ recipe: { format: 'onnx' }, description: { name: 'other' } });
  });

  it('says which models there are when asked for another', async () => {
    const catalogue = await loadCatalogue();
    expect(() => findEntry(entriesOf(catalogue), 'yolo')).toThrow(
      '"yolo". It holds: nanodet-plus-m-1.5x-416, yolox-nano, tcmonodepth-small',
    );
  });

  it('takes any class list', async () => {
    const { detectors } = await load(() => undefined);
    expect(detectors[0]!.description.classes).toEqual(['kerb', 'glass door']);
  });

  const first = ({ detectors }: Data) => detectors[0]!;
  const file = (data: Data) => (first(data)['files'] as Record<string, unknown>[])[0]!;
  const input = (data: Data) => first(data)['input'] as Record<string, unknown>;

  it.each<[string, (data: Data) => void, string]>([
    ['a missing field', (data) => delete input(data)['mean'], 'entry nanodet-plus-m-1.5x-416, input.mean: '],
    [
      'a number too few',
      (data) => (input(data)['mean'] = [1, 2]),
      'entry nanodet-plus-m-1.5x-416, input.mean',
    ],
    [
      'a deviation of zero',
      (data) => (input(data)['deviation'] = [1, 0, 1]),
      'input.deviation: must be above zero',
    ],
    [
      'a size off the grid',
      (data) => (input(data)['defaultSize'] = 417),
      'input.defaultSize: must be a multiple',
    ],
    [
      'a default size that is not the fixed one',
      (data) => (input(data)['fixedSize'] = { width: 320, height: 320 }),
      'input.defaultSize: must be the longer side of fixedSize',
    ],
    [
      'a word that is not known',
      (data) => (first(data)['colour'] = 1),
      'entry nanodet-plus-m-1.5x-416: Unrecognized key',
    ],
    ['an unknown decoding', (data) => (first(data)['decoding'] = { kind: 'ssd' }), 'decoding.kind'],
    ['an unknown format', (data) => (first(data)['import'] = { format: 'zip' }), 'import.format'],
    ['a score above one', (data) => (first(data)['defaultScore'] = 35), 'defaultScore'],
    [
      'a hash that is none',
      (data) => (file(data)['sha256'] = 'abc'),
      'files.0.sha256: 64 hexadecimal digits',
    ],
    ['an address without encryption', (data) => (file(data)['urls'] = ['http://a.b/c']), 'files.0.urls.0'],
    [
      'a file outside its folder',
      (data) => (file(data)['name'] = '../x'),
      'files.0.name: a file name without folders',
    ],
    [
      'a recipe for a file that is not there',
      (data) => (file(data)['name'] = 'other.bin'),
      'import.weights: "nanodet-plus-m-1.5x_416_int8.bin" is not among files',
    ],
    [
      'a name that is no folder',
      (data) => (first(data)['name'] = 'My Model'),
      'entry My Model, name: lower-case',
    ],
    ['an entry without name', (data) => delete first(data)['name'], 'entry number 1, name'],
    ['a name that is there twice', (data) => data.detectors.push(first(data)), 'name: is there twice'],
    [
      'an unknown default',
      (data) => (data['defaultDetector'] = 'x'),
      'defaultDetector: no entry is named "x"',
    ],
    ['no entries', (data) => (data.detectors = []), 'detectors'],
    [
      'a depth network at a size off the grid',
      (data) => Object.assign(data.depth['input'] as object, { shorterSide: 200 }),
      'depth, input.shorterSide: must be a multiple',
    ],
    ['a depth network with classes', (data) => (data.depth['classes'] = 'x'), 'depth: Unrecognized key'],
    [
      'a network that nobody can rebuild',
      (data) => Object.assign(data.depth['import'] as object, { network: 'other' }),
      'depth, import.network',
    ],
    [
      'a recipe for a checkpoint that is not there',
      (data) => Object.assign(data.depth['import'] as object, { checkpoint: 'x.pt' }),
      'depth, import.checkpoint: "x.pt" is not among files',
    ],
    [
      'a depth network with the name of a detector',
      (data) => (data.depth['name'] = 'yolox-nano'),
      'depth, name: is there twice',
    ],
    ['a catalogue that is silent about depth', (data) => Reflect.deleteProperty(data, 'depth'), 'depth: '],
  ])('refuses %s', async (_, change, message) => {
    await expect(load(change)).rejects.toThrow(message);
  });

  it('tells all faults at once', async () => {
    const loading = load((data) => {
      delete data.detectors[0]!['title'];
      delete data.detectors[1]!['licence'];
    });
    await expect(loading).rejects.toThrow(/416, title: .*\n.*entry yolox-nano, licence: /);
  });

  it.each([
    ['twice', ['a', 'b', 'a'], 'a class is there twice'],
    ['empty', ['a', ' '], '1: '],
    ['missing', [], 'the whole file'],
  ])('refuses a class list with a class that is %s', async (_, classes, message) => {
    await expect(load(() => undefined, classes)).rejects.toThrow(/made-up\.json is not right/);
    await expect(load(() => undefined, classes)).rejects.toThrow(message);
  });

  it('names the file that is not there or no JSON', async () => {
    await expect(load((data) => (first(data)['classes'] = 'none.json'))).rejects.toThrow(
      /none\.json can't be read/,
    );
    await writeFile(join(folder, 'broken.json'), '{ "defaultDetector": ');
    await expect(loadCatalogue(join(folder, 'broken.json'))).rejects.toThrow(/broken\.json can't be read/);
  });
});
