/**
 * Reads the file that `torch.save` wrote before PyTorch 1.6: pickles of a magic number, the protocol, the machine, the
 * table of tensors and the order of the storages; then the storages themselves, each after its length, little-endian.
 * Format: github.com/pytorch/pytorch, torch/serialization.py, `_legacy_save` and `_legacy_load`.
 */

import { type Pickled, type PickleNames, readPickle } from './pickle';

/** Values in row-major order. */
export interface FloatTensor {
  readonly dims: readonly number[];
  readonly values: Float32Array;
}

const MAGIC_NUMBER = 0x1950a86a20f9469cfc6cn;
const PROTOCOL_VERSION = 1001;

/** Bytes of one value. Whole numbers count the steps of a training, and are of no use afterwards. */
const VALUE_BYTES = { float: 4, whole: 8 } as const;

type StorageKind = keyof typeof VALUE_BYTES;

/** Values that one tensor, or several, are views of. */
class Storage {
  constructor(
    readonly kind: StorageKind,
    /** In values. */
    readonly length: number,
    /** Set once its place in the file is reached, after the table of tensors. */
    public bytes: Uint8Array | null = null,
  ) {}
}

class Tensor {
  constructor(
    readonly storage: Storage,
    /** In values, within the storage. */
    readonly offset: number,
    readonly dims: readonly number[],
  ) {}
}

/**
 * The float32 tensors of a checkpoint by their names, in its order. Each byte of the file is read, or reading fails.
 * @throws Error saying what isn't as it must be
 */
export function readCheckpoint(bytes: Uint8Array): Map<string, FloatTensor> {
  let position = 0;
  const next = (names?: PickleNames): Pickled => {
    const { value, end } = readPickle(bytes, position, names);
    position = end;
    return value;
  };
  if (next() !== MAGIC_NUMBER)
    throw new Error('This is no checkpoint in the form that PyTorch had before 1.6.');
  expect('protocol', next(), PROTOCOL_VERSION);
  const machine = next();
  expect('byte order little-endian', machine instanceof Map && machine.get('little_endian'), true);

  const storages = new Map<Pickled, Storage>();
  const table = next({ globals: GLOBALS, persistent: (reference) => storageOf(reference, storages) });
  const order = next();
  fillStorages(bytes.subarray(position), order, storages);

  const tensors = new Map<string, FloatTensor>();
  for (const [name, tensor] of table instanceof Map ? (table as Map<Pickled, Pickled>) : []) {
    if (typeof name !== 'string' || !(tensor instanceof Tensor))
      throw new Error(`The checkpoint's entry "${String(name)}" is no tensor.`);
    if (tensor.storage.kind === 'float') tensors.set(name, { dims: tensor.dims, values: valuesOf(tensor) });
  }
  if (tensors.size === 0) throw new Error('The checkpoint holds no table of tensors.');
  return tensors;
}

const STORAGE_KINDS: ReadonlyMap<Pickled, StorageKind> = new Map([
  ['torch.FloatStorage', 'float'],
  ['torch.LongStorage', 'whole'],
]);

/** All that a table of tensors may name. */
const GLOBALS: ReadonlyMap<string, Pickled> = new Map<string, Pickled>([
  ['torch FloatStorage', 'torch.FloatStorage'],
  ['torch LongStorage', 'torch.LongStorage'],
  ['collections OrderedDict', () => new Map()],
  ['torch._utils _rebuild_tensor_v2', rebuildTensor],
]);

/** @param reference "storage", its kind, its key, the device that it was on, its length, and null for "no view" */
function storageOf(reference: Pickled, storages: Map<Pickled, Storage>): Storage {
  const [what, kindName, key, , length, view] = Array.isArray(reference) ? (reference as Pickled[]) : [];
  const kind = STORAGE_KINDS.get(kindName);
  if (what !== 'storage' || !kind || !isCount(length) || view !== null)
    throw new Error(`The checkpoint refers to what is no storage: ${String(reference)}.`);
  const known = storages.get(key) ?? new Storage(kind, length);
  if (known.kind !== kind || known.length !== length)
    throw new Error(`The checkpoint tells of the storage ${String(key)} in two ways.`);
  storages.set(key, known);
  return known;
}

/** What follows in a call (whether it is trained, and hooks of the training) changes no value. */
function rebuildTensor(storage: Pickled, offset: Pickled, dims: Pickled, strides: Pickled): Tensor {
  if (!(storage instanceof Storage && isCount(offset) && isCounts(dims) && isCounts(strides)))
    throw new Error('The checkpoint describes a tensor in a way that is not known.');
  const count = dims.reduce((product, size) => product * size, 1);
  if (offset + count > storage.length) throw new Error('A tensor of the checkpoint leaves its storage.');
  let step = 1;
  for (let axis = dims.length - 1; axis >= 0; axis--) {
    // Along an axis of one value no step is ever made.
    if (dims[axis] !== 1 && strides[axis] !== step)
      throw new Error(`A tensor of the checkpoint is not in row-major order: ${dims.join(' x ')}.`);
    step *= dims[axis]!;
  }
  return new Tensor(storage, offset, dims);
}

/** @param order the storages' keys in the order in which they lie in the file */
function fillStorages(bytes: Uint8Array, order: Pickled, storages: ReadonlyMap<Pickled, Storage>): void {
  if (!Array.isArray(order) || order.length !== storages.size)
    throw new Error('The checkpoint does not list the storages that its tensors need.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let position = 0;
  for (const key of order as Pickled[]) {
    const storage = storages.get(key);
    if (!storage) throw new Error(`The checkpoint lists a storage that no tensor needs: ${String(key)}.`);
    const start = position + 8;
    position = start + storage.length * VALUE_BYTES[storage.kind];
    if (position > bytes.length) throw new Error('The checkpoint ends early.');
    expect(`length of the storage ${String(key)}`, view.getBigInt64(start - 8, true), BigInt(storage.length));
    storage.bytes = bytes.subarray(start, position);
  }
  expect("number of the storages' bytes", bytes.length, position);
}

function valuesOf({ storage, offset, dims }: Tensor): Float32Array {
  const bytes = storage.bytes!;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = dims.reduce((product, size) => product * size, 1);
  return Float32Array.from({ length }, (_, index) => view.getFloat32(4 * (offset + index), true));
}

function isCount(value: Pickled): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

function isCounts(values: Pickled): values is number[] {
  return Array.isArray(values) && values.every(isCount);
}

function expect(what: string, found: unknown, expected: unknown): void {
  if (found !== expected)
    throw new Error(`The checkpoint's ${what}: expected ${String(expected)}, found ${String(found)}.`);
}
