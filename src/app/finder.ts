/** Leads the person to a thing while the camera looks: ticks between the scenes, words at some of them. */

import { beginFind, guide, tickInterval, unheard, type FindState } from '../find/guidance';
import type { Scene } from '../scene/scene';
import type { Place, Sounds } from '../sounds/sounds';
import type { Phrases } from '../speech/phrases/phrases';
import { nameOf } from '../speech/phrases/sentences';
import type { AnnouncementPreferences } from '../speech/preferences';
import type { Urgency, Utterance } from '../speech/utterance';

/**
 * A scene older than this doesn't tick any more: in a second a slow turn of the body (a quarter circle in 3 s) takes the
 * thing out of the picture, and a tick for what isn't there leads astray.
 */
const TICKS_AT_MOST_MS = 1000;

export interface FinderParts {
  readonly sounds: Pick<Sounds, 'tick' | 'reach'>;
  readonly say: (utterance: Utterance) => void;
  /** What is being said now is worth so much; null in silence. */
  readonly speaking: () => Urgency | null;
  /** Read anew each time, so that a changed setting takes effect at once. */
  readonly preferences: () => AnnouncementPreferences;
  readonly phrases: () => Phrases;
}

export class Finder {
  readonly #parts: FinderParts;
  #state: FindState | null = null;
  /** Where the thing is; null while it isn't seen. */
  #target: Place | null = null;
  /** When the frame was taken in which it was seen there; milliseconds of `performance.now()`. */
  #seenAt = -Infinity;
  #tickedAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: FinderParts) {
    this.#parts = parts;
  }

  /** Class name of what is being looked for, or null. */
  get finding(): string | null {
    return this.#state?.label ?? null;
  }

  /**
   * Looks for this class from now on, and says so; what was looked for before is forgotten.
   * @param options `silently`: the caller has words of its own for it
   */
  begin(label: string, { silently = false }: { readonly silently?: boolean } = {}): void {
    this.#stopTicks();
    this.#state = beginFind(label, performance.now());
    if (silently) return;
    const phrases = this.#parts.phrases();
    this.#tell(phrases.messages.find.begun(nameOf(phrases, label)));
  }

  /** The person wants no more of it, and hears that; without a search nothing happens. */
  end(): void {
    if (!this.#state) return;
    this.dispose();
    this.#tell(this.#parts.phrases().messages.find.ended);
  }

  /** Call it with each live scene. */
  hear(scene: Scene): void {
    if (!this.#state) return;
    const { preferences, phrases, sounds, say } = this.#parts;
    const now = performance.now();
    const { state, target, utterance, isReached } = guide(this.#state, scene, now, preferences(), phrases());
    // Guidance that waits would be about a place where the thing was: the next scene gives it anew.
    const mustWait = utterance !== null && this.#isWarning;
    this.#state = mustWait ? unheard(state, utterance) : state;
    this.#target = target;
    this.#seenAt = scene.time;
    this.#scheduleTick();
    if (mustWait) return;
    if (isReached) sounds.reach();
    if (utterance) say(utterance);
  }

  /** Nothing is seen now (paused, the camera gone, the worker broken): ticks stop at once, the search stays. */
  blind(): void {
    this.#stopTicks();
  }

  /** What was interrupted before it was heard is said again if it is still so. */
  unheard(utterance: Utterance): void {
    if (this.#state) this.#state = unheard(this.#state, utterance);
  }

  /** Ends the search without a word. */
  dispose(): void {
    this.#stopTicks();
    this.#state = null;
  }

  get #isWarning(): boolean {
    const urgency = this.#parts.speaking();
    return urgency === 'hazard' || urgency === 'fault';
  }

  /** From the last tick on, not from now: scenes that follow each other quickly would put off each tick for ever. */
  #scheduleTick(): void {
    clearTimeout(this.#timer);
    if (!this.#target) return;
    const due = this.#tickedAt + tickInterval(this.#target);
    this.#timer = setTimeout(() => this.#tick(), Math.max(0, due - performance.now()));
  }

  #tick(): void {
    const now = performance.now();
    if (!this.#target || now - this.#seenAt > TICKS_AT_MOST_MS) return this.#stopTicks();
    this.#tickedAt = now;
    this.#parts.sounds.tick(this.#target);
    this.#scheduleTick();
  }

  #stopTicks(): void {
    clearTimeout(this.#timer);
    this.#target = null;
  }

  #tell(text: string): void {
    this.#parts.say({ text, urgency: 'answer', language: this.#parts.phrases().language });
  }
}
