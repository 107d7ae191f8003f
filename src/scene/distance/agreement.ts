/** Known sizes and the ground judge each other: planes on which things have their usual size are the likely ones. */

import { LOG_METRES } from './log-distances';
import type { GroundPlanes, GroundReading } from './ground-plane';

/** A distance as the logarithm of metres, with one standard deviation of it. */
export interface LogDistance {
  readonly mean: number;
  readonly deviation: number;
}

export interface SizedThing {
  readonly ground: GroundReading;
  readonly size: LogDistance;
  readonly supports: readonly Support[];
}

/** Something on which a thing may stand with the lower edge of its box. */
export interface Support {
  /** Metres above the ground. */
  readonly height: number;
  readonly probability: number;
}

/** A thing may be no usual one, or none at all: with this probability it says nothing about the ground. */
const DOUBT = 0.1;

const RANGE = LOG_METRES.at(-1)! - LOG_METRES[0]!;

/**
 * @param things null for those that can't judge
 * @returns per thing the probabilities of the planes (sum 1) as all the others see them: so what a thing learns from
 * the ground doesn't hold its own size a second time
 */
export function weighPlanes(things: readonly (SizedThing | null)[], planes: GroundPlanes): Float64Array[] {
  const votes = things.map((thing) => (thing ? voteOf(thing, planes) : null));
  const total = planes.logWeights.slice();
  for (const vote of votes) {
    for (let plane = 0; vote && plane < total.length; plane += 1) total[plane]! += vote[plane]!;
  }
  const all = probabilities(total);
  return votes.map((vote) => {
    if (!vote) return all;
    const others = total.slice();
    for (let plane = 0; plane < total.length; plane += 1) others[plane]! -= vote[plane]!;
    return probabilities(others);
  });
}

/** Logarithm of the probability of the thing's size, per plane. */
function voteOf({ ground, size, supports }: SizedThing, { logHeights }: GroundPlanes): Float64Array {
  const deviation = Math.hypot(size.deviation, ground.edgeError);
  const scale = 1 / (deviation * Math.sqrt(2 * Math.PI));
  const unsupported = 1 - supports.reduce((sum, { probability }) => sum + probability, 0);
  const above = supports.map(({ height }) =>
    logHeights.map((logHeight) => Math.log(Math.max(LEAST_ABOVE, Math.exp(logHeight) - height))),
  );
  const columns = logHeights.length;
  const vote = new Float64Array(ground.logMetresAtUnitHeight.length * columns);
  for (let index = 0; index < vote.length; index += 1) {
    const unit = ground.logMetresAtUnitHeight[Math.floor(index / columns)]!;
    const column = index % columns;
    // What stands nowhere there is nearer than the ground behind its lower edge.
    const off = (unit + logHeights[column]! - size.mean) / deviation;
    let likelihood = (unsupported * cumulativeNormal(off)) / RANGE;
    for (let support = 0; support < supports.length; support += 1) {
      const offThere = (unit + above[support]![column]! - size.mean) / deviation;
      likelihood += supports[support]!.probability * scale * Math.exp(-0.5 * offThere * offThere);
    }
    vote[index] = Math.log((1 - DOUBT) * likelihood + DOUBT / RANGE);
  }
  return vote;
}

/** A camera no higher than a table's top sees nothing of where things stand on it, metres. */
const LEAST_ABOVE = 0.05;

/** Logistic approximation of the normal distribution's integral, within 0.01 (Bowling et al. 2009). */
function cumulativeNormal(off: number): number {
  return 1 / (1 + Math.exp(-1.702 * off));
}

/** From logarithms; the sum is 1. */
function probabilities(logWeights: Float64Array): Float64Array {
  let most = -Infinity;
  for (const value of logWeights) most = Math.max(most, value);
  const weights = new Float64Array(logWeights.length);
  let sum = 0;
  for (let plane = 0; plane < weights.length; plane += 1) {
    weights[plane] = Math.exp(logWeights[plane]! - most);
    sum += weights[plane]!;
  }
  for (let plane = 0; plane < weights.length; plane += 1) weights[plane]! /= sum;
  return weights;
}
