/**
 * Pitch and height of the camera from things of known size in one picture, when no sensor tells: one thing ties the
 * horizon to the camera's height, several at different distances tell both (the method of Hoiem, Efros and Hebert,
 * "Putting Objects in Perspective", IJCV 2008, without its scene classes).
 */

import type { Size } from './scene';
import { type SeenThing, logLikelihood, readHeight, standingThings } from './self-calibration-standing';

export interface HeightPrior {
  /** Metres above the ground at which cameras are held. */
  readonly metres: number;
  /** One standard deviation of the natural logarithm. */
  readonly spread: number;
}

export interface Horizon {
  /** Radians, positive looks up. */
  readonly pitch: number;
  /** One standard deviation, radians. */
  readonly pitchError: number;
  /** Of the camera above the ground, metres. */
  readonly height: number;
  /** One standard deviation, metres. */
  readonly heightError: number;
}

/** Pitches that are tried, radians: sixty degrees down to forty-five up, in steps of a degree. */
const LEAST_PITCH = -Math.PI / 3;
const PITCH_STEP = Math.PI / 180;
const PITCHES = Float64Array.from({ length: 106 }, (_, index) => LEAST_PITCH + index * PITCH_STEP);

/** Heights that are tried: so many of the prior's spreads to either side, in steps of a quarter of one. */
const REACH = 3;
const HEIGHT_STEP = 0.25;
const HEIGHTS = 2 * (REACH / HEIGHT_STEP) + 1;

/**
 * One standard deviation of the pitch before anything is seen, about level: people photograph and walk with the camera
 * within some fifteen degrees of it (Hoiem et al. likewise start from a normal horizon in the middle of the picture).
 */
const PITCH_SPREAD = 0.26;

/** Told only when what is seen has halved what is not known. */
const GREATEST_PITCH_ERROR = PITCH_SPREAD / 2;

/**
 * @param objects all that was found, also what only hides another
 * @param focalLength pixels
 * @returns null when nothing in view tells enough
 */
export function horizonFromSizes(
  objects: readonly SeenThing[],
  image: Size,
  focalLength: number,
  heightPrior: HeightPrior,
): Horizon | null {
  const things = standingThings(objects, image, 0).map(({ thing }) => thing);
  if (things.length === 0 || !(focalLength > 0)) return null;
  const share = focalLength / Math.hypot(image.width, image.height);
  const logHeights = Array.from(
    { length: HEIGHTS },
    (_, index) => Math.log(heightPrior.metres) + heightPrior.spread * (index * HEIGHT_STEP - REACH),
  );
  const logs = Array.from(PITCHES, (pitch) => {
    const readings = things.map((thing) => readHeight(thing, { focalLength: share, pitch }));
    return logHeights.map((logHeight, index) =>
      readings.reduce(
        (sum, reading, which) => sum + logLikelihood(reading, things[which]!.trust, logHeight),
        -((index * HEIGHT_STEP - REACH) ** 2 + (pitch / PITCH_SPREAD) ** 2) / 2,
      ),
    );
  });
  return summary(logs, logHeights);
}

/** Means and deviations over the grid. */
function summary(logs: readonly (readonly number[])[], logHeights: readonly number[]): Horizon | null {
  const most = logs.reduce((greatest, row) => Math.max(greatest, ...row), -Infinity);
  let weight = 0;
  const pitch = { sum: 0, squares: 0 };
  const height = { sum: 0, squares: 0 };
  logs.forEach((row, atPitch) =>
    row.forEach((value, atHeight) => {
      const likelihood = Math.exp(value - most);
      weight += likelihood;
      pitch.sum += likelihood * PITCHES[atPitch]!;
      pitch.squares += likelihood * PITCHES[atPitch]! ** 2;
      height.sum += likelihood * logHeights[atHeight]!;
      height.squares += likelihood * logHeights[atHeight]! ** 2;
    }),
  );
  const deviation = ({ sum, squares }: typeof pitch) =>
    Math.sqrt(Math.max(0, squares / weight - (sum / weight) ** 2));
  // A grid can't tell finer than its steps.
  const pitchError = Math.hypot(deviation(pitch), PITCH_STEP / Math.sqrt(12));
  if (!(pitchError <= GREATEST_PITCH_ERROR)) return null;
  const metres = Math.exp(height.sum / weight);
  return { pitch: pitch.sum / weight, pitchError, height: metres, heightError: metres * deviation(height) };
}
