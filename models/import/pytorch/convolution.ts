/**
 * PyTorch's Conv2d, with the batch normalisation that follows it, becomes one ONNX Conv: at inference both are linear,
 * so that the normalisation's factor goes into the weights and the rest into the bias. The weights are stored as
 * numbers of 16 bits, and widened once when the network is loaded; the arithmetic is float32.
 */

import { integer, integers, type GraphBuilder } from '../onnx/graph';
import { toHalf } from '../onnx/half';
import { DATA_TYPE } from '../onnx/schema';
import type { FloatTensor } from './checkpoint';
import type { StateDict } from './state-dict';

/** A tensor [1, channels, height, width] of the graph. */
export interface Features {
  readonly tensor: string;
  readonly channels: number;
}

export interface ConvolutionOptions {
  /** Name of the batch normalisation that follows; without it the convolution has a bias of its own. */
  readonly norm?: string;
  /** Step in both directions. */
  readonly stride?: number;
  /** Each channel is convolved on its own. */
  readonly depthwise?: boolean;
  readonly relu?: boolean;
}

/** What keeps PyTorch's BatchNorm2d from dividing by zero: its default, which no checkpoint states. */
const NORM_EPSILON = 1e-5;

/**
 * Adds the convolution of that name to the graph: as many rows and columns come out as go in, divided by the stride.
 * Kernels are square and odd, the margin is zeros.
 * @throws Error when the checkpoint lacks one of its tensors, or its shape doesn't fit the input
 */
export function addConvolution(
  graph: GraphBuilder,
  state: StateDict,
  name: string,
  { tensor, channels }: Features,
  { norm, stride = 1, depthwise = false, relu = false }: ConvolutionOptions,
): Features {
  const convolution = state.take(`${name}.weight`);
  const [outputs, , side] = convolution.dims as [number, number, number];
  state.take(`${name}.weight`, [outputs, depthwise ? 1 : channels, side, side]);
  if (depthwise && outputs !== channels) throw new Error(`The convolution ${name} is not depthwise.`);
  const { weights, bias } = norm
    ? foldNorm(convolution, state, norm)
    : { weights: convolution.values, bias: state.take(`${name}.bias`, [outputs]).values };

  const half = graph.constant(`${name}.half`, toHalf(weights), convolution.dims);
  const inputs = [
    tensor,
    graph.node('Cast', [half], `${name}.weight`, { to: integer(DATA_TYPE.float32) }),
    graph.constant(`${name}.bias`, bias, [outputs]),
  ];
  const margin = (side - 1) / 2;
  const sum = graph.node('Conv', inputs, name, {
    kernel_shape: integers([side, side]),
    strides: integers([stride, stride]),
    pads: integers([margin, margin, margin, margin]),
    group: integer(depthwise ? channels : 1),
  });
  return { tensor: relu ? graph.node('Relu', [sum], `${name}.relu`) : sum, channels: outputs };
}

/** (x - mean) / deviation * weight + bias, per output channel, as factor and shift of the convolution before it. */
function foldNorm(
  { dims, values }: FloatTensor,
  state: StateDict,
  norm: string,
): { weights: Float32Array; bias: Float32Array } {
  const [outputs] = dims as [number];
  const of = (field: string) => state.take(`${norm}.${field}`, [outputs]).values;
  const [weight, shift, mean, variance] = [of('weight'), of('bias'), of('running_mean'), of('running_var')];
  const factor = Array.from(weight, (value, channel) => value / Math.sqrt(variance[channel]! + NORM_EPSILON));
  const each = values.length / outputs;
  return {
    weights: values.map((value, index) => value * factor[Math.floor(index / each)]!),
    bias: shift.map((value, channel) => value - mean[channel]! * factor[channel]!),
  };
}
