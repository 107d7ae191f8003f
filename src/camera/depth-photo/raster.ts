/** Pictures as numbers, and how they come out of a file. */

import type { Size } from '../../scene/scene';
import { bareJpeg, isJpeg, jpegSegments, jpegSize } from './jpeg';
import { barePng, isPng, pngSize } from './png';

/** Red, green, blue and alpha of each pixel, 0 to 255, row by row. */
export interface Raster extends Size {
  readonly data: Uint8ClampedArray;
}

/** A picture file to be decoded: nothing in it asks for a turn, or for other colours than it stores. */
export interface BarePicture {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: 'image/jpeg' | 'image/png';
  /** As decoded; if smaller than what is stored, by the nearest pixels or by their mean. */
  readonly size: Size;
  readonly resize: 'nearest' | 'mean';
}

/** The browser's decoder, or that of Node. @throws Error when the picture is damaged */
export type DecodePicture = (picture: BarePicture) => Promise<Raster>;

/** A depth picture or one of a stereo pair with more pixels isn't decoded; the largest that cameras make have 12 million. */
const MOST_PIXELS = 16_000_000;
const SHORTEST_SIDE = 8;

/** Size of a JPEG or PNG in pixels, as stored; null where it is neither, or doesn't tell. */
export function storedSize(bytes: Uint8Array): Size | null {
  return isPng(bytes) ? pngSize(bytes) : jpegSize(bytes, jpegSegments(bytes));
}

/**
 * What is to be decoded of this file.
 * @param longestSide pixels, at most
 * @param mostPixels that the file may have
 * @returns null where it is neither JPEG nor PNG, or unreasonably large or small
 */
export function barePicture(
  bytes: Uint8Array,
  longestSide: number,
  resize: BarePicture['resize'],
  mostPixels = MOST_PIXELS,
): BarePicture | null {
  const stored = storedSize(bytes);
  if (!stored || stored.width * stored.height > mostPixels) return null;
  if (Math.min(stored.width, stored.height) < SHORTEST_SIDE) return null;
  const size = fitted(stored, longestSide);
  return isJpeg(bytes)
    ? { bytes: bareJpeg(bytes), type: 'image/jpeg', size, resize }
    : { bytes: barePng(bytes), type: 'image/png', size, resize };
}

/** The size in its proportions, in whole pixels, no side longer than this. */
export function fitted({ width, height }: Size, longestSide: number): Size {
  const share = Math.min(1, longestSide / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * share)), height: Math.max(1, Math.round(height * share)) };
}
