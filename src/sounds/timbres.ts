/** The colours of the sounds: what is over the fundamental, and whether a tone is held or struck. */

export interface TimbreRecipe {
  /** Strength of each harmonic from the fundamental on. */
  readonly harmonics: readonly number[];
  /** Held at its level until it ends, or struck and fading. */
  readonly envelope: 'held' | 'struck';
}

export const TIMBRES = {
  siren: { harmonics: [1, 0.8, 0.6, 0.5, 0.4, 0.3], envelope: 'held' },
  horn: { harmonics: [1, 0.6, 0.35, 0.2], envelope: 'held' },
  /** Odd harmonics alone sound hollow. */
  reed: { harmonics: [1, 0, 0.25], envelope: 'held' },
  flute: { harmonics: [1], envelope: 'held' },
  drone: { harmonics: [1, 0.5, 0.4, 0.3, 0.2], envelope: 'held' },
  bell: { harmonics: [1, 0, 0, 0.2], envelope: 'struck' },
  wood: { harmonics: [1, 0, 0.4], envelope: 'struck' },
  string: { harmonics: [1, 0.5, 0.2], envelope: 'struck' },
  pulse: { harmonics: [1], envelope: 'struck' },
} as const satisfies Readonly<Record<string, TimbreRecipe>>;

export type Timbre = keyof typeof TIMBRES;

/** How bright a timbre is: the mean harmonic, weighted by strength; 1 for a pure tone. */
export function brightness(timbre: Timbre): number {
  const harmonics: readonly number[] = TIMBRES[timbre].harmonics;
  const total = harmonics.reduce((sum, strength) => sum + strength, 0);
  return harmonics.reduce((sum, strength, index) => sum + strength * (index + 1), 0) / total;
}
