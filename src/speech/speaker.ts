/** Says utterances, one at a time: by the app's own voice or through the person's screen reader. */

import type { Urgency, Utterance } from './utterance';

/**
 * How an utterance came to its end. Only `spoken` was heard whole; `interrupted` gave way in the middle to another one;
 * `dropped` never began; `stopped` was silenced by the person; `failed` met an engine that is dead or refuses;
 * `stranded` waited behind one that failed, and is to be said another way, for this way may be dead.
 */
export type Outcome = 'spoken' | 'interrupted' | 'dropped' | 'stopped' | 'failed' | 'stranded';

export interface SpeakerListener {
  /**
   * It has its turn and will be heard in a moment: time for its sound.
   * @returns milliseconds that the sound takes; the words begin after it
   */
  turned?(utterance: Utterance): number;
  /** Called when one that has waited gets its turn: gives what is true now in its place. */
  renewed?(utterance: Utterance): Utterance;
  started?(utterance: Utterance): void;
  /** Called exactly once for each utterance that was given to `speak` or came from `renewed`, unless it was renewed. */
  ended?(utterance: Utterance, outcome: Outcome): void;
}

export interface Speaker {
  /**
   * A more urgent utterance interrupts at once; one as urgent replaces, but news, which is dropped. What is less urgent
   * waits if it is a fault or an answer, one of each, and gets its turn when there is silence; news never waits, for it
   * would be stale then. What is interrupted is not taken up again, but a fault by a hazard. When the one that has its
   * turn fails, what waits is stranded.
   */
  speak(utterance: Utterance): void;
  /** Silence at once; what waits is dropped. */
  stop(): void;
  /** How urgent it is what is being said now; null in silence. */
  readonly speaking: Urgency | null;
  /** Stops for good and frees what it holds. */
  dispose(): void;
}
