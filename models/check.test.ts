import { describe, expect, it, vi } from 'vitest';
import { BRIGHTNESS_DEPTH, brightnessDepthFile } from '../test/fixtures/brightness-depth';
import type { DepthDescription, DetectorDescription } from '../src/scene/model-description';
import { checkModel } from './check';
import { importNcnn } from './import/ncnn/import';
import { tinyDetector } from './import/ncnn/tiny-network';

/** Starting the runtime takes seconds where other work shares the processor. */
vi.setConfig({ testTimeout: 60_000 });

function model(classBiases: number[], sideBias = 0, blobs = ['cls8', 'dis8']): Uint8Array {
  const { parameters, weights } = tinyDetector(classBiases, sideBias);
  return importNcnn(parameters, weights, { input: 'data', output: 'found', grids: [blobs] });
}

const DESCRIPTION: DetectorDescription = {
  name: 'tiny',
  input: {
    name: 'data',
    channelOrder: 'rgb',
    mean: [0, 0, 0],
    deviation: [1, 1, 1],
    multipleOf: 8,
    fixedSize: null,
    defaultSize: 64,
    padding: 0,
  },
  output: { name: 'found' },
  decoding: { kind: 'nanodet-plus', strides: [8], bins: 2 },
  overlapThreshold: 0.6,
  defaultScore: 0.5,
  classes: ['kerb', 'stairs'],
};

const withInput = (change: Partial<DetectorDescription['input']>): DetectorDescription => ({
  ...DESCRIPTION,
  input: { ...DESCRIPTION.input, ...change },
});

describe('checkModel', () => {
  it('passes a model that does what its description says', async () => {
    await expect(checkModel(model([0, 1]), DESCRIPTION)).resolves.toBeUndefined();
  });

  it.each<[string, Uint8Array, DetectorDescription, string]>([
    [
      'another number of classes',
      model([0, 1, 2]),
      DESCRIPTION,
      'at 64 x 64 the output is 1 x 64 x 11, expected 1 x 64 x 10',
    ],
    [
      'other strides',
      model([0, 1]),
      { ...DESCRIPTION, decoding: { kind: 'nanodet-plus', strides: [16], bins: 2 } },
      'at 64 x 64 the output is 1 x 64 x 10, expected 1 x 16 x 10',
    ],
    [
      'another decoder',
      model([0, 1]),
      { ...DESCRIPTION, decoding: { kind: 'yolox', strides: [8] } },
      'at 64 x 64 the output is 1 x 64 x 10, expected 1 x 64 x 7',
    ],
    [
      'another input',
      model([0, 1]),
      withInput({ name: 'image' }),
      'expected one input named "image", found "data"',
    ],
    [
      'another output',
      model([0, 1]),
      { ...DESCRIPTION, output: { name: 'x' } },
      'expected one output named "x", found "found"',
    ],
    ['an infinite value', model([0, 1], Infinity), DESCRIPTION, 'row 0, column 2 of the output is Infinity'],
    [
      'scores before the sigmoid',
      model([3, 0], 0, ['all']),
      DESCRIPTION,
      'row 0, column 0 of the output is 3',
    ],
    ['what is no model', new Uint8Array(100), DESCRIPTION, "Can't create a session"],
  ])('refuses %s', async (_, bytes, description, message) => {
    const checking = checkModel(bytes, description);
    await expect(checking).rejects.toThrow(`The model tiny does not fit its description: ${message}`);
  });
});

describe('checkModel of a depth network', () => {
  it('passes one that does what its description says', async () => {
    await expect(checkModel(brightnessDepthFile(), BRIGHTNESS_DEPTH)).resolves.toBeUndefined();
  });

  const { input } = BRIGHTNESS_DEPTH;

  it.each<[string, Uint8Array, DepthDescription, string]>([
    [
      'several maps',
      brightnessDepthFile(0, 2),
      BRIGHTNESS_DEPTH,
      'at 64 x 64 the output is 1 x 2 x 32 x 32, expected one value for each 1x1, 2x2 ... pixels',
    ],
    [
      'an answer that is no map',
      model([0, 1]),
      { ...BRIGHTNESS_DEPTH, input: { ...input, name: 'data' }, output: { name: 'found' } },
      'at 64 x 64 the output is 1 x 64 x 10, expected',
    ],
    [
      'another input',
      brightnessDepthFile(),
      { ...BRIGHTNESS_DEPTH, input: { ...input, name: 'data' } },
      'expected one input named "data", found "image"',
    ],
    [
      'a value that is no number',
      brightnessDepthFile(NaN),
      BRIGHTNESS_DEPTH,
      'row 0, column 0 of the output is NaN',
    ],
    [
      'the same answer everywhere',
      brightnessDepthFile(1e9),
      BRIGHTNESS_DEPTH,
      'all of the output is 1000000000',
    ],
  ])('refuses %s', async (_, bytes, description, message) => {
    const checking = checkModel(bytes, description);
    const { name } = description;
    await expect(checking).rejects.toThrow(`The model ${name} does not fit its description: ${message}`);
  });
});
