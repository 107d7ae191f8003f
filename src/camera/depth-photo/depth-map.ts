/** From a stored depth picture to the depth map of the upright photo. */

import type { DepthMap, Size } from '../../scene/scene';
import { type DepthScale, inverseDistance } from './depth-scale';
import type { Orientation } from './exif';
import { focalLengthInPixels } from './film';
import { type Raster, fitted } from './raster';

/** Cells on the longer side, at most: a thing that is worth a word covers several of them. */
export const MOST_CELLS = 320;

/** Where in a cell its value is taken, as shares of its sides: the median of these keeps an edge between near and far. */
const SAMPLES = [
  [0.5, 0.5],
  [0.2, 0.2],
  [0.8, 0.2],
  [0.2, 0.8],
  [0.8, 0.8],
] as const;

/**
 * Where a point of the upright picture is stored, both as shares of the sides, by EXIF's orientation, which names the
 * sides of the picture at which the stored first row and first column lie (tag 274): for 6 they are right and top.
 */
const STORED_AT: Readonly<Record<Orientation, (x: number, y: number) => readonly [x: number, y: number]>> = {
  1: (x, y) => [x, y],
  2: (x, y) => [1 - x, y],
  3: (x, y) => [1 - x, 1 - y],
  4: (x, y) => [x, 1 - y],
  5: (x, y) => [y, x],
  6: (x, y) => [y, 1 - x],
  7: (x, y) => [1 - y, 1 - x],
  8: (x, y) => [1 - y, x],
};

/** Reads the value of a stored picture at a point, given as shares of its sides, each at least 0 and less than 1. */
type Sampler = (x: number, y: number) => number;

/** Lays what is stored out upright, on a grid of at most `MOST_CELLS`. @param stored its size */
export function uprightValues(
  stored: Size,
  orientation: Orientation,
  at: Sampler,
): Size & { values: Float32Array } {
  const { width: across, height: down } = fitted(stored, MOST_CELLS);
  const [width, height] = orientation >= 5 ? [down, across] : [across, down];
  const place = STORED_AT[orientation];
  const values = new Float32Array(width * height);
  const samples = new Float32Array(SAMPLES.length);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      SAMPLES.forEach(([shareX, shareY], index) => {
        samples[index] = at(...place((column + shareX) / width, (row + shareY) / height));
      });
      values[row * width + column] = samples.sort()[SAMPLES.length >> 1]!;
    }
  }
  return { width, height, values };
}

/**
 * The photo's orientation turns its depth too: in both of Google's formats and in Apple's the depth picture lies as the
 * photo's stored pixels do, whatever orientation of its own it names.
 */
export function depthMapOf(
  picture: Raster,
  scale: DepthScale,
  orientation: Orientation,
  focalLength35: number | null,
): DepthMap {
  const grey = (x: number, y: number) => {
    const column = Math.floor(x * picture.width);
    // Red stands for all three: what is stored is grey.
    return picture.data[(Math.floor(y * picture.height) * picture.width + column) * 4]! / 255;
  };
  const map = uprightValues(picture, orientation, (x, y) => inverseDistance(scale, grey(x, y)));
  if (scale.along === 'axis') return { ...map, unit: scale.unit };
  // What counts along each ray can't be brought to the axis while the angles of the rays aren't known.
  if (focalLength35 === null) return { ...map, unit: 'relative' };
  return { ...map, values: alongAxis(map, focalLength35), unit: scale.unit };
}

/** The distance along the axis is that along the ray times the cosine of the angle between them. */
function alongAxis(
  { width, height, values }: Size & { readonly values: Float32Array },
  focalLength35: number,
): Float32Array {
  const focalLength = focalLengthInPixels(focalLength35, { width, height });
  return values.map((value, index) => {
    const [x, y] = [(index % width) + 0.5 - width / 2, Math.floor(index / width) + 0.5 - height / 2];
    return (value * Math.hypot(focalLength, x, y)) / focalLength;
  });
}
