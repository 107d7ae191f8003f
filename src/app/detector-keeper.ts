/** Downloads, starts, exchanges and restarts the detector, and tells of it. */

import type { Messages } from '../speech/phrases/phrases';
import type { Urgency } from '../speech/utterance';
import { messageOf } from './fault-messages';
import type { Settings } from './settings';
import { type Sight, loadDetector, openSight } from './sight';
import type { AppState, Phase, Store } from './state';
import { type VisionClient, threadsToTry } from './vision-client';

/** Progress of the download that is told, in per cent. */
const TOLD_PROGRESS = [25, 50, 75] as const;

export interface DetectorKeeperEvents {
  tell(text: string, urgency: Urgency): void;
  changeSettings(change: Partial<Settings>): void;
}

export class DetectorKeeper {
  readonly #store: Store<AppState>;
  readonly #events: DetectorKeeperEvents;
  /** Null while there is none that can be had. */
  #sight: Promise<Sight> | null = null;
  #phaseAtRest: Phase = 'loading';
  /** The detector will be there next time without a network. */
  #isKept = true;

  constructor(store: Store<AppState>, events: DetectorKeeperEvents) {
    this.#store = store;
    this.#events = events;
  }

  /** What the app is doing when nothing is looked at. */
  get phaseAtRest(): Phase {
    return this.#phaseAtRest;
  }

  /** Replaces the detector by the one of the settings, or tries again. Never rejects: what goes wrong is told. */
  async load(): Promise<void> {
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
    if (!this.#sight || this.#phaseAtRest === 'unavailable') await this.#replace();
    return (await this.#sight!).vision;
  }

  /** After the worker broke. @throws Error when it can't be started again */
  async restart(): Promise<VisionClient> {
    const broken = await this.#sight;
    this.#sight = broken!.restart();
    try {
      const { vision } = await this.#sight;
      this.#remember(vision.threads);
      return vision;
    } catch (error) {
      this.#rest('unavailable');
      throw error;
    }
  }

  async applyMinimumScore(): Promise<void> {
    const sight = await this.#sight?.catch(() => null);
    const own = sight?.description.defaultScore ?? 0;
    this.#store.change({ minimumScore: this.#store.state.settings.minimumScore ?? own });
  }

  get #messages(): Messages {
    return this.#store.state.phrases.messages;
  }

  /** @throws ModelFault, or another Error, why there is none now */
  async #replace(): Promise<void> {
    const former = this.#sight;
    this.#rest('loading');
    this.#sight = this.#start(former);
    try {
      const { description } = await this.#sight;
      this.#store.change({ classes: description.classes });
      await this.applyMinimumScore();
      this.#rest('ready');
      this.#events.tell(this.isStoredWithApp ? this.#messages.readyOffline : this.#messages.ready, 'answer');
    } catch (error) {
      this.#rest('unavailable');
      throw error;
    } finally {
      this.#store.change({ download: null });
    }
  }

  async #start(former: Promise<Sight> | null): Promise<Sight> {
    (await former?.catch(() => null))?.vision.dispose();
    const { settings } = this.#store.state;
    const told = new Set<number>();
    this.#isKept = true;
    const detector = await loadDetector(settings.detector, {
      onStart: () => this.#events.tell(this.#messages.downloadStarted, 'news'),
      onProgress: (bytes, total) => this.#progressed(bytes, total, told),
      onNotKept: () => {
        this.#isKept = false;
        this.#events.tell(this.#messages.modelFaults['storage-full'], 'fault');
      },
    });
    this.#store.change({ detectors: detector.choices });
    const threads = settings.singleThreadOn === navigator.userAgent ? 1 : threadsToTry();
    const sight = await openSight(detector, threads);
    if (sight.vision.threads < threads) this.#remember(sight.vision.threads);
    return sight;
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
