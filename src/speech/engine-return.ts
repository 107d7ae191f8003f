/** Has an engine that was given up come back? It doesn't say so by itself; it is asked now and then, in silence. */

import { FIRST_START_LIMIT_MS } from './engine-pace';

/** Milliseconds. Often enough after a call or a restart of the system's engine, and no burden on the battery. */
export const ASK_EVERY_MS = 15_000;

/** A space, not an empty text, which some engines pass over without an event (phetsims/utterance-queue). */
export const SILENT_TEXT = ' ';

/**
 * Waits until the engine answers again. Call it when the voice was given up for its failures; while nothing else is given
 * to the engine, for what it hangs on is cancelled.
 * @param voice that it is to speak with
 * @param signal ends the waiting, and the asking
 * @returns true when it has begun, or ended, to say a silent text; false when the signal came first
 */
export async function engineReturns(
  synthesis: SpeechSynthesis,
  voice: SpeechSynthesisVoice,
  signal: AbortSignal,
): Promise<boolean> {
  while (!signal.aborted) {
    await pause(ASK_EVERY_MS, signal);
    if (!signal.aborted && (await answers(synthesis, voice, signal))) return true;
  }
  return false;
}

function answers(
  synthesis: SpeechSynthesis,
  voice: SpeechSynthesisVoice,
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve) => {
    const question = new SpeechSynthesisUtterance(SILENT_TEXT);
    question.volume = 0;
    question.voice = voice;
    question.lang = voice.lang.replaceAll('_', '-');
    const close = (hasAnswered: boolean) => {
      clearTimeout(limit);
      signal.removeEventListener('abort', giveUp);
      question.onstart = question.onend = question.onerror = null;
      if (!hasAnswered) synthesis.cancel();
      resolve(hasAnswered);
    };
    const giveUp = () => close(false);
    const limit = setTimeout(giveUp, FIRST_START_LIMIT_MS);
    signal.addEventListener('abort', giveUp);
    question.onstart = question.onend = () => close(true);
    question.onerror = giveUp;
    synthesis.resume();
    synthesis.speak(question);
  });
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
  });
}
