/** A photo from a file, in Node, with what the file tells besides its picture, as in the app. */

import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type PhotoFacts, readPhotoFacts } from '../../src/camera/depth-photo/photo-facts';
import type { Picture } from '../../src/worker/letterbox';
import { decodeWithSharp } from '../fixtures/photo-files';
import { readPicture } from './picture';

export interface Photo extends Pick<PhotoFacts, 'focalLength35' | 'depth'> {
  /** Of a stereo pair side by side, the left one. */
  readonly picture: Picture;
}

/** @throws PictureError when the file can't be read as a photo */
export async function readPhoto(file: string): Promise<Photo> {
  const picture = await readPicture(file);
  const bytes = new Uint8Array(await readFile(file));
  const facts = await readPhotoFacts({
    bytes,
    name: basename(file),
    decode: decodeWithSharp,
    rest: () => setImmediate(),
  });
  const { focalLength35, depth, isSideBySide } = facts;
  return { picture: isSideBySide ? leftHalf(picture) : picture, focalLength35, depth };
}

/** A pair of odd width has a column in its middle that belongs to neither. */
function leftHalf({ data, width, height }: Picture): Picture {
  const half = width >> 1;
  const left = new Uint8ClampedArray(half * height * 4);
  for (let row = 0; row < height; row++) {
    left.set(data.subarray(row * width * 4, (row * width + half) * 4), row * half * 4);
  }
  return { data: left, width: half, height };
}
