/** How near a thing is, as coarsely as a person acts on it: what comes a zone nearer is worth a word. Pure. */

import type { Metres } from '../scene/scene';
import { REACH_METRES } from './phrases/sentences';

/** Nearest first: within an arm's length, two steps, four, eight, and beyond. */
export const ZONES = ['reach', 'twoSteps', 'fourSteps', 'eightSteps', 'far'] as const;

export type Zone = (typeof ZONES)[number];

/**
 * Where each zone but the last ends, metres. Each is about twice as far as the one before, as one camera's error grows with
 * the distance, at a step of 0.7 to 0.75 m; "arm's length, one step, two steps, a few metres" are the zones of VISION
 * glasses (visionindustries.my, obstacle detection), too.
 */
const ENDS_METRES = [REACH_METRES, 1.5, 3, 6] as const;

/** Where each zone but the last ends when nothing tells metres: the foot's height in the picture, as a share of it. */
const ENDS_IN_PICTURE = [0.04, 0.15, 0.25, 0.35] as const;

/** How far beyond an end a thing must be before its zone changes: what the distance of a standing thing sways by. */
const END_MARGIN = 1.25;

/** What a zone is judged by. */
export interface Near {
  readonly metres: Metres | null;
  /** The paper's distance as a share of the picture's height. */
  readonly nearness: number;
}

export function zoneOf({ metres, nearness }: Near): Zone {
  const [value, ends] = metres ? [metres.best, ENDS_METRES] : [nearness, ENDS_IN_PICTURE];
  return ZONES[ends.filter((end) => value >= end).length]!;
}

/** The zone with hysteresis: stays `former` until the thing lies a quarter beyond the end that it crosses. */
export function steadyZone(near: Near, former: Zone): Zone {
  const plain = zoneOf(near);
  if (plain === former) return former;
  const factor = isNearer(plain, former) ? END_MARGIN : 1 / END_MARGIN;
  const { metres, nearness } = near;
  const shifted = zoneOf({
    metres: metres && { ...metres, best: metres.best * factor },
    nearness: nearness * factor,
  });
  const isBeyond = isNearer(plain, former) ? isNearer(shifted, former) : isNearer(former, shifted);
  return isBeyond ? shifted : former;
}

export function isNearer(zone: Zone, other: Zone): boolean {
  return ZONES.indexOf(zone) < ZONES.indexOf(other);
}
