/**
 * Steadies the distance of one thing from look to look: an extended Kalman filter of the logarithm of the distance and its
 * rate. Errors of distance are shares of it, and so they are here. What moves at a steady speed changes its rate as it
 * comes nearer; that is foretold exactly, as in the modified polar coordinates of Aidala and Hammel (IEEE Trans. AC
 * 1983). Pure.
 *
 * What it costs in time, simulated at 5 looks a second with errors of 5 % a look: a thing that comes at a walk is told
 * 1 % too far on average, 0.02 s late at 3 m; a car at 8 m/s 8 %, 0.2 s late at 20 m (a quarter less at 10 looks a second, a
 * quarter more at 3). The trembling of what stands 3 m away falls to a half, 10 m away to a third.
 */

import { beginValue, correctValue, type SteadyValue } from './steady-value';

/** Natural logarithm of metres, and its rate per second: negative comes nearer. */
export type LogDistance = SteadyValue;

/**
 * Standard deviation of closing speeds, metres per second: people and things stand, the person walks at 1.4, two who meet
 * have 2.8, bicycles 5, cars in towns 8 and more.
 */
const SPEED = 2;

/** Seconds after which a speed is that of 1/e before: walkers and cars start and stop within two or three. */
const MEMORY = 2;

/** Between two looks nothing comes nearer than to this share of its distance: speeds are known too badly for that. */
const NEAREST_SHARE = 0.3;

/**
 * A look that makes a thing farther by more than so many standard deviations is believed the less the more it is: most are
 * wrong boxes. One that makes it nearer is believed at once.
 */
const SURPRISE = 2;

/** @param deviation of the logarithm, from look to look */
export function beginDistance(metres: number, deviation: number): LogDistance {
  return beginValue(Math.log(metres), deviation ** 2, (SPEED / metres) ** 2);
}

/** What is expected `seconds` later. */
export function predictDistance(before: LogDistance, seconds: number): LogDistance {
  const kept = Math.exp(-seconds / MEMORY);
  const travelled = MEMORY * (1 - kept);
  const ratio = Math.max(NEAREST_SHARE, 1 + travelled * before.rate);
  const byRate = travelled / ratio;
  const rateByRate = kept / ratio ** 2;
  const value = before.value + Math.log(ratio);
  // So much unrest that rates have the deviation of the speeds in the long run.
  const unrest = (2 / MEMORY) * (SPEED / Math.exp(value)) ** 2;
  const { valueVariance, covariance, rateVariance } = before;
  return {
    value,
    rate: (kept * before.rate) / ratio,
    valueVariance:
      valueVariance + 2 * byRate * covariance + byRate ** 2 * rateVariance + (unrest * seconds ** 3) / 3,
    covariance: rateByRate * (covariance + byRate * rateVariance) + (unrest * seconds ** 2) / 2,
    rateVariance: rateByRate ** 2 * rateVariance + unrest * seconds,
  };
}

/** Takes in a measured distance. */
export function correctDistance(predicted: LogDistance, metres: number, deviation: number): LogDistance {
  const measured = Math.log(metres);
  const expectedDeviation = Math.sqrt(predicted.valueVariance + deviation ** 2);
  const surprise = (measured - predicted.value) / expectedDeviation;
  // Huber's weight: the pull of an outlier grows no further.
  const doubt = Math.max(1, surprise / SURPRISE);
  return correctValue(predicted, measured, doubt * deviation ** 2 + (doubt - 1) * predicted.valueVariance);
}
