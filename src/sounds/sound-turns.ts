/** Who may sound: one at a time, and the more urgent always. What must wait isn't played later, for it would be late. */

import { CUE_KINDS, type CueKind } from '../speech/cue';

/** `guide`: the sounds that answer a finger or a search, below all cues. */
export type Sounding = CueKind | 'guide';

/** The lower the more urgent. */
const rankOf = (sounding: Sounding) =>
  sounding === 'guide' ? CUE_KINDS.length : CUE_KINDS.indexOf(sounding);

export class SoundTurns {
  #rank = Infinity;
  #until = -Infinity;

  /**
   * Whether this sound may begin now, in the place of what sounds: it may not while something more urgent does. Of two that
   * are as urgent the newer is nearer to the truth.
   * @param lengthMs how long it sounds
   * @param now milliseconds on any steady clock, the same for all calls
   */
  take(sounding: Sounding, lengthMs: number, now: number): boolean {
    const rank = rankOf(sounding);
    if (now < this.#until && rank > this.#rank) return false;
    this.#rank = rank;
    this.#until = now + lengthMs;
    return true;
  }
}
