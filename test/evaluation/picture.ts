/** Photos from files, in Node, as the browser would hand them to the vision worker. */

import { open } from 'node:fs/promises';
import sharp, { type Metadata } from 'sharp';
import { MOST_PIXELS, SHORTEST_SIDE } from '../../src/camera/photo-source';
import type { Picture } from '../../src/worker/letterbox';

/**
 * Transparent parts become white, as in the app: such pictures are made for pages and viewers, which show them on
 * white. Left as they are, their hidden colour (mostly black) would reach the detector, and dark shapes would vanish.
 */
const BEHIND_TRANSPARENCY = '#ffffff';

/** What browsers show as photos too; libvips would also read drawings and documents. */
const PHOTO_FORMATS = new Set(['jpeg', 'png', 'webp', 'gif', 'heif', 'tiff']);

/** A photo that can't be read; the message is for people and says what is wrong with the file. */
export class PictureError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PictureError';
  }
}

/**
 * Reads a photo: upright (EXIF orientation applied), in sRGB, 8 bits, opaque. Of an animation, the first picture.
 * @throws PictureError when the file can't be read, is no photo, is damaged, or is too large or too small
 */
export async function readPicture(file: string): Promise<Picture> {
  const bytes = await readBytes(file);
  // Broken ends fail, as they do in the browser; mere warnings (a few stray bytes, as some cameras leave) pass.
  const photo = sharp(bytes, { failOn: 'error', limitInputPixels: false });
  check(await photo.metadata().catch(refuseFormat));
  const { data, info } = await photo
    .autoOrient()
    .flatten({ background: BEHIND_TRANSPARENCY })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch(refuseContent);
  const { width, height } = info;
  return { data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength), width, height };
}

async function readBytes(file: string): Promise<Buffer> {
  const handle = await open(file).catch(refuseFile);
  try {
    const bytes = await handle.readFile().catch(refuseFile);
    if (bytes.length === 0) throw new PictureError('The file is empty.');
    return bytes;
  } finally {
    await handle.close();
  }
}

function check({ format, width, height }: Metadata): void {
  if (!PHOTO_FORMATS.has(format)) refuseFormat();
  if (width * height > MOST_PIXELS) {
    throw new PictureError(
      `The photo is too large: ${width} x ${height} pixels, and at most ${MOST_PIXELS / 1e6} million can be read.`,
    );
  }
  if (Math.min(width, height) < SHORTEST_SIDE) {
    throw new PictureError(
      `The photo is too small to see anything in: ${width} x ${height} pixels, ` +
        `and each side needs at least ${SHORTEST_SIDE}.`,
    );
  }
}

function refuseFile(cause: NodeJS.ErrnoException): never {
  const reasons: Record<string, string> = {
    ENOENT: 'There is no such file.',
    EISDIR: 'This is a folder, not a photo.',
    EACCES: 'The file may not be read.',
  };
  throw new PictureError(reasons[cause.code ?? ''] ?? `The file can't be read: ${cause.message}`, { cause });
}

function refuseFormat(cause?: unknown): never {
  throw new PictureError('This is not a photo that can be read (JPEG, PNG, WebP, AVIF, GIF or TIFF).', {
    cause,
  });
}

function refuseContent(cause: unknown): never {
  throw new PictureError('The photo is cut short or damaged.', { cause });
}
