/**
 * How each type of ncnn layer becomes ONNX nodes. Height and width stay open; channels are known throughout.
 * Parameters: github.com/Tencent/ncnn, docs/developer-guide/operators.md.
 */

import { integer, integers, text, type GraphBuilder } from '../onnx/graph';
import { importConvolution } from './convolution';
import type { LayerParameters } from './parameters';
import type { WeightReader } from './weights';

/** A value between layers: the ONNX tensor [1, channels, height, width] that holds it. */
export interface Blob {
  readonly tensor: string;
  readonly channels: number;
  /** Set where ncnn would store the blob as [height, width, channels]; the tensor keeps its order all the same. */
  readonly channelsLast?: true;
}

export interface LayerContext {
  readonly graph: GraphBuilder;
  readonly name: string;
  readonly parameters: LayerParameters;
  readonly weights: WeightReader;
  readonly inputs: readonly Blob[];
  readonly outputs: readonly string[];
  /** The only input, or the one at this place. @throws Error when there are fewer. */
  input(index: number): Blob;
  /** Name of the output at this place; an ONNX tensor may bear it. @throws Error when there are fewer. */
  output(index: number): string;
}

/** Adds the layer's nodes and returns the values of its outputs, in their order. */
type LayerImporter = (context: LayerContext) => Blob[];

/** ncnn's way to write "an equal share of the channels that are left" in a list of slices. */
const EQUAL_SHARE = -233;

const CHANNEL_AXIS = { axis: integer(1) };

export const LAYERS: Readonly<Record<string, LayerImporter>> = {
  Input: (context) => [{ tensor: context.output(0), channels: 3 }],
  Convolution: (context) => [importConvolution(context, false)],
  ConvolutionDepthWise: (context) => [importConvolution(context, true)],
  Pooling: (context) => [maxPool(context)],
  Split: (context) => context.outputs.map(() => context.input(0)),
  ShuffleChannel: (context) => [shuffleChannels(context)],
  Slice: sliceChannels,
  Concat: (context) => [concatenate(context)],
  Interp: (context) => [enlarge(context)],
  BinaryOp: (context) => [add(context)],
  Sigmoid: (context) => {
    const { tensor, channels } = context.input(0);
    return [{ tensor: context.graph.node('Sigmoid', [tensor], context.output(0)), channels }];
  },
  Permute: (context) => {
    context.parameters.expect(0, 3, 'order: height, width, channels');
    return [{ ...context.input(0), channelsLast: true }];
  },
};

function maxPool({ graph, parameters, input, output }: LayerContext): Blob {
  parameters.expect(0, 0, 'kind: the largest value');
  parameters.expect(4, 0, 'over the whole blob');
  parameters.expect(5, 1, 'padding as given, rounded down');
  const kernel = parameters.number(1, 0);
  const stride = parameters.number(2, 1);
  const padding = parameters.number(3, 0);
  const { tensor, channels } = input(0);
  const pooled = graph.node('MaxPool', [tensor], output(0), {
    kernel_shape: integers([kernel, kernel]),
    strides: integers([stride, stride]),
    pads: integers([padding, padding, padding, padding]),
  });
  return { tensor: pooled, channels };
}

/**
 * Deals the channels of `group` equal heaps out in turn (Zhang et al. 2018, "ShuffleNet"): channel i of heap g goes
 * to place i * group + g. One Gather with fixed indices does it, for any height and width.
 */
function shuffleChannels({ graph, name, parameters, input, output }: LayerContext): Blob {
  const group = parameters.number(0, 1);
  parameters.expect(1, 0, 'shuffle back');
  const { tensor, channels } = input(0);
  if (channels % group !== 0) throw new Error(`${channels} channels can not be dealt out in ${group} groups`);
  const heap = channels / group;
  const order = BigInt64Array.from({ length: channels }, (_, place) =>
    BigInt((place % group) * heap + Math.floor(place / group)),
  );
  const indices = graph.constant(`${name}.order`, order, [channels]);
  return { tensor: graph.node('Gather', [tensor, indices], output(0), CHANNEL_AXIS), channels };
}

function sliceChannels({ graph, parameters, input, outputs }: LayerContext): Blob[] {
  parameters.expect(1, 0, 'axis: channels');
  const { tensor, channels } = input(0);
  const wanted = parameters.list(0);
  if (wanted.length !== outputs.length) {
    throw new Error(`parameter 0 lists ${wanted.length} slices for ${outputs.length} outputs`);
  }
  let start = 0;
  return outputs.map((output, index) => {
    const share = Math.floor((channels - start) / (outputs.length - index));
    const size = wanted[index] === EQUAL_SHARE ? share : wanted[index]!;
    const end = start + size;
    const last = index === outputs.length - 1;
    if (size <= 0 || end > channels || (last && end < channels)) {
      throw new Error(`the slices ${wanted.join(', ')} do not fit ${channels} channels`);
    }
    const bounds = [start, end, 1].map((value, place) =>
      graph.constant(`${output}.${['start', 'end', 'axis'][place]}`, BigInt64Array.of(BigInt(value)), [1]),
    );
    start = end;
    return { tensor: graph.node('Slice', [tensor, ...bounds], output), channels: size };
  });
}

function concatenate({ graph, parameters, inputs, output }: LayerContext): Blob {
  parameters.expect(0, 0, 'axis: channels');
  const tensor = graph.node(
    'Concat',
    inputs.map((blob) => blob.tensor),
    output(0),
    CHANNEL_AXIS,
  );
  return { tensor, channels: inputs.reduce((sum, blob) => sum + blob.channels, 0) };
}

/** Bilinear enlargement by whole or broken factors; ncnn samples at half-pixel centres when corners are not aligned. */
function enlarge({ graph, name, parameters, input, output }: LayerContext): Blob {
  parameters.expect(0, 2, 'kind: bilinear');
  const height = parameters.number(1, 1);
  const width = parameters.number(2, 1);
  for (const [key, meaning] of [
    [3, 'fixed height'],
    [4, 'fixed width'],
    [5, 'size from a blob'],
    [6, 'aligned corners'],
  ] as const) {
    parameters.expect(key, 0, meaning);
  }
  const { tensor, channels } = input(0);
  const scales = graph.constant(`${name}.scales`, Float32Array.of(1, 1, height, width), [4]);
  const enlarged = graph.node('Resize', [tensor, '', scales], output(0), {
    mode: text('linear'),
    coordinate_transformation_mode: text('half_pixel'),
  });
  return { tensor: enlarged, channels };
}

function add({ graph, parameters, input, output }: LayerContext): Blob {
  parameters.expect(0, 0, 'operation: addition');
  parameters.expect(1, 0, 'second operand: a blob');
  const [left, right] = [input(0), input(1)];
  if (left.channels !== right.channels) {
    throw new Error(`${left.channels} and ${right.channels} channels do not match`);
  }
  return { tensor: graph.node('Add', [left.tensor, right.tensor], output(0)), channels: left.channels };
}
