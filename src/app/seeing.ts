/** Whether the person may trust that what is there is told: says when a source is seen, and why it is not. */

import type { Urgency } from '../speech/utterance';
import type { AppState, Store } from './state';
import { NO_FAULT, isToBeSaid } from './told-fault';

export interface SeeingParts {
  readonly store: Store<AppState>;
  /** Writes a message on the screen and says it. */
  readonly tell: (text: string, urgency?: Urgency) => void;
  /** What lies ahead is seen now, live; or no longer. */
  readonly onSight: (isSeeing: boolean) => void;
}

export class Seeing {
  readonly #parts: SeeingParts;
  /** The person knows that the source is seen now. */
  #isSeeing = false;
  /** Why it is not seen, as it was said last. */
  #blindness = NO_FAULT;

  constructor(parts: SeeingParts) {
    this.#parts = parts;
  }

  get isSeeing(): boolean {
    return this.#isSeeing;
  }

  /** What was said of why the source is not seen now; empty while it is seen, or on its way. */
  get whyBlind(): string {
    return this.#blindness.text;
  }

  /** Another source, or none: nothing is known of it yet. */
  reset(): void {
    this.#isSeeing = false;
    this.#blindness = NO_FAULT;
    this.#parts.onSight(false);
  }

  /**
   * From now on the person may trust that what is there is told.
   * @param greeting that tells so; null when nothing need be said
   */
  see(greeting: string | null, isLive: boolean): void {
    this.#isSeeing = true;
    this.#blindness = NO_FAULT;
    this.#parts.onSight(isLive);
    if (greeting !== null) this.#parts.tell(greeting);
  }

  /**
   * Nothing is seen for now: what was seen is no longer shown, nor told as if it were there. It is found again and
   * again as long as it lasts; written each time, said once in a while.
   */
  unsee(text: string): void {
    const { store, tell, onSight } = this.#parts;
    const now = performance.now();
    this.#isSeeing = false;
    onSight(false);
    store.change({ scene: null });
    if (!isToBeSaid(text, now, this.#blindness)) return store.change({ message: { text, isFault: true } });
    this.#blindness = { text, at: now };
    tell(text, 'fault');
  }
}
