import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_CELLS, depthMapOf } from './depth-map';
import { type DepthScale, googleScale, inverseDistance } from './depth-scale';
import type { Orientation } from './exif';
import type { Raster } from './raster';

function raster(width: number, height: number, greyAt: (x: number, y: number) => number): Raster {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) data.fill(greyAt(x, y), at, at + 3);
  }
  return { width, height, data };
}

const IDENTITY: DepthScale = { linearIn: 'inverse', black: 0, white: 255, unit: 'per-metre', along: 'axis' };

describe("Google's formats", () => {
  // The formulas of https://developers.google.com/depthmap-metadata/encoding, as they stand there.
  const depthOf: Record<string, (near: number, far: number, normalised: number) => number> = {
    RangeInverse: (near, far, normalised) => (far * near) / (far - normalised * (far - near)),
    RangeLinear: (near, far, normalised) => normalised * (far - near) + near,
  };

  it.each(['RangeInverse', 'RangeLinear'])('%s gives the distance that its formula gives', (format) => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 50, noNaN: true }),
        fc.double({ min: 0.1, max: 500, noNaN: true }),
        fc.integer({ min: 0, max: 255 }),
        (near, more, grey) => {
          const scale = googleScale(format, near, near + more, 1, 'axis')!;
          const metres = depthOf[format]!(near, near + more, grey / 255);
          expect(1 / inverseDistance(scale, grey / 255)).toBeCloseTo(
            metres,
            6 - Math.ceil(Math.log10(metres + 1)),
          );
          expect(scale.unit).toBe('per-metre');
        },
      ),
    );
  });

  it('bring other units to metres, and tell when there is none', () => {
    expect(1 / inverseDistance(googleScale('RangeLinear', 500, 4500, 0.001, 'axis')!, 0.5)).toBeCloseTo(
      2.5,
      9,
    );
    expect(googleScale('RangeLinear', 500, 4500, null, 'axis')).toMatchObject({ unit: 'relative' });
  });

  it.each<[string, string, number, number]>([
    ['a near of 0', 'RangeInverse', 0, 5],
    ['a negative near', 'RangeLinear', -1, 5],
    ['a far that is near', 'RangeInverse', 5, 1],
    ['a far as near as near', 'RangeInverse', 2, 2],
    ['no near', 'RangeInverse', NaN, 2],
    ['a far without end', 'RangeInverse', 1, Infinity],
    ['a near that touches the lens', 'RangeInverse', 0.001, 2],
    ['a far on another continent', 'RangeLinear', 1, 1e6],
    ['a format of the future', 'RangeLogarithmic', 1, 5],
  ])('make no sense with %s', (_, format, near, far) => {
    expect(googleScale(format, near, far, 1, 'axis')).toBeNull();
  });
});

describe('a depth map', () => {
  /** Quarters of the upright picture: 10 and 20 above, 30 and 40 below. */
  const quarters = [10, 20, 30, 40];
  /**
   * The eight orientations as EXIF words them: which side of the upright picture the stored first row is, and which the
   * stored first column.
   */
  const firstRowAndColumn: Record<Orientation, [string, string]> = {
    1: ['top', 'left'],
    2: ['top', 'right'],
    3: ['bottom', 'right'],
    4: ['bottom', 'left'],
    5: ['left', 'top'],
    6: ['right', 'top'],
    7: ['right', 'bottom'],
    8: ['left', 'bottom'],
  };

  it.each([1, 2, 3, 4, 5, 6, 7, 8] as const)('stored with orientation %i comes upright', (orientation) => {
    const [firstRow, firstColumn] = firstRowAndColumn[orientation];
    const isTurned = firstRow === 'left' || firstRow === 'right';
    // The upright picture is 60 wide and 40 high.
    const [width, height] = isTurned ? [40, 60] : [60, 40];
    const from = (side: string, share: number) => (side === 'top' || side === 'left' ? share : 1 - share);
    const stored = raster(width, height, (x, y) => {
      const row = from(firstRow, (y + 0.5) / height);
      const column = from(firstColumn, (x + 0.5) / width);
      const [uprightX, uprightY] = isTurned ? [row, column] : [column, row];
      return quarters[(uprightY < 0.5 ? 0 : 2) + (uprightX < 0.5 ? 0 : 1)]!;
    });
    const map = depthMapOf(stored, IDENTITY, orientation, null);
    expect([map.width, map.height]).toEqual([60, 40]);
    const at = (x: number, y: number) => map.values[y * 60 + x]!;
    expect([at(15, 10), at(45, 10), at(15, 30), at(45, 30)].map(Math.round)).toEqual(quarters);
  });

  it('has no more cells than it may, in the proportions of the picture', () => {
    const { width, height, values } = depthMapOf(
      raster(1000, 500, () => 7),
      IDENTITY,
      6,
      null,
    );
    expect([width, height]).toEqual([MOST_CELLS / 2, MOST_CELLS]);
    expect(values).toHaveLength(width * height);
    expect(new Set([...values].map(Math.round))).toEqual(new Set([7]));
  });

  it('keeps the edge between near and far: no cell is in between', () => {
    const { values } = depthMapOf(
      raster(999, 700, (x) => (x < 501 ? 10 : 200)),
      IDENTITY,
      1,
      null,
    );
    expect(new Set([...values].map(Math.round))).toEqual(new Set([10, 200]));
  });

  it('measured along the rays is brought to the axis by the focal length', () => {
    const scale: DepthScale = { ...IDENTITY, black: 0.5, white: 0.5, along: 'ray' };
    // 43.27 mm on film: the focal length is the diagonal, so the corner is atan(1/2) from the axis.
    const map = depthMapOf(
      raster(300, 200, () => 0),
      scale,
      1,
      Math.hypot(36, 24),
    );
    expect(map.unit).toBe('per-metre');
    expect(map.values[100 * 300 + 150]).toBeCloseTo(0.5, 3);
    expect(map.values[0]).toBeCloseTo(0.5 * Math.hypot(1, 0.5), 2);
  });

  it('measured along rays of unknown angles tells only what is nearer', () => {
    const scale: DepthScale = { ...IDENTITY, along: 'ray' };
    expect(
      depthMapOf(
        raster(30, 20, () => 0),
        scale,
        1,
        null,
      ).unit,
    ).toBe('relative');
  });

  it('is finite and never negative', () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        fc.record({
          linearIn: fc.constantFrom('distance' as const, 'inverse' as const),
          black: value,
          white: value,
          unit: fc.constant('per-metre' as const),
          along: fc.constantFrom('axis' as const, 'ray' as const),
        }),
        fc.constantFrom(...([1, 6] as const)),
        (scale, orientation) => {
          const { values } = depthMapOf(
            raster(16, 8, (x, y) => x * 16 + y),
            scale,
            orientation,
            26,
          );
          expect(values.every((cell) => Number.isFinite(cell) && cell >= 0)).toBe(true);
        },
      ),
    );
  });
});
