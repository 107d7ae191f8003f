/**
 * ncnn's Convolution and ConvolutionDepthWise with int8 weights become ONNX DequantizeLinear and Conv: the weights
 * stay as they are, one byte each, and the arithmetic is float32. Parameters and the order of the weights:
 * github.com/Tencent/ncnn, src/layer/convolution.cpp and convolutiondepthwise.cpp.
 */

import { float, integer, integers, type GraphBuilder } from '../onnx/graph';
import type { LayerParameters } from './parameters';
import type { WeightReader } from './weights';
import type { Blob, LayerContext } from './layers';

/** Above this, the layer's int8 form also rescales its output to int8; the scale for that lies last in the `.bin`. */
const OUTPUT_SCALE_FOLLOWS = 100;

interface Geometry {
  readonly outputs: number;
  readonly group: number;
  /** [height, width], in cells of the layer's input. */
  readonly kernel: [number, number];
  readonly dilation: [number, number];
  readonly stride: [number, number];
  /** [top, left, bottom, right], the order of ONNX. */
  readonly padding: [number, number, number, number];
}

export function importConvolution(context: LayerContext, depthwise: boolean): Blob {
  const { graph, name, parameters, weights } = context;
  const input = context.input(0);
  const geometry = readGeometry(parameters, depthwise);
  const { outputs, group, kernel } = geometry;

  const dims = [outputs, input.channels / group, ...kernel];
  const count = dims.reduce((product, size) => product * size, 1);
  const announced = parameters.number(6, 0);
  if (announced !== count) {
    throw new Error(
      `parameter 6 announces ${announced} weights, ${dims.join(' x ')} = ${count} fit the layer`,
    );
  }

  const values = weights.int8(count);
  const bias = parameters.number(5, 0) === 1 ? weights.float32(outputs) : null;
  const scale = readWeightScale(parameters, weights, geometry, depthwise);

  const conv = [input.tensor, dequantised(graph, name, values, dims, scale)];
  if (bias) conv.push(graph.constant(`${name}.bias`, bias, [outputs]));
  const activation = readActivation(parameters);
  const sum = graph.node('Conv', conv, activation ? `${name}.sum` : context.output(0), {
    kernel_shape: integers(kernel),
    strides: integers(geometry.stride),
    pads: integers(geometry.padding),
    dilations: integers(geometry.dilation),
    group: integer(group),
  });
  const tensor = activation
    ? graph.node(activation.operator, [sum], context.output(0), activation.attributes)
    : sum;
  return { tensor, channels: outputs };
}

function readGeometry(parameters: LayerParameters, depthwise: boolean): Geometry {
  const square = (key: number, heightKey: number, absent: number): [number, number] => {
    const width = parameters.number(key, absent);
    return [parameters.number(heightKey, width), width];
  };
  const left = parameters.number(4, 0);
  const right = parameters.number(15, left);
  const top = parameters.number(14, left);
  const bottom = parameters.number(16, top);
  if (Math.min(left, right, top, bottom) < 0) {
    throw new Error('automatic padding (a negative parameter 4, 14, 15 or 16) can not be imported');
  }
  parameters.expect(18, 0, 'value of the padding');
  parameters.expect(19, 0, 'weights that come from another layer');
  return {
    outputs: parameters.number(0, 0),
    group: depthwise ? parameters.number(7, 1) : 1,
    kernel: square(1, 11, 0),
    dilation: square(2, 12, 1),
    stride: square(3, 13, 1),
    padding: [top, left, bottom, right],
  };
}

/**
 * Reads the scales that end the layer's part of the `.bin`; only those of the weights are of use, because
 * activations stay float32.
 * @returns what one step of each output channel's int8 weights is worth.
 */
function readWeightScale(
  parameters: LayerParameters,
  weights: WeightReader,
  { outputs, group }: Geometry,
  depthwise: boolean,
): Float32Array {
  const kind = parameters.number(8, 0);
  const perGroup = depthwise && kind % OUTPUT_SCALE_FOLLOWS === 1;
  const known = [1, 2].includes(kind % OUTPUT_SCALE_FOLLOWS) && kind < 2 * OUTPUT_SCALE_FOLLOWS;
  if (!known)
    throw new Error(`parameter 8 (the int8 scales) is ${kind}; only 1, 2, 101 and 102 can be imported`);

  const scaleCount = depthwise ? (perGroup ? group : 1) : outputs;
  const scales = weights.float32(scaleCount);
  weights.float32(kind > OUTPUT_SCALE_FOLLOWS ? 2 : 1);

  // ncnn multiplies by its scale to get int8, ONNX by its own to get back. A channel whose weights are all zero has
  // the scale 127 / 0, infinity, in ncnn's file (or 0 from other versions of its tool): one step is worth nothing.
  const steps = scales.map((scale) => (scale === 0 ? 0 : 1 / scale));
  return Float32Array.from(
    { length: outputs },
    (_, channel) => steps[Math.floor((channel * scaleCount) / outputs)]!,
  );
}

function dequantised(
  graph: GraphBuilder,
  name: string,
  values: Int8Array,
  dims: number[],
  scale: Float32Array,
): string {
  const inputs = [
    graph.constant(`${name}.int8`, values, dims),
    graph.constant(`${name}.scale`, scale, [scale.length]),
  ];
  return graph.node('DequantizeLinear', inputs, `${name}.weight`, { axis: integer(0) });
}

/** The activation that ncnn runs within the layer; null when there is none. */
function readActivation(parameters: LayerParameters) {
  const kind = parameters.number(9, 0);
  const values = parameters.list(10);
  switch (kind) {
    case 0:
      return null;
    case 1:
      return { operator: 'Relu', attributes: {} };
    case 2: {
      const [slope] = values;
      if (slope === undefined) throw new Error('the leaky ReLU has no slope (parameter 10)');
      return { operator: 'LeakyRelu', attributes: { alpha: float(slope) } };
    }
    default:
      throw new Error(`activation ${kind} (parameter 9) can not be imported`);
  }
}
