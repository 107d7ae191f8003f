/** Photos that are two pictures beside each other, one for each eye. */

import type { Size } from '../../scene/scene';
import { APPLICATION, type JpegSegment } from './jpeg';
import type { Raster } from './raster';
import type { GreyPicture } from './stereo-disparity';
import { hasText } from './text';

/** What speaks for a pair, and what it says of the eyes; null where nothing does. */
export interface SideBySide {
  readonly isDeclared: boolean;
  /** Whether the picture on the left is that of the left eye; null where nothing tells. */
  readonly isLeftFirst: boolean | null;
}

/** Of stereo JPEG and stereo PNG; a name is all that most such files have. */
const NAMED_A_PAIR = /\.(jps|pns)$/i;

/**
 * Without a word of its being one, a photo may be a pair when it is as wide as two common photos in landscape, 6:5 to 16:9
 * each. What single cameras take is 16:9 at most, so that only panoramas are tried in vain.
 */
const WIDTHS_PER_HEIGHT = { least: 2.4, most: 3.6 };

/** Two cells of a pair need some width each. */
const LEAST_WIDTH = 64;

/**
 * The descriptor of stereo JPEG in its segment APP3 ("JPS", VRex 1997), after its name and length: separation, flags,
 * layout, type, a byte each, as FFmpeg reads it too (libavcodec/mjpegdec.c).
 */
const DESCRIPTOR = '_JPSJPS_';
const FLAGS_AT = DESCRIPTOR.length + 3;
const LEFT_FIRST = 0x04;
const HALF_WIDTH = 0x02;
const SIDE_BY_SIDE = 2;
const STEREO = 1;

/** @param name of the file */
export function sideBySide(
  bytes: Uint8Array,
  segments: readonly JpegSegment[],
  { width, height }: Size,
  name: string,
): SideBySide | null {
  if (width < LEAST_WIDTH || width < height) return null;
  const descriptor = segments
    .filter(({ marker }) => marker === APPLICATION + 3)
    .map(({ start, end }) => bytes.subarray(start, end))
    .find((data) => data.length >= FLAGS_AT + 3 && hasText(data, DESCRIPTOR));
  if (descriptor) {
    const [flags, layout, type] = descriptor.subarray(FLAGS_AT, FLAGS_AT + 3) as unknown as [
      number,
      number,
      number,
    ];
    // Halves of half a width would have to be stretched; no camera writes them.
    if (type !== STEREO || layout !== SIDE_BY_SIDE || (flags & HALF_WIDTH) !== 0) return null;
    return { isDeclared: true, isLeftFirst: (flags & LEFT_FIRST) !== 0 };
  }
  if (NAMED_A_PAIR.test(name)) return { isDeclared: true, isLeftFirst: null };
  const shape = width / height;
  const mayBe = shape >= WIDTHS_PER_HEIGHT.least && shape <= WIDTHS_PER_HEIGHT.most;
  return mayBe ? { isDeclared: false, isLeftFirst: null } : null;
}

/** The two pictures, left and right; the column in the middle of an odd width belongs to neither. */
export function halves(picture: Raster): [left: GreyPicture, right: GreyPicture] {
  const width = picture.width >> 1;
  return [greyOf(picture, 0, width), greyOf(picture, picture.width - width, width)];
}

/** The brightness of a part of the picture, by the weights of ITU-R BT.601. */
export function greyOf(picture: Raster, left = 0, width = picture.width): GreyPicture {
  const data = new Uint8Array(width * picture.height);
  for (let y = 0, at = 0; y < picture.height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * picture.width + left + x) * 4;
      const [red, green, blue] = [0, 1, 2].map((channel) => picture.data[from + channel]!) as [
        number,
        number,
        number,
      ];
      data[at++] = 0.299 * red + 0.587 * green + 0.114 * blue;
    }
  }
  return { width, height: picture.height, data };
}
