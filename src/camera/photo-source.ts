import type { Size } from '../scene/scene';
import { kindOfFile } from './file-kind';
import { SourceFault, type Frame, type FrameSource } from './frame-source';

/** The longer side that is kept, in pixels: about five times what the detector sees, enough for any zoom on screen. */
export const LONGEST_SIDE = 2048;

/**
 * More pixels than this aren't decoded: a browser holds the whole picture for a moment, at four bytes per pixel
 * (measured in Chromium 156: 50 megapixels take 250 MB more, resized or not), and a phone kills a page at 1 GB or less.
 */
export const MOST_PIXELS = 64_000_000;

/** With fewer pixels on one side there is nothing to recognise, and "nothing found" would sound like an answer. */
export const SHORTEST_SIDE = 16;

/** One photo, upright, on white where it was transparent. */
export interface PhotoSource extends FrameSource {
  readonly kind: 'photo';
  /** The size of the one frame, in pixels; boxes refer to it. */
  readonly size: Size;
}

/**
 * Opens a photo in any format that the browser can decode.
 * @throws SourceFault `empty-file`, `not-an-image`, `broken-image` (damaged, cut off, or a format that this browser
 * can't decode, such as HEIC outside Safari), `image-too-large` (more than `MOST_PIXELS`), or `image-too-small`
 * (a side shorter than `SHORTEST_SIDE`).
 */
export async function openPhoto(file: Blob): Promise<PhotoSource> {
  if (file.size === 0) throw new SourceFault('empty-file');
  const size = await uprightSize(file);
  const { width, height } = size;
  if (width * height > MOST_PIXELS) throw new SourceFault('image-too-large');
  if (Math.min(width, height) < SHORTEST_SIDE) throw new SourceFault('image-too-small');
  return new DecodedPhoto(flatten(await decode(file, size)));
}

class DecodedPhoto implements PhotoSource {
  readonly kind = 'photo';
  readonly size: Size;
  #image: ImageBitmap | null;

  constructor(image: ImageBitmap) {
    this.size = { width: image.width, height: image.height };
    this.#image = image;
  }

  nextFrame(): Promise<Frame | null> {
    const image = this.#image;
    this.#image = null;
    return Promise.resolve(image && { image, time: performance.now() });
  }

  stop(): void {
    this.#image?.close();
    this.#image = null;
  }
}

/**
 * The size after the turn that EXIF asks for, in pixels. An <img> learns it from the header alone, for every format
 * that the browser knows, and decodes nothing as long as it isn't shown.
 */
async function uprightSize(file: Blob): Promise<Size> {
  const url = URL.createObjectURL(file);
  const image = new Image();
  try {
    await new Promise((resolve, reject) => {
      image.onload = resolve;
      image.onerror = reject;
      image.src = url;
    });
    return { width: image.naturalWidth, height: image.naturalHeight };
  } catch (cause) {
    throw new SourceFault((await kindOfFile(file)) === 'image' ? 'broken-image' : 'not-an-image', { cause });
  } finally {
    URL.revokeObjectURL(url);
  }
}

/**
 * Decodes upright. It starts from the file and not from the <img>: that one draws a damaged photo as far as it goes
 * and reports success (seen in Chromium 156), and the missing part would pass for an empty scene.
 */
async function decode(file: Blob, { width, height }: Size): Promise<ImageBitmap> {
  // One side only, so that the browser keeps the proportions, whether it turns the photo before or after resizing.
  const side = width > height ? 'resizeWidth' : 'resizeHeight';
  const resize = Math.max(width, height) > LONGEST_SIDE && {
    [side]: LONGEST_SIDE,
    resizeQuality: 'high' as const,
  };
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image', ...resize });
  } catch (cause) {
    throw new SourceFault('broken-image', { cause });
  }
}

/** Lays the image on white, as paper would show it, and closes it; left alone, transparency turns black. */
function flatten(image: ImageBitmap): ImageBitmap {
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new SourceFault('image-too-large');
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0);
  image.close();
  return canvas.transferToImageBitmap();
}
