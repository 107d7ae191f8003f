/** Builds an ONNX model node by node. */

import {
  ATTRIBUTE_TYPE,
  DATA_TYPE,
  encodeModel,
  type AttributeMessage,
  type NodeMessage,
  type TensorMessage,
  type ValueInfoMessage,
} from './schema';

/** ONNX Runtime Web 1.30 has kernels for all operators of this set; it belongs to ONNX 1.12, file format 8. */
const OPERATOR_SET = 17;
const FILE_FORMAT = 8;

type AttributeValue = Omit<AttributeMessage, 'name'>;

export const float = (value: number): AttributeValue => ({ type: ATTRIBUTE_TYPE.float, f: value });
export const integer = (value: number): AttributeValue => ({ type: ATTRIBUTE_TYPE.integer, i: value });
export const integers = (values: number[]): AttributeValue => ({
  type: ATTRIBUTE_TYPE.integers,
  ints: values,
});
export const text = (value: string): AttributeValue => ({
  type: ATTRIBUTE_TYPE.text,
  s: new TextEncoder().encode(value),
});

/** A number is a fixed size; a name stands for a size that is known only when the model runs. */
export type Dimension = number | string;

export class GraphBuilder {
  private readonly nodes: NodeMessage[] = [];
  private readonly constants: TensorMessage[] = [];
  private readonly inputs: ValueInfoMessage[] = [];
  private readonly outputs: ValueInfoMessage[] = [];

  constructor(private readonly name: string) {}

  /** Declares a float32 input. */
  input(name: string, shape: Dimension[]): void {
    this.inputs.push(valueInfo(name, shape));
  }

  /** Declares the float32 tensor of this name as an output. */
  output(name: string, shape: Dimension[]): void {
    this.outputs.push(valueInfo(name, shape));
  }

  /**
   * Stores a constant tensor in row-major order and returns its name.
   * @param data half-precision numbers come as their bits, in a Uint16Array
   */
  constant(
    name: string,
    data: Float32Array | Uint16Array | Int8Array | BigInt64Array,
    dims: readonly number[],
  ): string {
    const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    this.constants.push({ name, dims: [...dims], dataType: dataTypeOf(data), rawData });
    return name;
  }

  /** Adds a node with one output and returns the output's name; the node bears the same name. */
  node(
    operator: string,
    input: string[],
    output: string,
    attributes: Record<string, AttributeValue> = {},
  ): string {
    const attribute = Object.entries(attributes).map(([name, value]) => ({ name, ...value }));
    this.nodes.push({ name: output, opType: operator, input, output: [output], attribute });
    return output;
  }

  /** The ONNX file. Deterministic: the same calls give the same bytes. */
  encode(): Uint8Array {
    return encodeModel({
      irVersion: FILE_FORMAT,
      producerName: 'nearsay',
      opsetImport: [{ version: OPERATOR_SET }],
      graph: {
        name: this.name,
        node: this.nodes,
        initializer: this.constants,
        input: this.inputs,
        output: this.outputs,
      },
    });
  }
}

function dataTypeOf(data: Float32Array | Uint16Array | Int8Array | BigInt64Array): number {
  if (data instanceof Float32Array) return DATA_TYPE.float32;
  if (data instanceof Uint16Array) return DATA_TYPE.float16;
  return data instanceof Int8Array ? DATA_TYPE.int8 : DATA_TYPE.int64;
}

function valueInfo(name: string, shape: Dimension[]): ValueInfoMessage {
  const dim = shape.map((size) => (typeof size === 'number' ? { dimValue: size } : { dimParam: size }));
  return { name, type: { tensorType: { elemType: DATA_TYPE.float32, shape: { dim } } } };
}
