/**
 * Pixels to lines of sight. Levelled directions have `right`, `down` (along gravity) and `forward` (level, where the
 * camera points); their length is 1 along the optical axis.
 */

import type { Size } from '../scene';

export interface Ray {
  readonly right: number;
  readonly down: number;
  readonly forward: number;
}

/**
 * The line of sight through a point of the upright image of a pinhole camera, whose axis goes through the middle.
 * @param x, y pixels of the image
 * @param focalLength pixels of the image
 * @param pitch, roll radians, as in `CameraOrientation`
 */
export function levelledRay(
  x: number,
  y: number,
  image: Size,
  focalLength: number,
  pitch: number,
  roll: number,
): Ray {
  return pitched(rolledRay(x, y, image, focalLength, roll), Math.cos(pitch), Math.sin(pitch));
}

/** The same of a camera without pitch. */
export function rolledRay(x: number, y: number, image: Size, focalLength: number, roll: number): Ray {
  const across = (x - image.width / 2) / focalLength;
  const along = (y - image.height / 2) / focalLength;
  // A camera tipped clockwise has its right side lower: undo that turn.
  return {
    right: across * Math.cos(roll) - along * Math.sin(roll),
    down: across * Math.sin(roll) + along * Math.cos(roll),
    forward: 1,
  };
}

/** Turns a line of sight up by the pitch of which these are the cosine and sine. */
export function pitched({ right, down, forward }: Ray, cosine: number, sine: number): Ray {
  return { right, down: down * cosine - forward * sine, forward: forward * cosine + down * sine };
}

/** Length of a line of sight whose length along the optical axis is 1: turns depth into straight distance. */
export function rayLength(x: number, y: number, image: Size, focalLength: number): number {
  return Math.hypot((x - image.width / 2) / focalLength, (y - image.height / 2) / focalLength, 1);
}
