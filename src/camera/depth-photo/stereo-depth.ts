/** From two pictures of one scene, taken side by side, to the depth map of the first. Without the cameras' facts relative. */

import type { DepthMap } from '../../scene/scene';
import { focalLengthInPixels } from './film';
import { type Disparities, type GreyPicture, matchPictures } from './stereo-disparity';

/** Pixels of the longer side at which pairs are matched. */
export const MATCHED_SIDE = 320;

/**
 * By how much the content may be shifted, as a share of the width: stereo photographers keep the nearest within a
 * thirtieth, and a pair that is moved to lie on the screen's plane has it on both sides of 0.
 */
const MOST_SHIFT = 0.1;

/** Along a row a gap this long, as a share of the width, is what the one camera sees and the other doesn't. */
const LONGEST_GAP = 0.05;

/**
 * The share of the structure that must fit both ways. Pairs made of photos and their measured depth reach 0.63 to 0.87,
 * the halves of 189 photos that are no pairs at most 0.25.
 */
const LEAST_MATCHED = { declared: 0.45, found: 0.6 };

/** Between the 5th and the 95th of 100 shifts, in pixels: less than this is one picture shown twice, whole or mirrored. */
const LEAST_SPREAD = { declared: 1.5, found: 3 };

/**
 * How much the lower quarter of a picture must be nearer than its upper one, as a share of the spread, to say which of
 * the two is the left eye's: what stands on the ground is nearer the lower it stands.
 */
const LEAST_LEAN = 0.3;

/** More than this share of points behind infinity: the cameras weren't parallel, or the pictures were moved. */
const MOST_BEHIND_INFINITY = 0.02;

/** What is known of a pair. */
export interface StereoFacts {
  /** The file says that this is a pair; else the pictures alone must show it. */
  readonly isDeclared: boolean;
  /** Whether the first picture is that of the left eye; null where nothing tells. */
  readonly isLeftFirst: boolean | null;
  /** Taken where neither file nor picture tells. */
  readonly usuallyLeftFirst: boolean | null;
  /** Metres between two parallel cameras; null where unknown. */
  readonly baseline: number | null;
  readonly focalLength35: number | null;
}

export interface StereoPair {
  /** Of the first picture, as stored; null where it can't be told which eye saw which. */
  readonly depth: DepthMap | null;
}

/** @returns null where the two are no pair */
export async function stereoPair(
  first: GreyPicture,
  second: GreyPicture,
  facts: StereoFacts,
  rest: () => Promise<void>,
): Promise<StereoPair | null> {
  const most = Math.round(first.width * MOST_SHIFT);
  const found = await matchPictures(first, second, most, rest);
  const sorted = found.shifts.filter((shift) => !Number.isNaN(shift)).sort();
  const spread = quantile(sorted, 0.95) - quantile(sorted, 0.05);
  const kind = facts.isDeclared ? 'declared' : 'found';
  if (!(found.matched >= LEAST_MATCHED[kind] && spread >= LEAST_SPREAD[kind])) return null;
  const isLeftFirst = facts.isLeftFirst ?? seenLeftFirst(found, spread) ?? facts.usuallyLeftFirst;
  if (isLeftFirst === null) return { depth: null };
  // The left eye sees the near further to the right.
  const nearness = isLeftFirst ? found.shifts : found.shifts.map((shift) => -shift);
  return { depth: depthOf({ ...found, shifts: nearness }, facts) };
}

function depthOf({ width, height, shifts }: Disparities, { baseline, focalLength35 }: StereoFacts): DepthMap {
  const sorted = shifts.filter((shift) => !Number.isNaN(shift)).sort();
  const filled = fillGaps(shifts, width);
  const isMetric = baseline !== null && focalLength35 !== null && quantile(sorted, MOST_BEHIND_INFINITY) > -1;
  if (!isMetric) {
    const farthest = quantile(sorted, 0.01);
    return {
      width,
      height,
      values: filled.map((shift) => Math.max(0, shift - farthest) || 0),
      unit: 'relative',
    };
  }
  // shift = focal length * baseline / distance
  const focalLength = focalLengthInPixels(focalLength35, { width, height });
  const values = filled.map((shift) => Math.max(0, shift) / (focalLength * baseline) || 0);
  return { width, height, values, unit: 'per-metre' };
}

/** What only one camera sees lies behind: it gets the farther of its neighbours. Long gaps stay unknown. */
function fillGaps(shifts: Float32Array, width: number): Float32Array {
  const filled = shifts.slice();
  const longest = width * LONGEST_GAP;
  for (let row = 0; row < shifts.length; row += width) {
    let known = -1;
    for (let x = 0; x < width; x++) {
      if (Number.isNaN(shifts[row + x]!)) continue;
      if (known >= 0 && x - known - 1 <= longest)
        filled.fill(Math.min(shifts[row + known]!, shifts[row + x]!), row + known + 1, row + x);
      known = x;
    }
  }
  return filled;
}

/** By the ground; null where the picture doesn't lean clearly either way. */
function seenLeftFirst({ width, height, shifts }: Disparities, spread: number): boolean | null {
  const quarter = width * (height >> 2);
  const mean = (part: Float32Array) => {
    const known = part.filter((shift) => !Number.isNaN(shift));
    return known.reduce((sum, shift) => sum + shift, 0) / known.length;
  };
  const lean = (mean(shifts.subarray(-quarter)) - mean(shifts.subarray(0, quarter))) / spread;
  return Math.abs(lean) >= LEAST_LEAN ? lean > 0 : null;
}

function quantile(sorted: Float32Array, share: number): number {
  return sorted[Math.floor((sorted.length - 1) * share)] ?? NaN;
}
