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

  /** In the order in which they were to be heard, for a listener that has them said another way. */
  stop(): void {
    const waiting = this.#takeWaiting();
    this.#endTurn('stopped');
    if (waiting) this.#end(waiting.utterance, 'dropped');
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
    const next = this.#current ? null : this.#takeWaiting();
    if (!next) return;
    const { utterance, since } = next;
    const hasFailed = outcome === 'failed';
    const isNews = utterance.urgency === 'news';
    if (isNews && (hasFailed || performance.now() - since > NEWS_STAYS_TRUE_MS))
      this.#end(utterance, 'dropped');
    else if (hasFailed) this.#end(utterance, 'stranded');
    else this.#giveTurn(utterance);
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

  #takeWaiting(): Waiting | null {
    const waiting = this.#waiting;
    this.#waiting = null;
    return waiting;
  }

  #dropWaiting(): void {
    const dropped = this.#takeWaiting();
    if (dropped) this.#end(dropped.utterance, 'dropped');
  }

  #end(utterance: Utterance, outcome: Outcome): void {
    this.#listener.ended?.(utterance, outcome);
  }
}
