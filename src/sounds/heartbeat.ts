/** A quiet beat that says "I am watching": whoever hears it no more knows that silence isn't safety. */

import type { Playing } from './earcon-renderer';

/** Between two beats, in seconds: a walker does about 4 m, and hears the lack of one soon enough. */
export const BEAT_PERIOD_S = 3;

/** A beat keeps away from a cue and the first words after it, in seconds. */
export const GIVES_WAY_S = 1.5;

/** How long before a beat it is handed to the audio clock, in seconds: a busy page delays a timer by less. */
const AHEAD_S = 0.25;

export interface BeatClock {
  /** Seconds on the audio clock; null while it doesn't run. That of another audio context begins at 0 again. */
  readonly now: number | null;
  /** Plays one beat at this time of the clock. */
  beat(at: number): Playing;
}

export class Heartbeat {
  readonly #clock: BeatClock;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isBeating = false;
  /** When the next beat is due; null while the clock doesn't run. */
  #next: number | null = null;
  #quietUntil = -Infinity;
  /** The clock as it was read last. */
  #lastNow = -Infinity;
  #newest: { readonly at: number; readonly playing: Playing } | null = null;

  constructor(clock: BeatClock) {
    this.#clock = clock;
  }

  /** The first beat comes after a period. */
  start(): void {
    if (this.#isBeating) return;
    this.#isBeating = true;
    this.#next = null;
    this.#goOn();
  }

  /** Silent at once, a beat that sounds or was planned included. */
  stop(): void {
    this.#isBeating = false;
    clearTimeout(this.#timer);
    this.#newest?.playing.stop();
    this.#newest = null;
  }

  /** Leaves out the beats that would fall on a sound that begins now, or on the words after it. */
  giveWay(soundMs: number): void {
    const now = this.#readClock();
    if (now === null) return;
    this.#quietUntil = now + soundMs / 1000 + GIVES_WAY_S;
    if (this.#newest && this.#newest.at < this.#quietUntil) this.#newest.playing.stop();
  }

  /** Times of a clock that gave way to another one mean nothing on that: the next beat might be minutes away. */
  #readClock(): number | null {
    const { now } = this.#clock;
    if (now === null) return null;
    if (now < this.#lastNow) {
      this.#next = this.#newest = null;
      this.#quietUntil = -Infinity;
    }
    this.#lastNow = now;
    return now;
  }

  #goOn(): void {
    const now = this.#readClock();
    if (now === null) this.#next = null;
    else this.#next ??= now + BEAT_PERIOD_S;
    const seconds = now === null || this.#next === null ? BEAT_PERIOD_S : this.#next - now - AHEAD_S;
    this.#timer = setTimeout(() => this.#due(), Math.max(0, seconds) * 1000);
  }

  #due(): void {
    const now = this.#readClock();
    if (now !== null && this.#next !== null) {
      // A page that was busy for long beats once, late, not for all that it left out.
      const at = Math.max(this.#next, now);
      if (at >= this.#quietUntil) this.#newest = { at, playing: this.#clock.beat(at) };
      this.#next = at + BEAT_PERIOD_S;
    }
    this.#goOn();
  }
}
