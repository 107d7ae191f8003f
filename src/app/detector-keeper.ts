/** Downloads, starts, exchanges and restarts the detector, and tells of it. */

import type { Messages } from '../speech/phrases/phrases';
import type { Urgency } from '../speech/utterance';
import { DepthKeeper } from './depth-keeper';
import { messageOf } from './fault-messages';
import type { Settings } from './settings';
import { type LoadedDetector, type Sight, loadDetector, openSight } from './sight';
import type { AppState, Phase, Store } from './state';
import { type VisionClient, threadsToTry } from './vision-client';

/** Progress of the download that is told, in per cent. */
const TOLD_PROGRESS = [25, 50, 75] as const;

export interface DetectorKeeperEvents {
  tell(text: string, urgency: Urgency): void;
  changeSettings(change: Partial<Settings>): void;
}

/** A detector on its way. */
interface Attempt {
  readonly sight: Promise<Sight>;
  readonly abort: AbortController;
}

export class DetectorKeeper {
  readonly #store: Store<AppState>;
  readonly #events: DetectorKeeperEvents;
  readonly #depth: DepthKeeper;
  #running: Sight | null = null;
  /** The one on its way, of which there is one at most; null when there is none. */
  #attempt: Attempt | null = null;
  #chosen: string | null = null;
  #phaseAtRest: Phase = 'loading';
  /** The detector will be there next time without a network. */
  #isKept = true;

  constructor(store: Store<AppState>, events: DetectorKeeperEvents) {
    this.#store = store;
    this.#events = events;
    this.#depth = new DepthKeeper(store);
  }

  /** What the app is doing when nothing is looked at. */
  get phaseAtRest(): Phase {
    return this.#phaseAtRest;
  }

  /** The choice, as the settings write it, by which the running detector was loaded; undefined while none runs. */
  get chosen(): string | null | undefined {
    return this.#running ? this.#chosen : undefined;
  }

  /** Sees to it that a detector runs, or is on its way. Never rejects: what goes wrong is told. */
  async load(): Promise<void> {
    if (!this.#running && !this.#attempt) await this.exchange();
  }

  /**
   * Replaces the detector by the one of the settings; where that one can't be had, the former stays. Never rejects:
   * what goes wrong is told.
   */
  async exchange(): Promise<void> {
    try {
      await this.#replace();
    } catch (error) {
      this.#events.tell(messageOf(error, this.#messages), 'fault');
    }
  }

  /** Whether app and detector are both stored on this device. */
  get isStoredWithApp(): boolean {
    return this.#isKept && Boolean(navigator.serviceWorker?.controller);
  }

  /**
   * The running detector, waiting for it while it loads, and trying again where there was none.
   * @throws ModelFault, or another Error, why there is none
   */
  async vision(): Promise<VisionClient> {
    return (await (this.#attempt?.sight ?? this.#running ?? this.#replace())).vision;
  }

  /** After the worker broke. @throws Error when it can't be started again */
  async restart(): Promise<VisionClient> {
    const broken = this.#running;
    if (!broken || this.#attempt) return this.vision();
    this.#running = null;
    const { vision } = await this.#begin(() => broken.restart());
    this.#remember(vision.threads);
    return vision;
  }

  applyMinimumScore(): void {
    const own = this.#running?.description.defaultScore ?? 0;
    this.#store.change({ minimumScore: this.#store.state.settings.minimumScore ?? own });
  }

  get #messages(): Messages {
    return this.#store.state.phrases.messages;
  }

  #replace(): Promise<Sight> {
    return this.#begin(async (signal) => {
      const sight = await this.#open(signal);
      this.#events.tell(this.isStoredWithApp ? this.#messages.readyOffline : this.#messages.ready, 'news');
      return sight;
    });
  }

  /** A newer attempt ends the one before; who waits for the former gets the newer. */
  #begin(open: (signal: AbortSignal) => Promise<Sight>): Promise<Sight> {
    this.#attempt?.abort.abort();
    const abort = new AbortController();
    const sight = this.#settle(open, abort.signal);
    this.#attempt = { sight, abort };
    return sight;
  }

  /** @throws ModelFault, or another Error, why there is none now */
  async #settle(open: (signal: AbortSignal) => Promise<Sight>, signal: AbortSignal): Promise<Sight> {
    this.#rest('loading');
    try {
      const sight = await open(signal);
      this.#running = sight;
      this.#attempt = null;
      this.#store.change({ download: null, classes: sight.description.classes });
      this.applyMinimumScore();
      this.#rest('ready');
      void this.#depth.give(sight.depth, sight.vision, (vision) => vision === this.#running?.vision);
      return sight;
    } catch (error) {
      const newer = signal.aborted && (this.#attempt?.sight ?? this.#running);
      if (newer) return newer;
      this.#attempt = null;
      this.#store.change({ download: null });
      this.#rest(this.#running ? 'ready' : 'unavailable');
      throw error;
    }
  }

  /** @throws ModelFault, or another Error, why it can't be had; also when a newer attempt ended this one */
  async #open(signal: AbortSignal): Promise<Sight> {
    const { settings } = this.#store.state;
    const { chosen, detector } = await this.#download(settings.detector, signal);
    signal.throwIfAborted();
    this.#store.change({ detectors: detector.choices });
    // Two would need twice the memory, so the former goes now, when the bytes of the new one are there.
    this.#running?.vision.dispose();
    this.#running = null;
    const threads = settings.singleThreadOn === navigator.userAgent ? 1 : threadsToTry();
    const sight = await openSight(detector, threads);
    if (signal.aborted) sight.vision.dispose();
    signal.throwIfAborted();
    this.#chosen = chosen;
    if (sight.vision.threads < threads) this.#remember(sight.vision.threads);
    return sight;
  }

  /** Where nothing runs yet and the chosen detector can't be had, the default one is better than none. */
  async #download(
    chosen: string | null,
    signal: AbortSignal,
  ): Promise<{ chosen: string | null; detector: LoadedDetector }> {
    const told = new Set<number>();
    this.#isKept = true;
    const events = {
      onStart: () => this.#events.tell(this.#messages.downloadStarted, 'news'),
      onProgress: (bytes: number, total: number) => {
        if (!signal.aborted) this.#progressed(bytes, total, told);
      },
      onNotKept: () => {
        this.#isKept = false;
        this.#events.tell(this.#messages.modelFaults['storage-full'], 'fault');
      },
    };
    try {
      return { chosen, detector: await loadDetector(chosen, events, signal) };
    } catch (error) {
      if (chosen === null || this.#running || signal.aborted) throw error;
      this.#events.tell(messageOf(error, this.#messages), 'fault');
      return this.#download(null, signal);
    }
  }

  #progressed(bytes: number, total: number, told: Set<number>): void {
    this.#store.change({ download: { bytes, total } });
    const reached = TOLD_PROGRESS.findLast((percent) => bytes * 100 >= percent * total && bytes < total);
    if (!reached || told.has(reached)) return;
    told.add(reached);
    this.#events.tell(this.#messages.downloadProgress[reached], 'news');
  }

  /** A browser on which threads failed isn't asked again, until it is another version. */
  #remember(threads: number): void {
    if (threads === 1) this.#events.changeSettings({ singleThreadOn: navigator.userAgent });
  }

  /** Shown at once, unless a source is open: that one's end shows it. */
  #rest(phase: Phase): void {
    this.#phaseAtRest = phase;
    const { phase: shown } = this.#store.state;
    if (shown !== 'looking' && shown !== 'opening') this.#store.change({ phase });
  }
}
