/**
 * From a picture to a network's input tensor: scale with the aspect kept, place at the upper left, fill the rest.
 * Pure, and done by our own arithmetic rather than by a canvas, so that worker and Node give the same numbers.
 */

import type { DetectorInput } from '../scene/model-description';
import type { Box, Size } from '../scene/scene';

/** Pixels as RGBA bytes, row by row, without padding between rows. The alpha channel is ignored. */
export interface Picture extends Size {
  readonly data: Uint8ClampedArray;
}

/** How an upright image lies in the tensor. */
export interface Letterbox {
  /** Width and height of the tensor, in its own pixels. */
  readonly tensor: Size;
  /** The part of the tensor that the image covers, from the upper left corner. */
  readonly content: Size;
  /** The image's own size, in pixels of the upright image. */
  readonly image: Size;
}

/**
 * Chooses the tensor's size for an image.
 * @param image pixels of the upright image, at least 1x1
 * @param longerSide wanted longer side of the content in tensor pixels; ignored by networks of fixed size
 * @throws RangeError when a size isn't positive
 */
export function planLetterbox(image: Size, input: DetectorInput, longerSide = input.defaultSize): Letterbox {
  if (!(image.width >= 1 && image.height >= 1 && longerSide >= 1)) {
    throw new RangeError(`Cannot letterbox ${image.width}x${image.height} to ${longerSide}`);
  }
  const { fixedSize, multipleOf } = input;
  const scale = fixedSize
    ? Math.min(fixedSize.width / image.width, fixedSize.height / image.height)
    : longerSide / Math.max(image.width, image.height);
  const content = {
    width: Math.max(1, Math.round(image.width * scale)),
    height: Math.max(1, Math.round(image.height * scale)),
  };
  const tensor = fixedSize ?? {
    width: Math.ceil(content.width / multipleOf) * multipleOf,
    height: Math.ceil(content.height / multipleOf) * multipleOf,
  };
  return { tensor, content, image };
}

/** What a network wants of pixels, and of the margins around them. */
export type PixelInput = Pick<DetectorInput, 'channelOrder' | 'mean' | 'deviation' | 'padding'>;

/**
 * Fills a float32 tensor [1, 3, height, width] with the letterboxed, normalised picture. Content and picture may have
 * different aspects: then it is stretched.
 * @param target 3 * width * height values of `letterbox.tensor`; overwritten whole
 */
export function fillTensor(
  picture: Picture,
  letterbox: Letterbox,
  input: PixelInput,
  target: Float32Array,
): void {
  const { tensor, content } = letterbox;
  const plane = tensor.width * tensor.height;
  target.fill(input.padding);
  const { source, factor: shrinkage } = shrinkTowards(picture, content);
  const columns = interpolationTaps(source.width, picture.width / shrinkage, content.width, 4);
  const rows = interpolationTaps(source.height, picture.height / shrinkage, content.height, source.width * 4);
  const channelOffsets = input.channelOrder === 'rgb' ? [0, 1, 2] : [2, 1, 0];
  for (let channel = 0; channel < 3; channel++) {
    const factor = 1 / input.deviation[channel]!;
    const shift = -input.mean[channel]! * factor;
    const { data } = source;
    for (let y = 0; y < content.height; y++) {
      const upper = rows.lower[y]! + channelOffsets[channel]!;
      const lower = rows.upper[y]! + channelOffsets[channel]!;
      const down = rows.weight[y]!;
      let index = channel * plane + y * tensor.width;
      for (let x = 0; x < content.width; x++, index++) {
        const left = columns.lower[x]!;
        const right = columns.upper[x]!;
        const across = columns.weight[x]!;
        const top = data[upper + left]! * (1 - across) + data[upper + right]! * across;
        const bottom = data[lower + left]! * (1 - across) + data[lower + right]! * across;
        target[index] = (top * (1 - down) + bottom * down) * factor + shift;
      }
    }
  }
}

/** A box in tensor pixels, as edges, to pixels of the upright image, clipped to it. */
export function toImageBox(
  left: number,
  top: number,
  right: number,
  bottom: number,
  { content, image }: Letterbox,
): Box {
  const scaleX = image.width / content.width;
  const scaleY = image.height / content.height;
  const clip = (value: number, limit: number) => Math.min(Math.max(value, 0), limit);
  const x = clip(left * scaleX, image.width);
  const y = clip(top * scaleY, image.height);
  return {
    left: x,
    top: y,
    width: clip(right * scaleX, image.width) - x,
    height: clip(bottom * scaleY, image.height) - y,
  };
}

/**
 * Sample offsets and weights of bilinear interpolation with half-pixel centres, as OpenCV's INTER_LINEAR has them.
 * @param extent how many source pixels the target covers; where halving dropped an odd last one, a fraction more
 * than the source has
 */
function interpolationTaps(sourceLength: number, extent: number, targetLength: number, stride: number) {
  const lower = new Int32Array(targetLength);
  const upper = new Int32Array(targetLength);
  const weight = new Float32Array(targetLength);
  const step = extent / targetLength;
  for (let index = 0; index < targetLength; index++) {
    const position = Math.min(Math.max((index + 0.5) * step - 0.5, 0), sourceLength - 1);
    const first = Math.floor(position);
    lower[index] = first * stride;
    upper[index] = Math.min(first + 1, sourceLength - 1) * stride;
    weight[index] = position - first;
  }
  return { lower, upper, weight };
}

/**
 * Halves a picture by means of 2x2 pixels while it is more than twice as large as wanted. Bilinear sampling reads
 * only the nearest 2x2 pixels, and would skip whole rows of a larger picture.
 */
function shrinkTowards(picture: Picture, wanted: Size): { source: Picture; factor: number } {
  let source = picture;
  let factor = 1;
  while (source.width > 2 * wanted.width && source.height > 2 * wanted.height) {
    source = halve(source);
    factor *= 2;
  }
  return { source, factor };
}

function halve(picture: Picture): Picture {
  const width = picture.width >> 1;
  const height = picture.height >> 1;
  const { data } = picture;
  const half = new Uint8ClampedArray(width * height * 4);
  const stride = picture.width * 4;
  for (let y = 0, index = 0; y < height; y++) {
    let corner = 2 * y * stride;
    for (let x = 0; x < width; x++, corner += 8, index += 4) {
      for (let channel = 0; channel < 3; channel++) {
        const at = corner + channel;
        half[index + channel] = (data[at]! + data[at + 4]! + data[at + stride]! + data[at + stride + 4]!) / 4;
      }
    }
  }
  return { data: half, width, height };
}
