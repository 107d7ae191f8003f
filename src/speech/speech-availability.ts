/** Can this browser speak by itself, offline, in the person's language? If not, a screen reader must. */

import type { Utterance } from './utterance';
import { VOICES_TIMEOUT_MS, chooseVoice, waitForVoices } from './voices';

/** What is understood by most of those whose language has no voice on the device. */
const NOTICE_LANGUAGE = 'en';

/** Said in English, and only there: in the person's own language nothing on the device can say it. */
export const NO_VOICE_NOTICE: Utterance = {
  text: 'This device has no offline voice for your language. Install one in its settings, or use a screen reader.',
  urgency: 'fault',
  language: NOTICE_LANGUAGE,
};

export type SpeechAvailability =
  | { readonly kind: 'ready'; readonly voice: SpeechSynthesisVoice }
  | { readonly kind: 'no-engine' }
  /** `english` is one that can at least say so, where there is one. */
  | { readonly kind: 'no-local-voice'; readonly english: SpeechSynthesisVoice | null };

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
  return voice
    ? { kind: 'ready', voice }
    : { kind: 'no-local-voice', english: chooseVoice(voices, NOTICE_LANGUAGE, null) };
}
