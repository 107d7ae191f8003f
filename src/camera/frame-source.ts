/** Where frames come from: the live camera, a photo, or a video file. All three look the same to the session. */

import type { CameraOrientation, DepthMap } from '../scene/scene';

/** One picture, upright, with the moment it was taken. Whoever takes the frame closes the bitmap. */
export interface Frame {
  readonly image: ImageBitmap;
  /** Milliseconds on the clock of `performance.now()`. */
  readonly time: number;
  /** How the camera was turned then; null where no sensor tells, as in a photo or a video. */
  readonly orientation: CameraOrientation | null;
  /**
   * Millimetres on 35 mm film; null where the picture doesn't tell. No browser tells it of a camera
   * (https://github.com/w3c/mediacapture-extensions/pull/167 would).
   */
  readonly focalLength35: number | null;
  /** Depth that the picture itself carries, for the whole of it; null where it carries none. */
  readonly depth: DepthMap | null;
}

/**
 * The session pulls: a source never queues. Frames that pass while the session is busy are dropped, and the next
 * call gets the newest one.
 */
export interface FrameSource {
  readonly kind: 'camera' | 'photo' | 'video';
  /**
   * Resolves with the next fresh frame, or null when there is none to come (a photo after its one frame, a video
   * at its end, a stopped source).
   * @throws SourceFault when the source breaks down (camera unplugged or taken by another app).
   */
  nextFrame(): Promise<Frame | null>;
  /** Frees camera, element and memory; safe to call twice. A pending `nextFrame` resolves with null. */
  stop(): void;
}

/** Why a source can't deliver: each one has its own message that tells the person what to do. */
export type SourceFaultReason =
  | 'camera-refused'
  | 'camera-absent'
  | 'camera-taken'
  | 'camera-unplugged'
  | 'camera-insecure'
  | 'not-an-image'
  | 'empty-file'
  | 'broken-image'
  | 'image-too-large'
  | 'image-too-small'
  | 'not-a-video'
  | 'broken-video'
  | 'video-without-frames';

export class SourceFault extends Error {
  constructor(
    readonly reason: SourceFaultReason,
    options?: ErrorOptions,
  ) {
    super(reason, options);
    this.name = 'SourceFault';
  }
}
