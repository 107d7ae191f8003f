/**
 * How fast a thing closes in, from how its picture grows: time to contact is size over its rate of growth, tau = s / (ds/dt)
 * (Lee, "A theory of visual control of braking based on information about time-to-collision", Perception 1976). It
 * needs no scale and nothing of the camera, and it doesn't matter which of the two moves. Pure. Times in milliseconds.
 */

import { defaultFocalLength } from '../geometry';
import type { Box, Size } from '../scene';
import { cutSides } from './visible-box';

/** How large a thing looked at one time: twice the tangent of half the angle that it fills. */
export interface SizeSample {
  readonly time: number;
  /** Null where the image's edge cuts it, so that nothing shows how far it goes on. */
  readonly width: number | null;
  readonly height: number | null;
}

/** An estimate of how the distance changes, whatever it is. */
export interface ClosingRate {
  /** Share of the distance that goes in a second: 1 / time to contact. Negative goes away. */
  readonly rate: number;
  /** One standard deviation of it. */
  readonly deviation: number;
}

/** Growth is taken from so many milliseconds: a walker does three or four steps, whose sway mostly cancels out. */
export const LOOMING_WINDOW_MS = 1500;

/** Less than this, milliseconds, tells sway and errors as growth. */
const SHORTEST_MS = 400;

/**
 * Standard deviation of a box's side about a line over the window, as a share: on the walking clip 0.07 of heights, 0.09 of
 * widths, half of it the detector's own error and the rest gait. Few samples may lie in a line by chance: they count no
 * better than this.
 */
const LEAST_SCATTER = 0.07;

/**
 * Milliseconds in which the error of a size falls to 1/e: neighbours at 100 ms have a correlation of 0.25 to 0.35 on both
 * clips, so that many looks in a short time say less than they seem to.
 */
const ERROR_MEMORY_MS = 100;

/** For a normal distribution: standard deviation over median absolute deviation. */
const DEVIATION_OF_MEDIAN = 1.4826;

/** The present size is taken to be no smaller a share of the newest one's than this when the line is drawn on. */
const LEAST_DISTANCE = 0.1;

/**
 * Sizes are angles, not pixels: towards the corners pictures stretch, and a phone that turns would make things grow. For that
 * the focal length of phones in general is good enough.
 * @param box as detected, not smoothed
 */
export function sampleSize(box: Box, image: Size, time: number): SizeSample {
  const cut = cutSides(box, image);
  const focalLength = defaultFocalLength(image);
  const left = (box.left - image.width / 2) / focalLength;
  const top = (box.top - image.height / 2) / focalLength;
  // No side counts as shorter than a pixel: nothing does not grow.
  const right = left + Math.max(1, box.width) / focalLength;
  const bottom = top + Math.max(1, box.height) / focalLength;
  return {
    time,
    width: cut.left || cut.right ? null : apparentSize(left, right, (top + bottom) / 2),
    height: cut.top || cut.bottom ? null : apparentSize(top, bottom, (left + right) / 2),
  };
}

/** Between two points on a line at `offset` from the image's middle, all in focal lengths. */
function apparentSize(from: number, to: number, offset: number): number {
  const away = 1 + offset ** 2;
  // Of the two lines of sight: length of the cross product, and dot product.
  const angle = Math.atan2((to - from) * Math.sqrt(away), away + from * to);
  return 2 * Math.tan(angle / 2);
}

/**
 * The rate by which both sides of the box grow, or the one that the image doesn't cut. Of two, the slower: what comes
 * nearer grows in both; a box that takes in a part that was hidden, or a person who turns, in one. (On the walking clip
 * that halves the false alarms of the box's area, and misses no more.)
 * @param samples oldest first
 * @param now for which time, not before the newest sample
 * @returns null when no side was seen uncut for long enough
 */
export function closingRateFromGrowth(samples: readonly SizeSample[], now: number): ClosingRate | null {
  const newest = samples.at(-1);
  const ofSide = (side: 'width' | 'height') =>
    newest?.[side] && closingRateOfSide(samples, side, newest[side], now);
  const width = ofSide('width') || null;
  const height = ofSide('height') || null;
  if (!width || !height) return width ?? height;
  const slower = Math.abs(width.rate) < Math.abs(height.rate) ? width : height;
  return width.rate * height.rate > 0 ? slower : { ...slower, rate: 0 };
}

/**
 * The distance is proportional to 1 / size, and at a steady speed falls in a straight line, unlike size or its logarithm:
 * so the line tells the rate at its end, not half a window ago.
 */
function closingRateOfSide(
  samples: readonly SizeSample[],
  side: 'width' | 'height',
  present: number,
  now: number,
): ClosingRate | null {
  const points = samples.flatMap(({ time, [side]: size }) =>
    size === null ? [] : [{ time, value: present / size }],
  );
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last || points.length < 3 || last.time - first.time < SHORTEST_MS) return null;
  const slope = medianSlope(points);
  const levels = points.map(({ time, value }) => value - slope * (time - last.time));
  const level = median(levels);
  const scatter = DEVIATION_OF_MEDIAN * median(levels.map((each) => Math.abs(each - level)));
  const distance = Math.max(LEAST_DISTANCE, level + slope * (now - last.time));
  const deviation = (Math.max(LEAST_SCATTER, scatter) * dependence(points)) / spread(points);
  return { rate: (-1000 * slope) / distance, deviation: (1000 * deviation) / distance };
}

interface Point {
  readonly time: number;
  /** In distances of the newest sample. */
  readonly value: number;
}

/**
 * Theil and Sen's line: the median of the slopes between all pairs (Sen, JASA 1968). Up to 29 % of wrong samples do not
 * bend it: detectors cut legs off and put them on again.
 */
function medianSlope(points: readonly Point[]): number {
  const slopes = new Float64Array((points.length * (points.length - 1)) / 2);
  let count = 0;
  for (const [index, later] of points.entries()) {
    for (let before = 0; before < index; before += 1) {
      const earlier = points[before]!;
      slopes[count++] = (later.value - earlier.value) / (later.time - earlier.time);
    }
  }
  return median(slopes);
}

/** Root of the sum of squares of the times about their mean: what a slope's error is divided by. */
function spread(points: readonly Point[]): number {
  const mean = points.reduce((sum, { time }) => sum + time, 0) / points.length;
  return Math.sqrt(points.reduce((sum, { time }) => sum + (time - mean) ** 2, 0));
}

/** By which factor errors that depend on the ones before (first order) make a slope worse than independent ones. */
function dependence(points: readonly Point[]): number {
  const step = (points.at(-1)!.time - points[0]!.time) / (points.length - 1);
  const correlation = Math.exp(-step / ERROR_MEMORY_MS);
  return Math.sqrt((1 + correlation) / (1 - correlation));
}

function median(values: ArrayLike<number>): number {
  // Typed arrays sort numbers by themselves, several times as fast.
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
