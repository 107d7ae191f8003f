import * as ort from 'onnxruntime-web/wasm';
import { describe, expect, it, vi } from 'vitest';
import { decodeModel, DATA_TYPE } from '../onnx/schema';
import { importNcnn } from './import';
import { float32, int8, tinyDetector, tinyNetwork, type TinyLayer } from './tiny-network';

/** Starting the runtime takes seconds where other work shares the processor. */
vi.setConfig({ testTimeout: 60_000 });

ort.env.wasm.numThreads = 1;

const INPUT: TinyLayer = { line: 'Input data 0 1 data' };

/** Imports the layers, whose last blob is "out", runs them on one image and gives one list of values per channel. */
async function run(layers: TinyLayer[], image: number[][], width: number): Promise<number[][]> {
  const { parameters, weights } = tinyNetwork([INPUT, ...layers]);
  const model = importNcnn(parameters, weights, { input: 'data', output: 'result', grids: [['out']] });
  const session = await ort.InferenceSession.create(model);
  const height = image[0]!.length / width;
  const data = new ort.Tensor('float32', Float32Array.from(image.flat()), [1, 3, height, width]);
  const { result } = await session.run({ data });
  const [, rows, columns] = result!.dims as [number, number, number];
  const values = result!.data as Float32Array;
  return Array.from({ length: columns }, (_, column) =>
    Array.from({ length: rows }, (_, row) => values[row * columns + column]!),
  );
}

/** Expects numbers within float32's precision. */
function expectClose(found: number[][], expected: number[][]): void {
  expect(found.map((channel) => channel.length)).toEqual(expected.map((channel) => channel.length));
  found.flat().forEach((value, index) => expect(value).toBeCloseTo(expected.flat()[index]!, 5));
}

const failing = (layers: TinyLayer[], extra: Uint8Array[] = []) => {
  const { parameters, weights } = tinyNetwork([INPUT, ...layers]);
  return () =>
    importNcnn(parameters, new Uint8Array(Buffer.concat([weights, ...extra])), {
      input: 'data',
      output: 'result',
      grids: [['out']],
    });
};

describe('what imported layers compute', () => {
  it('Convolution: int8 divided by the scale of its output channel, plus bias, then leaky ReLU', async () => {
    const convolution = {
      line: 'Convolution conv 1 1 data out 0=2 1=1 5=1 6=6 8=102 9=2 -23310=1,0.1',
      weights: [int8(10, 20, 30, 40, 0, -80), float32(0.5, -1), float32(10, 20), float32(99), float32(77)],
    };
    const found = await run([convolution], [[1], [2], [3]], 1);
    // Channel 0: 1*1 + 2*2 + 3*3 + 0.5 = 14.5. Channel 1: 2*1 + 0*2 - 4*3 - 1 = -11, a tenth of it is left.
    expectClose(found, [[14.5], [-1.1]]);
  });

  it('Convolution: a channel of zeros, for which the file has an infinite scale', async () => {
    const convolution = {
      line: 'Convolution conv 1 1 data out 0=1 1=1 5=1 6=3 8=2 9=1',
      weights: [int8(-127, -127, -127), float32(0.25), float32(Infinity), float32(1)],
    };
    expectClose(await run([convolution], [[1], [2], [3]], 1), [[0.25]]);
  });

  it('ConvolutionDepthWise: one scale per group, padding, stride', async () => {
    const depthwise = {
      line: 'ConvolutionDepthWise conv 1 1 data out 0=3 1=3 3=2 4=1 5=0 6=27 7=3 8=101',
      weights: [
        int8(...[1, 1, 1, 1, 1, 1, 1, 1, 1], ...[0, 0, 0, 0, 8, 0, 0, 0, 0], ...[0, 0, 0, 0, 0, 4, 0, 0, 0]),
        float32(1, 2, 4),
        float32(1),
        float32(1),
      ],
    };
    const ramp = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    // Centres at the corners of 3 x 3. Channel 0 sums the neighbourhood, 1 takes its middle times 4, 2 what is right.
    const expected = [
      [12, 16, 24, 28],
      [4, 12, 28, 36],
      [2, 0, 8, 0],
    ];
    expectClose(await run([depthwise], [ramp, ramp, ramp], 3), expected);
  });

  it('Convolution: other numbers for width and height', async () => {
    const convolution = {
      // A kernel 2 wide and 1 high, 1 zero on the left, 2 below; stride 1 across, 3 down.
      line: 'Convolution conv 1 1 data out 0=1 1=2 11=1 3=1 13=3 4=1 15=0 14=0 16=2 6=6 8=2',
      weights: [int8(1, 10, 0, 0, 0, 0), float32(1), float32(1)],
    };
    const image = [1, 2, 3, 4, 5, 6];
    // Rows 0 and 3 of the padded image: 0 1 2 3 and 0 0 0 0; each value is its left neighbour plus ten times itself.
    expectClose(await run([convolution], [image, image, image], 3), [[10, 21, 32, 0, 0, 0]]);
  });

  it('ConvolutionDepthWise: one scale for all groups', async () => {
    const depthwise = {
      line: 'ConvolutionDepthWise conv 1 1 data out 0=3 1=1 6=3 7=3 8=2',
      weights: [int8(5, 10, 20), float32(5), float32(1)],
    };
    expectClose(await run([depthwise], [[1], [1], [1]], 1), [[1], [2], [4]]);
  });

  it('Pooling: the largest of 3 x 3 at every second place, with padding', async () => {
    const image = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
    const found = await run(
      [{ line: 'Pooling pool 1 1 data out 1=3 2=2 3=1 5=1' }],
      [image, image.map((v) => -v), image],
      4,
    );
    expectClose(found, [
      [6, 8, 14, 16],
      [-1, -2, -5, -6],
      [6, 8, 14, 16],
    ]);
  });

  it('Concat, Split, ShuffleChannel: heaps are dealt out in turn', async () => {
    const layers = [
      { line: 'Split split 1 2 data a b' },
      { line: 'Concat cat 2 1 a b six' },
      { line: 'ShuffleChannel shuffle 1 1 six out 0=2' },
    ];
    expectClose(await run(layers, [[1], [2], [3]], 1), [[1], [1], [2], [2], [3], [3]]);
    const three = [...layers.slice(0, 2), { line: 'ShuffleChannel shuffle 1 1 six out 0=3' }];
    expectClose(await run(three, [[1], [2], [3]], 1), [[1], [3], [2], [2], [1], [3]]);
  });

  it('Slice: fixed and equal shares', async () => {
    const first = [
      { line: 'Slice cut 1 2 data one rest -23300=2,1,-233' },
      { line: 'Concat cat 2 1 rest one out' },
    ];
    expectClose(await run(first, [[1], [2], [3]], 1), [[2], [3], [1]]);
    const equal = [
      { line: 'Slice cut 1 3 data a b c -23300=3,-233,-233,-233' },
      { line: 'Concat cat 3 1 c b a out' },
    ];
    expectClose(await run(equal, [[1], [2], [3]], 1), [[3], [2], [1]]);
  });

  it('Interp: bilinear, between half-pixel centres, clamped at the edge', async () => {
    const found = await run(
      [{ line: 'Interp up 1 1 data out 0=2 1=1 2=2' }],
      [
        [0, 4],
        [4, 0],
        [1, 1],
      ],
      2,
    );
    expectClose(found, [
      [0, 1, 3, 4],
      [4, 3, 1, 0],
      [1, 1, 1, 1],
    ]);
  });

  it('BinaryOp adds, Sigmoid squeezes', async () => {
    const layers = [
      { line: 'Split split 1 2 data a b' },
      { line: 'BinaryOp add 2 1 a b sum' },
      { line: 'Sigmoid squeeze 1 1 sum out' },
    ];
    const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
    expectClose(await run(layers, [[1], [-2], [0]], 1), [[sigmoid(2)], [sigmoid(-4)], [0.5]]);
  });

  it('Permute changes how ncnn stores a blob, not the rows of the answer', async () => {
    const image = [
      [1, 2, 3, 4, 5, 6],
      [0, 0, 0, 0, 0, 0],
      [7, 7, 7, 7, 7, 7],
    ];
    expectClose(await run([{ line: 'Permute turn 1 1 data out 0=3' }], image, 3), image);
  });
});

/** Imports the layers, whose last blob is "out", and reads the ONNX file back. */
function importAndRead(layers: TinyLayer[]) {
  const { parameters, weights } = tinyNetwork([INPUT, ...layers]);
  return decodeModel(importNcnn(parameters, weights, { input: 'data', output: 'result', grids: [['out']] }))
    .graph;
}

describe('the ONNX file', () => {
  it('holds the weights of every convolution as they were, one byte each, with a scale per output channel', () => {
    const graph = importAndRead([
      {
        line: 'Convolution full 1 1 data mid 0=3 1=1 6=9 8=2',
        weights: [int8(1, 2, 3, 4, 5, 6, 7, 8, -9), float32(10, 20, 40), float32(1)],
      },
      {
        line: 'ConvolutionDepthWise deep 1 1 mid out 0=3 1=1 6=3 7=3 8=1',
        weights: [int8(-1, 0, 127), float32(2, 4, 5), float32(1)],
      },
    ]);
    const constant = (name?: string) => graph.initializer.find((tensor) => tensor.name === name);
    const weights = graph.node
      .filter(({ opType }) => opType === 'Conv')
      .map(({ input: [, weight] }) => {
        const { opType, input, attribute } = graph.node.find(({ output }) => output[0] === weight)!;
        const [values, scale] = input.map(constant);
        return {
          opType,
          axis: attribute.find(({ name }) => name === 'axis')?.i,
          type: values!.dataType,
          dims: values!.dims,
          values: [...Int8Array.from(values!.rawData)],
          scale: [...new Float32Array(Uint8Array.from(scale!.rawData).buffer)],
        };
      });
    const common = { opType: 'DequantizeLinear', axis: 0, type: DATA_TYPE.int8 };
    expect(weights).toEqual([
      {
        ...common,
        dims: [3, 3, 1, 1],
        values: [1, 2, 3, 4, 5, 6, 7, 8, -9],
        scale: [1 / 10, 1 / 20, 1 / 40].map(Math.fround),
      },
      { ...common, dims: [3, 1, 1, 1], values: [-1, 0, 127], scale: [1 / 2, 1 / 4, 1 / 5].map(Math.fround) },
    ]);
  });

  it('is refused where it is none', () => {
    expect(() => decodeModel(new Uint8Array())).toThrow('not an ONNX file');
  });
});

describe('importNcnn', () => {
  it('lays grids below each other and blobs of one grid side by side', async () => {
    const { parameters, weights } = tinyDetector([0, 1]);
    const model = importNcnn(parameters, weights, {
      input: 'data',
      output: 'found',
      grids: [
        ['cls8', 'dis8'],
        ['dis8', 'cls8'],
      ],
    });
    const session = await ort.InferenceSession.create(model);
    const data = new ort.Tensor('float32', new Float32Array(3 * 16 * 24), [1, 3, 16, 24]);
    const { found } = await session.run({ data });
    expect(found!.dims).toEqual([1, 12, 10]);
    const values = Array.from(found!.data as Float32Array);
    const high = 1 / (1 + Math.exp(-1));
    expect(values[0]).toBe(0.5);
    expect(values[1]).toBeCloseTo(high, 6);
    expect(values.slice(2, 10)).toEqual(Array(8).fill(0));
    expect(values.at(-2)).toBe(0.5);
    expect(values.at(-1)).toBeCloseTo(high, 6);
  });

  it('gives the same bytes for the same files', () => {
    const { parameters, weights } = tinyDetector([0]);
    const outputs = { input: 'data', output: 'found', grids: [['cls8', 'dis8']] };
    expect(importNcnn(parameters, weights, outputs)).toEqual(importNcnn(parameters, weights, outputs));
  });

  const conv = (parameters: string, ...weights: Uint8Array[]) => ({
    line: `Convolution conv 1 1 data out ${parameters}`,
    weights,
  });
  const small = '0=1 1=1 6=3 8=2';
  const good = [int8(1, 2, 3), float32(1), float32(1)];

  it('takes the small convolution that the next tests break', () => {
    expect(failing([conv(small, ...good)])).not.toThrow();
  });

  it.each([
    [
      'an unknown layer',
      [{ line: 'Softmax soft 1 1 data out' }],
      'Layer soft (Softmax): layers of this type',
    ],
    [
      'an unknown parameter',
      [conv(`${small} 44=1`, ...good)],
      'Layer conv (Convolution): parameter 44 is unknown',
    ],
    ['automatic padding', [conv(`${small} 4=-233`, ...good)], 'automatic padding'],
    ['an unknown activation', [conv(`${small} 9=5`, ...good)], 'activation 5'],
    ['a leaky ReLU without slope', [conv(`${small} 9=2`, ...good)], 'no slope'],
    ['weights without int8 scales', [conv('0=1 1=1 6=3', ...good)], 'parameter 8 (the int8 scales) is 0'],
    ['weights that do not fit', [conv('0=1 1=1 6=4 8=2', ...good)], 'announces 4 weights'],
    ['float weights', [conv(small, float32(0, 1, 2, 3), float32(1))], 'not stored as int8'],
    [
      'a scale that is no number',
      [conv(small, int8(1, 2, 3), float32(NaN), float32(1))],
      'no numbers at byte 8',
    ],
    ['a file that ends early', [conv(small, int8(1, 2, 3), float32(1))], 'the .bin file ends at byte 12'],
    ['average pooling', [{ line: 'Pooling pool 1 1 data out 0=1 1=2 2=2 5=1' }], 'parameter 0 (kind'],
    [
      'pooling that rounds up, which ncnn does where the file says nothing',
      [{ line: 'Pooling pool 1 1 data out 1=3 2=2 3=1' }],
      'parameter 5 (padding as given, rounded down) is left out, which means 0',
    ],
    ['enlargement of no kind', [{ line: 'Interp up 1 1 data out 1=2 2=2' }], 'parameter 0 (kind: bilinear)'],
    ['nearest-neighbour enlargement', [{ line: 'Interp up 1 1 data out 0=1 1=2 2=2' }], 'parameter 0 (kind'],
    ['multiplication', [{ line: 'BinaryOp mul 2 1 data data out 0=2' }], 'parameter 0 (operation'],
    ['addition of one blob', [{ line: 'BinaryOp add 1 1 data out' }], 'it has 1 inputs, 2 are needed'],
    [
      'slices that do not fit',
      [{ line: 'Slice cut 1 2 data out b -23300=2,3,-233' }],
      'do not fit 3 channels',
    ],
    [
      'slices that leave channels over',
      [{ line: 'Slice cut 1 2 data out b -23300=2,1,1' }],
      'do not fit 3 channels',
    ],
    [
      'heaps that do not come out even',
      [{ line: 'ShuffleChannel s 1 1 data out 0=2' }],
      '3 channels can not be dealt',
    ],
    ['no permutation', [{ line: 'Permute turn 1 1 data out' }], 'parameter 0 (order'],
    ['another permutation', [{ line: 'Permute turn 1 1 data out 0=1' }], 'parameter 0 (order'],
    [
      'a layer behind a permutation',
      [{ line: 'Permute turn 1 1 data x 0=3' }, { line: 'Sigmoid s 1 1 x out' }],
      'reads x, whose channels lie last',
    ],
    ['a blob that nobody makes', [{ line: 'Sigmoid s 1 1 nothing out' }], 'No layer makes the blob nothing'],
    ['a missing output', [{ line: 'Sigmoid s 1 1 data other' }], 'No layer makes the blob out'],
  ])('refuses %s', (_, layers: TinyLayer[], message) => {
    expect(failing(layers)).toThrow(message);
  });

  it('refuses a .bin file with bytes that belong to no layer', () => {
    expect(failing([conv(small, ...good)], [new Uint8Array(4)])).toThrow("4 of the .bin file's 20 bytes");
  });

  it('refuses another input name', () => {
    const { parameters, weights } = tinyDetector([0]);
    const outputs = { input: 'images', output: 'found', grids: [['cls8']] };
    expect(() => importNcnn(parameters, weights, outputs)).toThrow('No input is named images');
  });
});
