/**
 * How quick the ticks are that lead to a thing: the quicker, the more ahead and the nearer it is. Pulses that quicken
 * with nearness are Apple's (Magnifier, People Detection), three speeds of ticks toward the middle OKO's; drivers know
 * both from parking sensors. Pure.
 */

import type { Place } from '../sounds/place';
import { EDGE_OF_PICTURE } from '../sounds/side';
import { FIND_RULES as RULES } from './find-rules';

/**
 * From the edge of the picture on, a tick is as slow as can be.
 * @param place its bearing in radians, its nearness 0 to 1
 * @returns milliseconds from one tick to the next, 120 to 1200: equal steps of place change it by equal factors, which
 * is how rhythms are told apart
 */
export function tickInterval({ bearing, nearness }: Place): number {
  const middle = 1 - clamp(Math.abs(bearing) / EDGE_OF_PICTURE);
  const quickness = RULES.middleShare * middle + (1 - RULES.middleShare) * clamp(nearness);
  return RULES.slowestTickMs * (RULES.quickestTickMs / RULES.slowestTickMs) ** quickness;
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
