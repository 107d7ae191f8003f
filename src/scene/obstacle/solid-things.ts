/** Which clusters of solid cells are things to be told: large enough, high enough, upright. */

import type { Box, DepthMap, Size } from '../scene';
import type { Cells } from './cells';
import { clustersOf } from './clusters';

/** A part of the picture that is something solid in the way. */
export interface SolidThing {
  readonly cells: readonly number[];
  /** Metres, straight from the camera to its near side. */
  readonly distance: number;
}

/** Square metres across the line of sight: 15 cm by 15 cm, less is a twig, or noise. */
const LEAST_AREA = 0.15 ** 2;

/**
 * Metres above the floor that it must reach: a table's edge is at 0.72 m. A cane finds what is lower, and low things
 * are where a line that misses the floor a little sees things that aren't there.
 */
const LEAST_TOP = 0.7;

/**
 * Its height over its depth, both without the outer tenths, in a network's map: what stands or hangs is upright, the
 * floor that a false line lifts is not. The false ones have 0.05 to 0.65, walls and furniture 0.57 and more. In a map in
 * metres a table top counts, too.
 */
const LEAST_STEEPNESS = { relative: 0.5, 'per-metre': 0 } as const;

/** Of the distances of its cells: its near side but for noise. */
const NEAR_SIDE = 0.2;

/**
 * @param depths metres along the optical axis, of the cells that are solid and in the way; 0 for the others
 * @param height of the camera above the floor, metres
 */
export function solidThings(
  cells: Cells,
  depths: Float32Array,
  height: number,
  unit: DepthMap['unit'],
): SolidThing[] {
  return clustersOf(cells, depths).flatMap((cluster) => {
    const sorted = (value: (index: number) => number) => cluster.map(value).sort((a, b) => a - b);
    const area = cluster.reduce((sum, index) => sum + cells.area * depths[index]! ** 2, 0);
    if (area < LEAST_AREA) return [];
    const up = sorted((index) => height - depths[index]! * cells.down[index]!);
    const ahead = sorted((index) => depths[index]! * cells.forward[index]!);
    if (quantile(up, 0.9) < LEAST_TOP || spread(up) < LEAST_STEEPNESS[unit] * spread(ahead)) return [];
    const straight = sorted((index) => depths[index]! * lengthOf(cells, index));
    return [{ cells: cluster, distance: quantile(straight, NEAR_SIDE) }];
  });
}

function lengthOf({ right, down, forward }: Cells, index: number): number {
  return Math.hypot(right[index]!, down[index]!, forward[index]!);
}

function spread(sorted: readonly number[]): number {
  return quantile(sorted, 0.9) - quantile(sorted, 0.1);
}

function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]!;
}

/** The smallest box around cells, in pixels of the image. */
export function boxOf(which: readonly number[], { columns, rows }: Cells, image: Size): Box {
  const xs = which.map((index) => index % columns);
  const ys = which.map((index) => Math.floor(index / columns));
  const x = (column: number) => (column * image.width) / columns;
  const y = (row: number) => (row * image.height) / rows;
  const left = x(Math.min(...xs));
  const top = y(Math.min(...ys));
  return { left, top, width: x(Math.max(...xs) + 1) - left, height: y(Math.max(...ys) + 1) - top };
}
