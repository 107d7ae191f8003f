/**
 * Where the ground lies: not one plane but many, each with its probability, for the sensor errs, the road slopes, and
 * an old photo says nothing at all. Things of known size that stand on it tell which planes are likely (the idea of
 * Hoiem, Efros and Hebert, "Putting Objects in Perspective", IJCV 2008).
 */

import type { Box, Size } from '../scene';
import type { Viewpoint } from '../viewpoint';
import { type Likelihood, addWeight, blurred, doubted, LOG_METRES, orNearer } from './log-distances';
import { type Ray, pitched, rolledRay } from './rays';

/**
 * One standard deviation of a given pitch, radians: in squares, a moving phone's sensor 1 degree, its lens against its
 * case 1 degree, the optical axis against the middle of the picture 1.2 degrees (12 to 15 pixels in KITTI and nuScenes,
 * at their focal lengths), and the fall of streets, 1 to 2 per cent, 0.8 degrees.
 */
const PITCH_ERROR = (2 * Math.PI) / 180;

/** As a share of the height: curbs, the swing of a lanyard, a stoop; 8 % of 1.3 m are 10 cm. */
const HEIGHT_ERROR = 0.08;

/** Photos without a sensor: most are taken level or a little downward, from the chest to the eyes of somebody. */
const UNKNOWN_PITCH = { mean: (-8 * Math.PI) / 180, deviation: (14 * Math.PI) / 180 };
const UNKNOWN_HEIGHT = { mean: Math.log(1.45), deviation: 0.25 };

/** So many are thought of: where a sensor tells, fewer pitches lie as close together. Both are odd. */
const PITCHES = { known: 15, unknown: 31 };
const HEIGHTS = 7;
/** In standard deviations, both ways. */
const EXTENT = 2.3;

/** The planes that are thought of. `weights` is row-major: one row per pitch, one column per height. */
export interface GroundPlanes {
  readonly pitches: readonly number[];
  /** Natural logarithms of metres. */
  readonly logHeights: readonly number[];
  /** Natural logarithms of unnormalised probabilities. */
  readonly logWeights: Float64Array;
}

/** What each plane says of one box: the logarithm of its straight distance if it stands there. */
export interface GroundReading {
  /** Per pitch, for a camera 1 m above the ground; Infinity where its foot lies at or above the horizon. */
  readonly logMetresAtUnitHeight: readonly number[];
  /** One standard deviation of the logarithm: the box's lower edge errs, and the ground is no plane. */
  readonly edgeError: number;
}

export function likelyPlanes({ height, orientation }: Viewpoint): GroundPlanes {
  const pitch = orientation ? { mean: orientation.pitch, deviation: PITCH_ERROR } : UNKNOWN_PITCH;
  const logHeight = height ? { mean: Math.log(height), deviation: HEIGHT_ERROR } : UNKNOWN_HEIGHT;
  const pitches = spread(pitch, orientation ? PITCHES.known : PITCHES.unknown);
  const logHeights = spread(logHeight, HEIGHTS);
  const logWeights = new Float64Array(pitches.length * HEIGHTS);
  for (let plane = 0; plane < logWeights.length; plane += 1) {
    const a = (pitches[Math.floor(plane / HEIGHTS)]! - pitch.mean) / pitch.deviation;
    const b = (logHeights[plane % HEIGHTS]! - logHeight.mean) / logHeight.deviation;
    logWeights[plane] = -0.5 * (a * a + b * b);
  }
  return { pitches, logHeights, logWeights };
}

/**
 * Straight distance from the camera to the nearest point of an upright thing whose box this is: at the camera's
 * height, or at its top where that is lower.
 * @param edgePixels one standard deviation of the lower edge, pixels
 */
export function readGround(
  box: Box,
  image: Size,
  { focalLength, orientation }: Viewpoint,
  { pitches }: GroundPlanes,
  edgePixels: number,
): GroundReading {
  const x = box.left + box.width / 2;
  const bottom = box.top + box.height;
  const roll = orientation?.roll ?? 0;
  const rayAt = (y: number) => rolledRay(x, y, image, focalLength, roll);
  const top = rayAt(box.top);
  const foot = rayAt(bottom);
  const logMetresAtUnitHeight = pitches.map((pitch) => {
    const cosine = Math.cos(pitch);
    const sine = Math.sin(pitch);
    const slope = slopeOf(pitched(foot, cosine, sine));
    if (slope <= LEAST_SLOPE) return Infinity;
    // Where the camera looks to the feet and beyond, the upper edge may be the lower one in the world.
    const topSlope = Math.min(slope, Math.max(0, slopeOf(pitched(top, cosine, sine))));
    return Math.log(Math.sqrt(1 + topSlope * topSlope) / slope);
  });
  const middle = pitches[pitches.length >> 1]!;
  const slopeInMiddle = (ray: Ray) =>
    Math.max(LEAST_SLOPE, slopeOf(pitched(ray, Math.cos(middle), Math.sin(middle))));
  const slope = slopeInMiddle(foot);
  const edge = Math.log(slopeInMiddle(rayAt(bottom + edgePixels)) / slope);
  const edgeError = Math.min(MOST_EDGE_ERROR, Math.hypot(edge, KERB_ERROR, UNEVENNESS / slope));
  return { logMetresAtUnitHeight, edgeError };
}

/** How steeply a line of sight falls. */
function slopeOf({ right, down, forward }: Ray): number {
  return down / Math.sqrt(right * right + forward * forward);
}

/** Nearer to the horizon than this the ground is farther than 200 camera heights. */
const LEAST_SLOPE = 0.005;
const MOST_EDGE_ERROR = 1;

/** A kerb is 10 to 15 cm high, and so is the road's crown: of 1.5 m of camera height, as one standard deviation. */
const KERB_ERROR = 0.06;

/** How far the ground at one thing leaves the plane of all, as a slope: 10 cm in 20 m. */
const UNEVENNESS = 0.005;

/** How far a thing is by its box's lower edge, over all planes; both with a sum of 1. */
export interface GroundLikelihood {
  /** If it stands on the ground there. */
  readonly standing: Likelihood;
  /** If its foot is hidden or cut off, or it is above the ground: nearer, then. */
  readonly nearer: Likelihood;
}

/**
 * @param weights probabilities of the planes, with a sum of 1
 * @param raised metres above the ground of what the thing stands on
 */
export function groundLikelihood(
  { logMetresAtUnitHeight, edgeError }: GroundReading,
  { logHeights }: GroundPlanes,
  weights: Float64Array,
  raised = 0,
): GroundLikelihood {
  const histogram = new Float64Array(LOG_METRES.length);
  const columns = logHeights.length;
  const logAbove = logHeights.map((logHeight) => {
    const above = Math.exp(logHeight) - raised;
    return above > LEAST_ABOVE ? Math.log(above) : Infinity;
  });
  let aboveHorizon = 0;
  for (let index = 0; index < weights.length; index += 1) {
    const logMetres = logMetresAtUnitHeight[Math.floor(index / columns)]! + logAbove[index % columns]!;
    if (logMetres < Infinity) addWeight(histogram, logMetres, weights[index]!);
    else aboveHorizon += weights[index]!;
  }
  const hit = blurred(histogram, edgeError);
  // On a plane whose horizon lies below the thing's foot its lower edge says nothing.
  return { standing: doubted(hit, aboveHorizon), nearer: doubted(orNearer(hit), aboveHorizon) };
}

/** A camera no higher than the table's top sees nothing of where things stand on it, metres. */
const LEAST_ABOVE = 0.05;

function spread({ mean, deviation }: { mean: number; deviation: number }, count: number): number[] {
  return Array.from(
    { length: count },
    (_, index) => mean + deviation * EXTENT * ((2 * index) / (count - 1) - 1),
  );
}
