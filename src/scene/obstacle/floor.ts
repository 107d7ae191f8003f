/**
 * The floor in a depth map. On a plane the inverse depth is a straight line over how far a line of sight points down,
 * 1/z = down / height, and a network's map is that but for a scale and an offset (Ranftl et al., TPAMI 2022). So one
 * line, fitted to the map, tells its scale in units of the camera's height, its offset, and whether there is a floor.
 * On all 100 maps of the walking clip it is found, and its slope changes by 8 % in the median from map to map.
 */

import type { DepthMap } from '../scene';
import type { Cells } from './cells';

/** On the floor the map's value is `slope * down + offset`, with `down` as in `Ray`. */
export interface Floor {
  readonly slope: number;
  readonly offset: number;
}

/** Nearer to the horizon than this the floor is more than ten camera heights away, and maps know it badly. */
const LEAST_DOWN = 0.1;

/**
 * Floor is looked for up to 45 degrees to either side of the way: beyond are walls, cars and beds of plants, and a
 * network's map falls off toward the lower corners.
 */
const REACH = 1;

/**
 * What counts as on the line: within these shares, of its distance below the camera and of its depth. Of 1.4 m the first
 * is 11 cm, the height of a kerb.
 */
const TOLERANCE = 0.08;
const TOLERANCE_OFFSET = 0.012;

/**
 * Of the cells that could be floor, the least share that must be, and the most that may lie below it (which nothing
 * does but a drop, so it tells a false line). On the walking clip nine lines of ten have 0.5 to 0.97 and 0 to 0.25;
 * indoors, with furniture in the way, the lines of right slope have 0.35 at least.
 */
const LEAST_SHARE = 0.35;
const MOST_BELOW = 0.3;

/** Floor must be seen over such a stretch of `down`, and in so many cells: less is no line. */
const LEAST_STRETCH = 0.15;
const LEAST_CELLS = 24;

/** The least `g` in 1/z = s (1 + g (x / mean - 1)) that a network's map is taken to have: see `depth-scale.ts`. */
const LEAST_GAIN = 0.25;

/** Of the mean less the least values: on the walking clip a line reaches up to 0.1 above them, with the mean at 0.4. */
const OFFSET_NOISE = 0.25;

/**
 * Lines through two cells that are tried. If a third of the cells is floor, one in nine has both ends on it: that none
 * of 220 has is out of the question.
 */
const TRIALS = 220;

/** By so many cells a line is judged while it is one of many. */
const JUDGES = 200;

/** Primes, so that judges and the two ends of lines are spread all over the cells, the same way each time. */
const STRIDES = [7919, 104_729] as const;

/**
 * The line on which most cells lie and below which least do (RANSAC: Fischler and Bolles 1981), then least squares.
 * @param taken 1 for cells that are something else
 * @returns null where no floor is seen
 */
export function findFloor(cells: Cells, taken: Uint8Array, unit: DepthMap['unit']): Floor | null {
  const candidates = candidatesOf(cells, taken);
  const { length } = candidates;
  if (length < LEAST_CELLS) return null;
  const at = (step: number) => candidates[step % length]!;
  const judges = Array.from({ length: Math.min(length, JUDGES) }, (_, index) => at(index * STRIDES[0]));
  const offsets = unit === 'per-metre' ? null : offsetRange(cells);
  let best: Floor | null = null;
  let bestScore = 0;
  for (let trial = 0; trial < TRIALS; trial += 1) {
    const first = at(trial * STRIDES[0]);
    const second = at(trial * STRIDES[1] + (length >> 1));
    const line = offsets ? lineThrough(cells, first, second) : lineFromZero(cells, first);
    if (!line || !(line.slope > 0)) continue;
    if (offsets && (line.offset < offsets.least || line.offset > offsets.most)) continue;
    const { on, below } = count(cells, judges, line);
    if (on - below > bestScore) {
      bestScore = on - below;
      best = line;
    }
  }
  return best && judged(cells, candidates, refined(cells, onLine(cells, candidates, best), unit));
}

function candidatesOf({ inverse, right, down }: Cells, taken: Uint8Array): number[] {
  const candidates: number[] = [];
  for (let index = 0; index < inverse.length; index += 1) {
    const below = down[index]!;
    if (below < LEAST_DOWN || taken[index] || !(inverse[index]! > 0)) continue;
    if (Math.abs(right[index]!) <= REACH * below) candidates.push(index);
  }
  return candidates;
}

/**
 * Nothing is farther than infinitely far, so the offset is no more than the map's least values, but for the noise of the
 * line.
 */
function offsetRange({ inverse }: Cells): { least: number; most: number } {
  const known = inverse.filter((value) => value > 0).sort();
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const farthest = known[Math.floor(known.length / 50)]!;
  return { least: mean * (1 - 1 / LEAST_GAIN), most: farthest + OFFSET_NOISE * (mean - farthest) };
}

function lineThrough({ inverse, down }: Cells, first: number, second: number): Floor | null {
  const stretch = down[second]! - down[first]!;
  if (Math.abs(stretch) < LEAST_DOWN / 2) return null;
  const slope = (inverse[second]! - inverse[first]!) / stretch;
  return { slope, offset: inverse[first]! - slope * down[first]! };
}

/** A map in metres has no offset. */
function lineFromZero({ inverse, down }: Cells, first: number): Floor {
  return { slope: inverse[first]! / down[first]!, offset: 0 };
}

/** How far above the line a cell lies, in units of its tolerance: within one it is on the line. */
function offLine({ inverse, down }: Cells, index: number, { slope, offset }: Floor): number {
  const below = down[index]!;
  return ((inverse[index]! - offset) / slope - below) / (TOLERANCE * below + TOLERANCE_OFFSET);
}

function onLine(cells: Cells, candidates: readonly number[], line: Floor): number[] {
  return candidates.filter((index) => Math.abs(offLine(cells, index, line)) <= 1);
}

function count(cells: Cells, candidates: readonly number[], line: Floor): { on: number; below: number } {
  let on = 0;
  let below = 0;
  for (const index of candidates) {
    const off = offLine(cells, index, line);
    if (off < -1) below += 1;
    else if (off <= 1) on += 1;
  }
  return { on, below };
}

/** Least squares. */
function refined({ inverse, down }: Cells, on: readonly number[], unit: DepthMap['unit']): Floor {
  const mean = (values: Float32Array) =>
    unit === 'per-metre' ? 0 : on.reduce((sum, index) => sum + values[index]!, 0) / on.length;
  const [meanDown, meanInverse] = [mean(down), mean(inverse)];
  let product = 0;
  let square = 0;
  for (const index of on) {
    product += (down[index]! - meanDown) * (inverse[index]! - meanInverse);
    square += (down[index]! - meanDown) ** 2;
  }
  const slope = product / square;
  return { slope, offset: meanInverse - slope * meanDown };
}

function judged(cells: Cells, candidates: readonly number[], line: Floor): Floor | null {
  if (!(line.slope > 0)) return null;
  const on = onLine(cells, candidates, line);
  if (on.length < Math.max(LEAST_CELLS, LEAST_SHARE * candidates.length)) return null;
  if (count(cells, candidates, line).below > MOST_BELOW * candidates.length) return null;
  const downs = on.map((index) => cells.down[index]!).sort((a, b) => a - b);
  const stretch = downs[Math.floor(0.95 * on.length)]! - downs[Math.floor(0.05 * on.length)]!;
  if (stretch < LEAST_STRETCH) return null;
  return line;
}
