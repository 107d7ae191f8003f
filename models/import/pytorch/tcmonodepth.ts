/**
 * Rebuilds the small network of TCMonoDepth (github.com/yu-li/TCMonoDepth, "TCSmallNet") from its checkpoint: an encoder
 * of the kind ShuffleNetV2 0.5x (Ma et al. 2018, "ShuffleNet V2") without its pooling, and a decoder that doubles the
 * size three times, each time joining what the encoder had at that size. What is built follows from the names and
 * shapes of the tensors; height and width stay open.
 */

import { GraphBuilder, integer, text } from '../onnx/graph';
import { readCheckpoint } from './checkpoint';
import { type ConvolutionOptions, type Features, addConvolution } from './convolution';
import { StateDict } from './state-dict';

export interface NetworkEnds {
  /** Name of the input: float32 [1, 3, height, width], red, green and blue, 0 to 1, sides multiples of 16. */
  readonly input: string;
  /** Name of the output: float32 [1, 1, height / 2, width / 2], at least 0; larger is nearer. */
  readonly output: string;
}

/** The same tensors a second time, by the name of their stage; and answers at smaller sizes, for the training only. */
const LEFT_OVER = ['encoder.stage', 'decoder.final2.', 'decoder.final3.'];

const CHANNEL_AXIS = { axis: integer(1) };

interface Context {
  readonly graph: GraphBuilder;
  readonly state: StateDict;
}

/**
 * The network's own last step, which doubles the answer's size once more, is left out: it adds nothing to the answer.
 * @param checkpoint the bytes of upstream's `_ckpt_small.pt.tar`
 * @returns the ONNX file, the same bytes for the same arguments
 * @throws Error saying what isn't as it must be
 */
export function importTcMonoDepth(checkpoint: Uint8Array, { input, output }: NetworkEnds): Uint8Array {
  const graph = new GraphBuilder(output);
  const state = new StateDict(readCheckpoint(checkpoint));
  const context = { graph, state };
  graph.input(input, [1, 3, 'height', 'width']);
  const picture = { tensor: input, channels: 3 };
  const first = convolve(context, 'encoder.first_conv', 0, picture, { stride: 2, relu: true });
  const levels = [first, ...encode(context, first)];

  let features = levels.pop()!;
  for (; levels.length > 0; levels.pop())
    features = decode(context, `decoder.decoder${levels.length}`, features, levels.at(-1)!);
  const answer = addConvolution(graph, state, 'decoder.final', features, {});
  state.expectAllTaken(LEFT_OVER);
  graph.node('Relu', [answer.tensor], output);
  graph.output(output, [1, answer.channels, 'rows', 'columns']);
  return graph.encode();
}

/** A convolution and its batch normalisation, which is the next in the list of that name. */
function convolve(
  { graph, state }: Context,
  list: string,
  index: number,
  input: Features,
  options: ConvolutionOptions,
): Features {
  const norm = `${list}.${index + 1}`;
  return addConvolution(graph, state, `${list}.${index}`, input, { ...options, norm });
}

/** @returns what each stage of the encoder ends with; each has half the rows and columns of the one before */
function encode(context: Context, input: Features): Features[] {
  const ends: Features[] = [];
  let features = input;
  const isThere = (unit: string) => context.state.has(`${unit}.branch_main.0.weight`);
  for (let index = 0, unit = 'encoder.features.0'; isThere(unit); unit = `encoder.features.${++index}`) {
    const begins = context.state.has(`${unit}.branch_proj.0.weight`);
    if (begins && index > 0) ends.push(features);
    features = begins ? halve(context, unit, features) : refine(context, unit, features);
  }
  return [...ends, features];
}

/** The first unit of a stage (figure 3d of the paper): both branches read all channels and halve rows and columns. */
function halve(context: Context, unit: string, input: Features): Features {
  const depthwise = convolve(context, `${unit}.branch_proj`, 0, input, { stride: 2, depthwise: true });
  const kept = convolve(context, `${unit}.branch_proj`, 2, depthwise, { relu: true });
  return join(context, unit, [kept, transform(context, unit, input, 2)]);
}

/**
 * The other units (figure 3c): one half of the channels is kept, the other transformed. Which is which changes from
 * unit to unit ("channel shuffle"): even channels are kept, odd ones transformed.
 */
function refine(context: Context, unit: string, input: Features): Features {
  const kept = everySecond(context, `${unit}.kept`, input, 0);
  const changed = everySecond(context, `${unit}.changed`, input, 1);
  return join(context, unit, [kept, transform(context, unit, changed, 1)]);
}

function transform(context: Context, unit: string, input: Features, stride: number): Features {
  const list = `${unit}.branch_main`;
  const widened = convolve(context, list, 0, input, { relu: true });
  const depthwise = convolve(context, list, 3, widened, { stride, depthwise: true });
  return convolve(context, list, 5, depthwise, { relu: true });
}

/** Doubles rows and columns, and joins what the encoder had at that size. */
function decode(context: Context, name: string, coarse: Features, fine: Features): Features {
  const { graph } = context;
  const skipped = convolve(context, `${name}.skip_conv`, 0, fine, { relu: true });
  const scales = graph.constant(`${name}.scales`, Float32Array.of(1, 1, 2, 2), [4]);
  const doubled = graph.node('Resize', [coarse.tensor, '', scales], `${name}.doubled`, {
    mode: text('linear'),
    coordinate_transformation_mode: text('half_pixel'),
  });
  const joined = join(context, name, [{ tensor: doubled, channels: coarse.channels }, skipped]);
  const list = `${name}.last_conv`;
  const depthwise = convolve(context, `${list}.0.conv`, 0, joined, { depthwise: true, relu: true });
  // The normalisation of this one is not the next in its own list.
  const pointwise = `${list}.0.conv.3`;
  return addConvolution(graph, context.state, pointwise, depthwise, { norm: `${list}.1`, relu: true });
}

function everySecond(
  { graph }: Context,
  name: string,
  { tensor, channels }: Features,
  first: number,
): Features {
  const count = channels / 2;
  const places = BigInt64Array.from({ length: count }, (_, index) => BigInt(2 * index + first));
  const indices = graph.constant(`${name}.places`, places, [count]);
  return { tensor: graph.node('Gather', [tensor, indices], name, CHANNEL_AXIS), channels: count };
}

function join({ graph }: Context, name: string, parts: readonly Features[]): Features {
  const tensors = parts.map(({ tensor }) => tensor);
  const channels = parts.reduce((sum, part) => sum + part.channels, 0);
  return { tensor: graph.node('Concat', tensors, `${name}.joined`, CHANNEL_AXIS), channels };
}
