/** Where a thing is for the ear: a search and a finger on a picture let it sound from the same place. Pure. */

import { FAR_METRES, REACH_METRES } from '../speech/phrases/sentences';

/** Where a thing is, for the sounds of finding and touching. */
export interface Place {
  /** Radians from straight ahead, positive to the right. */
  readonly bearing: number;
  /** 0 (far) to 1 (within reach). */
  readonly nearness: number;
}

/** What a place is made of. */
export interface Located {
  readonly bearing: number;
  /** Null where nothing tells the distance. */
  readonly metres: { readonly best: number } | null;
  /** The paper's measure: how far above the picture's lower edge it is, as a share of the picture's height. */
  readonly nearness: number;
}

/**
 * Nearness goes by the logarithm of the distance, so that each halving is as much nearer to the ear, from 0 at what is
 * just "far" to 1 within reach. Where nothing tells the distance the paper's measure serves, over the whole height of
 * the picture: what is nearer in the order is heard as nearer, however the phone hangs.
 */
export function placeOf({ bearing, metres, nearness }: Located): Place {
  const distance = metres
    ? Math.log(metres.best / REACH_METRES) / Math.log(FAR_METRES / REACH_METRES)
    : nearness;
  return { bearing, nearness: 1 - Math.min(1, Math.max(0, distance)) };
}
