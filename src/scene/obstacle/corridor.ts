/** What stands in the way: the cells of a depth map that are solid, in the space that a walker's body will take. */

import type { Cells } from './cells';
import type { Floor } from './floor';

/**
 * The space, in metres. Across: shoulders (0.53 m, 95th percentile of men, DIN 33402-2) and a hand's breadth twice over on
 * either side, for the sway of a gait and of the hand that holds the phone. Up: from above kerbs and what a cane finds to
 * above the head (1.86 m, same source, with shoes and a margin). Ahead: from what fills the picture to three seconds of
 * walking.
 */
export const HALF_WIDTH = 0.45;
const LOWEST = 0.3;
const HIGHEST = 2.1;
const NEAREST = 0.5;
const FARTHEST = 4;

/** Depth along the optical axis in metres of each cell that is solid and in the way; 0 for the others. */
export function solidInCorridor(
  { inverse, right, down, forward }: Cells,
  { slope, offset }: Floor,
  height: number,
  taken: Uint8Array,
): Float32Array {
  const depths = new Float32Array(inverse.length);
  for (let index = 0; index < inverse.length; index += 1) {
    if (taken[index] || !(inverse[index]! > 0)) continue;
    const perHeight = (inverse[index]! - offset) / slope;
    if (!(perHeight > 0)) continue;
    const depth = height / perHeight;
    const ahead = depth * forward[index]!;
    const across = depth * right[index]!;
    const up = height - depth * down[index]!;
    if (ahead < NEAREST || ahead > FARTHEST || Math.abs(across) > HALF_WIDTH) continue;
    if (up >= LOWEST && up <= HIGHEST) depths[index] = depth;
  }
  return depths;
}
