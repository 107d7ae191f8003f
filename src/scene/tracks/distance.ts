/**
 * The distance of one followed thing from look to look, and how soon it is here. Pure: state in, state out.
 *
 * All delays of boxes and distances together, simulated at 3 to 10 looks a second with errors of 4 % in each side of the
 * box: a thing that comes at a walk is told 0.06 s late, a car at 8 m/s 0.25 s. Its time to contact is told from 1 to
 * 1.3 s after it came into view on, too long by 7 % for the walk and 25 % for the car.
 */

import { isSameSize } from '../boxes';
import type { Box, Metres, Size } from '../scene';
import { beginDistance, correctDistance, type LogDistance, predictDistance } from './distance-filter';
import {
  type ClosingRate,
  closingRateFromGrowth,
  LOOMING_WINDOW_MS,
  sampleSize,
  type SizeSample,
} from './looming';

/** Times in milliseconds. */
export interface DistanceState {
  readonly time: number;
  readonly image: Size;
  readonly sizes: readonly SizeSample[];
  /** Null while nothing told it. */
  readonly known: KnownDistance | null;
}

interface KnownDistance {
  readonly log: LogDistance;
  /** ln(best / near) and ln(far / best). */
  readonly nearer: number;
  readonly farther: number;
  readonly measuredAt: number;
  /** In how many looks. */
  readonly measurements: number;
}

export interface DistanceUpdate {
  readonly state: DistanceState;
  readonly metres: Metres | null;
  /** Metres per second toward the person, negative away; null without metres or while not significant. */
  readonly approach: number | null;
  /** Seconds until it is here if both go on as now; null unless it comes nearer significantly. */
  readonly timeToContact: number | null;
}

/** near and far of a measurement are so many standard deviations from best: between them lies 80 %. */
const RANGE_DEVIATIONS = 1.2816;

/**
 * Of the error of a measured distance, the share that changes from look to look; the rest (of focal length, height, a
 * thing's own size) stays as it is. On the walking clip, measured from ground and size, errors of one look were 0.06 where
 * the range said 0.28.
 */
const CHANGING_SHARE = 0.25;

/** No look errs by less: sides of boxes under a standing camera differ by 2 % in one look of thirty, and seldom alone. */
const LEAST_ERROR = 0.02;

/** A range follows the measured ones within so many seconds (to 1/e), and doesn't jump with each. */
const RANGE_MEMORY = 0.5;

/**
 * What was not measured for longer than this, milliseconds, is taken to stay where it is (foretold on, anything that once
 * came nearer would arrive), and for longer than the second is no longer known: a walker did four steps.
 */
const FORETOLD_MS = 600;
const UNMEASURED_MS = 2000;

/**
 * A rate counts when it is so many standard deviations from none. On the walking clip, at 10, 5 and 3 looks a
 * second, one in twenty-five looks at a thing that is more than five seconds away then says less than three, mostly of
 * boxes that grow as more of the thing comes into view; of a thing that is less than two seconds away, two looks in three
 * say less than four. On the standing clip one look in five hundred is such an alarm.
 */
const SIGNIFICANT = 2;

/** Of metres, fewer looks tell no speed. */
const LEAST_MEASUREMENTS = 3;

/**
 * Takes one look at one track in. Begins anew when the image's size changes or time goes back.
 * @param state null for a new track
 * @param measurement metres of this look; null where nothing told
 * @param box as detected in this look, `TrackedDetection.detectedBox`; null when the detector missed it
 * @param time milliseconds
 */
export function updateDistance(
  state: DistanceState | null,
  measurement: Metres | null,
  box: Box | null,
  image: Size,
  time: number,
): DistanceUpdate {
  const goesOn = state && time >= state.time && isSameSize(state.image, image);
  const before = goesOn ? state : { time, image, sizes: [], known: null };
  const sizes = before.sizes.filter(
    (sample) => sample.time < time && time - sample.time <= LOOMING_WINDOW_MS,
  );
  if (box) sizes.push(sampleSize(box, image, time));
  const next = { time, image, sizes, known: updateKnown(before, measurement, time) };
  const metres = next.known && rangeOf(next.known);
  const rate = significantRate(next);
  return {
    state: next,
    metres,
    approach: rate !== null && metres ? rate * metres.best : null,
    timeToContact: rate !== null && rate > 0 ? 1 / rate : null,
  };
}

function updateKnown(before: DistanceState, measurement: Metres | null, time: number): KnownDistance | null {
  const known = before.known && time - before.known.measuredAt <= UNMEASURED_MS ? before.known : null;
  const log = known && foretell(known, before.time, time);
  if (!measurement) return known && log && { ...known, log };
  const nearer = Math.log(measurement.best / measurement.near);
  const farther = Math.log(measurement.far / measurement.best);
  const deviation = Math.max(LEAST_ERROR, (CHANGING_SHARE * (nearer + farther)) / 2 / RANGE_DEVIATIONS);
  if (!known || !log) {
    return {
      log: beginDistance(measurement.best, deviation),
      nearer,
      farther,
      measuredAt: time,
      measurements: 1,
    };
  }
  const kept = Math.exp(-(time - known.measuredAt) / 1000 / RANGE_MEMORY);
  return {
    log: correctDistance(log, measurement.best, deviation),
    nearer: kept * known.nearer + (1 - kept) * nearer,
    farther: kept * known.farther + (1 - kept) * farther,
    measuredAt: time,
    measurements: known.measurements + 1,
  };
}

function foretell({ log, measuredAt }: KnownDistance, from: number, to: number): LogDistance {
  const until = Math.max(from, Math.min(to, measuredAt + FORETOLD_MS));
  return predictDistance(log, (until - from) / 1000);
}

/** Steadier than one look's, but no narrower: looks share most of their error. */
function rangeOf({ log, nearer, farther }: KnownDistance): Metres {
  const best = Math.exp(log.value);
  return { near: best * Math.exp(-nearer), best, far: best * Math.exp(farther) };
}

function significantRate({ sizes, known, time }: DistanceState): number | null {
  const rates = [closingRateFromGrowth(sizes, time), known && closingRateFromMetres(known)];
  const fused = fuseRates(rates.filter((rate) => rate !== null));
  return fused && Math.abs(fused.rate) > SIGNIFICANT * fused.deviation ? fused.rate : null;
}

function closingRateFromMetres({ log, measurements }: KnownDistance): ClosingRate | null {
  if (measurements < LEAST_MEASUREMENTS) return null;
  return { rate: -log.rate, deviation: Math.sqrt(log.rateVariance) };
}

/**
 * The mean, weighted by precision. Its error is taken as if the errors were one and the same: metres come from the
 * size of the same boxes, among others.
 */
function fuseRates(rates: readonly ClosingRate[]): ClosingRate | null {
  if (rates.length === 0) return null;
  const weights = rates.map(({ deviation }) => 1 / deviation ** 2);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = (pick: (rate: ClosingRate) => number) =>
    rates.reduce((sum, rate, index) => sum + weights[index]! * pick(rate), 0) / total;
  return { rate: mean(({ rate }) => rate), deviation: mean(({ deviation }) => deviation) };
}
