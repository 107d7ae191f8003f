import { describe, expect, test } from 'vitest';
import { cellsOf, cellsWithin } from './cells';
import { clustersOf } from './clusters';

const LEVEL = { pitch: 0, roll: 0 };
const IMAGE = { width: 480, height: 360 };

function mapOf(width: number, height: number, value: (x: number, y: number) => number) {
  const values = Float32Array.from({ length: width * height }, (_, index) =>
    value(index % width, Math.floor(index / width)),
  );
  return { width, height, values, unit: 'relative' as const };
}

describe('the cells of a depth map', () => {
  test('are about square and lie where they look', () => {
    const cells = cellsOf(
      mapOf(96, 72, (x) => x + 1),
      IMAGE,
      400,
      LEVEL,
    );
    expect([cells.columns, cells.rows]).toEqual([48, 36]);
    // The middle of the first cell is at (5, 5) of 480 x 360 pixels, and in the second column of the map.
    expect(cells.right[0]).toBeCloseTo((5 - 240) / 400);
    expect(cells.down[0]).toBeCloseTo((5 - 180) / 400);
    expect(cells.forward[0]).toBeCloseTo(1);
    expect(cells.inverse[0]).toBe(2);
    expect(cells.inverse[47]).toBe(96);
    expect(cells.area).toBeCloseTo((10 / 400) ** 2);
  });

  test('invent no depth at an edge, and leave out noise and holes', () => {
    const edge = cellsOf(
      mapOf(480, 360, (_, y) => (y < 183 ? 1 : 5)),
      IMAGE,
      400,
      LEVEL,
    );
    expect([...new Set(edge.inverse)].sort()).toEqual([1, 5]);
    const holes = cellsOf(
      mapOf(480, 360, (_, y) => (y % 10 < 3 ? 0 : 2)),
      IMAGE,
      400,
      LEVEL,
    );
    expect(new Set(holes.inverse)).toEqual(new Set([2]));
    expect(
      cellsOf(
        mapOf(2, 2, () => Number.NaN),
        IMAGE,
        400,
        LEVEL,
      ).inverse[0],
    ).toBe(0);
  });

  test('lie in a box when their middle does', () => {
    const cells = cellsOf(
      mapOf(48, 36, () => 1),
      IMAGE,
      400,
      LEVEL,
    );
    const within = (box: { left: number; top: number; width: number; height: number }, margin = 0) =>
      [...cellsWithin(cells, IMAGE, [box], margin).entries()].flatMap(([index, inside]) =>
        inside ? [index] : [],
      );
    expect(within({ left: 4, top: 4, width: 12, height: 2 })).toEqual([0, 1]);
    expect(within({ left: 6, top: 4, width: 8, height: 2 })).toEqual([]);
    expect(within({ left: 6, top: 4, width: 8, height: 2 }, 0.2)).toEqual([0, 1]);
    expect(within({ left: 470, top: 350, width: 50, height: 50 })).toEqual([36 * 48 - 1]);
    expect(within({ left: -50, top: -50, width: 30, height: 30 })).toEqual([]);
  });
});

describe('clusters', () => {
  test('are neighbours of about the same depth', () => {
    const grid = { columns: 4, rows: 3 };
    const depths = Float32Array.from([2, 2.2, 0, 2, 0, 2.4, 0, 2, 3.5, 0, 2, 0]);
    const clusters = clustersOf(grid, depths).map((cluster) => cluster.sort((a, b) => a - b));
    // Not over the end of a row, not over a corner, not over a gap in depth; over many small steps, yes.
    expect(clusters).toEqual([[0, 1, 5], [3, 7], [8], [10]]);
    expect(clustersOf(grid, new Float32Array(12))).toEqual([]);
  });
});
