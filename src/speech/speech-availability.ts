/** Can this browser speak by itself, offline, in the person's language? If not, a screen reader must. */

import type { SpeechFaultReason } from './phrases/phrases';
import { VOICES_TIMEOUT_MS, chooseVoice, waitForVoices } from './voices';

export type SpeechAvailability =
  { readonly kind: 'ready'; readonly voice: SpeechSynthesisVoice } | { readonly kind: SpeechFaultReason };

/** The browser's speech engine, or null where it has none (some web views, privacy browsers). */
export function speechEngine(): SpeechSynthesis | null {
  return 'speechSynthesis' in globalThis && 'SpeechSynthesisUtterance' in globalThis
    ? globalThis.speechSynthesis
    : null;
}

/**
 * Waits for the voices and chooses one. An engine without a single voice counts as none: it accepts text and stays
 * silent.
 * @param language BCP 47 tag
 * @param preferredURI `voiceURI` of the voice that the person chose, or null
 */
export async function assessSpeech(
  language: string,
  preferredURI: string | null = null,
  timeoutMs: number = VOICES_TIMEOUT_MS,
): Promise<SpeechAvailability> {
  const engine = speechEngine();
  const voices = engine ? await waitForVoices(engine, timeoutMs) : [];
  if (voices.length === 0) return { kind: 'no-engine' };
  const voice = chooseVoice(voices, language, preferredURI);
  return voice ? { kind: 'ready', voice } : { kind: 'no-local-voice' };
}
