/**
 * Relative inverse depth to metres. A network's map is the true inverse depth but for a scale and an offset (Ranftl et
 * al., "Towards Robust Monocular Depth Estimation", TPAMI 2022); things whose distance is known tell both.
 */

import type { LogDistance } from './agreement';

/**
 * The part of a picture's inverse depth that is not offset: in 1/z = s (1 + g (x / m - 1)), with m the mean x of the
 * things in view. 1 is none, 0 a map that tells no distances. With the least squares fit of the network's map to the
 * true depth of the indoor pictures, g is 0.2 to 1, 0.5 in the mean.
 */
const GAINS = [0.1, 0.25, 0.4, 0.55, 0.7, 0.85, 1, 1.15];
const GAIN = { mean: 0.6, deviation: 0.3 };

/** What the network itself errs by, one standard deviation of the logarithm of the depth of a thing. */
const NETWORK_ERROR = 0.34;

/** Deviation, in standard deviations, from which on a thing counts less (Huber 1964: 1.345). */
const HUBER = 1.345;

/** At or beyond this the thing is as far as anything: the fit must not go to zero or below. */
const LEAST_INVERSE = 0.05;

/** A thing with its relative inverse depth and what else is known of its distance along the optical axis. */
export interface DepthReading {
  readonly inverse: number;
  /** It is surely there: only such things make the mean. */
  readonly isCertain: boolean;
  readonly known: LogDistance | null;
}

/**
 * @param things null for those that the map doesn't know
 * @returns per thing what the map says of its distance along the optical axis, by the scale that all *other* things
 * give it; null where there is no other
 */
export function scaleDepth(things: readonly (DepthReading | null)[]): (LogDistance | null)[] {
  const inverses = things.flatMap((thing) => (thing?.isCertain ? [thing.inverse] : []));
  const mean = inverses.reduce((sum, value) => sum + value, 0) / inverses.length;
  const shapes = GAINS.map((gain) =>
    things.map((thing) => thing && -Math.log(Math.max(LEAST_INVERSE, 1 + gain * (thing.inverse / mean - 1)))),
  );
  const anchors = anchorsOf(things);
  return things.map((thing, index) => (thing ? scaleOne(anchors, shapes, index) : null));
}

/** A thing whose distance is known. */
interface Anchor {
  /** Among the things. */
  readonly index: number;
  /** Logarithm of metres. */
  readonly mean: number;
  /** One standard deviation of what is known and of what the network errs by. */
  readonly error: number;
}

function anchorsOf(things: readonly (DepthReading | null)[]): Anchor[] {
  return things.flatMap((thing, index) =>
    thing?.known
      ? [{ index, mean: thing.known.mean, error: Math.hypot(thing.known.deviation, NETWORK_ERROR) }]
      : [],
  );
}

/** `shapes` per gain and thing: the logarithm of its distance, but for the scale. */
function scaleOne(
  anchors: readonly Anchor[],
  shapes: readonly (readonly (number | null)[])[],
  index: number,
): LogDistance | null {
  const others = anchors.filter((anchor) => anchor.index !== index);
  if (others.length === 0) return null;
  const fits = shapes.map((shape, row) => {
    const offsets = others.map((anchor) => anchor.mean - shape[anchor.index]!);
    const { mean, deviation, misfit } = robustMean(offsets, others);
    const unusual = (GAINS[row]! - GAIN.mean) / GAIN.deviation;
    return { mean: shape[index]! + mean, deviation, weight: Math.exp(-misfit - 0.5 * unusual * unusual) };
  });
  const total = fits.reduce((sum, { weight }) => sum + weight, 0);
  const mean = fits.reduce((sum, fit) => sum + fit.weight * fit.mean, 0) / total;
  const variance = fits.reduce(
    (sum, fit) => sum + fit.weight * ((fit.mean - mean) ** 2 + fit.deviation ** 2),
    0,
  );
  return { mean, deviation: Math.sqrt(variance / total + NETWORK_ERROR ** 2) };
}

/** Huber's mean of one offset per anchor; `misfit` is half the sum of his loss. */
function robustMean(
  offsets: readonly number[],
  anchors: readonly Anchor[],
): { mean: number; deviation: number; misfit: number } {
  let mean = medianOf(offsets);
  let weightSum = 1;
  for (let round = 0; round < 4; round += 1) {
    let sum = 0;
    weightSum = 0;
    for (let place = 0; place < offsets.length; place += 1) {
      const { error } = anchors[place]!;
      const off = Math.abs(offsets[place]! - mean) / error;
      const weight = (off > HUBER ? HUBER / off : 1) / (error * error);
      sum += weight * offsets[place]!;
      weightSum += weight;
    }
    mean = sum / weightSum;
  }
  let misfit = 0;
  for (let place = 0; place < offsets.length; place += 1) {
    const off = Math.abs(offsets[place]! - mean) / anchors[place]!.error;
    misfit += off > HUBER ? HUBER * (off - HUBER / 2) : 0.5 * off * off;
  }
  return { mean, deviation: 1 / Math.sqrt(weightSum), misfit };
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
