/** A Kalman filter for one value and how fast it changes. Pure. Times in seconds. */

/** An estimate of a value and of its rate, with their variances. */
export interface SteadyValue {
  readonly value: number;
  /** Per second. */
  readonly rate: number;
  readonly valueVariance: number;
  readonly covariance: number;
  readonly rateVariance: number;
}

/** How unpredictably a value changes. */
export interface Unrest {
  /** Variance that its rate gains in a second. */
  readonly rate: number;
  /** Seconds in which a rate falls to 1/e when nothing confirms it; Infinity for one that goes on as it is. */
  readonly memory: number;
}

/** @param rateVariance of a rate that nobody has seen yet, which is taken to be 0 */
export function beginValue(value: number, valueVariance: number, rateVariance: number): SteadyValue {
  return { value, rate: 0, valueVariance, covariance: 0, rateVariance };
}

/**
 * What is expected `seconds` later. The rate fades (an Ornstein-Uhlenbeck process: Singer's model of manoeuvring
 * targets without the acceleration, IEEE Trans. AES 1970), since nothing seen goes on for long as it does.
 */
export function predictValue(before: SteadyValue, seconds: number, unrest: Unrest): SteadyValue {
  const { value, rate, valueVariance, covariance, rateVariance } = before;
  const kept = Math.exp(-seconds / unrest.memory);
  const travelled = unrest.memory === Infinity ? seconds : unrest.memory * (1 - kept);
  return {
    value: value + travelled * rate,
    rate: kept * rate,
    valueVariance:
      valueVariance +
      2 * travelled * covariance +
      travelled ** 2 * rateVariance +
      (unrest.rate * seconds ** 3) / 3,
    covariance: kept * (covariance + travelled * rateVariance) + (unrest.rate * seconds ** 2) / 2,
    rateVariance: kept ** 2 * rateVariance + unrest.rate * seconds,
  };
}

/** Takes in a measurement of the value. */
export function correctValue(predicted: SteadyValue, measured: number, variance: number): SteadyValue {
  const { value, rate, valueVariance, covariance, rateVariance } = predicted;
  const valueGain = valueVariance / (valueVariance + variance);
  const rateGain = covariance / (valueVariance + variance);
  const surprise = measured - value;
  return {
    value: value + valueGain * surprise,
    rate: rate + rateGain * surprise,
    valueVariance: (1 - valueGain) * valueVariance,
    covariance: (1 - valueGain) * covariance,
    rateVariance: rateVariance - rateGain * covariance,
  };
}
