import * as ort from 'onnxruntime-web/wasm';
import { describe, expect, it, vi } from 'vitest';
import { GraphBuilder } from '../onnx/graph';
import { addConvolution, type ConvolutionOptions } from './convolution';
import type { FloatTensor } from './checkpoint';
import { StateDict } from './state-dict';

/** Starting the runtime takes seconds where other work shares the processor. */
vi.setConfig({ testTimeout: 60_000 });

ort.env.wasm.numThreads = 1;

const tensor = (dims: readonly number[], values: readonly number[]): FloatTensor => ({
  dims,
  values: Float32Array.from(values),
});

/** What the convolution "conv" makes of a picture of 2 channels. */
async function convolve(
  tensors: Record<string, FloatTensor>,
  options: ConvolutionOptions,
  channels: readonly (readonly number[][])[],
): Promise<{ dims: readonly number[]; values: number[] }> {
  const graph = new GraphBuilder('test');
  graph.input('x', [1, channels.length, 'height', 'width']);
  const input = { tensor: 'x', channels: channels.length };
  const output = addConvolution(
    graph,
    new StateDict(new Map(Object.entries(tensors))),
    'conv',
    input,
    options,
  );
  graph.output(output.tensor, [1, output.channels, 'rows', 'columns']);
  const session = await ort.InferenceSession.create(graph.encode());
  const dims = [1, channels.length, channels[0]!.length, channels[0]![0]!.length];
  const x = new ort.Tensor('float32', Float32Array.from(channels.flat(2)), dims);
  const result = (await session.run({ x }))[output.tensor]!;
  await session.release();
  return { dims: result.dims, values: [...(result.data as Float32Array)] };
}

const POINTWISE = { 'conv.weight': tensor([1, 2, 1, 1], [2, -1]), 'conv.bias': tensor([1], [0.5]) };
const RAMP = [
  [1, 2, 3, 4],
  [5, 6, 7, 8],
];
const ONES = RAMP.map((row) => row.map(() => 1));

describe('addConvolution', () => {
  it('mixes channels, with a bias of its own', async () => {
    expect(await convolve(POINTWISE, {}, [RAMP, ONES])).toEqual({
      dims: [1, 1, 2, 4],
      values: RAMP.flat().map((value) => 2 * value - 1 + 0.5),
    });
  });

  it('gives nothing below zero when it is told so', async () => {
    const { values } = await convolve(POINTWISE, { relu: true }, [ONES, RAMP]);
    expect(values).toEqual(RAMP.flat().map((value) => Math.max(0, 2 - value + 0.5)));
  });

  it('adds margins of zeros, steps, and keeps channels apart', async () => {
    const weights = [...new Array<number>(9).fill(1), ...[0, 0, 0, 0, 2, 0, 0, 0, 0]];
    const tensors = { 'conv.weight': tensor([2, 1, 3, 3], weights), 'conv.bias': tensor([2], [0, 0]) };
    const { dims, values } = await convolve(tensors, { depthwise: true, stride: 2 }, [RAMP, RAMP]);
    expect(dims).toEqual([1, 2, 1, 2]);
    expect(values).toEqual([1 + 2 + 5 + 6, 2 + 3 + 4 + 6 + 7 + 8, 2 * 1, 2 * 3]);
  });

  it('takes the normalisation in that follows', async () => {
    const tensors = {
      'conv.weight': tensor([2, 1, 1, 1], [1, 2]),
      'norm.weight': tensor([2], [3, 0.5]),
      'norm.bias': tensor([2], [10, -1]),
      'norm.running_mean': tensor([2], [4, 2]),
      'norm.running_var': tensor([2], [0.25, 4]),
    };
    const { values } = await convolve(tensors, { norm: 'norm' }, [RAMP]);
    const normalised = (value: number, mean: number, variance: number) =>
      (value - mean) / Math.sqrt(variance + 1e-5);
    const expected = [
      ...RAMP.flat().map((value) => normalised(value, 4, 0.25) * 3 + 10),
      ...RAMP.flat().map((value) => normalised(2 * value, 2, 4) * 0.5 - 1),
    ];
    // Weights have eleven significant bits, and the sums here are below 40.
    values.forEach((value, index) => expect(Math.abs(value - expected[index]!)).toBeLessThan(40 / 2 ** 11));
  });

  it.each<[string, Record<string, FloatTensor>, ConvolutionOptions, string]>([
    ['missing weights', {}, {}, 'has no tensor conv.weight'],
    ['a missing bias', { 'conv.weight': POINTWISE['conv.weight'] }, {}, 'has no tensor conv.bias'],
    [
      'a missing normalisation',
      { 'conv.weight': POINTWISE['conv.weight'] },
      { norm: 'norm' },
      'has no tensor norm.weight',
    ],
    [
      'another number of channels',
      { 'conv.weight': tensor([1, 3, 1, 1], [1, 1, 1]) },
      {},
      'conv.weight is 1 x 3 x 1 x 1, expected 1 x 2 x 1 x 1',
    ],
    [
      'an oblong kernel',
      { 'conv.weight': tensor([1, 2, 3, 1], [1, 1, 1, 1, 1, 1]) },
      {},
      'conv.weight is 1 x 2 x 3 x 1, expected 1 x 2 x 3 x 3',
    ],
    [
      'a depthwise convolution with too few channels',
      { 'conv.weight': tensor([1, 1, 1, 1], [1]) },
      { depthwise: true },
      'The convolution conv is not depthwise',
    ],
  ])('refuses %s', async (_, tensors, options, message) => {
    await expect(convolve(tensors, options, [RAMP, ONES])).rejects.toThrow(message);
  });
});
