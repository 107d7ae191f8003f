/** A depth map on a coarse grid of about square cells, each with its line of sight. */

import { levelledRay } from '../distance/rays';
import type { Box, CameraOrientation, DepthMap, Size } from '../scene';

/**
 * Cells along the longer side. 15 cm, the smallest thing that is told, are 2 degrees at 4 m: more than a cell of a
 * phone's 65 degrees. Finer grids cost more and found nothing else.
 */
const LONGER_SIDE = 48;

/** All arrays are row-major over the grid. */
export interface Cells {
  readonly columns: number;
  readonly rows: number;
  /** In the map's unit; 0 is unknown. */
  readonly inverse: Float32Array;
  /** Lines of sight through the middles of the cells, as in `Ray`: of length 1 along the optical axis. */
  readonly right: Float32Array;
  readonly down: Float32Array;
  readonly forward: Float32Array;
  /** Square metres across the line of sight that a cell covers at a depth of 1 m along the optical axis. */
  readonly area: number;
}

/** @param focalLength pixels of the image */
export function cellsOf(
  map: DepthMap,
  image: Size,
  focalLength: number,
  { pitch, roll }: Pick<CameraOrientation, 'pitch' | 'roll'>,
): Cells {
  const cell = Math.max(image.width, image.height) / LONGER_SIDE;
  const columns = Math.max(1, Math.round(image.width / cell));
  const rows = Math.max(1, Math.round(image.height / cell));
  const count = columns * rows;
  const cells = {
    columns,
    rows,
    inverse: new Float32Array(count),
    right: new Float32Array(count),
    down: new Float32Array(count),
    forward: new Float32Array(count),
    area: (image.width / columns / focalLength) * (image.height / rows / focalLength),
  };
  // Lines of sight are linear in the pixels: three of them tell all.
  const rayAt = (column: number, row: number) => {
    const x = ((column + 0.5) * image.width) / columns;
    const y = ((row + 0.5) * image.height) / rows;
    return levelledRay(x, y, image, focalLength, pitch, roll);
  };
  const [first, nextColumn, nextRow] = [rayAt(0, 0), rayAt(1, 0), rayAt(0, 1)];
  for (const axis of ['right', 'down', 'forward'] as const) {
    const along = cells[axis];
    const start = first[axis];
    const perColumn = nextColumn[axis] - start;
    const perRow = nextRow[axis] - start;
    for (let row = 0, index = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1, index += 1) {
        along[index] = start + column * perColumn + row * perRow;
      }
    }
  }
  for (let row = 0, index = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1, index += 1) {
      cells.inverse[index] = middleValue(map, (column + 0.5) / columns, row / rows, 1 / rows);
    }
  }
  return cells;
}

/**
 * The middle one of three values of the map, one above the other in a cell: one alone may be noise, or a hole. Their mean
 * would make depths up at the edges of things, where there is nothing.
 */
function middleValue(map: DepthMap, x: number, top: number, height: number): number {
  const column = Math.min(map.width - 1, Math.floor(x * map.width));
  const a = valueAt(map, column, top + height / 6);
  const b = valueAt(map, column, top + height / 2);
  const c = valueAt(map, column, top + (5 * height) / 6);
  const middle = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  return middle > 0 ? middle : 0;
}

function valueAt({ values, width, height }: DepthMap, column: number, y: number): number {
  return values[Math.min(height - 1, Math.floor(y * height)) * width + column]!;
}

/**
 * @param boxes pixels of the image
 * @param margin of each box's longer side, by which it is grown on all sides
 * @returns 1 for the cells whose middle lies in one of the boxes
 */
export function cellsWithin(
  { columns, rows }: Cells,
  image: Size,
  boxes: readonly Box[],
  margin: number,
): Uint8Array {
  const within = new Uint8Array(columns * rows);
  for (const { left, top, width, height } of boxes) {
    const grown = margin * Math.max(width, height);
    const column = (x: number) => Math.ceil((x * columns) / image.width - 0.5);
    const row = (y: number) => Math.ceil((y * rows) / image.height - 0.5);
    const firstColumn = Math.max(0, column(left - grown));
    const lastColumn = Math.min(columns, column(left + width + grown));
    const lastRow = Math.min(rows, row(top + height + grown));
    for (let r = Math.max(0, row(top - grown)); r < lastRow; r += 1) {
      if (lastColumn > firstColumn) within.fill(1, r * columns + firstColumn, r * columns + lastColumn);
    }
  }
  return within;
}
