/** How near each part of a picture is, as a depth network tells it. Runs in the vision worker and in Node; knows no DOM. */

import type { DepthDescription } from '../scene/model-description';
import type { DepthMap, Size } from '../scene/scene';
import { type Picture, fillTensor } from './letterbox';
import { loadNetwork } from './runtime';

export interface EstimateOptions {
  /** Shorter side of the network's input in pixels; the description's own unless told otherwise. */
  readonly shorterSide?: number;
}

export interface DepthEstimator {
  readonly description: DepthDescription;
  /**
   * One call at a time: all share one input tensor.
   * @returns inverse depth of unknown scale and offset over the whole picture; its values stay as they are
   */
  estimate(picture: Picture, options?: EstimateOptions): Promise<DepthMap>;
  release(): Promise<void>;
}

/**
 * @param bytes the depth network's ONNX file
 * @throws Error when the bytes aren't the network that the description tells of
 */
export async function createDepthEstimator(
  bytes: Uint8Array,
  description: DepthDescription,
): Promise<DepthEstimator> {
  const { input } = description;
  const network = await loadNetwork(bytes, input.name, description.output.name);
  let tensor = new Float32Array(0);

  return {
    description,
    async estimate(picture, { shorterSide = input.shorterSide }: EstimateOptions = {}) {
      const size = planTensor(picture, shorterSide, input.multipleOf);
      const { width, height } = size;
      if (tensor.length !== 3 * width * height) tensor = new Float32Array(3 * width * height);
      fillTensor(picture, { tensor: size, content: size, image: picture }, { ...input, padding: 0 }, tensor);
      const output = await network.run(tensor, [1, 3, height, width]);
      // A network may reach below zero where it takes something to be very far away.
      const values = output.map((value) => Math.max(value, 0));
      return { ...gridOf(output.length, size), values, unit: 'relative' };
    },
    release: () => network.release(),
  };
}

/** A picture that is longer than this, for its shorter side, is squeezed: what a network costs must have a limit. */
const MOST_STRETCHED = 3;

/**
 * The size to which a picture is brought, whole and without margins: its aspect is kept as nearly as the multiples
 * allow, up to one that is three times as long as it is wide.
 * @param image pixels of the upright image, at least 1x1
 * @param shorterSide wanted, in pixels
 * @throws RangeError when a size isn't positive
 */
export function planTensor(image: Size, shorterSide: number, multipleOf: number): Size {
  if (!(image.width >= 1 && image.height >= 1 && shorterSide >= 1)) {
    throw new RangeError(`Cannot bring ${image.width}x${image.height} to ${shorterSide}`);
  }
  const shorter = Math.min(image.width, image.height);
  const side = (length: number) => {
    const wanted = shorterSide * Math.min(length / shorter, MOST_STRETCHED);
    return Math.max(1, Math.round(wanted / multipleOf)) * multipleOf;
  };
  return { width: side(image.width), height: side(image.height) };
}

/** @throws Error when so many values aren't one for each 1x1, 2x2 ... pixels of the tensor */
function gridOf(count: number, { width, height }: Size): Size {
  const pixels = Math.sqrt((width * height) / count);
  if (!(Number.isInteger(pixels) && width % pixels === 0 && height % pixels === 0)) {
    throw new Error(
      `The network gives ${count} values for ${width}x${height} pixels, which are no depth map`,
    );
  }
  return { width: width / pixels, height: height / pixels };
}
