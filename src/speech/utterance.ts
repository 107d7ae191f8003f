/** One thing to say. The announcer makes utterances, a speaker says them. */

import type { Cue } from './cue';

/**
 * What an utterance is worth, highest first: something is about to be hit; the app can't see or can't go on; the answer
 * to something that the person asked for or did; news that the app brings up by itself.
 */
export const URGENCIES = ['hazard', 'fault', 'answer', 'news'] as const;

export type Urgency = (typeof URGENCIES)[number];

export interface Utterance {
  readonly text: string;
  readonly urgency: Urgency;
  /** BCP 47 tag of the language that the text is written in. */
  readonly language: string;
  /** The sound that goes ahead of the words; none where it is missing. */
  readonly cue?: Cue;
}

/** Positive when the first is more urgent than the second, 0 when they are alike. */
export function compareUrgency(first: Urgency, second: Urgency): number {
  return URGENCIES.indexOf(second) - URGENCIES.indexOf(first);
}
