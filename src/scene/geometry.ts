/** The pinhole camera: pixels to angles. Pixels are those of the upright image, angles are radians. */

import type { Size } from './scene';

/**
 * Focal length of a phone's main camera in millimetres on 35 mm film, by which EXIF and makers state it. Makers'
 * sheets give 23 to 28 mm; used only when neither EXIF nor the person tells.
 */
const DEFAULT_FOCAL_LENGTH_35_MM = 26;

/** Diagonal of a 36 x 24 mm frame of film, to which 35 mm equivalents refer (CIPA DCG-001). */
const FILM_DIAGONAL_MM = Math.hypot(36, 24);

/**
 * One standard deviation of the assumed focal length, as a share of it: between makers 8 per cent (23 to 28 mm), and a
 * video is cropped against shake by 10 to 20 per cent.
 */
export const ASSUMED_FOCAL_LENGTH_ERROR = 0.15;

/** Focal length in pixels that is assumed for a picture of this size when nothing is known of its camera. */
export function defaultFocalLength(image: Size): number {
  return focalLengthFromFilm(DEFAULT_FOCAL_LENGTH_35_MM, image);
}

/**
 * @param millimetres on 35 mm film: the lens that shows the same diagonal on it
 * @returns focal length in pixels of the image, which must not be cut
 */
export function focalLengthFromFilm(millimetres: number, image: Size): number {
  return (Math.hypot(image.width, image.height) * millimetres) / FILM_DIAGONAL_MM;
}

/**
 * @param width pixels of the upright image
 * @param fieldOfView horizontal, radians, between 0 and pi
 * @returns focal length in pixels: f = (width / 2) / tan(fieldOfView / 2)
 */
export function focalLengthFromFieldOfView(width: number, fieldOfView: number): number {
  return width / 2 / Math.tan(fieldOfView / 2);
}

/**
 * Horizontal angle of a column from the optical axis, which is taken to go through the middle of the image.
 * @returns radians, positive to the right
 */
export function bearingOfColumn(x: number, image: Size, focalLength: number): number {
  return Math.atan((x - image.width / 2) / focalLength);
}
