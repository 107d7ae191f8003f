/**
 * From the angles of a device orientation event to the way in which the back camera looks. Rotations are carried as
 * vectors, never as angles: a phone held upright stands in the gimbal lock of the event's angles (beta is 90 degrees),
 * where alpha and gamma jump while the phone hardly moves, and the vectors don't.
 */

import type { CameraOrientation } from '../scene/scene';

/** East, north and up, as the event's earth frame has them; of unit length where it is a direction. */
export type EarthVector = readonly [east: number, north: number, up: number];

/** How the picture of the back camera lies in the world: directions of its right side, its upper side, and its view. */
export interface CameraAxes {
  readonly right: EarthVector;
  readonly up: EarthVector;
  readonly forward: EarthVector;
}

/** Angles of a `deviceorientation` event, in degrees (https://w3c.github.io/deviceorientation/#deviceorientation). */
export interface DeviceAngles {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
}

/** Shorter than this the horizontal part of a direction has no direction of its own: it points straight up or down. */
const VERTICAL = 1e-6;

const RADIANS_PER_DEGREE = Math.PI / 180;

/**
 * The device's axes are x to the right of the screen, y to its top, z out of it; the event's rotation is
 * R = Rz(alpha) Rx(beta) Ry(gamma), whose columns are these axes seen from the earth
 * (https://w3c.github.io/deviceorientation/#worked-example). The back camera looks along -z. Its picture stands as the
 * screen does: turned counterclockwise by the screen's angle
 * (https://github.com/w3c/screen-orientation/issues/79), the screen's upper side is sin(angle) x + cos(angle) y.
 * @param screenAngle `screen.orientation.angle`, degrees
 */
export function cameraAxes({ alpha, beta, gamma }: DeviceAngles, screenAngle: number): CameraAxes {
  const [sinA, cosA] = sineAndCosine(alpha);
  const [sinB, cosB] = sineAndCosine(beta);
  const [sinC, cosC] = sineAndCosine(gamma);
  const [sinS, cosS] = sineAndCosine(screenAngle);
  const x: EarthVector = [cosA * cosC - sinA * sinB * sinC, sinA * cosC + cosA * sinB * sinC, -cosB * sinC];
  const y: EarthVector = [-sinA * cosB, cosA * cosB, sinB];
  const z: EarthVector = [cosA * sinC + sinA * sinB * cosC, sinA * sinC - cosA * sinB * cosC, cosB * cosC];
  return {
    right: combine(x, cosS, y, -sinS),
    up: combine(x, sinS, y, cosS),
    forward: [-z[0], -z[1], -z[2]],
  };
}

/** Pitch, roll and heading; straight up or down roll is 0, and heading is that of the picture's upper or lower side. */
export function orientationOf({ right, up, forward }: CameraAxes): CameraOrientation {
  const pitch = Math.asin(Math.max(-1, Math.min(1, forward[2])));
  if (Math.hypot(forward[0], forward[1]) < VERTICAL) {
    const level = forward[2] < 0 ? up : combine(up, -1, up, 0);
    return { pitch, roll: 0, heading: Math.atan2(level[0], level[1]) };
  }
  return {
    pitch,
    roll: Math.atan2(-right[2], up[2]),
    heading: Math.atan2(forward[0], forward[1]),
  };
}

/** @param share 0 for the first, 1 for the second; both less than a quarter turn apart, as readings of one sensor are */
export function between(first: CameraAxes, second: CameraAxes, share: number): CameraAxes {
  const forward = unit(combine(first.forward, 1 - share, second.forward, share));
  const leaning = combine(first.right, 1 - share, second.right, share);
  const right = unit(combine(leaning, 1, forward, -dot(leaning, forward)));
  return { right, up: cross(right, forward), forward };
}

function sineAndCosine(degrees: number): readonly [sine: number, cosine: number] {
  return [Math.sin(degrees * RADIANS_PER_DEGREE), Math.cos(degrees * RADIANS_PER_DEGREE)];
}

function combine(a: EarthVector, byA: number, b: EarthVector, byB: number): EarthVector {
  return [a[0] * byA + b[0] * byB, a[1] * byA + b[1] * byB, a[2] * byA + b[2] * byB];
}

function dot(a: EarthVector, b: EarthVector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: EarthVector, b: EarthVector): EarthVector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function unit(vector: EarthVector): EarthVector {
  return combine(vector, 1 / Math.hypot(...vector), vector, 0);
}
