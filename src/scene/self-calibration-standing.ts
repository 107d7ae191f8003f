/**
 * What a thing of known height that stands on the ground says about the camera.
 *
 * A camera at height C looks up by the angle p (negative: down). A point of the image that lies y pixels below the
 * middle is seen under tan d = (y - f tan p) / (f + y tan p) below the horizontal, whatever its column. The foot of an
 * upright thing of height H at the distance D has tan d = C / D, its head (C - H) / D, so that
 *
 *     H / C = 1 - tan d(head) / tan d(foot).
 *
 * For small angles this is H / C = h / (v_foot - v_horizon) of Hoiem, Efros and Hebert, "Putting Objects in
 * Perspective" (IJCV 2008), equation 5; the form used here holds for any pitch (it is the cross-ratio with the vertical
 * vanishing point of Criminisi, Reid and Zisserman, "Single View Metrology", IJCV 2000). The distance drops out, so
 * each such thing ties together f, p and C.
 */

import { intersectionArea } from './boxes';
import { cutSides, knownSize, sideError, visibleSize } from './known-sizes';
import type { Extent } from './known-sizes-table';
import type { Box, Detection, Size } from './scene';

/** What calibration needs of a detection. */
export type SeenThing = Pick<Detection, 'label' | 'box' | 'score'>;

/** A thing that probably stands on the ground with all its height in view. Lengths are shares of the image's diagonal. */
export interface StandingThing {
  /** How far its foot and head lie below the middle of the image, roll taken out; negative lies above. */
  readonly foot: number;
  readonly head: number;
  /** One standard deviation of either. */
  readonly edgeError: number;
  /** Height in the world. */
  readonly size: Extent;
  /** Probability that it is as the formula takes it: whole, upright, its foot on the ground. */
  readonly trust: number;
}

/** The camera a thing is held against. */
interface Camera {
  /** Share of the image's diagonal. */
  readonly focalLength: number;
  /** Radians, positive looks up. */
  readonly pitch: number;
}

/** The logarithm of a camera's height by one thing. */
export interface HeightReading {
  /** ln(metres). */
  readonly mean: number;
  /** One standard deviation. */
  readonly deviation: number;
}

/** Of the things that are mostly on the ground: those that, more often than not, are not on something else. */
const LEAST_ON_GROUND = 0.8;

/** Sizes less certain than this say next to nothing here. */
const GREATEST_SPREAD = 0.4;

/**
 * Share of the diagonal: three times the error of a detected side. What is far is small, but tells the horizon well, in
 * whose row it stands.
 */
const SHORTEST = 0.015;

/** Share of a box that another, standing lower in the picture and so before it, may cover. */
const GREATEST_COVERED = 0.1;

/** How often a box that passes all this still isn't whole and upright: something hides its foot, or it bends. */
const HIDDEN_SHARE = 0.15;

/** Density of what isn't as it seems, per unit of the logarithm: anything from a fifth to five times the height. */
const OUTLIER_DENSITY = 1 / (2 * Math.log(5));

/**
 * The things of a picture that tell of the camera. Each one's foot and head are the middles of its lower and upper
 * edges.
 * @param roll radians, as CameraOrientation has it
 */
export function standingThings(
  objects: readonly SeenThing[],
  image: Size,
  roll: number,
): { readonly object: SeenThing; readonly thing: StandingThing }[] {
  return objects.flatMap((object) => {
    const thing = standingThing(object, objects, image, roll);
    return thing ? [{ object, thing }] : [];
  });
}

function standingThing(
  { label, box }: SeenThing,
  objects: readonly SeenThing[],
  image: Size,
  roll: number,
): StandingThing | null {
  const onGround = knownSize(label)?.onGround ?? 0;
  const size = visibleSize(label, box, image)?.height;
  const { left, right } = cutSides(box, image);
  const diagonal = Math.hypot(image.width, image.height);
  const fits =
    size &&
    onGround >= LEAST_ON_GROUND &&
    size.spread <= GREATEST_SPREAD &&
    // A person cut at the side has no shape to tell the posture by, a turned thing no middle.
    !(left || right) &&
    box.height >= SHORTEST * diagonal &&
    !objects.some((other) => other.box !== box && hides(other.box, box));
  if (!fits) return null;
  const across = box.left + box.width / 2 - image.width / 2;
  const below = (row: number) =>
    (across * Math.sin(roll) + (row - image.height / 2) * Math.cos(roll)) / diagonal;
  return {
    foot: below(box.top + box.height),
    head: below(box.top),
    // The side is the difference of two edges.
    edgeError: (sideError(box.height, image) * box.height) / Math.SQRT2 / diagonal,
    size,
    trust: onGround * (1 - HIDDEN_SHARE),
  };
}

function hides(other: Box, box: Box): boolean {
  const isBefore = other.top + other.height > box.top + box.height;
  return isBefore && intersectionArea(other, box) > GREATEST_COVERED * box.width * box.height;
}

/** @returns null where the thing's foot would lie at or above the horizon, so that it can't stand on the ground */
export function readHeight(
  { foot, head, edgeError, size }: StandingThing,
  camera: Camera,
): HeightReading | null {
  const low = depression(foot, camera);
  if (low.tangent <= 0) return null;
  const high = depression(head, camera);
  const ratio = high.tangent / low.tangent;
  const heightOverCamera = 1 - ratio;
  if (!(heightOverCamera > 0)) return null;
  const byEdges = (Math.hypot(ratio * low.slope, high.slope) / low.tangent / heightOverCamera) * edgeError;
  return {
    mean: Math.log(size.typical / heightOverCamera),
    deviation: Math.hypot(size.spread, byEdges),
  };
}

/** Tangent of the angle below the horizontal, and how much it grows per unit of the image. */
function depression(y: number, { focalLength, pitch }: Camera): { tangent: number; slope: number } {
  const rise = Math.tan(pitch);
  const along = focalLength + y * rise;
  return {
    tangent: (y - focalLength * rise) / along,
    slope: (focalLength * (1 + rise ** 2)) / along ** 2,
  };
}

/**
 * Logarithm of the likelihood of a reading, when the camera is at a height: normal, or, with what trust leaves, anything.
 * @param logHeight ln(metres)
 */
export function logLikelihood(reading: HeightReading | null, trust: number, logHeight: number): number {
  if (!reading) return Math.log((1 - trust) * OUTLIER_DENSITY);
  const deviations = (reading.mean - logHeight) / reading.deviation;
  const density = Math.exp(-(deviations ** 2) / 2) / (reading.deviation * Math.sqrt(2 * Math.PI));
  return Math.log(trust * density + (1 - trust) * OUTLIER_DENSITY);
}
