/**
 * Where the box of a followed thing is and how it moves: the Kalman filter of SORT (Bewley et al., ICIP 2016) and
 * ByteTrack. As there, noise is independent from one value to the other, so the filter falls apart into one of two states
 * per value. Three things differ. Sizes are kept as logarithms: an error is a share of the size at any distance, and no
 * box shrinks below nothing. Time is in seconds, as looks come when they can. Rates fade: at three to ten looks a
 * second a plain constant rate, taken from two looks, foretells the next place worse than none at all does (walking
 * clip, middle of the error after 0.2 s: 0.095 against 0.080 of the width). Pure.
 */

import type { Box } from '../scene';
import { type CameraView, turnPoint } from './camera-motion';
import type { Shift } from './common-motion';
import { beginValue, correctValue, predictValue, type SteadyValue, type Unrest } from './steady-value';

/** Pixels of the upright image; sizes as natural logarithms of pixels. */
export interface BoxMotion {
  readonly middleX: SteadyValue;
  readonly middleY: SteadyValue;
  readonly logWidth: SteadyValue;
  readonly logHeight: SteadyValue;
}

/**
 * Standard deviations of the detector's boxes, as shares of their sides. Measured on the walking clip at 30 frames a
 * second by second differences, between their middle (0.02; 0.04) and their worst thirtieth (0.04; 0.07).
 */
const PLACE_ERROR = 0.04;
const SIZE_ERROR = 0.06;

/**
 * How unsteady rates are, per root second. With the fading below, rates then have a standard deviation of half of this. In
 * the walking clip nine in ten boxes move by less than 0.7 of their own size a second, which is 0.45 at one deviation. The
 * logarithm of a size changes by 0.35 a second for what comes at a walk, 1.4 m/s, and is 4 m away.
 */
const OWN_UNREST = 1;
const SIZE_UNREST = 0.7;

/**
 * The same for the phone's turning, in radians per root second: 0.15 rad/s at one deviation, 8 degrees, where no sensor
 * takes it out, twice what the walking clip, held steadily with both hands, shows. Where one does, what it misses: 1 degree.
 */
const SWAY = 0.3;
const SWAY_BESIDE_SENSOR = 0.035;

/** Seconds after which a rate has faded to 1/e: a step takes half a second, and sway changes with each. */
const MEMORY = 0.5;

const SIZE: Unrest = { rate: SIZE_UNREST ** 2, memory: MEMORY };

/** @param focalLength pixels */
export function beginMotion(box: Box, focalLength: number): BoxMotion {
  const { width, height } = box;
  return {
    middleX: begin(middleX(box), placeError(width), unrestOf(width, focalLength, false)),
    middleY: begin(middleY(box), placeError(height), unrestOf(height, focalLength, false)),
    logWidth: begin(logOf(width), SIZE_ERROR, SIZE),
    logHeight: begin(logOf(height), SIZE_ERROR, SIZE),
  };
}

/** A rate that nobody has seen yet is as large as rates are in the long run. */
function begin(value: number, error: number, { rate, memory }: Unrest): SteadyValue {
  return beginValue(value, error ** 2, (rate * memory) / 2);
}

/** @param isTurned true when the phone's turning has been taken out by its sensors */
export function predictMotion(
  motion: BoxMotion,
  seconds: number,
  focalLength: number,
  isTurned: boolean,
): BoxMotion {
  const { width, height } = boxOfMotion(motion);
  return {
    middleX: predictValue(motion.middleX, seconds, unrestOf(width, focalLength, isTurned)),
    middleY: predictValue(motion.middleY, seconds, unrestOf(height, focalLength, isTurned)),
    logWidth: predictValue(motion.logWidth, seconds, SIZE),
    logHeight: predictValue(motion.logHeight, seconds, SIZE),
  };
}

function unrestOf(size: number, focalLength: number, isTurned: boolean): Unrest {
  const sway = (isTurned ? SWAY_BESIDE_SENSOR : SWAY) * focalLength;
  return { rate: (OWN_UNREST * size) ** 2 + sway ** 2, memory: MEMORY };
}

/** Takes in a detected box. */
export function correctMotion(motion: BoxMotion, box: Box): BoxMotion {
  return {
    middleX: correctValue(motion.middleX, middleX(box), placeError(box.width) ** 2),
    middleY: correctValue(motion.middleY, middleY(box), placeError(box.height) ** 2),
    logWidth: correctValue(motion.logWidth, logOf(box.width), SIZE_ERROR ** 2),
    logHeight: correctValue(motion.logHeight, logOf(box.height), SIZE_ERROR ** 2),
  };
}

/** Moves what is known into the picture of the turned camera; null when it lies behind that. */
export function turnMotion(motion: BoxMotion, former: CameraView, present: CameraView): BoxMotion | null {
  const middle = turnPoint(motion.middleX.value, motion.middleY.value, former, present);
  if (!middle) return null;
  const growth = Math.log(middle.scale);
  return {
    middleX: { ...motion.middleX, value: middle.x },
    middleY: { ...motion.middleY, value: middle.y },
    logWidth: { ...motion.logWidth, value: motion.logWidth.value + growth },
    logHeight: { ...motion.logHeight, value: motion.logHeight.value + growth },
  };
}

/** Moves what is known by pixels. */
export function shiftMotion(motion: BoxMotion, { x, y }: Shift): BoxMotion {
  return {
    ...motion,
    middleX: { ...motion.middleX, value: motion.middleX.value + x },
    middleY: { ...motion.middleY, value: motion.middleY.value + y },
  };
}

export function boxOfMotion(motion: BoxMotion): Box {
  const width = Math.exp(motion.logWidth.value);
  const height = Math.exp(motion.logHeight.value);
  return { left: motion.middleX.value - width / 2, top: motion.middleY.value - height / 2, width, height };
}

const middleX = ({ left, width }: Box) => left + width / 2;
const middleY = ({ top, height }: Box) => top + height / 2;

/** No side counts as shorter than a pixel: nothing has no logarithm, and no error would be certainty. */
const logOf = (side: number) => Math.log(Math.max(1, side));
const placeError = (side: number) => PLACE_ERROR * Math.max(1, side);
