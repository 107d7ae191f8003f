/** What the grey values of a stored depth picture mean. */

import type { DepthMap } from '../../scene/scene';

export interface DepthScale {
  /** Of what the grey value is a linear function: of the distance, or of its inverse. */
  readonly linearIn: 'distance' | 'inverse';
  /** That of a black pixel, in metres or 1 / metres where the unit of the inverse is `per-metre`. */
  readonly black: number;
  readonly white: number;
  readonly unit: DepthMap['unit'];
  /** Whether distances count along the optical axis, or straight from the camera. */
  readonly along: 'axis' | 'ray';
}

/** A depth picture as a file keeps it. */
export interface StoredDepth {
  /** A whole JPEG or PNG file, in the photo's stored (not yet upright) orientation. */
  readonly picture: Uint8Array;
  readonly scale: DepthScale;
}

/** Of whatever unit: what is smaller has no inverse worth a number. */
const SMALLEST = 1e-6;

/** Nearer than a phone can focus, or so far that nothing is told apart: then the file is wrong. Metres. */
const NEAREST_METRES = 0.02;
const FARTHEST_METRES = 10_000;

/**
 * Google's two formats; both its older and its newer specification have them
 * (https://developers.google.com/depthmap-metadata/encoding). Black is near.
 * - RangeLinear: distance = near + grey (far - near)
 * - RangeInverse: distance = far near / (far - grey (far - near)); so 1 / distance is linear in grey
 * @param metresPerUnit of near and far, or null where their unit isn't known: then the map tells only what is nearer
 */
export function googleScale(
  format: string,
  near: number,
  far: number,
  metresPerUnit: number | null,
  along: DepthScale['along'],
): DepthScale | null {
  const unit = metresPerUnit === null ? 'relative' : 'per-metre';
  const [first, last] = [near * (metresPerUnit ?? 1), far * (metresPerUnit ?? 1)];
  if (!(first >= SMALLEST && last > first && last <= 1 / SMALLEST)) return null;
  if (unit === 'per-metre' && (first < NEAREST_METRES || last > FARTHEST_METRES)) return null;
  if (format === 'RangeLinear') return { linearIn: 'distance', black: first, white: last, unit, along };
  if (format === 'RangeInverse')
    return { linearIn: 'inverse', black: 1 / first, white: 1 / last, unit, along };
  return null;
}

/** Apple's, which states the least and the greatest value; a disparity below 0 lies behind infinity by a little error. */
export function appleScale(
  linearIn: DepthScale['linearIn'],
  least: number,
  greatest: number,
  unit: DepthScale['unit'],
): DepthScale | null {
  if (!(least >= -1 / SMALLEST && greatest > Math.max(0, least) && greatest <= 1 / SMALLEST)) return null;
  return { linearIn, black: least, white: greatest, unit, along: 'axis' };
}

/** @param grey 0 for black to 1 for white. @returns the inverse of the distance, finite, at least 0 */
export function inverseDistance({ linearIn, black, white }: DepthScale, grey: number): number {
  const value = black + grey * (white - black);
  if (linearIn === 'inverse') return Math.max(0, value);
  return value >= SMALLEST ? 1 / value : 0;
}
