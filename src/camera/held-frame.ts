/** One picture of the running camera, held to be looked at in peace: from then on it is like a photo. */

import type { Size } from '../scene/scene';
import type { CameraSource } from './camera-source';
import type { Frame } from './frame-source';
import type { PhotoSource } from './photo-source';

/** What is shown is seen only: as good as a camera's own photos, and encoded in a moment on a phone. */
const SHOWN_AS = { type: 'image/jpeg', quality: 0.92 } as const;

export interface HeldFrame extends PhotoSource {
  /** Sets it apart from a photo out of a file: it was taken from where the person holds the phone. */
  readonly isHeld: true;
  /** The same once more, for its one frame may have gone to a worker that broke. */
  again(): Promise<HeldFrame>;
}

/**
 * Holds the picture that the camera shows now. The camera goes on: whoever holds its picture ends it. The frame keeps
 * how the camera was turned then, so that distances are as good as they are live.
 * @returns null when the camera was stopped meanwhile
 * @throws SourceFault when the camera gives no picture that can be trusted, see `CameraSource.still`
 */
export async function holdFrame(camera: Pick<CameraSource, 'still'>): Promise<HeldFrame | null> {
  const frame = await camera.still();
  return frame && held(frame);
}

/** Takes the frame over: its bitmap is closed by whoever takes it next, or when this fails. */
async function held(frame: Frame): Promise<HeldFrame> {
  const { width, height } = frame.image;
  try {
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext('2d', { alpha: false })!.drawImage(frame.image, 0, 0);
    return new HeldPicture(frame, { width, height }, await canvas.convertToBlob(SHOWN_AS));
  } catch (error) {
    frame.image.close();
    throw error;
  }
}

class HeldPicture implements HeldFrame {
  readonly kind = 'photo';
  readonly isHeld = true;
  #frame: Frame | null;

  constructor(
    private readonly taken: Frame,
    readonly size: Size,
    readonly shown: Blob,
  ) {
    this.#frame = taken;
  }

  nextFrame(): Promise<Frame | null> {
    const frame = this.#frame;
    this.#frame = null;
    return Promise.resolve(frame);
  }

  async again(): Promise<HeldFrame> {
    const image = await createImageBitmap(this.shown);
    return new HeldPicture({ ...this.taken, image }, this.size, this.shown);
  }

  stop(): void {
    this.#frame?.image.close();
    this.#frame = null;
  }
}
