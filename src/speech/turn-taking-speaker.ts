/** The rules of who may speak when, the same for every output: see `Speaker.speak`. */

import type { Outcome, Speaker, SpeakerListener } from './speaker';
import { compareUrgency, type Urgency, type Utterance } from './utterance';

/**
 * Takes utterances, decides which one has its turn, and leaves the saying to the output that extends it. The output
 * reports `began` and `finished` of the utterance that has the turn, and of no other.
 */
export abstract class TurnTakingSpeaker implements Speaker {
  readonly #listener: SpeakerListener;
  #current: Utterance | null = null;
  #hasBegun = false;
  /** The most urgent first, one of each urgency. */
  #waiting: readonly Utterance[] = [];
  #disposed = false;

  constructor(listener: SpeakerListener = {}) {
    this.#listener = listener;
  }

  /**
   * Starts to say the utterance; called only when nothing else is being said.
   * @param soundMs for so long a sound goes ahead of the words, which must not cover it
   */
  protected abstract begin(utterance: Utterance, soundMs: number): void;

  /** Silences the utterance that has the turn, at once and without any further report of it. */
  protected abstract halt(): void;

  get speaking(): Urgency | null {
    return this.#current?.urgency ?? null;
  }

  speak(utterance: Utterance): void {
    const current = this.#current;
    if (this.#disposed) return this.#end(utterance, 'dropped');
    if (!current) return this.#giveTurn(utterance);
    const comparison = compareUrgency(utterance.urgency, current.urgency);
    if (utterance.urgency === 'news') this.#end(utterance, 'dropped');
    else if (comparison >= 0) this.#interruptWith(utterance);
    else this.#wait(utterance);
  }

  /** In the order in which they were to be heard, for a listener that has them said another way. */
  stop(): void {
    const waiting = this.#takeWaiting();
    this.#endTurn('stopped');
    for (const utterance of waiting) this.#end(utterance, 'dropped');
  }

  dispose(): void {
    this.#disposed = true;
    this.stop();
  }

  protected began(): void {
    if (!this.#current || this.#hasBegun) return;
    this.#hasBegun = true;
    this.#listener.started?.(this.#current);
  }

  protected finished(outcome: 'spoken' | 'interrupted' | 'failed'): void {
    const finished = this.#current;
    if (!finished) return;
    this.#current = null;
    this.#end(finished, outcome);
    // The listener may have spoken again just now; what waits then goes on waiting.
    if (this.#current) return;
    const [next, ...others] = this.#takeWaiting();
    if (!next) return;
    if (outcome === 'failed')
      return [next, ...others].forEach((utterance) => this.#end(utterance, 'stranded'));
    this.#waiting = others;
    this.#giveTurn(this.#listener.renewed?.(next) ?? next);
  }

  #giveTurn(utterance: Utterance): void {
    this.#current = utterance;
    this.#hasBegun = false;
    const soundMs = this.#listener.turned?.(utterance) ?? 0;
    this.begin(utterance, soundMs);
  }

  #interruptWith(utterance: Utterance): void {
    const current = this.#current!;
    if (current.urgency === 'fault' && utterance.urgency === 'hazard') {
      this.halt();
      this.#current = null;
      this.#wait(current);
    } else this.#endTurn('interrupted');
    if (this.#current) return this.speak(utterance);
    this.#giveTurn(utterance);
  }

  #endTurn(outcome: 'interrupted' | 'stopped'): void {
    const ended = this.#current;
    if (!ended) return;
    this.halt();
    this.#current = null;
    this.#end(ended, outcome === 'interrupted' && !this.#hasBegun ? 'dropped' : outcome);
  }

  /** In place of one as urgent that waits already. */
  #wait(utterance: Utterance): void {
    const replaced = this.#waiting.filter(({ urgency }) => urgency === utterance.urgency);
    this.#waiting = [...this.#waiting.filter((waiting) => !replaced.includes(waiting)), utterance].sort(
      (a, b) => compareUrgency(b.urgency, a.urgency),
    );
    for (const waiting of replaced) this.#end(waiting, 'dropped');
  }

  #takeWaiting(): readonly Utterance[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    return waiting;
  }

  #end(utterance: Utterance, outcome: Outcome): void {
    this.#listener.ended?.(utterance, outcome);
  }
}
