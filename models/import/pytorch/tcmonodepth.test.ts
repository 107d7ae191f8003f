import * as ort from 'onnxruntime-web/wasm';
import { describe, expect, it, vi } from 'vitest';
import { randomNumbers } from '../../../test/fixtures/pictures';
import { decodeModel } from '../onnx/schema';
import { importTcMonoDepth } from './tcmonodepth';
import { tinyCheckpoint, type TinyTensor } from './tiny-checkpoint';

/** Starting the runtime takes seconds where other work shares the processor. */
vi.setConfig({ testTimeout: 60_000 });

ort.env.wasm.numThreads = 1;

const ENDS = { input: 'image', output: 'found' };

/** The tensors of a network with few channels: stages of one, two and three units, as the real one has 4, 8 and 4. */
function smallNetwork(): Record<string, TinyTensor> {
  const tensors: Record<string, TinyTensor> = {};
  const random = randomNumbers(1);
  const fill = (name: string, dims: readonly number[], from: number, to: number) => {
    const length = dims.reduce((product, size) => product * size, 1);
    tensors[name] = { dims, values: Array.from({ length }, () => from + random() * (to - from)) };
  };
  const convolution = (name: string, norm: string, outputs: number, inputs: number, side = 1) => {
    fill(`${name}.weight`, [outputs, inputs, side, side], -1, 1);
    fill(`${norm}.weight`, [outputs], 0.5, 1.5);
    fill(`${norm}.bias`, [outputs], 0, 1);
    fill(`${norm}.running_mean`, [outputs], -0.5, 0.5);
    fill(`${norm}.running_var`, [outputs], 0.5, 2);
    tensors[`${norm}.num_batches_tracked`] = { dims: [], values: [300], kind: 'LongStorage' };
  };

  convolution('encoder.first_conv.0', 'encoder.first_conv.1', 2, 3, 3);
  let index = 0;
  for (const [stage, units] of [1, 2, 3].entries()) {
    const half = 2 ** (stage + 1);
    for (let unit = 0; unit < units; unit++, index++) {
      const main = `encoder.features.${index}.branch_main`;
      convolution(`${main}.0`, `${main}.1`, half, half);
      convolution(`${main}.3`, `${main}.4`, half, 1, 3);
      convolution(`${main}.5`, `${main}.6`, half, half);
      if (unit > 0) continue;
      const proj = `encoder.features.${index}.branch_proj`;
      convolution(`${proj}.0`, `${proj}.1`, half, 1, 3);
      convolution(`${proj}.2`, `${proj}.3`, half, half);
    }
  }
  for (const [level, coarse, fine] of [
    [3, 16, 8],
    [2, 8, 4],
    [1, 4, 2],
  ] as const) {
    const name = `decoder.decoder${level}`;
    convolution(`${name}.skip_conv.0`, `${name}.skip_conv.1`, fine / 2, fine);
    const joined = coarse + fine / 2;
    convolution(`${name}.last_conv.0.conv.0`, `${name}.last_conv.0.conv.1`, joined, 1, 3);
    convolution(`${name}.last_conv.0.conv.3`, `${name}.last_conv.1`, coarse / 2, joined);
  }
  fill('decoder.final.weight', [1, 2, 3, 3], 0, 0.1);
  fill('decoder.final.bias', [1], 0, 1);
  fill('decoder.final2.0.weight', [1, 4, 3, 3], 0, 0.1);
  fill('decoder.final2.0.bias', [1], 0, 1);
  const twice = tensors['encoder.features.0.branch_main.0.weight']!;
  tensors['encoder.stage1.0.branch_main.0.weight'] = {
    ...twice,
    storage: 'encoder.features.0.branch_main.0.weight',
  };
  return tensors;
}

describe('importTcMonoDepth', () => {
  it('rebuilds a network that takes any multiple of 16', async () => {
    const session = await ort.InferenceSession.create(
      importTcMonoDepth(tinyCheckpoint(smallNetwork()), ENDS),
    );
    for (const [height, width] of [
      [16, 16],
      [48, 32],
    ] as const) {
      const random = randomNumbers(2);
      const pixels = Float32Array.from({ length: 3 * height * width }, random);
      const { found } = await session.run({
        image: new ort.Tensor('float32', pixels, [1, 3, height, width]),
      });
      expect(found!.dims).toEqual([1, 1, height / 2, width / 2]);
      const values = found!.data as Float32Array;
      expect(values.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
      expect(new Set(values).size).toBeGreaterThan(values.length / 2);
    }
    await session.release();
  });

  it('gives the same bytes again', () => {
    const checkpoint = tinyCheckpoint(smallNetwork());
    expect(importTcMonoDepth(checkpoint, ENDS)).toEqual(importTcMonoDepth(checkpoint, ENDS));
  });

  it('keeps even channels and transforms odd ones', () => {
    const { graph } = decodeModel(importTcMonoDepth(tinyCheckpoint(smallNetwork()), ENDS));
    const places = (name: string) => {
      const { rawData } = graph.initializer.find((tensor) => tensor.name === `${name}.places`)!;
      return [...new BigInt64Array(Uint8Array.from(rawData).buffer)].map(Number);
    };
    expect(places('encoder.features.2.kept')).toEqual([0, 2, 4, 6]);
    expect(places('encoder.features.2.changed')).toEqual([1, 3, 5, 7]);
  });

  it.each<[string, (tensors: Record<string, TinyTensor>) => unknown, string]>([
    [
      'a missing tensor',
      (tensors) => delete tensors['encoder.features.4.branch_main.6.bias'],
      'has no tensor encoder.features.4.branch_main.6.bias',
    ],
    [
      'a tensor that has no place in it',
      (tensors) => (tensors['encoder.attention.weight'] = { dims: [1], values: [1] }),
      "has no place for the checkpoint's encoder.attention.weight",
    ],
    [
      'other channels',
      (tensors) =>
        (tensors['decoder.decoder2.skip_conv.0.weight'] = { dims: [2, 3, 1, 1], values: [1, 1, 1, 1, 1, 1] }),
      'decoder.decoder2.skip_conv.0.weight is 2 x 3 x 1 x 1, expected 2 x 4 x 1 x 1',
    ],
  ])('refuses %s', (_, change, message) => {
    const tensors = smallNetwork();
    change(tensors);
    expect(() => importTcMonoDepth(tinyCheckpoint(tensors), ENDS)).toThrow(message);
  });
});
