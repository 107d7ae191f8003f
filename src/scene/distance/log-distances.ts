/**
 * What is known of one distance, as a likelihood over a fixed grid of distances in equal steps of their logarithm:
 * errors of distance are shares of it, so each witness is normal in the logarithm. On a grid, witnesses that say only
 * "not farther than" or "perhaps not at all" multiply with the others without approximation.
 */

import type { Metres } from '../scene';

/** An arm's length is far less than anything here has to tell apart. */
const NEAREST_METRES = 0.2;
/** Beyond, nothing matters to a walker; farther things pile up in the last place. */
const FARTHEST_METRES = 150;
/** Steps of 7 %, below the error of any witness. */
const PLACES = 96;

const START = Math.log(NEAREST_METRES);
const END = Math.log(FARTHEST_METRES);
export const LOG_STEP = (END - START) / (PLACES - 1);

/** Natural logarithms of metres, ascending. */
export const LOG_METRES: readonly number[] = Array.from(
  { length: PLACES },
  (_, place) => START + place * LOG_STEP,
);

/** How many things lie at each place when they lie evenly along the way, and how many up to there. */
const EVENLY = LOG_METRES.map((logMetres) => Math.exp(logMetres));
const UP_TO = EVENLY.map((_, place) => EVENLY.slice(0, place + 1).reduce((sum, value) => sum + value, 0));

/** One value per place of `LOG_METRES`; a likelihood, so its sum means nothing. */
export type Likelihood = Float64Array;

export function uninformed(): Likelihood {
  return new Float64Array(PLACES).fill(1);
}

/**
 * @param mean natural logarithm of metres
 * @param deviation one standard deviation of the logarithm
 */
export function normalLikelihood(mean: number, deviation: number): Likelihood {
  const likelihood = new Float64Array(PLACES);
  // Narrower than the grid would fall between two places.
  const width = Math.max(deviation, LOG_STEP / 2);
  // A mean beyond the grid leaves what is nearest to it: without this, nothing would be left of a tail.
  const beyond = Math.max(START - mean, mean - END, 0) / width;
  for (let place = 0; place < PLACES; place += 1) {
    const distance = (START + place * LOG_STEP - mean) / width;
    likelihood[place] = Math.exp(0.5 * (beyond * beyond - distance * distance));
  }
  return normalised(likelihood);
}

/** Adds a weight at a logarithm of metres, shared between the two places beside it. */
export function addWeight(histogram: Likelihood, logMetres: number, weight: number): void {
  const position = Math.min(PLACES - 1, Math.max(0, (logMetres - START) / LOG_STEP));
  const place = Math.min(PLACES - 2, Math.floor(position));
  const share = position - place;
  histogram[place]! += weight * (1 - share);
  histogram[place + 1]! += weight * share;
}

/** Spreads each weight as a normal distribution; `deviation` as in `normalLikelihood`. The sum becomes 1. */
export function blurred(histogram: Likelihood, deviation: number): Likelihood {
  const reach = Math.min(PLACES - 1, Math.ceil((2.5 * deviation) / LOG_STEP));
  if (reach === 0) return normalised(histogram);
  const kernel = new Float64Array(reach + 1);
  for (let step = 0; step <= reach; step += 1) {
    kernel[step] = Math.exp(-0.5 * ((step * LOG_STEP) / deviation) ** 2);
  }
  const result = new Float64Array(PLACES);
  for (let place = 0; place < PLACES; place += 1) {
    const weight = histogram[place]!;
    if (weight === 0) continue;
    for (let step = -reach; step <= reach; step += 1) {
      const target = Math.min(PLACES - 1, Math.max(0, place + step));
      result[target]! += weight * kernel[Math.abs(step)]!;
    }
  }
  return normalised(result);
}

/**
 * From "it is there" to "it is there or nearer". Things lie evenly along the way, so places of equal steps of the
 * logarithm hold them as the distance: a little nearer is likelier than much. The sum is 1.
 */
export function orNearer(likelihood: Likelihood): Likelihood {
  const result = new Float64Array(PLACES);
  let density = 0;
  for (let place = PLACES - 1; place >= 0; place -= 1) {
    density += likelihood[place]! / UP_TO[place]!;
    result[place] = density * EVENLY[place]!;
  }
  return normalised(result);
}

/** From "it is there" to "it is there or farther". The largest value is 1: what is far enough is not in doubt. */
export function orFarther(likelihood: Likelihood): Likelihood {
  const result = new Float64Array(PLACES);
  let within = 0;
  for (let place = 0; place < PLACES; place += 1) {
    within += likelihood[place]!;
    result[place] = within;
  }
  for (let place = 0; place < PLACES; place += 1) result[place]! /= within;
  return result;
}

/** One or the other: `share` of the first, the rest of the second; both with a sum of 1. */
export function either(first: Likelihood, second: Likelihood, share: number): Likelihood {
  const result = new Float64Array(PLACES);
  for (let place = 0; place < PLACES; place += 1) {
    result[place] = share * first[place]! + (1 - share) * second[place]!;
  }
  return result;
}

/** A witness may be quite wrong: with this probability it says nothing at all. Its sum must be 1. */
export function doubted(likelihood: Likelihood, doubt: number): Likelihood {
  const result = new Float64Array(PLACES);
  for (let place = 0; place < PLACES; place += 1) {
    result[place] = (1 - doubt) * likelihood[place]! + doubt / PLACES;
  }
  return result;
}

/** One of them, nobody knows which; each has its weight in its sum. */
export function mixture(likelihoods: readonly Likelihood[]): Likelihood {
  const sum = new Float64Array(PLACES);
  for (const likelihood of likelihoods) {
    for (let place = 0; place < PLACES; place += 1) sum[place]! += likelihood[place]!;
  }
  return sum;
}

/** All of them, taken as independent; null says nothing. The sum is 1. */
export function together(likelihoods: readonly (Likelihood | null)[]): Likelihood {
  const product = uninformed();
  for (const likelihood of likelihoods) {
    if (!likelihood) continue;
    for (let place = 0; place < PLACES; place += 1) product[place]! *= likelihood[place]!;
    normalised(product);
  }
  return product;
}

/** Mean and standard deviation of the logarithm of metres. */
export function moments(likelihood: Likelihood): { mean: number; deviation: number } {
  let sum = 0;
  let first = 0;
  let second = 0;
  for (let place = 0; place < PLACES; place += 1) {
    const weight = likelihood[place]!;
    const value = START + place * LOG_STEP;
    sum += weight;
    first += weight * value;
    second += weight * value * value;
  }
  const mean = first / sum;
  return { mean, deviation: Math.sqrt(Math.max(0, second / sum - mean * mean)) };
}

/** The median with the range that holds `share` of the likelihood, as much of it nearer as farther. */
export function rangeOf(likelihood: Likelihood, share: number): Metres {
  const sum = sumOf(likelihood);
  const quantileOf = (part: number) => quantile(likelihood, part * sum);
  return { near: quantileOf((1 - share) / 2), best: quantileOf(0.5), far: quantileOf((1 + share) / 2) };
}

/** Metres below which so much of the likelihood lies; linear between the middles of two places. */
function quantile(likelihood: Likelihood, target: number): number {
  let below = 0;
  for (let place = 0; place < PLACES; place += 1) {
    const value = likelihood[place]!;
    if (below + value >= target) {
      const share = value > 0 ? (target - below) / value : 0.5;
      return Math.exp(START + (place + share - 0.5) * LOG_STEP);
    }
    below += value;
  }
  return FARTHEST_METRES;
}

/** In place: the sum becomes 1, unless it is 0. */
export function normalised(likelihood: Likelihood): Likelihood {
  const sum = sumOf(likelihood);
  if (sum > 0) for (let place = 0; place < PLACES; place += 1) likelihood[place]! /= sum;
  return likelihood;
}

function sumOf(likelihood: Likelihood): number {
  let sum = 0;
  for (let place = 0; place < PLACES; place += 1) sum += likelihood[place]!;
  return sum;
}
