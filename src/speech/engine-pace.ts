/**
 * How long a speech engine may take before it counts as stuck: learned from what it took so far, because engines differ
 * by the factor ten, and a walker can't wait for the slowest one. Pure. All times in milliseconds.
 */

/** An engine that was never heard yet may be waking up; if it hasn't started by now it won't (phetsims/utterance-queue). */
export const FIRST_START_LIMIT_MS = 5000;

/**
 * An engine that has started before gets less: at 1.2 m/s a second is more than a step, and a hazard may be waiting. What
 * was given up too soon is asked for once more, so a mistake costs a fifth of a second and no word.
 */
export const LEAST_START_LIMIT_MS = 1000;

/** And always so many times what it took at its slowest. (espeak-ng: 70 to 130 ms, 650 ms on a machine that is busy.) */
const START_MARGIN = 4;

/** Starts that are remembered: one slow start is forgotten when the engine was quick for a while. */
const STARTS_REMEMBERED = 8;

/**
 * An engine that goes on for longer than any voice needs is stuck, as Edge on Android is after half an hour
 * (HadrienGardeur/web-speech-recommended-voices#36). Three times what espeak-ng needs for our messages at its normal
 * rate (56 to 105 ms a letter, measured), and a floor for short ones.
 */
export const MS_PER_LETTER_AT_MOST = 200;
export const END_LIMIT_FLOOR_MS = 4000;

/** Once the engine has said something to its end, twice its own slowest pace is enough. */
const PACE_MARGIN = 2;
export const KNOWN_END_LIMIT_FLOOR_MS = 2000;

/** A shorter text tells nothing of the pace: most of it is the pause behind it. */
const LEAST_LETTERS_FOR_PACE = 10;

/** Signs that stand for a syllable or a word take longer: espeak-ng needs 337 ms for a Chinese one, 377 for a Japanese. */
const LETTERS_PER_DENSE_SIGN = 6;
const DENSE_SIGN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

/** What is known of one engine with one voice at one rate. */
export class EnginePace {
  /** Delays from `speak()` to the start, the newest last. */
  #starts: readonly number[] = [];
  /** Milliseconds a letter, the slowest. */
  #pace: number | null = null;

  /** It has spoken before: what doesn't start now is a hang, not a refusal. */
  get hasStarted(): boolean {
    return this.#starts.length > 0;
  }

  started(delay: number): void {
    this.#starts = [...this.#starts, delay].slice(-STARTS_REMEMBERED);
  }

  /** @param duration from its start to its end */
  ended(text: string, duration: number): void {
    const letters = lettersOf(text);
    if (letters >= LEAST_LETTERS_FOR_PACE) this.#pace = Math.max(this.#pace ?? 0, duration / letters);
  }

  /** Another voice, or another rate: how quickly it starts is the engine's, how quickly it speaks is not. */
  forgetPace(): void {
    this.#pace = null;
  }

  /** From `speak()` on. @param isSecond of the second attempt: twice as long, for the engine may just be waking up */
  startLimit(isSecond = false): number {
    if (!this.hasStarted) return FIRST_START_LIMIT_MS;
    const limit = Math.max(LEAST_START_LIMIT_MS, START_MARGIN * Math.max(...this.#starts));
    return Math.min(FIRST_START_LIMIT_MS, isSecond ? 2 * limit : limit);
  }

  /** From the start on. @param rate of speech, 1 is the voice's own */
  endLimit(text: string, rate: number): number {
    const letters = lettersOf(text);
    if (this.#pace === null) return END_LIMIT_FLOOR_MS + (letters * MS_PER_LETTER_AT_MOST) / rate;
    return KNOWN_END_LIMIT_FLOOR_MS + letters * this.#pace * PACE_MARGIN;
  }
}

/** The length of a text in letters of the Latin kind. */
function lettersOf(text: string): number {
  const dense = text.match(DENSE_SIGN)?.length ?? 0;
  return text.length + dense * (LETTERS_PER_DENSE_SIGN - 1);
}
