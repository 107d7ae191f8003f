/**
 * How a camera was turned, from the floor in a depth map in metres: for 3-D photos, of which no sensor tells. A
 * network's map can't tell it: its unknown offset moves the horizon.
 */

import type { CameraOrientation } from '../scene';
import type { Cells } from './cells';

/** How far a photographer turns a camera: down to the feet nearly, hardly up, and upright but for a slip. */
const LOWEST_PITCH = -Math.PI / 4;
const HIGHEST_PITCH = Math.PI / 9;
const GREATEST_ROLL = Math.PI / 12;

/** Metres above the floor from which it is taken: lower planes are table tops, higher ones none that a person is on. */
const LOWEST = 0.8;
const HIGHEST = 2.2;

/** What counts as on the plane, of its inverse depth: a phone's own depth is good to a tenth. */
const TOLERANCE = 0.06;

/** Of all known cells, how many must be floor. */
const LEAST_SHARE = 0.1;

/** Planes through three cells that are tried: with a fifth of the cells on the floor, six of 800 lie on it. */
const TRIALS = 800;

/** As in `floor.ts`. */
const STRIDES = [7919, 104_729, 1_299_709] as const;

type Plane = readonly [right: number, down: number, forward: number];

/**
 * @param cells with lines of sight of a camera that isn't turned (pitch 0, roll 0)
 * @returns null where no plane is likely the floor
 */
export function orientationFromFloor(cells: Cells): CameraOrientation | null {
  const known = [...cells.inverse.keys()].filter((index) => cells.inverse[index]! > 0);
  const count = known.length;
  let best: CameraOrientation | null = null;
  let bestScore = LEAST_SHARE * count;
  for (let trial = 0; trial < TRIALS && count > 0; trial += 1) {
    const [a, b, c] = STRIDES.map(
      (stride, end) => known[(trial * stride + Math.floor((end * count) / 3)) % count]!,
    );
    const plane = planeThrough(cells, a!, b!, c!);
    const orientation = plane && orientationOf(plane);
    if (!orientation) continue;
    const score = scoreOf(cells, known, plane);
    if (score > bestScore) {
      bestScore = score;
      best = orientation;
    }
  }
  return best;
}

/** The p for which p . ray is the inverse depth at three cells: the direction of down, divided by the height. */
function planeThrough({ right, down, inverse }: Cells, a: number, b: number, c: number): Plane | null {
  const [x1, y1, z1] = [right[b]! - right[a]!, down[b]! - down[a]!, inverse[b]! - inverse[a]!];
  const [x2, y2, z2] = [right[c]! - right[a]!, down[c]! - down[a]!, inverse[c]! - inverse[a]!];
  const determinant = x1 * y2 - x2 * y1;
  if (Math.abs(determinant) < 1e-3) return null;
  const alongRight = (z1 * y2 - z2 * y1) / determinant;
  const alongDown = (x1 * z2 - x2 * z1) / determinant;
  return [alongRight, alongDown, inverse[a]! - alongRight * right[a]! - alongDown * down[a]!];
}

/** Null where that plane is no floor under a person with a camera. */
function orientationOf([right, down, forward]: Plane): CameraOrientation | null {
  const perHeight = Math.hypot(right, down, forward);
  const pitch = -Math.asin(forward / perHeight);
  const roll = Math.atan2(right, down);
  const height = 1 / perHeight;
  const isFloor =
    height >= LOWEST &&
    height <= HIGHEST &&
    pitch >= LOWEST_PITCH &&
    pitch <= HIGHEST_PITCH &&
    Math.abs(roll) <= GREATEST_ROLL;
  return isFloor ? { pitch, roll, heading: 0 } : null;
}

/**
 * Cells on the plane, one counting the more the nearer it is to it (MSAC: Torr and Zisserman 2000), less those that would
 * lie below it, where nothing is.
 */
function scoreOf({ inverse, right, down }: Cells, known: readonly number[], plane: Plane): number {
  let score = 0;
  for (const index of known) {
    const expected = plane[0] * right[index]! + plane[1] * down[index]! + plane[2];
    if (!(expected > 0)) continue;
    const off = (inverse[index]! / expected - 1) / TOLERANCE;
    if (Math.abs(off) <= 1) score += 1 - off * off;
    else if (off < 0) score -= 1;
  }
  return score;
}
