/** Imports a network with int8 weights from ncnn's two files, `.param` and `.bin`, to one ONNX file. */

import { GraphBuilder, integer, integers } from '../onnx/graph';
import { LAYERS, type Blob, type LayerContext } from './layers';
import { parseParameters, type NcnnLayer } from './parameters';
import { WeightReader } from './weights';

/** Where the answer of the network is found among ncnn's blobs, and what the ONNX file calls its ends. */
export interface NcnnOutputs {
  /** Name of the input, the same in ncnn and ONNX: float32 [1, 3, height, width]. */
  readonly input: string;
  /** Name of the one ONNX output: float32 [1, rows, columns]. */
  readonly output: string;
  /**
   * Each list names the blobs of one grid; their channels become the columns, in this order. The grids' cells, in
   * row-major order, become the rows, grid after grid.
   */
  readonly grids: readonly (readonly string[])[];
}

/**
 * @param parameters the text of the `.param` file
 * @param weights the bytes of the `.bin` file; each one is used, or the import fails
 * @returns the ONNX file, the same bytes for the same arguments
 * @throws Error naming the layer when it, or one of its parameters, is unknown
 */
export function importNcnn(parameters: string, weights: Uint8Array, outputs: NcnnOutputs): Uint8Array {
  const graph = new GraphBuilder(outputs.output);
  const reader = new WeightReader(weights);
  const blobs = new Map<string, Blob>();
  for (const layer of parseParameters(parameters)) {
    try {
      importLayer(layer, graph, reader, blobs);
    } catch (error) {
      throw new Error(`Layer ${layer.name} (${layer.type}): ${(error as Error).message}.`, { cause: error });
    }
  }
  reader.expectEnd();
  if (blobs.get(outputs.input)?.tensor !== outputs.input)
    throw new Error(`No input is named ${outputs.input}.`);
  graph.input(outputs.input, [1, 3, 'height', 'width']);
  joinGrids(graph, outputs, blobs);
  return graph.encode();
}

function importLayer(
  layer: NcnnLayer,
  graph: GraphBuilder,
  weights: WeightReader,
  blobs: Map<string, Blob>,
): void {
  const importer = LAYERS[layer.type];
  if (!importer) throw new Error('layers of this type can not be imported');
  const inputs = layer.inputs.map((name) => {
    const blob = find(blobs, name);
    if (blob.channelsLast) throw new Error(`reads ${name}, whose channels lie last`);
    return blob;
  });
  const context: LayerContext = {
    ...layer,
    graph,
    weights,
    inputs,
    input: (index) => at(inputs, index, 'inputs'),
    output: (index) => at(layer.outputs, index, 'outputs'),
  };
  const values = importer(context);
  layer.parameters.expectAllAsked();
  layer.outputs.forEach((name, index) => blobs.set(name, values[index]!));
}

/** Lays all grids below each other: one row per cell, one column per channel. */
function joinGrids(graph: GraphBuilder, { output, grids }: NcnnOutputs, blobs: Map<string, Blob>): void {
  const shape = graph.constant('flat', BigInt64Array.of(0n, 0n, -1n), [3]);
  let columns = 0;
  const flat = grids.map((names, index) => {
    const parts = names.map((name) => find(blobs, name));
    columns = parts.reduce((sum, part) => sum + part.channels, 0);
    const tensors = parts.map((part) => part.tensor);
    const grid = graph.node('Concat', tensors, `grid${index}`, { axis: integer(1) });
    return graph.node('Reshape', [grid, shape], `grid${index}.flat`);
  });
  const all = graph.node('Concat', flat, 'cells', { axis: integer(2) });
  graph.node('Transpose', [all], output, { perm: integers([0, 2, 1]) });
  graph.output(output, [1, 'cells', columns]);
}

function find(blobs: Map<string, Blob>, name: string): Blob {
  const blob = blobs.get(name);
  if (!blob) throw new Error(`No layer makes the blob ${name}`);
  return blob;
}

function at<Item>(list: readonly Item[], index: number, what: string): Item {
  const item = list[index];
  if (item === undefined) throw new Error(`it has ${list.length} ${what}, ${index + 1} are needed`);
  return item;
}
