import { describe, expect, it } from 'vitest';
import { readCheckpoint } from './checkpoint';
import { tinyCheckpoint, type TinyTensor } from './tiny-checkpoint';

const WEIGHT: TinyTensor = { dims: [2, 1, 2], values: [1.5, -2, 0, 4] };

/** Dims and values, as plain lists. */
const read = (bytes: Uint8Array) =>
  Object.fromEntries(
    [...readCheckpoint(bytes)].map(([name, { dims, values }]) => [name, { dims, values: [...values] }]),
  );

describe('readCheckpoint', () => {
  it('reads tensors by their names', () => {
    const scalar: TinyTensor = { dims: [], values: [0.25] };
    expect(read(tinyCheckpoint({ 'conv.weight': WEIGHT, scale: scalar }))).toEqual({
      'conv.weight': WEIGHT,
      scale: scalar,
    });
  });

  it('reads a checkpoint that lies anywhere in memory', () => {
    const bytes = tinyCheckpoint({ weight: WEIGHT });
    const moved = new Uint8Array(bytes.length + 3);
    moved.set(bytes, 3);
    expect(read(moved.subarray(3))).toEqual({ weight: WEIGHT });
  });

  it('reads tensors that share a storage, wherever they begin in it', () => {
    const shared = { values: [1, 2, 3, 4], storage: 's' };
    const bytes = tinyCheckpoint({
      all: { ...shared, dims: [4] },
      again: { ...shared, dims: [2, 2] },
      last: { ...shared, dims: [1, 2], offset: 2, strides: [7, 1] },
    });
    expect(read(bytes)).toEqual({
      all: { dims: [4], values: [1, 2, 3, 4] },
      again: { dims: [2, 2], values: [1, 2, 3, 4] },
      last: { dims: [1, 2], values: [3, 4] },
    });
  });

  it('leaves out the counters of a training', () => {
    const steps: TinyTensor = { dims: [], values: [300], kind: 'LongStorage' };
    expect(read(tinyCheckpoint({ steps, weight: WEIGHT }))).toEqual({ weight: WEIGHT });
  });

  const good = tinyCheckpoint({ weight: WEIGHT });
  const changed = (index: number, value: number) => good.map((byte, at) => (at === index ? value : byte));

  it.each<[string, Uint8Array, string]>([
    ['a file of another kind', Uint8Array.of(0x50, 0x4b, 3, 4), 'instruction 0x50 at byte 0'],
    ['another magic number', changed(4, 0x6d), 'no checkpoint in the form that PyTorch had before 1.6'],
    ['another protocol', changed(18, 0xe8), 'protocol: expected 1001, found 1000'],
    [
      'big-endian numbers',
      changed(good.indexOf(0x88), 0x89),
      'byte order little-endian: expected true, found false',
    ],
    ['bytes that are left over', Uint8Array.from([...good, 0]), "storages' bytes"],
    ['an early end', good.subarray(0, -1), 'The checkpoint ends early'],
    ['another length', changed(good.length - 24, 5), 'length of the storage weight: expected 4, found 5'],
    [
      'what only tensors of another kind hold',
      tinyCheckpoint({ weight: { ...WEIGHT, kind: 'HalfStorage' } }),
      'names "torch HalfStorage", which is not known and was not run',
    ],
    [
      'a tensor in another order',
      tinyCheckpoint({ weight: { ...WEIGHT, dims: [2, 2], strides: [1, 2] } }),
      'not in row-major order: 2 x 2',
    ],
    [
      'a tensor that leaves its storage',
      tinyCheckpoint({ weight: { ...WEIGHT, offset: 1 } }),
      'leaves its storage',
    ],
    [
      'two lengths of one storage',
      tinyCheckpoint({ a: { ...WEIGHT, storage: 's' }, b: { dims: [1], values: [1], storage: 's' } }),
      'the storage s in two ways',
    ],
    ['no tensors at all', tinyCheckpoint({}), 'no table of tensors'],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => readCheckpoint(bytes)).toThrow(message);
  });
});
