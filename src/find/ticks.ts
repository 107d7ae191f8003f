/**
 * How quick the ticks are that lead to a thing: the quicker, the more ahead and the nearer it is. Pulses that quicken
 * with nearness are Apple's (Magnifier, People Detection), three speeds of ticks toward the middle OKO's; drivers know
 * both from parking sensors. Pure.
 */

import type { Metres } from '../scene/scene';
import type { Place } from '../sounds/sounds';
import { FAR_METRES, REACH_METRES } from '../speech/phrases/sentences';
import { FIND_RULES as RULES } from './find-rules';

const SIDE_RADIANS = (RULES.sideDegrees * Math.PI) / 180;

/** What a place is made of; `nearness` is the paper's distance as a share of the picture's height. */
interface Located {
  readonly bearing: number;
  readonly metres: Metres | null;
  readonly nearness: number;
}

/**
 * Where it is for the ear. Nearness goes by the logarithm of the distance, so that each halving is as much nearer to the
 * ear, from 0 at what is just "far" to 1 within reach.
 */
export function placeOf({ bearing, metres, nearness }: Located): Place {
  const distance = metres
    ? Math.log(metres.best / REACH_METRES) / Math.log(FAR_METRES / REACH_METRES)
    : nearness / RULES.farInPicture;
  return { bearing, nearness: 1 - clamp(distance) };
}

/**
 * @param place its bearing in radians, its nearness 0 to 1
 * @returns milliseconds from one tick to the next, 120 to 1200: equal steps of place change it by equal factors, which
 * is how rhythms are told apart
 */
export function tickInterval({ bearing, nearness }: Place): number {
  const middle = 1 - clamp(Math.abs(bearing) / SIDE_RADIANS);
  const quickness = RULES.middleShare * middle + (1 - RULES.middleShare) * clamp(nearness);
  return RULES.slowestTickMs * (RULES.quickestTickMs / RULES.slowestTickMs) ** quickness;
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
