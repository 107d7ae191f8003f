import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHalf, toHalf } from './half';

const bitsOf = (value: number) => toHalf(Float32Array.of(value))[0]!;

describe('toHalf', () => {
  // From the tables of IEEE 754-2019, section 3.4, written out.
  it.each([
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [1.5, 0x3e00],
    [65504, 0x7bff],
    ['the smallest normal number', 2 ** -14, 0x0400],
    ['the largest below it', 2 ** -14 - 2 ** -24, 0x03ff],
    ['the smallest of all', 2 ** -24, 0x0001],
    ['half of that, which is even as zero', 2 ** -25, 0x0000],
    ['three halves of that, which is even as two', 1.5 * 2 ** -24, 0x0002],
    ['between two, down to the even one', 1 + 2 ** -11, 0x3c00],
    ['between two, up to the even one', 1 + 3 * 2 ** -11, 0x3c02],
    ['up to the next power of two', 2 - 2 ** -12, 0x4000],
    ['up to the smallest normal number', 2 ** -14 - 2 ** -26, 0x0400],
  ])('writes %s', (...row) => {
    const [value, bits] = row.slice(-2) as [number, number];
    expect(bitsOf(value)).toBe(bits);
  });

  it.each([65520, -1e6, Infinity, NaN])('refuses %d', (value) => {
    expect(() => bitsOf(value)).toThrow(RangeError);
  });

  it('is undone by fromHalf, for every finite number', () => {
    const all = Uint16Array.from({ length: 2 ** 16 }, (_, bits) => bits).filter(
      (bits) => (bits & 0x7c00) < 0x7c00,
    );
    expect(all).toHaveLength(2 * 31 * 1024);
    expect(toHalf(fromHalf(all)).filter((bits, index) => bits !== all[index])).toEqual(Uint16Array.of());
  });

  it('finds the nearest: half a unit of the last of eleven bits away at most', () => {
    fc.assert(
      fc.property(fc.float({ min: -65504, max: 65504, noNaN: true }), (value) => {
        const [rounded] = fromHalf(toHalf(Float32Array.of(value)));
        const unit = 2 ** (Math.max(Math.floor(Math.log2(Math.abs(value))), -14) - 10);
        expect(Math.abs(rounded! - value)).toBeLessThanOrEqual(unit / 2);
      }),
    );
  });
});
