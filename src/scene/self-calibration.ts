/**
 * The focal length from things of known size, when sensors tell the pitch and the height of the camera: with p and C
 * known, each standing thing has one unknown left. A level camera sees no difference (its horizon is in the middle for
 * any lens), so only pictures that look up or down count: for small angles f = (v_horizon - v_middle) / tan p.
 */

import { intersectionOverUnion } from './boxes';
import type { Box, Size } from './scene';
import {
  type SeenThing,
  type StandingThing,
  logLikelihood,
  readHeight,
  standingThings,
} from './self-calibration-standing';
import type { Viewpoint } from './viewpoint';

/** All that was learned of one camera's lens. It holds as long as the lens and the zoom stay the same. */
export interface FocalCalibrationState {
  readonly sights: readonly Sight[];
}

/** One thing, as it told most of the lens. However long it stays in view, it has one height and so one vote. */
interface Sight {
  readonly label: string;
  /** Where it was last seen, as shares of the image's diagonal; null when it has left. */
  readonly box: Box | null;
  readonly thing: StandingThing;
  readonly pitch: number;
  /** Of the camera, ln(metres). */
  readonly logHeight: number;
  /** How much it tells: 1 / variance of the logarithm of the focal length. */
  readonly information: number;
}

export const NO_FOCAL_CALIBRATION: FocalCalibrationState = { sights: [] };

/** Radians: with less, an error of the sensor of `PITCH_ERROR` makes a sixth or more of the focal length. */
const LEAST_PITCH = 0.17;
/** Radians: with more, hardly anything stands whole in the picture, and what does is seen from the top. */
const GREATEST_PITCH = 0.9;
/** The formula presumes upright boxes; a turned one frames more than the thing. */
const GREATEST_ROLL = 0.17;

/** One standard deviation of a phone's own pitch that stays the same all along, radians: one and a half degrees. */
const PITCH_ERROR = 0.026;
/** The same of the logarithm of the camera's height: a hand that is 10 cm higher or lower than 1.4 m. */
const HEIGHT_ERROR = 0.07;

/** Things that are remembered; the least telling ones go. */
const MOST_SIGHTS = 40;
/** Boxes of one label that overlap as much from one frame to the next are one thing. */
const SAME_THING = 0.3;
/** Score below which a detection is too often something else. */
const LEAST_SCORE = 0.5;

/** Focal lengths that are tried, as shares of the diagonal: phones have 0.3 (13 mm on film) to 1.8 (77 mm). */
const SHORTEST_FOCAL_LENGTH = 0.2;
const LONGEST_FOCAL_LENGTH = 2.5;
const STEPS = 96;
const LOG_FOCAL_LENGTHS = Float64Array.from(
  { length: STEPS },
  (_, index) =>
    Math.log(SHORTEST_FOCAL_LENGTH) +
    (index / (STEPS - 1)) * Math.log(LONGEST_FOCAL_LENGTH / SHORTEST_FOCAL_LENGTH),
);

/** Told only when it is surer than a guess: the lenses of phones' main cameras alone differ by about as much. */
const GREATEST_ERROR = 0.12;
/** And by no fewer things than this, since one may be what it isn't. */
const FEWEST_SIGHTS = 3;

/**
 * Takes a frame into account.
 * @param objects what was found in it
 * @param viewpoint of that frame; without height or orientation nothing is learned
 */
export function updateFocalCalibration(
  state: FocalCalibrationState,
  objects: readonly SeenThing[],
  image: Size,
  viewpoint: Viewpoint,
): FocalCalibrationState {
  const { height, orientation } = viewpoint;
  if (height === null || !(height > 0) || orientation === null) return leave(state);
  const { pitch, roll } = orientation;
  const tilt = Math.abs(pitch);
  if (!(tilt >= LEAST_PITCH && tilt <= GREATEST_PITCH && Math.abs(roll) <= GREATEST_ROLL))
    return leave(state);

  const diagonal = Math.hypot(image.width, image.height);
  const sure = objects.filter(({ score }) => score >= LEAST_SCORE);
  const rest = [...state.sights];
  const seen = standingThings(sure, image, roll).map(({ object, thing }): Sight => {
    const box = scaled(object.box, 1 / diagonal);
    const before = rest.findIndex((sight) => sight.label === object.label && overlaps(sight.box, box));
    const [known] = before < 0 ? [] : rest.splice(before, 1);
    const logHeight = Math.log(height);
    const information = informationOf(thing, pitch, viewpoint.focalLength / diagonal);
    if (known && known.information >= information) return { ...known, box };
    return { label: object.label, box, thing, pitch, logHeight, information };
  });
  const sights = [...seen, ...leave({ sights: rest }).sights]
    .toSorted((a, b) => b.information - a.information)
    .slice(0, MOST_SIGHTS);
  return { sights };
}

/** Nothing of it is in view any longer. */
function leave({ sights }: FocalCalibrationState): FocalCalibrationState {
  return { sights: sights.map((sight) => (sight.box ? { ...sight, box: null } : sight)) };
}

function overlaps(before: Box | null, now: Box): boolean {
  return before !== null && intersectionOverUnion(before, now) >= SAME_THING;
}

function scaled({ left, top, width, height }: Box, scale: number): Box {
  return { left: left * scale, top: top * scale, width: width * scale, height: height * scale };
}

/** How sharply a thing tells one focal length from the next, about the one that is assumed. */
function informationOf(thing: StandingThing, pitch: number, focalLength: number): number {
  const step = 0.05;
  const shorter = readHeight(thing, { focalLength: focalLength * Math.exp(-step), pitch });
  const longer = readHeight(thing, { focalLength: focalLength * Math.exp(step), pitch });
  if (!shorter || !longer) return 0;
  return ((longer.mean - shorter.mean) / (2 * step * longer.deviation)) ** 2;
}

/**
 * The focal length that the things seen so far agree upon, with one standard deviation as a share of it.
 * @param image of the size in which it is wanted
 * @returns null while they are too few, too uncertain, or at odds
 */
export function calibratedFocalLength(
  { sights }: FocalCalibrationState,
  image: Size,
): { readonly pixels: number; readonly error: number } | null {
  if (sights.filter(({ information }) => information > 0).length < FEWEST_SIGHTS) return null;
  const told = posterior(sights, 0, 0);
  // What all of them share does not average out: it is added as the shift that it would cause.
  const byPitch = posterior(sights, PITCH_ERROR, 0).mean - told.mean;
  const byHeight = posterior(sights, 0, HEIGHT_ERROR).mean - told.mean;
  const error = Math.hypot(told.deviation, byPitch, byHeight);
  if (!(error <= GREATEST_ERROR)) return null;
  return { pixels: Math.exp(told.mean) * Math.hypot(image.width, image.height), error };
}

/** Mean and deviation of the logarithm of the focal length, every one of which is as likely beforehand. */
function posterior(
  sights: readonly Sight[],
  pitchOffset: number,
  heightOffset: number,
): { readonly mean: number; readonly deviation: number } {
  const logs = LOG_FOCAL_LENGTHS.map((logFocalLength) => {
    const focalLength = Math.exp(logFocalLength);
    return sights.reduce((sum, { thing, pitch, logHeight }) => {
      const reading = readHeight(thing, { focalLength, pitch: pitch + pitchOffset });
      return sum + logLikelihood(reading, thing.trust, logHeight + heightOffset);
    }, 0);
  });
  const most = logs.reduce((greatest, value) => Math.max(greatest, value), -Infinity);
  let weight = 0;
  let sum = 0;
  let squares = 0;
  logs.forEach((value, index) => {
    const likelihood = Math.exp(value - most);
    weight += likelihood;
    sum += likelihood * LOG_FOCAL_LENGTHS[index]!;
    squares += likelihood * LOG_FOCAL_LENGTHS[index]! ** 2;
  });
  const mean = sum / weight;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / weight - mean ** 2)) };
}
