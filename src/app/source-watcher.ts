/** What is looked at, from the opening of a source to its end: one source at a time, and its scenes to the narrator. */

import type { CameraSource } from '../camera/camera-source';
import { SourceFault } from '../camera/frame-source';
import type { PhotoSource } from '../camera/photo-source';
import type { VideoSource } from '../camera/video-source';
import type { Scene } from '../scene/scene';
import type { Messages } from '../speech/phrases/phrases';
import type { AnnouncementPreferences } from '../speech/preferences';
import type { Urgency } from '../speech/utterance';
import type { DetectorKeeper } from './detector-keeper';
import { messageOf } from './fault-messages';
import { type Looking, lookLoop } from './look-loop';
import type { Narrator } from './narrator';
import type { AppState, Store, View } from './state';
import { holdWakeLock } from './wake-lock';

export type AnySource = CameraSource | VideoSource | PhotoSource;

export interface SourceWatcherParts {
  readonly store: Store<AppState>;
  readonly narrator: Narrator;
  readonly detector: DetectorKeeper;
  readonly preferences: () => AnnouncementPreferences;
  /** Writes a message on the screen and says it. */
  readonly tell: (text: string, urgency?: Urgency) => void;
}

export class SourceWatcher {
  readonly #store: Store<AppState>;
  readonly #narrator: Narrator;
  readonly #detector: DetectorKeeper;
  readonly #tell: SourceWatcherParts['tell'];
  readonly #preferences: SourceWatcherParts['preferences'];
  /** Ends what is looked at now, or waits for the detector; null while there is nothing of the kind. */
  #looking: AbortController | null = null;
  /** Ends the opening of a source that the person no longer wants. */
  #opening: AbortController | null = null;

  constructor({ store, narrator, detector, tell, preferences }: SourceWatcherParts) {
    this.#store = store;
    this.#narrator = narrator;
    this.#detector = detector;
    this.#tell = tell;
    this.#preferences = preferences;
    document.addEventListener('visibilitychange', () => this.#visibilityChanged());
  }

  /** Ends whatever is looked at or being opened, and clears the screen of it. */
  stop(): void {
    this.#opening?.abort();
    this.#looking?.abort();
    this.#looking = null;
    this.#narrator.stop();
    this.#rest(null);
  }

  /**
   * Opens a source and looks at it until its end. What is looked at now goes on until the new source is open, so that a
   * bad file costs nothing. Never rejects: what goes wrong is told.
   * @param file the photo that the source shows
   */
  async watch(open: () => Promise<AnySource>, file?: File): Promise<void> {
    this.#opening?.abort();
    const opening = (this.#opening = new AbortController());
    const { signal } = opening;
    if (this.#store.state.phase !== 'looking') this.#store.change({ phase: 'opening', message: null });
    let source: AnySource;
    try {
      source = await open();
    } catch (error) {
      if (signal.aborted) return;
      if (!this.#looking) this.#store.change({ phase: this.#detector.phaseAtRest });
      this.#tell(messageOf(error, this.#messages), 'fault');
      return;
    }
    if (signal.aborted) return source.stop();
    this.#looking?.abort();
    this.#looking = opening;
    // Opened: from now on another opening must not end it, for that one's file may be bad.
    this.#opening = null;
    await this.#lookAt(source, signal, file);
  }

  /** Looks at an open source until its end, its failure, or until the person stops it or opens another one. */
  async #lookAt(source: AnySource, signal: AbortSignal, file?: File): Promise<void> {
    const isLive = source.kind !== 'photo';
    signal.addEventListener('abort', () => source.stop());
    const wakeLock = isLive ? holdWakeLock() : null;
    this.#narrator.forget();
    this.#store.change({ phase: 'opening' });
    if (isLive) this.#show({ kind: source.kind, element: source.element }, null);
    const { view } = this.#store.state;
    let photo: View | null = view?.kind === 'photo' ? view : null;
    try {
      await this.#detector.vision();
      if (signal.aborted) return;
      if (isLive) this.#store.change({ phase: 'looking' });
      this.#tell(this.#greetingOf(source));
      await this.#lookThrough(source, signal, (scene) => {
        if (isLive) {
          this.#store.change({ scene });
          this.#narrator.hear(scene, this.#preferences());
        } else if (file) {
          photo = { kind: 'photo', url: URL.createObjectURL(file) };
          this.#show(photo, scene);
          this.#store.change({ message: null });
          this.#narrator.describe(scene, this.#preferences());
        }
      });
      if (source.kind === 'video' && !signal.aborted) this.#tell(this.#messages.videoEnded);
    } catch (error) {
      if (!signal.aborted) this.#tell(messageOf(error, this.#messages), 'fault');
    } finally {
      wakeLock?.release();
      source.stop();
      if (!signal.aborted) {
        this.#looking = null;
        this.#rest(photo);
      }
    }
  }

  /** The look loop, started again once when the vision worker breaks under it. */
  async #lookThrough(source: AnySource, signal: AbortSignal, onScene: (scene: Scene) => void): Promise<void> {
    /** The person was told that nothing is seen, and is to hear when that is over. */
    let isSilent = false;
    const looking: Omit<Looking, 'vision'> = {
      source,
      signal,
      onScene: (scene) => {
        if (isSilent) this.#tell(this.#messages.started);
        isSilent = false;
        onScene(scene);
      },
      options: () => ({ minimumScore: this.#store.state.minimumScore }),
      onSilence: (fault) => {
        isSilent = true;
        this.#tellAgain(messageOf(fault, this.#messages));
      },
      onSlow: () => {
        if (source.kind !== 'camera') return;
        isSilent = true;
        this.#tellAgain(this.#messages.tooSlow);
      },
    };
    try {
      await lookLoop({ ...looking, vision: await this.#detector.vision() });
    } catch (error) {
      if (error instanceof SourceFault || source.kind === 'photo' || signal.aborted) throw error;
      this.#tell(this.#messages.runtimeRestarting, 'fault');
      await lookLoop({ ...looking, vision: await this.#detector.restart() });
    }
  }

  get #messages(): Messages {
    return this.#store.state.phrases.messages;
  }

  /** A fault that is found again and again: written each time, said once in a while. */
  #tellAgain(text: string): void {
    this.#store.change({ message: { text, isFault: true } });
    this.#narrator.tellFault(text, performance.now());
  }

  #greetingOf({ kind }: AnySource): string {
    const { started, lookingAtVideo, lookingAtPhoto } = this.#messages;
    return { camera: started, video: lookingAtVideo, photo: lookingAtPhoto }[kind];
  }

  /** After the end of a source: a photo and its things stay, a live picture and its things would be stale. */
  #rest(view: View | null): void {
    this.#show(view, view ? this.#store.state.scene : null);
    this.#store.change({ phase: this.#detector.phaseAtRest });
  }

  #show(view: View | null, scene: Scene | null): void {
    const { view: former } = this.#store.state;
    if (former?.kind === 'photo' && former !== view) URL.revokeObjectURL(former.url);
    this.#store.change({ view, scene });
  }

  /** A hidden page gets no camera frames: the person must know that nothing is seen until it shows again. */
  #visibilityChanged(): void {
    const { phase, view } = this.#store.state;
    if (phase !== 'looking' || view?.kind !== 'camera') return;
    if (document.hidden) this.#tell(this.#messages.paused, 'fault');
    else this.#tell(this.#messages.started);
  }
}
