import type { LookOptions } from '../../src/worker/vision';
import type { Photo } from './photo';

/** What is known from elsewhere of the camera that took a picture; null is unknown. */
export interface KnownView {
  /** Pixels of the upright image. */
  readonly focalLength: number | null;
  /** Of the optical axis above the horizon, radians, positive upward. */
  readonly pitch: number | null;
  /** Of the camera above the ground, metres. */
  readonly cameraHeight: number | null;
}

/**
 * How a photo is looked at, with all that is known of it. Whoever knows the pitch from elsewhere than the camera's
 * sensor has no figure for the roll; such pictures are taken upright.
 */
export function photoOptions(
  { focalLength35, depth }: Photo,
  { focalLength, pitch, cameraHeight }: KnownView,
): LookOptions {
  return {
    source: 'photo',
    ...(focalLength === null ? {} : { focalLength }),
    focalLength35,
    orientation: pitch === null ? null : { pitch, roll: 0, heading: 0 },
    cameraHeight,
    depth,
  };
}
