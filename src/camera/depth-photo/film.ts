/** Focal lengths on 35 mm film, by which makers and EXIF compare lenses. */

import type { Size } from '../../scene/scene';

/** Of a frame of 35 mm film, 36 x 24 mm, to which equivalent focal lengths refer (CIPA DCG-001). */
export const FILM_DIAGONAL_MM = Math.hypot(36, 24);

/** @param focalLength35 millimetres. @returns pixels of a picture of this size */
export function focalLengthInPixels(focalLength35: number, { width, height }: Size): number {
  return (focalLength35 / FILM_DIAGONAL_MM) * Math.hypot(width, height);
}
