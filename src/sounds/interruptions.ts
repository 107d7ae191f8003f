/**
 * Sound that is taken away (by a call, another app, a locked phone) and how it comes back. Browsers differ, so every way
 * back is tried: by itself, when the page shows again, and at the next tap or key.
 */

export interface InterruptionEvents {
  /**
   * It is back, after it was taken while the page was seen. That it was taken is not told: by what could it be heard?
   * What tells of it is that the heartbeat is missing.
   */
  resumed?(): void;
}

/** What is watched; `AudioOutput` is one. */
export interface Interruptible {
  readonly state: AudioContextState | null;
  /** Whether it ought to run. */
  readonly isWanted: boolean;
  /** Its clock, in seconds. */
  readonly now: number;
  resume(): Promise<void>;
  rebuild(): void;
}

/** Each of them may be the only one that an iPhone sends to an app that comes back. */
const RETURNS = ['pageshow', 'focus'] as const;
const GESTURES = ['pointerdown', 'pointerup', 'keydown'] as const;

/**
 * While WebKit says "interrupted", `resume` fails and leaves the context in a worse state
 * (https://github.com/GetStream/stream-video-js/pull/2249); mostly it comes back by itself. In milliseconds.
 */
const WEBKIT_INTERRUPTED_GRACE_MS = 1000;

/**
 * WebKit may say "running" of a context whose clock stands still (https://bugs.webkit.org/show_bug.cgi?id=263627); only a
 * new one helps. In milliseconds, far above the clock's steps.
 */
const WEBKIT_DEAD_CLOCK_MS = 700;

/** Sound that is back within this was never taken, as far as a person hears; in milliseconds. */
const COMES_BACK_WITHIN_MS = 1000;

/**
 * How often the sound is looked after, in milliseconds: nobody taps a phone that hangs on a lanyard, and after a call some
 * browsers say nothing.
 */
const LOOKED_AFTER_EVERY_MS = 5000;

/** As long as a call has the device, a new context is as dead as the former: not more often than this, in milliseconds. */
const REBUILT_AT_MOST_EVERY_MS = 4000;

export class Interruptions {
  readonly #output: Interruptible;
  readonly #events: InterruptionEvents;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #listening = new AbortController();
  /** Before it ran for the first time it isn't interrupted, but waits for a tap. */
  #hasRun = false;
  /** It was taken for so long that the person missed it: that it is back is news. */
  #isMissed = false;
  #rebuiltAt = -Infinity;
  readonly #lookingAfter: ReturnType<typeof setInterval>;

  constructor(output: Interruptible, events: InterruptionEvents) {
    this.#output = output;
    this.#events = events;
    const { signal } = this.#listening;
    document.addEventListener('visibilitychange', () => this.#shown(), { signal });
    for (const name of RETURNS) addEventListener(name, () => this.#shown(), { signal });
    // Captured: the sound must come back whatever the tap is for.
    for (const name of GESTURES)
      addEventListener(name, () => this.#recover(), { signal, capture: true, passive: true });
    this.#lookingAfter = setInterval(() => {
      if (this.#output.state !== 'interrupted') this.#recover();
    }, LOOKED_AFTER_EVERY_MS);
  }

  /** To be called whenever the output's state changed. */
  stateChanged(): void {
    if (this.#isRunning) return this.#back();
    this.#missLater();
    if (this.#output.state === 'suspended') this.#recover();
  }

  dispose(): void {
    this.#listening.abort();
    clearInterval(this.#lookingAfter);
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  get #isRunning(): boolean {
    return this.#output.state === 'running';
  }

  #back(): void {
    this.#hasRun = true;
    this.#checkClock();
    if (!this.#isMissed) return;
    this.#isMissed = false;
    this.#events.resumed?.();
  }

  #missLater(): void {
    this.#later('missed', COMES_BACK_WITHIN_MS, () => {
      if (!this.#hasRun || !this.#output.isWanted || this.#isRunning) return;
      if (!document.hidden) this.#isMissed = true;
    });
  }

  #shown(): void {
    if (!this.#output.isWanted) return;
    if (this.#output.state === 'interrupted')
      this.#later('grace', WEBKIT_INTERRUPTED_GRACE_MS, () => this.#recover());
    else this.#recover();
    this.#missLater();
  }

  #recover(): void {
    const { state, isWanted } = this.#output;
    if (!isWanted || !this.#hasRun || document.hidden) return;
    if (state === 'closed') this.#rebuild();
    else if (state === 'running') this.#checkClock();
    else void this.#output.resume();
  }

  #checkClock(): void {
    const before = this.#output.now;
    this.#later('clock', WEBKIT_DEAD_CLOCK_MS, () => {
      if (this.#output.isWanted && this.#isRunning && this.#output.now === before) this.#rebuild();
    });
  }

  #rebuild(): void {
    const now = performance.now();
    if (now - this.#rebuiltAt < REBUILT_AT_MOST_EVERY_MS) return;
    this.#rebuiltAt = now;
    this.#output.rebuild();
  }

  /** One timer of each name: the newest. */
  #later(name: string, milliseconds: number, action: () => void): void {
    clearTimeout(this.#timers.get(name));
    this.#timers.set(name, setTimeout(action, milliseconds));
  }
}
