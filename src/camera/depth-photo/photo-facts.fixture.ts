/** A photo, a depth picture for it in two formats, and how what was read is looked at. */

import {
  decodeWithSharp,
  exifSegment,
  greyFile,
  noRest,
  orientationEntry,
  short,
} from '../../../test/fixtures/photo-files';
import { type PhotoFacts, readPhotoFacts } from './photo-facts';

export const photo = await greyFile({ width: 64, height: 48 }, () => 128, 'jpeg');

/** Black on the left, white on the right. */
const halfDepth = (x: number) => (x < 16 ? 0 : 255);
export const depthPng = await greyFile({ width: 32, height: 24 }, halfDepth);
export const depthJpeg = await greyFile({ width: 32, height: 24 }, halfDepth, 'jpeg');

export const FOCAL_LENGTH = exifSegment([short(0xa405, 28)]);
export const TURNED = exifSegment([short(0xa405, 28)], [orientationEntry(6)]);

export const read = (bytes: Uint8Array, name = 'photo.jpg'): Promise<PhotoFacts> =>
  readPhotoFacts({ bytes, name, decode: decodeWithSharp, rest: noRest });

/** The depth on the left and on the right of the upright photo, in metres; as they are where they are none. */
export function sides({ depth }: PhotoFacts): [left: number, right: number] {
  const { width, height, values, unit } = depth!;
  const row = (height >> 1) * width;
  const ends = [values[row + 2]!, values[row + width - 3]!] as [number, number];
  return unit === 'relative' ? ends : [1 / ends[0], 1 / ends[1]];
}
