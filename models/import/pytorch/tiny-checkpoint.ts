/** Writes checkpoints as `torch.save` did before PyTorch 1.6, so that tests can say what must be read from them. */

export interface TinyTensor {
  readonly dims: readonly number[];
  /** All that the storage holds; the tensor may begin later. */
  readonly values: readonly number[];
  readonly offset?: number;
  /** In row-major order unless told otherwise. */
  readonly strides?: readonly number[];
  /** `LongStorage` holds whole numbers of 64 bits. */
  readonly kind?: string;
  /** Tensors that name the same storage share it; of its own unless told otherwise. */
  readonly storage?: string;
}

/** Instructions of a pickle; the codes are those of `pickletools.py`. */
export const pickled = {
  pickle: (...parts: number[][]) => [0x80, 2, ...parts.flat(), 0x2e],
  whole: (value: number) => [0x4a, ...littleEndian(value, 4)],
  text: (value: string) => [0x58, ...littleEndian(Buffer.byteLength(value), 4), ...Buffer.from(value)],
  tuple: (...values: number[][]) => [0x28, ...values.flat(), 0x74],
  list: (...values: number[][]) => [0x5d, 0x28, ...values.flat(), 0x65],
  dict: (...keysAndValues: number[][]) => [0x7d, 0x28, ...keysAndValues.flat(), 0x75],
  name: (module: string, name: string) => [0x63, ...Buffer.from(`${module}\n${name}\n`)],
  call: (called: number[], ...values: number[][]) => [...called, ...pickled.tuple(...values), 0x52],
  persistent: (reference: number[]) => [...reference, 0x51],
  none: [0x4e],
  yes: [0x88],
  no: [0x89],
};

/** The number that a checkpoint begins with, as LONG1. */
const MAGIC = [0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19];

export function tinyCheckpoint(tensors: Readonly<Record<string, TinyTensor>>): Uint8Array {
  const { pickle, whole, text, dict, list, yes } = pickled;
  const storages = new Map<string, TinyTensor>();
  for (const [name, tensor] of Object.entries(tensors)) storages.set(tensor.storage ?? name, tensor);
  const entries = Object.entries(tensors).flatMap(([name, tensor]) => [text(name), rebuilt(name, tensor)]);
  return Uint8Array.from([
    ...pickle(MAGIC),
    ...pickle(whole(1001)),
    ...pickle(dict(text('little_endian'), yes)),
    ...pickle(orderedDict(...entries)),
    ...pickle(list(...[...storages.keys()].map(text))),
    ...[...storages.values()].flatMap(({ kind, values }) => [
      ...littleEndian(values.length, 8),
      ...(kind === 'LongStorage'
        ? values.flatMap((value) => littleEndian(value, 8))
        : new Uint8Array(Float32Array.from(values).buffer)),
    ]),
  ]);
}

/** With notes on the versions of modules in it, as an attribute of the dict. */
function orderedDict(...keysAndValues: number[][]): number[] {
  const { call, dict, name, text } = pickled;
  const empty = call(name('collections', 'OrderedDict'));
  return [...empty, 0x28, ...keysAndValues.flat(), 0x75, ...dict(text('_metadata'), dict()), 0x62];
}

function rebuilt(
  name: string,
  { dims, values, offset = 0, kind = 'FloatStorage', ...rest }: TinyTensor,
): number[] {
  const { call, name: named, no, none, persistent, text, tuple, whole } = pickled;
  const { storage = name, strides = rowMajor(dims) } = rest;
  return call(
    named('torch._utils', '_rebuild_tensor_v2'),
    persistent(
      tuple(text('storage'), named('torch', kind), text(storage), text('cpu'), whole(values.length), none),
    ),
    whole(offset),
    tuple(...dims.map(whole)),
    tuple(...strides.map(whole)),
    no,
    call(named('collections', 'OrderedDict')),
  );
}

function rowMajor(dims: readonly number[]): number[] {
  return dims.map((_, axis) => dims.slice(axis + 1).reduce((product, size) => product * size, 1));
}

function littleEndian(value: number, length: number): number[] {
  return Array.from({ length }, (_, index) => Math.floor(value / 256 ** index) % 256);
}
