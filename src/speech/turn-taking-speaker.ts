/** The rules of who may speak when, the same for every output: see `Speaker.speak`. */

import type { Outcome, Speaker, SpeakerListener } from './speaker';
import { compareUrgency, type Utterance } from './utterance';

/** News that waited longer for its turn is no longer true of what is ahead: a walker has done three steps. */
const NEWS_STAYS_TRUE_MS = 2000;

interface Waiting {
  readonly utterance: Utterance;
  /** On the clock of `performance.now()`. */
  readonly since: number;
}

/**
 * Takes utterances, decides which one has its turn, and leaves the saying to the output that extends it. The output
 * reports `began` and `finished` of the utterance that has the turn, and of no other.
 */
export abstract class TurnTakingSpeaker implements Speaker {
  readonly #listener: SpeakerListener;
  #current: Utterance | null = null;
  #hasBegun = false;
  #waiting: Waiting | null = null;
  #lastBegun: Utterance | null = null;
  #disposed = false;

  constructor(listener: SpeakerListener = {}) {
    this.#listener = listener;
  }

  /** Starts to say the utterance; called only when nothing else is being said. */
  protected abstract begin(utterance: Utterance): void;

  /** Silences the utterance that has the turn, at once and without any further report of it. */
  protected abstract halt(): void;

  get speaking(): boolean {
    return this.#current !== null;
  }

  speak(utterance: Utterance): void {
    const current = this.#current;
    if (this.#disposed) return this.#end(utterance, 'dropped');
    if (!current) return this.#giveTurn(utterance);
    const comparison = compareUrgency(utterance.urgency, current.urgency);
    const replaces = comparison > 0 || (comparison === 0 && utterance.urgency !== 'news');
    if (replaces) return this.#interruptWith(utterance);
    if (utterance.urgency === 'news' && current.urgency !== 'news') return this.#end(utterance, 'dropped');
    this.#dropWaiting();
    this.#waiting = { utterance, since: performance.now() };
  }

  stop(): void {
    this.#dropWaiting();
    this.#endTurn('stopped');
  }

  repeatLast(): void {
    if (this.#lastBegun) this.speak({ ...this.#lastBegun, urgency: 'answer' });
  }

  dispose(): void {
    this.#disposed = true;
    this.stop();
  }

  protected began(): void {
    if (!this.#current || this.#hasBegun) return;
    this.#hasBegun = true;
    this.#lastBegun = this.#current;
    this.#listener.started?.(this.#current);
  }

  protected finished(outcome: 'spoken' | 'interrupted' | 'failed'): void {
    const finished = this.#current;
    if (!finished) return;
    this.#current = null;
    this.#end(finished, outcome);
    const next = this.#waiting;
    // The listener may have spoken again just now; what waits then goes on waiting.
    if (!next || this.#current) return;
    this.#waiting = null;
    const isStale = next.utterance.urgency === 'news' && performance.now() - next.since > NEWS_STAYS_TRUE_MS;
    if (isStale) this.#end(next.utterance, 'dropped');
    else this.#giveTurn(next.utterance);
  }

  #giveTurn(utterance: Utterance): void {
    this.#current = utterance;
    this.#hasBegun = false;
    this.begin(utterance);
  }

  /** An answer that waits for a fault survives a second fault; news that waits has lost its turn. */
  #interruptWith(utterance: Utterance): void {
    if (this.#waiting?.utterance.urgency === 'news') this.#dropWaiting();
    this.#endTurn('interrupted');
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

  #dropWaiting(): void {
    const dropped = this.#waiting;
    this.#waiting = null;
    if (dropped) this.#end(dropped.utterance, 'dropped');
  }

  #end(utterance: Utterance, outcome: Outcome): void {
    this.#listener.ended?.(utterance, outcome);
  }
}
