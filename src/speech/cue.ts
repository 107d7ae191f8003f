/**
 * A sound that goes ahead of words: it tells side and urgency before the first word can be spoken. The announcer decides
 * on it; what it sounds like is the matter of `src/sounds`.
 */

/** The most urgent first. `imminent`: about to be hit. `hazard`: coming, or close in the way. */
export const CUE_KINDS = ['imminent', 'hazard', 'fault', 'near', 'far', 'clear'] as const;

export type CueKind = (typeof CUE_KINDS)[number];

export interface Cue {
  readonly kind: CueKind;
  /** Where the thing is: radians from straight ahead, positive to the right; 0 for what has no place. */
  readonly bearing: number;
}
