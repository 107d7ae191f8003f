/**
 * The floor in a depth map. On a plane the inverse depth is a straight line of how far a line of sight points down,
 * 1/z = down / height; a network's map is that but for a scale and an offset (Ranftl et al., TPAMI 2022). So one line,
 * fitted to the map, tells its scale in units of the camera's height, its offset, and whether there is a floor at all.
 */

import type { DepthMap } from '../scene';
import type { Cells } from './cells';

/** On the floor the map's value is `slope * down + offset`, with `down` as in `Ray`. */
export interface Floor {
  readonly slope: number;
  readonly offset: number;
  /** One standard deviation of the map's values about the line, divided by the slope: in units of `down`. */
  readonly roughness: number;
  /** 0 to 1: share of the cells that could be floor and lie on the line. */
  readonly share: number;
}

/** Nearer to the horizon than this the floor is more than ten camera heights away, and maps know it badly. */
const LEAST_DOWN = 0.1;

/** Floor is looked for within so many camera heights to either side: beyond are walls, cars, beds of plants. */
const REACH = 1;

/**
 * What counts as on the line: within these shares of the camera's height, of it and of its distance. Of 1.4 m that is
 * 11 cm nearby, the height of a kerb.
 */
const TOLERANCE = 0.08;
const TOLERANCE_OFFSET = 0.012;

/** Of the cells that could be floor, at least this share must be, and at most the other may lie below it. */
const LEAST_SHARE = 0.3;
const MOST_BELOW = 0.6;

/** Floor must be seen over such a stretch of `down`, and in so many cells: less is no line. */
const LEAST_STRETCH = 0.15;
const LEAST_CELLS = 24;

/** The least `g` in 1/z = s (1 + g (x / mean - 1)) that a network's map is taken to have: see `depth-scale.ts`. */
const LEAST_GAIN = 0.25;

/** Lines through pairs of cells that are tried. */
const TRIALS = 220;

/**
 * @param taken 1 for cells that are something else
 * @returns null where no floor is seen
 */
export function findFloor(cells: Cells, taken: Uint8Array, unit: DepthMap['unit']): Floor | null {
  const candidates = candidatesOf(cells, taken);
  if (candidates.length < LEAST_CELLS) return null;
  const [lowest, highest] = unit === 'per-metre' ? [0, 0] : offsetRange(cells);
  const pairs = pairsOf(candidates.length);
  let best: { slope: number; offset: number } | null = null;
  let bestScore = 0;
  for (const [a, b] of pairs) {
    const i = candidates[a]!;
    const j = candidates[b]!;
    const line =
      unit === 'per-metre'
        ? { slope: cells.inverse[i]! / cells.down[i]!, offset: 0 }
        : lineThrough(cells.down[i]!, cells.inverse[i]!, cells.down[j]!, cells.inverse[j]!);
    if (!line || !(line.slope > 0) || line.offset < lowest || line.offset > highest) continue;
    const { on, below } = countOn(cells, candidates, line);
    if (on - below > bestScore) {
      bestScore = on - below;
      best = line;
    }
  }
  (globalThis as any).why = { best, lowest, highest, n: candidates.length };
  return best && refined(cells, candidates, best, unit);
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

/** Nothing is farther than infinitely far, so the offset is no more than the least values of the map. */
function offsetRange({ inverse }: Cells): [lowest: number, highest: number] {
  const known = inverse.filter((value) => value > 0).sort();
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  return [mean * (1 - 1 / LEAST_GAIN), known[Math.floor(known.length / 50)]!];
}

/** Pairs all over the candidates, the same ones each time: two strides that have no factor in common with most counts. */
function pairsOf(count: number): [number, number][] {
  return Array.from({ length: TRIALS }, (_, trial) => [
    (trial * 7919) % count,
    (trial * 104_729 + (count >> 1)) % count,
  ]);
}

function lineThrough(x1: number, y1: number, x2: number, y2: number) {
  if (Math.abs(x1 - x2) < LEAST_DOWN / 2) return null;
  const slope = (y2 - y1) / (x2 - x1);
  return { slope, offset: y1 - slope * x1 };
}

function countOn(
  { inverse, down }: Cells,
  candidates: readonly number[],
  { slope, offset }: { slope: number; offset: number },
): { on: number; below: number } {
  let on = 0;
  let below = 0;
  for (const index of candidates) {
    const off = (inverse[index]! - offset) / slope - down[index]!;
    const tolerance = TOLERANCE * down[index]! + TOLERANCE_OFFSET;
    if (Math.abs(off) <= tolerance) on += 1;
    else if (off < 0) below += 1;
  }
  return { on, below };
}

/** Least squares over the cells on the line, and the verdict. */
function refined(
  cells: Cells,
  candidates: readonly number[],
  line: { slope: number; offset: number },
  unit: DepthMap['unit'],
): Floor | null {
  const { inverse, down } = cells;
  const on = candidates.filter(
    (index) =>
      Math.abs((inverse[index]! - line.offset) / line.slope - down[index]!) <=
      TOLERANCE * down[index]! + TOLERANCE_OFFSET,
  );
  if (on.length < LEAST_CELLS) return null;
  const sum = (value: (index: number) => number) => on.reduce((total, index) => total + value(index), 0);
  const meanDown = unit === 'per-metre' ? 0 : sum((index) => down[index]!) / on.length;
  const meanInverse = unit === 'per-metre' ? 0 : sum((index) => inverse[index]!) / on.length;
  const slope =
    sum((index) => (down[index]! - meanDown) * (inverse[index]! - meanInverse)) /
    sum((index) => (down[index]! - meanDown) ** 2);
  const offset = meanInverse - slope * meanDown;
  if (!(slope > 0)) return null;
  const count = countOn(cells, candidates, { slope, offset });
  const downs = on.map((index) => down[index]!).sort((a, b) => a - b);
  const stretch = downs[Math.floor(0.95 * on.length)]! - downs[Math.floor(0.05 * on.length)]!;
  const share = count.on / candidates.length;
  (globalThis as any).why = { share, below: count.below / candidates.length, stretch, slope, offset, n: candidates.length };
  if (share < LEAST_SHARE || count.below > MOST_BELOW * candidates.length || stretch < LEAST_STRETCH)
    return null;
  const roughness = Math.sqrt(
    sum((index) => ((inverse[index]! - offset) / slope - down[index]!) ** 2) / on.length,
  );
  return { slope, offset, roughness, share };
}
