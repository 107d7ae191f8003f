import type { Size } from '../scene/scene';
import { requestCamera } from './camera-access';
import { OrientationSensor } from './device-orientation';
import { ElementFrames, metadataOf, quietVideoElement } from './element-frames';
import { SourceFault, type Frame, type FrameSource } from './frame-source';

/** How long an allowed camera may take until its first picture, in milliseconds. */
const STARTING_LIMIT_MS = 6000;

/**
 * How long a running camera may give no picture, in milliseconds, before we say so. At a walking pace of 1.2 m/s
 * this is less than two metres; an iPhone's track is muted for a shorter moment at every start
 * (https://github.com/WebKit/WebKit/pull/28593).
 */
export const QUIET_LIMIT_MS = 1500;

/** An older frame is no news, in milliseconds: it was left on the element when the camera fell silent. */
const FRESH_FOR_MS = 500;

/** Every event that may tell that the page is back: installed apps on iOS often send only one of them. */
const RETURN_EVENTS = [
  [document, 'visibilitychange'],
  [window, 'pageshow'],
  [window, 'focus'],
] as const;

/** The live camera. */
export interface CameraSource extends FrameSource {
  readonly kind: 'camera';
  /** For the preview; who shows it may style it, not steer it. */
  readonly element: HTMLVideoElement;
  /** Of the camera's picture as it is now, in pixels; its sides swap when the phone is turned. */
  readonly size: Size;
  /**
   * As in FrameSource. After `camera-taken` it may be called again, at once: it waits anew, asks for the camera if it
   * was lost, and delivers as soon as it is free. After `camera-unplugged` it fails the same way until the person comes back to the page, which restarts
   * the camera, or the session opens another one.
   */
  nextFrame(): Promise<Frame | null>;
  /**
   * The next picture for someone who wants one to keep, beside whoever waits for `nextFrame` and at no cost to them;
   * null after `stop`.
   * @throws SourceFault as `nextFrame` does; it restarts nothing
   */
  still(): Promise<Frame | null>;
}

/**
 * Opens the rear camera, or the only one. iOS asks for permission on each cold start of an installed
 * app, so the question should be announced beforehand.
 * @throws SourceFault any of the reasons that begin with `camera-`.
 */
export async function openCamera(): Promise<CameraSource> {
  const camera = new LiveCamera();
  try {
    await camera.start();
  } catch (fault) {
    camera.stop();
    throw fault;
  }
  return camera;
}

class LiveCamera implements CameraSource {
  readonly kind = 'camera';
  readonly element = quietVideoElement();
  readonly #stopped = new AbortController();
  readonly #sensor = new OrientationSensor();
  readonly #frames = this.#watchElement();
  #track: MediaStreamTrack | undefined;
  #restart: Promise<void> | null = null;
  /** Why the track is dead, once it is. */
  #whyDead = new SourceFault('camera-unplugged');

  constructor() {
    for (const [target, event] of RETURN_EVENTS)
      target.addEventListener(event, () => this.#returned(), { signal: this.#stopped.signal });
  }

  get size(): Size {
    return { width: this.element.videoWidth, height: this.element.videoHeight };
  }

  async start(): Promise<void> {
    const stream = await requestCamera();
    this.#adopt(stream);
    if (this.#stopped.signal.aborted) return this.#letGo();
    this.element.play().catch(() => undefined); // `nextFrame` tries again, and says so if no frame comes
    await metadataOf(this.element, STARTING_LIMIT_MS, 'camera-taken');
  }

  async nextFrame(): Promise<Frame | null> {
    if (this.#isDead) {
      if (this.#whyDead.reason !== 'camera-taken') throw this.#whyDead;
      this.#restartOnce(); // the other app may have let go of it
    }
    return this.#oriented(await this.#frames.next());
  }

  async still(): Promise<Frame | null> {
    const { signal } = this.#stopped;
    if (signal.aborted) return null;
    if (this.#isDead) throw this.#whyDead;
    const frames = this.#watchElement();
    const end = () => frames.end();
    signal.addEventListener('abort', end);
    try {
      return this.#oriented(await frames.next());
    } finally {
      signal.removeEventListener('abort', end);
      end();
    }
  }

  stop(): void {
    this.#stopped.abort();
    this.#sensor.stop();
    this.#frames.end();
    this.#letGo();
  }

  #watchElement(): ElementFrames {
    return new ElementFrames(this.element, {
      // A muted track shows black, or its last picture.
      mayTake: () => this.#track?.muted === false,
      freshFor: FRESH_FOR_MS,
      quietLimit: () => (this.#restart ? STARTING_LIMIT_MS : QUIET_LIMIT_MS),
      quietFault: (cause) => (this.#isDead ? this.#whyDead : new SourceFault('camera-taken', { cause })),
    });
  }

  /** The frame, with how the camera was turned when it was taken. */
  #oriented(frame: Frame | null): Frame | null {
    return frame && { ...frame, orientation: this.#looksAway ? this.#sensor.at(frame.time) : null };
  }

  #adopt(stream: MediaStream): void {
    const track = stream.getVideoTracks()[0];
    this.#track = track;
    this.#whyDead = new SourceFault('camera-unplugged');
    this.element.srcObject = stream;
    track?.addEventListener('ended', () => {
      // Late news of a track that we replaced, or of a page in the background: coming back restarts the camera.
      if (track === this.#track && !document.hidden) this.#frames.fail(this.#whyDead);
    });
  }

  #letGo(): void {
    this.#track?.stop();
    this.element.srcObject = null;
  }

  /**
   * The sensor tells how the back of the device is turned; a camera on its front or beside it looks elsewhere. Where the
   * browser doesn't say, it is a phone's back camera: that one was asked for.
   */
  get #looksAway(): boolean {
    const facing = this.#track?.getSettings().facingMode;
    return facing === undefined || facing === 'environment';
  }

  /** Without a track, and not about to get one; while the page is hidden this means nothing. */
  get #isDead(): boolean {
    const isOver = this.#track?.readyState === 'ended' && !document.hidden;
    return isOver && !this.#restart && !this.#stopped.signal.aborted;
  }

  /** Starts the camera again if it died or fell silent while the page was away. */
  #returned(): void {
    if (document.hidden || !this.#track) return;
    if (this.#track.readyState === 'ended' || this.#track.muted) this.#restartOnce();
  }

  /** One restart at a time. */
  #restartOnce(): void {
    if (this.#restart) return;
    this.#letGo();
    this.#restart = this.start()
      .catch((fault: SourceFault) => {
        this.#whyDead = fault;
        // A camera that is still taken ends the wait at its quiet limit, so that nobody asks for it without a pause.
        if (fault.reason !== 'camera-taken') this.#frames.fail(fault);
      })
      .finally(() => (this.#restart = null));
  }
}
