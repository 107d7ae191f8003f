/** Plays a practice scene in the place of a camera. */

import type { Scene } from '../scene/scene';
import { PRACTICE_SCENES, type PracticeName } from './scenes';

/** As often as a middling phone looks: five times a second. */
const MS_BETWEEN_SCENES = 200;

export interface PracticeListener {
  /** `time` is that of `performance.now()`, as with a camera. The first one comes before `play` returns. */
  onScene(scene: Scene): void;
  /**
   * It has come to its end, or the page was hidden: who puts the phone away and walks must not hear of hazards that are
   * none. Not called for one that was stopped, or gave way to another.
   */
  onEnd(): void;
}

export class PracticePlayer {
  readonly #listener: PracticeListener;
  #startedAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #watching = new AbortController();

  constructor(listener: PracticeListener) {
    this.#listener = listener;
  }

  /** From its beginning; whatever was played before gives way. */
  play(name: PracticeName): void {
    this.stop();
    this.#watching = new AbortController();
    const { signal } = this.#watching;
    document.addEventListener('visibilitychange', () => document.hidden && this.#end(), { signal });
    this.#startedAt = performance.now();
    this.#show(name, 0);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#watching.abort();
  }

  /** @param turn how many scenes would have been shown before, had none been late */
  #show(name: PracticeName, turn: number): void {
    const now = performance.now();
    const elapsed = now - this.#startedAt;
    const { seconds, at } = PRACTICE_SCENES[name];
    if (elapsed > seconds * 1000) return this.#end();
    // What a busy page was too late for is left out: a scene is about now.
    const next = Math.max(turn + 1, Math.ceil(elapsed / MS_BETWEEN_SCENES));
    const wait = this.#startedAt + next * MS_BETWEEN_SCENES - now;
    // Before the listener is told, who may stop it.
    this.#timer = setTimeout(() => this.#show(name, next), wait);
    this.#listener.onScene(at(elapsed / 1000, now));
  }

  #end(): void {
    this.stop();
    this.#listener.onEnd();
  }
}
