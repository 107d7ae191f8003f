/** What is looked at, from the opening of a source to its end: one source at a time, and its scenes to the narrator. */

import type { CameraSource } from '../camera/camera-source';
import { SourceFault } from '../camera/frame-source';
import { openFile } from '../camera/picked-file';
import { type HeldFrame, holdFrame } from '../camera/held-frame';
import type { PhotoSource } from '../camera/photo-source';
import type { VideoSource } from '../camera/video-source';
import type { Scene } from '../scene/scene';
import type { Messages } from '../speech/phrases/phrases';
import type { AnnouncementPreferences } from '../speech/preferences';
import type { Urgency } from '../speech/utterance';
import type { DetectorKeeper } from './detector-keeper';
import { messageOf } from './fault-messages';
import { type Looking, SLOW_AFTER_MS, lookLoop } from './look-loop';
import type { Narrator } from './narrator';
import { Seeing } from './seeing';
import type { AppState, Store, View } from './state';
import { holdWakeLock } from './wake-lock';

export type AnySource = CameraSource | VideoSource | PhotoSource;

export interface SourceWatcherParts {
  readonly store: Store<AppState>;
  readonly narrator: Narrator;
  readonly detector: DetectorKeeper;
  readonly preferences: () => AnnouncementPreferences;
  /** A live scene has come. */
  readonly hear: (scene: Scene) => void;
  /** What lies ahead is seen now, live; or no longer. */
  readonly onSight: (isSeeing: boolean) => void;
  /** Nothing live is looked at any more. */
  readonly onRest: () => void;
  /** What to say when a source is seen first; null for nothing. */
  readonly greeting: (kind: AnySource['kind'], isHeld: boolean) => string | null;
  /** Writes a message on the screen and says it. */
  readonly tell: (text: string, urgency?: Urgency) => void;
}

function isHeld(source: AnySource): source is HeldFrame {
  return 'isHeld' in source;
}

export class SourceWatcher {
  readonly #store: Store<AppState>;
  readonly #narrator: Narrator;
  readonly #detector: DetectorKeeper;
  readonly #parts: SourceWatcherParts;
  readonly #tell: SourceWatcherParts['tell'];
  readonly #preferences: SourceWatcherParts['preferences'];
  /** Ends what is looked at now, or waits for the detector; null while there is nothing of the kind. */
  #looking: AbortController | null = null;
  readonly #seeing: Seeing;
  /** What is looked at now. */
  #source: AnySource | null = null;
  /** Ends the opening of a source that the person no longer wants. */
  #opening: AbortController | null = null;
  constructor(parts: SourceWatcherParts) {
    const { store, narrator, detector, tell, preferences } = parts;
    this.#parts = parts;
    this.#seeing = new Seeing(parts);
    this.#store = store;
    this.#narrator = narrator;
    this.#detector = detector;
    this.#tell = tell;
    this.#preferences = preferences;
    document.addEventListener('visibilitychange', () => this.#visibilityChanged());
  }

  /** What was said of why the source is not seen now; empty while it is seen, or on its way. */
  get whyBlind(): string {
    return this.#seeing.whyBlind;
  }

  /** A camera or a video is looked at. */
  get isLive(): boolean {
    return this.#source !== null && this.#source.kind !== 'photo';
  }

  /** Ends whatever is looked at or being opened, and clears the screen of it. */
  stop(): void {
    this.#opening?.abort();
    this.#looking?.abort();
    this.#looking = null;
    this.#source = null;
    this.#narrator.stop();
    this.#rest(null);
  }

  /**
   * Opens a source and looks at it until its end. What is looked at now goes on until the new source is open, so that a
   * bad file costs nothing. Never rejects: what goes wrong is told.
   * @param open resolves with null when there is nothing to open any more
   * @param file that the source was opened from
   */
  async watch(open: () => Promise<AnySource | null>, file?: File): Promise<void> {
    this.#opening?.abort();
    const opening = (this.#opening = new AbortController());
    const { signal } = opening;
    if (this.#store.state.phase !== 'looking') this.#store.change({ phase: 'opening', message: null });
    let source: AnySource | null;
    try {
      source = await open();
    } catch (error) {
      if (signal.aborted) return;
      this.#tell(messageOf(error, this.#messages), 'fault');
      if (!this.#looking) {
        this.#store.change({ phase: this.#detector.phaseAtRest });
        this.#parts.onRest();
      }
      return;
    }
    if (signal.aborted) return source?.stop();
    if (!source) return;
    this.#looking?.abort();
    this.#looking = opening;
    // Opened: from now on another opening must not end it, for that one's file may be bad.
    this.#opening = null;
    await this.#lookAt(source, signal, file);
  }

  /**
   * Holds the camera's picture, and looks at it as at a photo. The camera goes on until its picture is held; without a
   * camera nothing happens.
   */
  hold(): Promise<void> {
    const source = this.#source;
    return source?.kind === 'camera' ? this.watch(() => holdFrame(source)) : Promise.resolve();
  }

  /** Looks at an open source until its end, its failure, or until the person stops it or opens another one. */
  async #lookAt(source: AnySource, signal: AbortSignal, file?: File): Promise<void> {
    const isLive = source.kind !== 'photo';
    this.#source = source;
    signal.addEventListener('abort', () => source.stop());
    const wakeLock = isLive ? holdWakeLock() : null;
    this.#narrator.forget();
    this.#seeing.reset();
    if (!isLive) this.#parts.onRest();
    this.#store.change({ phase: 'opening' });
    const { view } = this.#store.state;
    // A photo that is shown stays until the next one is looked at; what moved is over.
    let photo: View | null = view?.kind === 'photo' ? view : null;
    if (isLive) this.#show({ kind: source.kind, element: source.element }, null);
    else if (!photo) this.#show(null, null);
    try {
      if (this.#detector.phaseAtRest === 'loading') this.#tell(this.#messages.gettingReady);
      await this.#detector.vision();
      if (signal.aborted) return;
      if (isLive) this.#store.change({ phase: 'looking' });
      this.#begin(source);
      await this.#lookThrough(source, signal, file, (scene) => {
        if (isLive) {
          this.#store.change({ scene });
          this.#parts.hear(scene);
        } else if (source.kind === 'photo') {
          photo = { kind: 'photo', url: URL.createObjectURL(source.shown), isHeld: isHeld(source) };
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
        this.#source = null;
        this.#rest(photo);
      }
    }
  }

  /** The look loop, started again once when the vision worker breaks under it. */
  async #lookThrough(
    source: AnySource,
    signal: AbortSignal,
    file: File | undefined,
    onScene: (scene: Scene) => void,
  ): Promise<void> {
    const isCamera = source.kind === 'camera';
    const looking: Omit<Looking, 'vision'> = {
      source,
      signal,
      onScene: (scene) => {
        if (isCamera && document.hidden) return;
        if (isCamera && performance.now() - scene.time > SLOW_AFTER_MS)
          return this.#seeing.unsee(this.#messages.tooSlow);
        if (!this.#seeing.isSeeing) this.#see(source);
        onScene(scene);
      },
      options: () => ({
        minimumScore: this.#store.state.minimumScore,
        // Neither a photo nor a video was taken from where the person holds the phone now.
        cameraHeight: isCamera || isHeld(source) ? this.#store.state.settings.cameraHeightMetres : null,
      }),
      onSilence: (fault) => {
        if (!signal.aborted) this.#seeing.unsee(messageOf(fault, this.#messages));
      },
      onSlow: () => {
        // The look in flight goes on when the person has stopped.
        if (isCamera && !signal.aborted) this.#seeing.unsee(this.#messages.tooSlow);
      },
    };
    try {
      await lookLoop({ ...looking, vision: await this.#detector.vision() });
    } catch (error) {
      if (error instanceof SourceFault || signal.aborted) throw error;
      if (source.kind !== 'photo') this.#seeing.unsee(this.#messages.runtimeRestarting);
      else this.#tell(this.#messages.runtimeRestarting, 'fault');
      const vision = await this.#detector.restart();
      // A photo gave its one frame to the worker that broke.
      const again = await this.#openAgain(source, file);
      await lookLoop({ ...looking, source: again, vision }).finally(() => again.stop());
    }
  }

  #openAgain(source: AnySource, file: File | undefined): Promise<AnySource> {
    if (isHeld(source)) return source.again();
    return source.kind === 'photo' && file ? openFile(file) : Promise.resolve(source);
  }

  get #messages(): Messages {
    return this.#store.state.phrases.messages;
  }

  /** A camera is greeted when it is seen: its first picture may be long in coming. */
  #begin(source: AnySource): void {
    if (source.kind !== 'camera') this.#see(source);
    else if (document.hidden) this.#seeing.unsee(this.#messages.paused);
  }

  #see(source: AnySource): void {
    this.#seeing.see(this.#parts.greeting(source.kind, isHeld(source)), source.kind !== 'photo');
  }

  /** After the end of a source: a photo and its things stay, a live picture and its things would be stale. */
  #rest(view: View | null): void {
    this.#seeing.reset();
    this.#parts.onRest();
    this.#show(view, view ? this.#store.state.scene : null);
    this.#store.change({ phase: this.#detector.phaseAtRest });
  }

  #show(view: View | null, scene: Scene | null): void {
    const { view: former } = this.#store.state;
    if (former?.kind === 'photo' && former !== view) URL.revokeObjectURL(former.url);
    this.#store.change({ view, scene });
  }

  /**
   * A hidden page gets no camera frames: the person must know that nothing is seen. When it shows again, the first
   * picture tells that it is.
   */
  #visibilityChanged(): void {
    const { phase, view } = this.#store.state;
    if (document.hidden && phase === 'looking' && view?.kind === 'camera')
      this.#seeing.unsee(this.#messages.paused);
  }
}
