import type { Size } from '../scene/scene';
import { ElementFrames, metadataOf, quietVideoElement } from './element-frames';
import { kindOfFile } from './file-kind';
import { SourceFault, type Frame, type FrameSource } from './frame-source';

/** How long a video file may take until its size is known, in milliseconds; it lies on the device. */
const OPENING_LIMIT_MS = 10_000;

/** How long a playing video may show no new frame, in milliseconds: seeking in a long film on a slow card. */
const QUIET_LIMIT_MS = 5000;

/**
 * A video file that plays, muted, from the first `nextFrame` on, so that nothing passes unseen while the session
 * gets ready.
 */
export interface VideoSource extends FrameSource {
  readonly kind: 'video';
  /** For the preview; who shows it may style it, not steer it. */
  readonly element: HTMLVideoElement;
  /** In pixels, upright (a phone's turned video is turned back by the browser). */
  readonly size: Size;
}

/**
 * Opens a video file in any format that the browser can play. Frames come at the video's own pace: what is shown
 * while the session is busy is passed over, as it is with the camera.
 * @throws SourceFault `empty-file`, `not-a-video`, `broken-video` (damaged, or a format that this browser can't
 * play), or `video-without-frames` (sound only).
 */
export async function openVideo(file: Blob): Promise<VideoSource> {
  if (file.size === 0) throw new SourceFault('empty-file');
  const element = quietVideoElement();
  const url = URL.createObjectURL(file);
  const broken = (await kindOfFile(file)) === 'media' ? 'broken-video' : 'not-a-video';
  try {
    element.src = url;
    await metadataOf(element, OPENING_LIMIT_MS, broken);
    if (element.videoWidth === 0) throw new SourceFault('video-without-frames');
  } catch (fault) {
    release(element, url);
    throw fault;
  }
  return new PlayingVideo(element, url);
}

function release(element: HTMLVideoElement, url: string): void {
  element.removeAttribute('src');
  element.load();
  URL.revokeObjectURL(url);
}

class PlayingVideo implements VideoSource {
  readonly kind = 'video';
  readonly size: Size;
  readonly #frames: ElementFrames;
  #framesGiven = 0;
  #stopped = false;

  constructor(
    readonly element: HTMLVideoElement,
    private readonly url: string,
  ) {
    this.size = { width: element.videoWidth, height: element.videoHeight };
    this.#frames = new ElementFrames(element, {
      quietLimit: () => QUIET_LIMIT_MS,
      quietFault: (cause) => new SourceFault('broken-video', { cause }),
    });
    element.addEventListener('ended', () => this.#frames.finish());
    element.addEventListener('error', () => this.#frames.fail(this.#breakage()));
  }

  async nextFrame(): Promise<Frame | null> {
    if (this.#stopped) return null;
    if (this.element.error) throw this.#breakage();
    const frame = await this.#frames.next();
    if (frame) this.#framesGiven++;
    else if (this.#framesGiven === 0 && !this.#stopped) throw new SourceFault('video-without-frames');
    return frame;
  }

  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#frames.end();
    release(this.element, this.url);
  }

  #breakage(): SourceFault {
    return new SourceFault('broken-video', { cause: this.element.error });
  }
}
