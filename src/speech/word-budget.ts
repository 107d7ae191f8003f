/** How much may be said: a listener's attention is a budget that refills. Pure. */

import { ANNOUNCEMENT_RULES as RULES } from './announcement-rules';

export interface WordBudget {
  /** How many words may be said at `countedAt`. */
  readonly left: number;
  /** Milliseconds. */
  readonly countedAt: number;
}

export const FULL_BUDGET: WordBudget = { left: RULES.burstWords, countedAt: -Infinity };

export function wordsLeft({ left, countedAt }: WordBudget, now: number): number {
  const minutes = (now - countedAt) / 60_000;
  return Math.min(RULES.burstWords, left + minutes * RULES.wordsPerMinute);
}

export function spend(budget: WordBudget, words: number, now: number): WordBudget {
  return { left: wordsLeft(budget, now) - words, countedAt: now };
}

/** Words that were not heard cost nothing. */
export function giveBack(budget: WordBudget, words: number): WordBudget {
  return { ...budget, left: budget.left + words };
}

const segmenters = new Map<string, Intl.Segmenter>();

/**
 * Words as the language counts them: Chinese and Japanese are written without spaces (Unicode Standard Annex 29, by
 * `Intl.Segmenter`; where a browser has none, spaces count).
 * @param language BCP 47 tag
 */
export function countWords(text: string, language: string): number {
  if (!('Segmenter' in Intl)) return text.split(/\s+/).filter(Boolean).length;
  const segmenter = segmenters.get(language) ?? new Intl.Segmenter(language, { granularity: 'word' });
  segmenters.set(language, segmenter);
  return [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).length;
}
