import { describe, expect, test } from 'vitest';
import { cellsOf } from './cells';
import { IMAGE, rendered, viewpointOf } from './rendered-depth.fixture';
import { boxOf, solidThings } from './solid-things';

const HEIGHT = 1.4;
const viewpoint = viewpointOf(-10, HEIGHT);
const cells = cellsOf(rendered([], viewpoint), IMAGE, viewpoint.focalLength, viewpoint.orientation!);

/** Depths of the cells for which the place that is seen at this depth is wanted. */
function depthsOf(
  depth: (index: number) => number,
  wanted: (up: number, ahead: number, across: number) => boolean,
): Float32Array {
  return cells.inverse.map((_, index) => {
    const z = depth(index);
    const [up, ahead, across] = [
      HEIGHT - z * cells.down[index]!,
      z * cells.forward[index]!,
      z * cells.right[index]!,
    ];
    return z > 0 && wanted(up, ahead, across) ? z : 0;
  });
}

const upright = (ahead: number) => (index: number) => ahead / cells.forward[index]!;
const level = (up: number) => (index: number) => (HEIGHT - up) / cells.down[index]!;
const narrow = (across: number) => Math.abs(across) < 0.2;

describe('something solid', () => {
  test('is as far as its near side', () => {
    const board = depthsOf(upright(2), (up, _, across) => up > 0.5 && up < 1.5 && narrow(across));
    const [thing, ...others] = solidThings(cells, board, HEIGHT, 'relative');
    expect(others).toEqual([]);
    expect(thing!.distance).toBeCloseTo(2, 1);
    expect(thing!.cells).toHaveLength(board.filter((depth) => depth > 0).length);
    const box = boxOf(thing!.cells, cells, IMAGE);
    expect(box.left + box.width / 2).toBeCloseTo(IMAGE.width / 2, 0);
    expect(box.width).toBeCloseTo((0.4 / 2) * 520, -1.5);
  });

  test.each([
    ['too low', 0.3, 0.65, 0.2],
    ['too small', 1.4, 1.52, 0.05],
  ])('that is %s is left out', (_, bottom, top, half) => {
    const board = depthsOf(
      upright(2),
      (up, _ahead, across) => up > bottom && up < top && Math.abs(across) < half,
    );
    expect(board.some((depth) => depth > 0)).toBe(true);
    expect(solidThings(cells, board, HEIGHT, 'relative')).toEqual([]);
  });

  test('and level is a table in metres, and a floor that was misjudged by a network', () => {
    const table = depthsOf(level(0.8), (_, ahead, across) => ahead > 1.2 && ahead < 2.4 && narrow(across));
    expect(solidThings(cells, table, HEIGHT, 'per-metre')).toHaveLength(1);
    expect(solidThings(cells, table, HEIGHT, 'relative')).toEqual([]);
  });
});
