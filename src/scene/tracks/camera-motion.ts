/**
 * Takes the turning of the phone out of the picture: where what a camera saw is in the picture of the same camera turned
 * otherwise. Pure. Holds for things at any distance, since turning a camera about itself shows no other side of them;
 * a step aside it does not know of.
 */

import type { Box, CameraOrientation, Size } from '../scene';

/** Along the picture's axes: x to the right, y down, z forward. */
type Vector = readonly [number, number, number];

/** How a camera looked when it took a picture. */
export interface CameraView {
  /** Pixels of the upright image. */
  readonly focalLength: number;
  readonly image: Size;
  readonly orientation: CameraOrientation;
}

/** Where a point of the former image lies in the present one, and how much larger things are there. */
export interface TurnedPoint {
  readonly x: number;
  readonly y: number;
  /** Square root of how the area of something small grows; towards the corners pictures of flat film stretch. */
  readonly scale: number;
}

/**
 * Maps a point by the homography K R2^T R1 K^-1 of a camera that only turned (Hartley and Zisserman, Multiple View
 * Geometry, 2nd ed., 8.4.2), R1 and R2 turning the former and the present camera's axes into the world's, and the
 * principal point in the middle of the image.
 * @returns null when the point is no longer in front of the camera
 */
export function turnPoint(x: number, y: number, former: CameraView, present: CameraView): TurnedPoint | null {
  const ray: Vector = [
    (x - former.image.width / 2) / former.focalLength,
    (y - former.image.height / 2) / former.focalLength,
    1,
  ];
  const [right, down, forward] = toCamera(toWorld(ray, former.orientation), present.orientation);
  if (forward <= 0) return null;
  return {
    x: (present.focalLength * right) / forward + present.image.width / 2,
    y: (present.focalLength * down) / forward + present.image.height / 2,
    // The determinant of the homography's derivative is (f2 / f1)^2 / forward^3.
    scale: (present.focalLength / former.focalLength) * forward ** -1.5,
  };
}

/**
 * Maps a box of the former image into the present one: its middle exactly, its size by how the picture stretches
 * there, both sides alike. What a box of an upright thing becomes under roll depends on the thing; between two looks a
 * phone rolls by little.
 * @returns not clipped to the image; null when its middle is no longer in front of the camera
 */
export function turnBox(box: Box, former: CameraView, present: CameraView): Box | null {
  const middle = turnPoint(box.left + box.width / 2, box.top + box.height / 2, former, present);
  if (!middle) return null;
  const width = box.width * middle.scale;
  const height = box.height * middle.scale;
  return { left: middle.x - width / 2, top: middle.y - height / 2, width, height };
}

/**
 * From the camera's axes to those of a level camera of heading 0. Roll turns the camera first, then pitch, then heading:
 * that is how the three angles are told apart (scene.ts).
 */
function toWorld([x, y, z]: Vector, { pitch, roll, heading }: CameraOrientation): Vector {
  // Clockwise as seen from behind: the camera's right goes down, its lower side goes left.
  const [rolledX, rolledY] = rotate(x, y, roll);
  // Up: forward goes up (-y), the camera's lower side goes forward.
  const [pitchedZ, pitchedY] = rotate(z, rolledY, -pitch);
  // To the right: forward goes right, the camera's right goes backward.
  const [turnedZ, turnedX] = rotate(pitchedZ, rolledX, heading);
  return [turnedX, pitchedY, turnedZ];
}

/** The same steps, backward. */
function toCamera([x, y, z]: Vector, { pitch, roll, heading }: CameraOrientation): Vector {
  const [pitchedZ, rolledX] = rotate(z, x, -heading);
  const [forward, rolledY] = rotate(pitchedZ, y, pitch);
  const [right, down] = rotate(rolledX, rolledY, -roll);
  return [right, down, forward];
}

/** Turns a vector of the plane from its first axis toward its second, by an angle in radians. */
function rotate(first: number, second: number, angle: number): readonly [number, number] {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return [first * cos - second * sin, first * sin + second * cos];
}
