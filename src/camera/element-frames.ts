import { SourceFault, type Frame, type SourceFaultReason } from './frame-source';

/** How often a wait for a frame looks at itself, in milliseconds. */
const TICK_MS = 100;

/**
 * A capture time further back than this is not believed, and the moment of presentation is taken instead: the
 * clock of `captureTime` is left to the browser. Milliseconds; a phone's camera lags by 30 to 150.
 */
const BELIEVABLE_LAG_MS = 1000;

/** A <video> that may start by itself on every phone: iOS asks for both `muted` and `playsinline`. */
export function quietVideoElement(): HTMLVideoElement {
  const element = document.createElement('video');
  element.muted = true;
  element.playsInline = true;
  element.disablePictureInPicture = true;
  return element;
}

/**
 * Waits until the element knows its size.
 * @param limit Milliseconds to wait at most.
 * @throws SourceFault with `reason`; its cause is the element's MediaError, if that was it.
 */
export function metadataOf(
  element: HTMLVideoElement,
  limit: number,
  reason: SourceFaultReason,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = new AbortController();
    const fail = () => {
      done.abort();
      reject(new SourceFault(reason, { cause: element.error ?? 'no metadata in time' }));
    };
    const timer = setTimeout(fail, limit);
    done.signal.addEventListener('abort', () => clearTimeout(timer));
    element.addEventListener('error', fail, { signal: done.signal });
    element.addEventListener(
      'loadedmetadata',
      () => {
        done.abort();
        resolve();
      },
      { signal: done.signal },
    );
  });
}

/** What the owner of the element knows and this file can't. */
export interface ElementFramesOptions {
  /** False while the picture can't be trusted, for instance while the camera's track is muted. */
  readonly mayTake?: () => boolean;
  /** A frame presented longer ago than this is not handed out any more. Milliseconds; default: no limit. */
  readonly freshFor?: number;
  /** Milliseconds without a frame, while the page is seen and awake, until a wait ends with a fault. */
  readonly quietLimit: () => number;
  /** That fault. @param refusal why the browser last refused to play, if it did */
  readonly quietFault: (refusal: unknown) => SourceFault;
}

interface Wait {
  readonly resolve: (frame: Frame | null) => void;
  readonly reject: (fault: SourceFault) => void;
  /** Ticks in which the page was seen and awake, and yet no frame came. */
  quietTicks: number;
}

/** The frames of a playing <video>, pulled: always the newest one, none twice, nothing queued. */
export class ElementFrames {
  /** When the newest frame was taken and when we heard of it; null once it is handed out. */
  #newest: { readonly taken: number; readonly heard: number } | null = null;
  #wait: Wait | null = null;
  #taking = false;
  #state: 'on' | 'finishing' | 'over' = 'on';
  #refusal: unknown;

  constructor(
    readonly element: HTMLVideoElement,
    private readonly options: ElementFramesOptions,
  ) {
    this.#watch();
  }

  /**
   * The newest frame that was not handed out yet, or the next one to come; null after `finish` or `end`.
   * One call at a time.
   * @throws SourceFault when no frame comes for too long, or by `fail`.
   */
  next(): Promise<Frame | null> {
    if (this.#state === 'over') return Promise.resolve(null);
    if (this.#wait) return Promise.reject(new Error('A frame is being waited for already'));
    return new Promise((resolve, reject) => {
      this.#wait = { resolve, reject, quietTicks: 0 };
      this.#keepPlaying();
      this.#tickWhile(this.#wait);
      void this.#serve();
    });
  }

  /** Ends a pending wait with this fault; a later `next` tries anew. */
  fail(fault: SourceFault): void {
    this.#takeWait()?.reject(fault);
  }

  /** No frame will come after the newest one. */
  finish(): void {
    if (this.#state === 'on') this.#state = 'finishing';
    void this.#serve();
  }

  /** Stops at once; a pending wait resolves with null. Safe to call twice. */
  end(): void {
    this.#state = 'over';
    this.#takeWait()?.resolve(null);
  }

  #takeWait(): Wait | null {
    const wait = this.#wait;
    this.#wait = null;
    return wait;
  }

  /** Starts the element, also again: a browser pauses it when it is moved in the document or sent to the background. */
  #keepPlaying(): void {
    if (this.#isHalted()) this.element.play().catch((refusal: unknown) => (this.#refusal = refusal));
  }

  #isHalted(): boolean {
    return this.element.paused && !this.element.ended;
  }

  /**
   * Counts quiet time in ticks and not by the clock, so that the camera isn't blamed for a page that was hidden,
   * frozen by the system, or busy: none of these ticks.
   */
  #tickWhile(wait: Wait): void {
    const timer = setInterval(() => {
      if (this.#wait !== wait) return clearInterval(timer);
      if (document.hidden) {
        wait.quietTicks = 0;
        return;
      }
      this.#keepPlaying();
      wait.quietTicks++;
      const { quietLimit, quietFault } = this.options;
      if (wait.quietTicks * TICK_MS >= quietLimit()) this.fail(quietFault(this.#refusal));
    }, TICK_MS);
  }

  /** Hears of every presented frame until the end. */
  #watch(): void {
    if ('requestVideoFrameCallback' in this.element) this.#watchByVideoFrame();
    else this.#watchByFrameCount();
  }

  #watchByVideoFrame(): void {
    const heard: VideoFrameRequestCallback = (now, { captureTime }) => {
      if (this.#state === 'over') return;
      const lag = captureTime === undefined ? NaN : now - captureTime;
      this.#presented(lag >= 0 && lag < BELIEVABLE_LAG_MS ? now - lag : now);
      this.element.requestVideoFrameCallback(heard);
    };
    this.element.requestVideoFrameCallback(heard);
  }

  /** For browsers without requestVideoFrameCallback (Firefox before 132). `currentTime` may run on without frames. */
  #watchByFrameCount(): void {
    let last = 0;
    const look = (now: number) => {
      if (this.#state === 'over') return;
      const { totalVideoFrames } = this.element.getVideoPlaybackQuality();
      if (totalVideoFrames !== last) this.#presented(now);
      last = totalVideoFrames;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }

  #presented(taken: number): void {
    this.#newest = { taken, heard: performance.now() };
    void this.#serve();
  }

  /**
   * Gives the newest frame to whoever waits, if there are both. Not from a halted element: Safari may go on
   * presenting the same frame there (https://github.com/moq-dev/moq/issues/2528).
   */
  async #serve(): Promise<void> {
    if (!this.#wait || this.#taking) return;
    if (!this.#newest) {
      if (this.#state === 'finishing') this.end();
      return;
    }
    const { taken, heard } = this.#newest;
    if (performance.now() - heard > (this.options.freshFor ?? Infinity)) return;
    if (this.#isHalted() || this.options.mayTake?.() === false) return;
    this.#newest = null;
    this.#taking = true;
    // Without a picture at hand the wait goes on: the next frame serves it, or the quiet limit ends it.
    const image = await createImageBitmap(this.element).catch(() => null);
    this.#taking = false;
    const wait = image && this.#takeWait();
    if (wait) wait.resolve({ image, time: taken, orientation: null, focalLength35: null, depth: null });
    else image?.close();
    if (this.#wait && (this.#newest || this.#state === 'finishing')) void this.#serve();
  }
}
