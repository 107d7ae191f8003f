/**
 * The part of the ONNX file format that Nearsay reads and writes. Names and field numbers are those of the ONNX
 * specification (github.com/onnx/onnx, onnx/onnx.proto); fields that are left out here survive neither reading nor
 * writing, so only files that we build ourselves are written.
 */

import protobuf from 'protobufjs';

const SCHEMA = `
  syntax = "proto2";
  package onnx;

  message AttributeProto {
    optional string name = 1;
    optional float f = 2;
    optional int64 i = 3;
    optional bytes s = 4;
    repeated int64 ints = 8;
    optional int32 type = 20;
  }

  message NodeProto {
    repeated string input = 1;
    repeated string output = 2;
    optional string name = 3;
    optional string op_type = 4;
    repeated AttributeProto attribute = 5;
    optional string domain = 7;
  }

  message TensorProto {
    repeated int64 dims = 1;
    optional int32 data_type = 2;
    optional string name = 8;
    optional bytes raw_data = 9;
  }

  message TensorShapeProto {
    message Dimension {
      optional int64 dim_value = 1;
      optional string dim_param = 2;
    }
    repeated Dimension dim = 1;
  }

  message TypeProto {
    message Tensor {
      optional int32 elem_type = 1;
      optional TensorShapeProto shape = 2;
    }
    optional Tensor tensor_type = 1;
  }

  message ValueInfoProto {
    optional string name = 1;
    optional TypeProto type = 2;
  }

  message GraphProto {
    repeated NodeProto node = 1;
    optional string name = 2;
    repeated TensorProto initializer = 5;
    repeated ValueInfoProto input = 11;
    repeated ValueInfoProto output = 12;
  }

  message OperatorSetIdProto {
    optional string domain = 1;
    optional int64 version = 2;
  }

  message ModelProto {
    optional int64 ir_version = 1;
    optional string producer_name = 2;
    optional GraphProto graph = 7;
    repeated OperatorSetIdProto opset_import = 8;
  }
`;

/** AttributeProto.AttributeType, the ones in use. */
export const ATTRIBUTE_TYPE = { float: 1, integer: 2, text: 3, integers: 7 } as const;

/** TensorProto.DataType, the ones in use. */
export const DATA_TYPE = { float32: 1, int8: 3, int64: 7, float16: 10 } as const;

export interface AttributeMessage {
  name: string;
  type: number;
  f?: number;
  i?: number;
  s?: Uint8Array;
  ints?: number[];
}

export interface NodeMessage {
  name?: string;
  opType: string;
  input: string[];
  output: string[];
  attribute: AttributeMessage[];
}

export interface TensorMessage {
  name: string;
  dims: number[];
  dataType: number;
  rawData: Uint8Array;
}

export interface ValueInfoMessage {
  name: string;
  type: { tensorType: { elemType: number; shape: { dim: { dimValue?: number; dimParam?: string }[] } } };
}

export interface ModelMessage {
  irVersion: number;
  producerName: string;
  opsetImport: { domain?: string; version: number }[];
  graph: {
    name: string;
    node: NodeMessage[];
    initializer: TensorMessage[];
    input: ValueInfoMessage[];
    output: ValueInfoMessage[];
  };
}

const modelProto = protobuf.parse(SCHEMA).root.lookupType('onnx.ModelProto');

/** Writes an ONNX file. The same message always gives the same bytes: fields are written in the order of their numbers. */
export function encodeModel(model: ModelMessage): Uint8Array {
  return modelProto.encode(modelProto.fromObject(model)).finish();
}

/**
 * Reads the structure of an ONNX file. Absent lists come as empty lists, 64-bit integers as numbers.
 * @throws Error when the bytes are not an ONNX file.
 */
export function decodeModel(bytes: Uint8Array): ModelMessage {
  const message = modelProto.toObject(modelProto.decode(bytes), { longs: Number, arrays: true });
  if (!('graph' in message)) throw new Error('This is not an ONNX file: it holds no graph.');
  return message as ModelMessage;
}
