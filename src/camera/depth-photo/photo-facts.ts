/**
 * What a photo's file tells besides its picture: the camera's focal length, and depth where it carries any. Pure over the
 * file's bytes; the decoder is handed in, so that the same code serves the browser and Node.
 */

import type { DepthMap } from '../../scene/scene';
import { readAppleDepth } from './apple-depth';
import { depthMapOf, uprightValues } from './depth-map';
import { readDynamicDepth } from './dynamic-depth';
import { type ExifFacts, readExif } from './exif';
import { readGoogleDepth } from './google-depth';
import { type JpegSegment, jpegSegments } from './jpeg';
import { type FurtherPicture, furtherPictures } from './multi-picture';
import { type DecodePicture, barePicture, storedSize } from './raster';
import { greyOf, halves, sideBySide } from './side-by-side';
import { MATCHED_SIDE, type StereoFacts, stereoPair } from './stereo-depth';
import { readXmp } from './xmp';

export interface PhotoFacts {
  /** Millimetres on 35 mm film; null where the photo doesn't tell. */
  readonly focalLength35: number | null;
  /** Of the upright photo, or of its left half where it is a pair; null where the photo carries none. */
  readonly depth: DepthMap | null;
  /** The photo is two pictures beside each other, one for each eye: only its left half is to be looked at. */
  readonly isSideBySide: boolean;
}

/** A file, and what is needed to read it. */
export interface PhotoFile {
  /** The whole file. */
  readonly bytes: Uint8Array;
  /** Of the file: stereo pairs have names of their own. */
  readonly name: string;
  readonly decode: DecodePicture;
  /** Called now and then during what takes long, so that others get their turn. */
  readonly rest: () => Promise<void>;
}

interface Parts extends PhotoFile {
  readonly segments: readonly JpegSegment[];
  readonly exif: ExifFacts;
}

/** Pixels of the longer side at which stored depth is decoded: more than twice what the depth map keeps. */
const DEPTH_SIDE = 960;

/** As many as a photo may have. */
const MOST_PIXELS_OF_PAIR = 64_000_000;

/**
 * Stereo cameras of this maker shift the pictures of a pair after taking them (tag "Parallax" of its maker's note), so
 * that their distance on the sensor is not what the baseline made.
 */
const SHIFTS_ITS_PICTURES = /fuji/i;

/** Metres between the lenses of a camera, or of a camera moved between two pictures. */
const BASELINES_METRES = { least: 0.005, most: 0.5 };

/** Never fails: what can't be read isn't there. */
export async function readPhotoFacts(file: PhotoFile): Promise<PhotoFacts> {
  const segments = jpegSegments(file.bytes);
  const exif = readExif(file.bytes, segments);
  const parts = { ...file, segments, exif };
  const carried = await attempt(() => carriedDepth(parts));
  const further = carried ? null : await attempt(() => furtherView(parts));
  const beside = carried || further ? null : await attempt(() => pairBeside(parts));
  return {
    focalLength35: exif.focalLength35,
    depth: carried ?? further ?? beside?.depth ?? null,
    isSideBySide: beside !== null,
  };
}

/** Depth that was measured or computed by whoever took the photo. */
async function carriedDepth({ bytes, segments, exif, decode }: Parts): Promise<DepthMap | null> {
  const xmp = readXmp(bytes, segments);
  const stored =
    readDynamicDepth(bytes, xmp) ?? readGoogleDepth(xmp) ?? readAppleDepth(furtherPictures(bytes, segments));
  const picture = stored && barePicture(stored.picture, DEPTH_SIDE, 'nearest');
  if (!picture) return null;
  return depthMapOf(await decode(picture), stored.scale, exif.orientation, exif.focalLength35);
}

/** Depth from a second picture of the same scene in the same file; the photo that is shown is the first, of the left eye. */
async function furtherView({ bytes, segments, exif, decode, rest }: Parts): Promise<DepthMap | null> {
  const other = furtherPictures(bytes, segments).find(({ isDisparity }) => isDisparity);
  if (!other) return null;
  const own = barePicture(bytes, MATCHED_SIDE, 'mean');
  const others = barePicture(other.bytes, MATCHED_SIDE, 'mean');
  if (!own || !others || own.size.width !== others.size.width || own.size.height !== others.size.height)
    return null;
  const [first, second] = [greyOf(await decode(own)), greyOf(await decode(others))];
  const facts: StereoFacts = {
    isDeclared: true,
    isLeftFirst: true,
    usuallyLeftFirst: true,
    baseline: parallelBaseline(other, exif.maker),
    focalLength35: exif.focalLength35,
  };
  const pair = await stereoPair(first, second, facts, rest);
  return pair?.depth ? upright(pair.depth, exif) : null;
}

async function pairBeside({ bytes, segments, exif, name, decode, rest }: Parts) {
  const stored = storedSize(bytes);
  const found = stored && exif.orientation === 1 ? sideBySide(bytes, segments, stored, name) : null;
  const bare = found && barePicture(bytes, 2 * MATCHED_SIDE, 'mean', MOST_PIXELS_OF_PAIR);
  if (!bare) return null;
  const [left, right] = halves(await decode(bare));
  return stereoPair(
    left,
    right,
    {
      ...found,
      // Stereo JPEG is for crossed eyes.
      usuallyLeftFirst: found.isDeclared ? false : null,
      baseline: null,
      focalLength35: exif.focalLength35,
    },
    rest,
  );
}

function parallelBaseline({ baseline, convergence }: FurtherPicture, maker: string): number | null {
  if (baseline === null || convergence !== 0 || SHIFTS_ITS_PICTURES.test(maker)) return null;
  return baseline >= BASELINES_METRES.least && baseline <= BASELINES_METRES.most ? baseline : null;
}

function upright(depth: DepthMap, { orientation }: ExifFacts): DepthMap {
  const { width, height, values } = depth;
  const turned = uprightValues(
    depth,
    orientation,
    (x, y) => values[Math.floor(y * height) * width + Math.floor(x * width)]!,
  );
  return { ...turned, unit: depth.unit };
}

async function attempt<Result>(read: () => Promise<Result>): Promise<Result | null> {
  try {
    return await read();
  } catch {
    return null;
  }
}
