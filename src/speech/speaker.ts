/** Says utterances, one at a time: by the app's own voice or through the person's screen reader. */

import type { Utterance } from './utterance';

/**
 * How an utterance came to its end. Only `spoken` was heard whole; `interrupted` gave way in the middle to another one;
 * `dropped` never began; `stopped` was silenced by the person; `failed` met an engine that is dead or refuses;
 * `stranded` waited behind one that failed, and is to be said another way, for this way may be dead.
 */
export type Outcome = 'spoken' | 'interrupted' | 'dropped' | 'stopped' | 'failed' | 'stranded';

export interface SpeakerListener {
  started?(utterance: Utterance): void;
  /** Called exactly once for each utterance that was given to `speak`. */
  ended?(utterance: Utterance, outcome: Outcome): void;
}

export interface Speaker {
  /**
   * A more urgent utterance interrupts at once. Of equal urgency, a fault or an answer replaces the one before, news
   * waits for the end of the news before it, and only the newest waits. An answer waits for a fault; news never
   * waits for either, it is dropped. When the one that has its turn fails, an answer that waits is stranded, and news
   * that waits is dropped.
   */
  speak(utterance: Utterance): void;
  /** Silence at once; what waits is dropped. */
  stop(): void;
  readonly speaking: boolean;
  /** Stops for good and frees what it holds. */
  dispose(): void;
}
