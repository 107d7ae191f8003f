/** The one audio context of the page: made late, woken by a tap, kept awake while watching, at rest when nobody needs it. */

import { claimPlayback, releasePlayback } from './audio-session';
import type { Earcon } from './earcon-design';
import { EarconRenderer, type Playing } from './earcon-renderer';
import { createLimiter } from './limiter';

/**
 * A sound that couldn't begin is played this much later, in milliseconds, and never after: an audio device takes about
 * 100 ms to start, and a warning that comes late lies.
 */
const STALE_MS = 400;

/** After the last sound, in milliseconds: then other apps may sound again, and no device runs for nothing. */
const REST_AFTER_MS = 20_000;

/**
 * -100 dB, which nobody hears. Chromium closes the audio device after 30 s of perfect silence, and opens it too late for a
 * warning (https://source.chromium.org/chromium/chromium/src/+/main:media/base/silent_sink_suspender.h).
 */
const SILENT_SINK_WORKAROUND_LEVEL = 1e-5;

/** Where the browser doesn't tell its own, in seconds. */
const TYPICAL_BASE_LATENCY_S = 0.01;

interface Stage {
  readonly context: AudioContext;
  readonly limiter: AudioNode;
  /** Keeps the device from sleeping while it is connected. */
  readonly whisper: ConstantSourceNode;
  readonly renderer: EarconRenderer;
}

export class AudioOutput {
  readonly #stateChanged: () => void;
  #stage: Stage | null = null;
  #isHeld = false;
  #isResting = false;
  #isDisposed = false;
  #restTimer: ReturnType<typeof setTimeout> | undefined;

  /** @param stateChanged is told whenever the context's state changed */
  constructor(stateChanged: () => void) {
    this.#stateChanged = stateChanged;
  }

  /** Null before the first tap. */
  get state(): AudioContextState | null {
    return this.#stage?.context.state ?? null;
  }

  get isRunning(): boolean {
    return this.state === 'running';
  }

  /** Whether it ought to run: it was woken, and neither rests nor is gone. */
  get isWanted(): boolean {
    return this.#stage !== null && !this.#isResting;
  }

  /** In seconds; stands still while the context doesn't run. */
  get now(): number {
    return this.#stage?.context.currentTime ?? 0;
  }

  /**
   * Makes the context, or wakes it. To be called inside a tap or key press, the first time at least. Asks for nothing that
   * would pause other apps.
   */
  unlock(): void {
    if (this.#isDisposed) return;
    if (!this.#stage) this.#open();
    this.#isResting = false;
    this.#restLater();
    if (!this.isRunning) void this.resume();
  }

  /** Keeps the device awake, and its switch out of the way, until it is let go. */
  hold(isHeld: boolean): void {
    if (this.#isHeld === isHeld) return;
    this.#isHeld = isHeld;
    this.#whisper();
    if (!isHeld) return this.#restLater();
    clearTimeout(this.#restTimer);
    if (!this.#stage) return;
    claimPlayback();
    this.#isResting = false;
    if (!this.isRunning) void this.resume();
  }

  /** Asks the browser to go on; whether it does, `state` tells. Never rejects, and may never settle. */
  async resume(): Promise<void> {
    try {
      await this.#stage?.context.resume();
    } catch {
      // Refused: no tap yet, or a call has the sound.
    }
  }

  /** For a context that the browser left dead: a new one takes its place. */
  rebuild(): void {
    if (!this.#stage || this.#isDisposed) return;
    this.#close();
    this.#open();
    void this.resume();
  }

  /** @param delayMs until it sounds */
  play(earcon: Earcon, delayMs = 0): Playing {
    return this.#start(earcon, () => this.now + this.#leadSeconds + delayMs / 1000);
  }

  /** @param at seconds on the clock of `now` */
  playAt(earcon: Earcon, at: number): Playing {
    return this.#start(earcon, () => at);
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#restTimer);
    this.#close();
    this.#stage = null;
    releasePlayback();
  }

  /**
   * The device takes sound in blocks, and the next one is under way: what is to begin within it would lose its soft
   * beginning, and click. Nothing is lost by the wait, for nothing could be heard earlier.
   */
  get #leadSeconds(): number {
    return this.#stage?.context.baseLatency ?? TYPICAL_BASE_LATENCY_S;
  }

  #start(earcon: Earcon, when: () => number): Playing {
    if (!this.#stage) return SILENCE;
    this.#isResting = false;
    claimPlayback();
    this.#restLater();
    if (this.isRunning) return this.#render(earcon, when());
    return this.#startWhenAwake(earcon, when);
  }

  #startWhenAwake(earcon: Earcon, when: () => number): Playing {
    const askedAt = performance.now();
    let isStopped = false;
    let playing = SILENCE;
    void this.resume().then(() => {
      const isStale = performance.now() - askedAt > STALE_MS;
      if (!isStopped && !isStale && this.isRunning) playing = this.#render(earcon, when());
    });
    return {
      stop() {
        isStopped = true;
        playing.stop();
      },
    };
  }

  #render(earcon: Earcon, at: number): Playing {
    return this.#stage!.renderer.play(earcon, at);
  }

  #open(): void {
    this.#stage = this.#createStage();
    this.#whisper();
    if (this.#isHeld) claimPlayback();
  }

  #createStage(): Stage {
    const context = new AudioContext({ latencyHint: 'interactive' });
    const limiter = createLimiter(context);
    limiter.connect(context.destination);
    const whisper = new ConstantSourceNode(context, { offset: SILENT_SINK_WORKAROUND_LEVEL });
    whisper.start();
    const renderer = new EarconRenderer(context, limiter);
    const stage = { context, limiter, whisper, renderer };
    context.addEventListener('statechange', () => {
      if (this.#stage === stage) this.#stateChanged();
    });
    return stage;
  }

  #whisper(): void {
    if (!this.#stage) return;
    const { whisper, limiter } = this.#stage;
    whisper.disconnect();
    if (this.#isHeld) whisper.connect(limiter);
  }

  #restLater(): void {
    clearTimeout(this.#restTimer);
    if (this.#isHeld || this.#isDisposed) return;
    this.#restTimer = setTimeout(() => this.#rest(), REST_AFTER_MS);
  }

  #rest(): void {
    this.#isResting = true;
    releasePlayback();
    void this.#stage?.context.suspend().catch(() => undefined);
  }

  #close(): void {
    const context = this.#stage?.context;
    if (context && context.state !== 'closed') void context.close().catch(() => undefined);
  }
}

const SILENCE: Playing = { stop: () => undefined };
