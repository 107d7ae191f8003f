/** The language in which the person is spoken to and the screen is written: always one and the same. */

import { writeIn } from '../localisation/localisation';
import { loadPhrases, nearestLanguage } from '../speech/phrases/languages';
import type { Phrases } from '../speech/phrases/phrases';

/**
 * @param tag BCP 47
 * @throws when the language's file can't be had (not stored and no network); the screen then stays as it is
 */
export async function takeLanguage(tag: string): Promise<Phrases> {
  const [phrases] = await Promise.all([loadPhrases(tag), writeIn(nearestLanguage(tag))]);
  return phrases;
}
