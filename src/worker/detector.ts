import type { DetectorDescription } from '../scene/model-description';
import type { Detection } from '../scene/scene';
import { decode } from './decode/decode';
import { type Picture, fillTensor, planLetterbox } from './letterbox';
import { loadNetwork } from './runtime';
import { suppressOverlaps } from './suppress-overlaps';

export interface DetectOptions {
  /** Longer side of the network's input in pixels; networks of fixed size ignore it. */
  readonly size?: number;
  /** Lowest score that is kept, 0 to 1. */
  readonly minimumScore?: number;
}

export interface Detector {
  readonly description: DetectorDescription;
  /**
   * One call at a time: all share one input tensor.
   * @returns detections in pixels of the picture, highest score first
   */
  detect(picture: Picture, options?: DetectOptions): Promise<Detection[]>;
  release(): Promise<void>;
}

/**
 * @param bytes the detector's ONNX file
 * @throws Error when the bytes aren't the network that the description tells of
 */
export async function createDetector(bytes: Uint8Array, description: DetectorDescription): Promise<Detector> {
  const { input } = description;
  const network = await loadNetwork(bytes, input.name, description.output.name);
  let tensor = new Float32Array(0);

  return {
    description,
    async detect(
      picture,
      { size = input.defaultSize, minimumScore = description.defaultScore }: DetectOptions = {},
    ) {
      const letterbox = planLetterbox(picture, input, size);
      const { width, height } = letterbox.tensor;
      if (tensor.length !== 3 * width * height) tensor = new Float32Array(3 * width * height);
      fillTensor(picture, letterbox, input, tensor);
      const output = await network.run(tensor, [1, 3, height, width]);
      return suppressOverlaps(
        decode(output, letterbox, description, minimumScore),
        description.overlapThreshold,
      );
    },
    release: () => network.release(),
  };
}
