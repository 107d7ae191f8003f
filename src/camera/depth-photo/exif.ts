/** What a camera noted of a photo: how it was turned, and its focal length (EXIF 3.0, CIPA DC-008). */

import { FILM_DIAGONAL_MM } from './film';
import { exifOfHeif, isHeif } from './heif';
import { APPLICATION, type JpegSegment } from './jpeg';
import { hasText } from './text';
import { type TiffDirectory, readTiff } from './tiff';

/** EXIF's eight ways to hold a camera, mirrored ones included; 1 is upright. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

export interface ExifFacts {
  readonly orientation: Orientation;
  /** Millimetres on 35 mm film; null where nothing tells, or nothing sound. */
  readonly focalLength35: number | null;
  readonly maker: string;
}

/** Shorter than a fisheye lens, or longer than any lens that is carried around: the value is wrong. */
const FOCAL_LENGTHS_MM = { least: 5, most: 1000 };

const HEADER = 'Exif\0\0';
const TAG = {
  maker: 0x010f,
  orientation: 0x0112,
  exifDirectory: 0x8769,
  focalLength: 0x920a,
  pixelWidth: 0xa002,
  pixelHeight: 0xa003,
  focalPlaneResolution: 0xa20e,
  focalPlaneUnit: 0xa210,
  digitalZoom: 0xa404,
  focalLength35: 0xa405,
};

/** Millimetres of the units in which the resolution on the sensor is stated. */
const UNIT_MM: Readonly<Record<number, number>> = { 2: 25.4, 3: 10, 4: 1, 5: 0.001 };

const NOTHING: ExifFacts = { orientation: 1, focalLength35: null, maker: '' };

/** @param segments of a JPEG */
export function readExif(bytes: Uint8Array, segments: readonly JpegSegment[]): ExifFacts {
  const block = isHeif(bytes) ? exifOfHeif(bytes) : exifOfJpeg(bytes, segments);
  const tiff = block && readTiff(block);
  if (!tiff) return NOTHING;
  const orientation = tiff.first.get(TAG.orientation)?.[0] ?? 1;
  const exif = tiff.directoryAt(tiff.first.get(TAG.exifDirectory)?.[0]);
  return {
    orientation: isOrientation(orientation) ? orientation : 1,
    focalLength35: sound(exif.get(TAG.focalLength35)?.[0]) ?? sound(focalLengthOnFilm(exif)),
    maker: String.fromCharCode(...(tiff.first.get(TAG.maker) ?? [])),
  };
}

function exifOfJpeg(bytes: Uint8Array, segments: readonly JpegSegment[]): Uint8Array | null {
  const segment = segments.find(
    ({ marker, start, end }) => marker === APPLICATION + 1 && hasText(bytes.subarray(start, end), HEADER),
  );
  return segment ? bytes.subarray(segment.start + HEADER.length, segment.end) : null;
}

/**
 * From the focal length as built and the size of the sensor, which is as wide as the photo's pixels are many, divided
 * by their number per unit. Digital zoom keeps a part of the sensor only. Makers who state the equivalent length itself
 * have put the zoom into it.
 */
function focalLengthOnFilm(exif: TiffDirectory): number | undefined {
  const [length, width, height, resolution, unit = 2, zoom = 1] = [
    TAG.focalLength,
    TAG.pixelWidth,
    TAG.pixelHeight,
    TAG.focalPlaneResolution,
    TAG.focalPlaneUnit,
    TAG.digitalZoom,
  ].map((tag) => exif.get(tag)?.[0]);
  if (!length || !width || !height || !resolution) return undefined;
  const diagonal = (Math.hypot(width, height) / resolution) * (UNIT_MM[unit] ?? NaN);
  // A zoom of 0 says that there was none.
  return ((length * FILM_DIAGONAL_MM) / diagonal) * (zoom > 1 ? zoom : 1);
}

function sound(length: number | undefined): number | null {
  const isSound = length !== undefined && length >= FOCAL_LENGTHS_MM.least && length <= FOCAL_LENGTHS_MM.most;
  return isSound ? length : null;
}

function isOrientation(value: number): value is Orientation {
  return Number.isInteger(value) && value >= 1 && value <= 8;
}
