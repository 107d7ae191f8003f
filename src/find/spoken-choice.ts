/**
 * Takes in a few words by the microphone, by speech recognition on the device or not at all: a browser that may send the
 * audio away is never asked (https://webaudio.github.io/web-speech-api/, since Chrome 139).
 */

import { withAccent, withLikelyRegion } from '../speech/voices';

/** The parts of the Web Speech API that are used; TypeScript's library lacks them. */
interface Recognition extends EventTarget {
  lang: string;
  processLocally: boolean;
  maxAlternatives: number;
  start(): void;
  abort(): void;
}

interface RecognitionConstructor {
  new (): Recognition;
  readonly prototype: Recognition;
  available(options: { langs: readonly string[]; processLocally: true }): Promise<string>;
}

/** Named `Permissions-Policy` in the standard; Chromium has kept the former name, other browsers have neither. */
interface WithFeaturePolicy {
  readonly featurePolicy?: { allowsFeature(feature: string): boolean };
}

/** A name takes a second or two. An engine that finds no end of it in the noise of a street is ended. */
const LISTEN_AT_MOST_MS = 8000;

/** The voice of the page may take so long to begin, and to end at the latest. */
const VOICE_BEGINS_WITHIN_MS = 400;
const VOICE_ENDS_WITHIN_MS = 6000;
const POLL_MS = 100;

/**
 * What a screen reader takes for a letter at its usual pace, about 170 words a minute with 5 letters and a space each,
 * and at least for the shortest sentence, for scripts that write a syllable in one sign.
 */
const SCREEN_READER_MS_PER_CHARACTER = 70;
const SCREEN_READER_LEAST_MS = 1500;

/** Names sound alike: what the engine takes for less likely may be the one that is a thing. */
const ALTERNATIVES = 5;

/**
 * In which language the person can be understood on this device; null where they can't.
 * @param language BCP 47 tag of the language that the person has chosen
 * @param accents tags of the person's languages, the most wanted first
 * @returns BCP 47 tag, mostly with a region, by which engines know their languages
 */
export async function recognisedLanguage(
  language: string,
  accents: readonly string[] = navigator.languages,
): Promise<string | null> {
  const recognition = localRecognition();
  if (!recognition || !mayUseMicrophone()) return null;
  for (const tag of new Set([withAccent(language, accents), withLikelyRegion(language), language])) {
    const status = await recognition.available({ langs: [tag], processLocally: true }).catch(() => null);
    if (status === 'available') return tag;
  }
  return null;
}

/**
 * Resolves when the page's own voice has said what it was just given: a microphone that is open before hears it, too.
 */
export async function untilVoiceIsSilent(): Promise<void> {
  const voice = globalThis.speechSynthesis as SpeechSynthesis | undefined;
  if (!voice) return;
  const latest = performance.now() + VOICE_ENDS_WITHIN_MS;
  await pause(VOICE_BEGINS_WITHIN_MS);
  while ((voice.speaking || voice.pending) && performance.now() < latest) await pause(POLL_MS);
}

/**
 * Resolves when a screen reader has likely read a text: no page is told when it has. Without the sentence nobody would
 * know when to speak, and a microphone that is open too early hears only its end, in which the name is found all the
 * same.
 */
export async function untilScreenReaderIsSilent(text: string): Promise<void> {
  await pause(Math.max(SCREEN_READER_LEAST_MS, text.length * SCREEN_READER_MS_PER_CHARACTER));
}

/**
 * Listens once; the microphone is open until the promise is settled, and no longer than that.
 * @param language a tag from `recognisedLanguage`
 * @param signal ends it early
 * @returns what may have been said, the likeliest first; empty when nothing was understood, nothing was said, the
 * microphone was refused, or the device can't do it by itself
 */
export function listenOnce(language: string, signal: AbortSignal): Promise<readonly string[]> {
  const Recognition = localRecognition();
  if (!Recognition || signal.aborted) return Promise.resolve([]);
  const recognition = new Recognition();
  Object.assign(recognition, { lang: language, maxAlternatives: ALTERNATIVES, processLocally: true });
  // A browser that doesn't take the condition on would choose by itself where to send the audio.
  if (recognition.processLocally !== true) return Promise.resolve([]);

  return new Promise((resolve) => {
    const timer = setTimeout(() => finish([]), LISTEN_AT_MOST_MS);
    const finish = (heard: readonly string[]) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      resolve(heard);
      recognition.abort();
    };
    const onAbort = () => finish([]);
    signal.addEventListener('abort', onAbort);
    recognition.addEventListener('result', (event) =>
      finish(alternativesOf(event as SpeechRecognitionEvent)),
    );
    // Chromium 156 tells of some errors without an end after them.
    for (const type of ['nomatch', 'error', 'end']) recognition.addEventListener(type, onAbort);
    try {
      recognition.start();
    } catch {
      finish([]);
    }
  });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function alternativesOf({ results, resultIndex }: SpeechRecognitionEvent): string[] {
  return Array.from(results[resultIndex] ?? [], ({ transcript }) => transcript.trim()).filter(Boolean);
}

/** Null where the browser can't promise that the audio stays on the device. */
function localRecognition(): RecognitionConstructor | null {
  const { SpeechRecognition } = globalThis as { SpeechRecognition?: Partial<RecognitionConstructor> };
  const isLocal =
    typeof SpeechRecognition?.available === 'function' &&
    SpeechRecognition.prototype !== undefined &&
    'processLocally' in SpeechRecognition.prototype;
  return isLocal ? (SpeechRecognition as RecognitionConstructor) : null;
}

/** The page's own policy may keep the microphone shut: a button that can't work must not be there. */
function mayUseMicrophone(): boolean {
  const { featurePolicy } = document as WithFeaturePolicy;
  return featurePolicy?.allowsFeature('microphone') ?? true;
}
