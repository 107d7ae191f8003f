/** From where a picture was taken, as far as it is known: what turns its pixels into angles and metres. */

import type { CameraOrientation } from './scene';

export interface Viewpoint {
  /** Pixels of the upright image. */
  readonly focalLength: number;
  /** One standard deviation of the focal length, as a share of it: 0 when it was measured. */
  readonly focalLengthError: number;
  /** Of the camera above the ground, metres; null when nobody tells. */
  readonly height: number | null;
  /** From a sensor or from whoever took the picture; null when unknown. Heading plays no part in distances. */
  readonly orientation: CameraOrientation | null;
}
