/**
 * How fast a thing closes in, from how its picture grows: time to contact is size over its rate of growth, tau = s / (ds/dt)
 * (Lee, "A theory of visual control of braking based on information about time-to-collision", Perception 1976). It
 * needs no scale and nothing of the camera, and it doesn't matter which of the two moves. Pure. Times in milliseconds.
 */

import type { Box, Size } from '../scene';
import { cutSides } from './visible-box';

/** How large a thing looked at one time. */
export interface SizeSample {
  readonly time: number;
  /** Pixels; null where the image's edge cuts it, so that nothing shows how far it goes on. */
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
 * Standard deviation of the square root of a box's area about a line over the window, as a share: 0.067 on the walking
 * clip, of which the detector's own errors are half and the rest is gait. Few samples may lie in a line by chance: they
 * count no better than this.
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

/** @param box as detected, not smoothed */
export function sampleSize({ width, height, ...corner }: Box, image: Size, time: number): SizeSample {
  const cut = cutSides({ width, height, ...corner }, image);
  return {
    time,
    width: cut.left || cut.right ? null : Math.max(1, width),
    height: cut.top || cut.bottom ? null : Math.max(1, height),
  };
}

/**
 * The distance is proportional to 1 / size, and at a steady speed falls in a straight line, unlike size or its
 * logarithm: so the line tells the rate at its end, not half a window ago.
 * @param samples oldest first
 * @param now for which time, not before the newest sample
 * @returns null when nothing uncut was seen for long enough
 */
export function closingRateFromGrowth(samples: readonly SizeSample[], now: number): ClosingRate | null {
  const points = relativeDistances(samples);
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last || points.length < 3 || last.time - first.time < SHORTEST_MS) return null;
  const slope = medianSlope(points);
  const levels = points.map(({ time, value }) => value - slope * (time - last.time));
  const level = median(levels);
  const scatter = Math.max(
    LEAST_SCATTER,
    DEVIATION_OF_MEDIAN * median(levels.map((each) => Math.abs(each - level))),
  );
  const distance = Math.max(LEAST_DISTANCE, level + slope * (now - last.time));
  const deviation = (scatter * dependence(points)) / spread(points);
  return { rate: (-1000 * slope) / distance, deviation: (1000 * deviation) / distance };
}

interface Point {
  readonly time: number;
  /** In distances of the newest sample. */
  readonly value: number;
}

/** By the square root of the area, or by the one side that the image doesn't cut now. */
function relativeDistances(samples: readonly SizeSample[]): Point[] {
  const newest = samples.at(-1);
  if (!newest) return [];
  const usesWidth = newest.width !== null;
  const usesHeight = newest.height !== null;
  const sizeOf = ({ width, height }: SizeSample) => {
    if (usesWidth && usesHeight) return width !== null && height !== null ? Math.sqrt(width * height) : null;
    return usesWidth ? width : height;
  };
  const present = sizeOf(newest);
  return samples.flatMap((sample) => {
    const size = sizeOf(sample);
    return present === null || size === null ? [] : [{ time: sample.time, value: present / size }];
  });
}

/**
 * Theil and Sen's line: the median of the slopes between all pairs (Sen, JASA 1968). Up to 29 % of wrong samples do not
 * bend it: detectors cut legs off and put them on again.
 */
function medianSlope(points: readonly Point[]): number {
  const slopes = points.flatMap((later, index) =>
    points.slice(0, index).map((earlier) => (later.value - earlier.value) / (later.time - earlier.time)),
  );
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

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
