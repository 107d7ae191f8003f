import type { Size } from '../scene/scene';
import { decodePicture } from './decode-picture';
import type { PhotoFacts } from './depth-photo/photo-facts';
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

/** A larger file isn't searched for what it tells besides its picture: reading it would take as much memory again. */
const MOST_BYTES_OF_FACTS = 100_000_000;

/** One photo, upright, on white where it was transparent; of a stereo pair side by side the left one. */
export interface PhotoSource extends FrameSource {
  readonly kind: 'photo';
  /** The size of the one frame, in pixels; boxes refer to it. */
  readonly size: Size;
  /** What to show of it: the file as it came, or the left half of a pair. */
  readonly shown: Blob;
}

/**
 * Opens a photo in any format that the browser can decode.
 * @throws SourceFault `empty-file`, `not-an-image`, `broken-image` (damaged, cut off, or a format that this browser
 * can't decode, such as HEIC outside Safari), `image-too-large` (more than `MOST_PIXELS`), or `image-too-small`
 * (a side shorter than `SHORTEST_SIDE`).
 */
export async function openPhoto(file: Blob | File): Promise<PhotoSource> {
  if (file.size === 0) throw new SourceFault('empty-file');
  const size = await uprightSize(file);
  const { width, height } = size;
  if (width * height > MOST_PIXELS) throw new SourceFault('image-too-large');
  if (Math.min(width, height) < SHORTEST_SIDE) throw new SourceFault('image-too-small');
  const image = await decode(file, size);
  const facts = await factsOf(file);
  const canvas = onWhite(image, facts.isSideBySide ? image.width >> 1 : image.width);
  const shown = facts.isSideBySide ? await canvas.convertToBlob({ type: 'image/png' }) : file;
  return new DecodedPhoto(canvas.transferToImageBitmap(), facts, shown);
}

class DecodedPhoto implements PhotoSource {
  readonly kind = 'photo';
  readonly size: Size;
  #image: ImageBitmap | null;

  constructor(
    image: ImageBitmap,
    private readonly facts: PhotoFacts,
    readonly shown: Blob,
  ) {
    this.size = { width: image.width, height: image.height };
    this.#image = image;
  }

  nextFrame(): Promise<Frame | null> {
    const image = this.#image;
    this.#image = null;
    const { focalLength35, depth } = this.facts;
    return Promise.resolve(
      image && { image, time: performance.now(), orientation: null, focalLength35, depth },
    );
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

/**
 * Lays the left part of the image, this wide, on white, as paper would show it, and closes it; left alone, transparency
 * turns black.
 */
function onWhite(image: ImageBitmap, width: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, image.height);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new SourceFault('image-too-large');
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0);
  image.close();
  return canvas;
}

/**
 * What the file tells besides its picture. Its readers are loaded with the first photo: whoever scans with the camera
 * needs none. Where that fails, the photo is as good as one that tells nothing.
 */
async function factsOf(file: Blob | File): Promise<PhotoFacts> {
  const nothing: PhotoFacts = { focalLength35: null, depth: null, isSideBySide: false };
  if (file.size > MOST_BYTES_OF_FACTS) return nothing;
  try {
    const { readPhotoFacts } = await import('./depth-photo/photo-facts');
    const bytes = new Uint8Array(await file.arrayBuffer());
    const name = 'name' in file ? file.name : '';
    return await readPhotoFacts({ bytes, name, decode: decodePicture, rest: nextTask });
  } catch {
    return nothing;
  }
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
