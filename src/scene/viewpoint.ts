/** From where a picture was taken, as far as it is known: what turns its pixels into angles and metres. */

import { ASSUMED_FOCAL_LENGTH_ERROR, defaultFocalLength, focalLengthFromFilm } from './geometry';
import type { CameraOrientation, Size } from './scene';

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

/** What may be told of a camera; what is left out or null is not known. */
export interface CameraFacts {
  /** Pixels of the upright image, measured. */
  readonly focalLength?: number;
  /** Of the lens, in millimetres on 35 mm film; null when the picture or camera doesn't tell. */
  readonly focalLength35?: number | null;
  /** Of the camera at the time of the frame; null where no sensor tells. */
  readonly orientation?: CameraOrientation | null;
  /** Of the camera above the ground, in metres; null when it was not held by the person who is told. */
  readonly cameraHeight?: number | null;
}

/** Whole millimetres, and the crop that a camera makes against shake: 3 per cent. */
const FILM_FOCAL_LENGTH_ERROR = 0.03;

/** The best that is known; a focal length is always assumed, at worst the usual one. */
export function viewpointOf(facts: CameraFacts, image: Size): Viewpoint {
  return {
    ...focalLengthOf(facts, image),
    height: facts.cameraHeight ?? null,
    orientation: facts.orientation ?? null,
  };
}

function focalLengthOf(
  { focalLength, focalLength35 }: CameraFacts,
  image: Size,
): Pick<Viewpoint, 'focalLength' | 'focalLengthError'> {
  if (focalLength !== undefined) return { focalLength, focalLengthError: 0 };
  if (focalLength35) {
    return {
      focalLength: focalLengthFromFilm(focalLength35, image),
      focalLengthError: FILM_FOCAL_LENGTH_ERROR,
    };
  }
  return { focalLength: defaultFocalLength(image), focalLengthError: ASSUMED_FOCAL_LENGTH_ERROR };
}

/**
 * Joins an assumed focal length with one that was learned, each by its weight. One that was measured stays.
 * @param learned pixels of the same image, and one standard deviation as a share; null while nothing was learned
 */
export function withLearnedLens(
  viewpoint: Viewpoint,
  learned: { readonly pixels: number; readonly error: number } | null,
): Viewpoint {
  const { focalLength, focalLengthError } = viewpoint;
  if (!learned || focalLengthError === 0) return viewpoint;
  const weight = focalLengthError ** 2 / (focalLengthError ** 2 + learned.error ** 2);
  return {
    ...viewpoint,
    focalLength: focalLength * (learned.pixels / focalLength) ** weight,
    focalLengthError: focalLengthError * Math.sqrt(1 - weight),
  };
}
