/** Reads a detector's output tensor. Which way is data in the model's description; see `model-description.ts`. */

import type { DetectorDescription } from '../../scene/model-description';
import type { Detection } from '../../scene/scene';
import type { Letterbox } from '../letterbox';
import { decodeNanoDetPlus } from './nanodet-plus';
import { decodeYolox } from './yolox';

/** A decoder turns the raw output [1, cells, columns] into candidates before NMS. */
export type Decoder<Kind> = (
  output: Float32Array,
  letterbox: Letterbox,
  decoding: Kind,
  classes: readonly string[],
  minimumScore: number,
) => Detection[];

/**
 * @param output the network's output, float32 [1, cells, columns]
 * @param minimumScore 0 to 1; a cell yields one candidate for each class that reaches it
 * @returns candidates in pixels of the upright image, none of them empty, before NMS
 * @throws RangeError when the output hasn't the length that the description promises, or isn't made of numbers
 */
export function decode(
  output: Float32Array,
  letterbox: Letterbox,
  description: DetectorDescription,
  minimumScore: number,
): Detection[] {
  const candidates = decodeCells(output, letterbox, description, minimumScore);
  // Not a number is below no score, so it gets here. To drop it would pass a broken network off as a clear way.
  if (
    candidates.some(({ score, box }) => Number.isNaN(score + box.left + box.top + box.width + box.height))
  ) {
    throw new RangeError('The detector gave values that are not numbers');
  }
  // What lies in the letterbox's margin alone is nowhere in the image, and would count as nearest of all.
  return candidates.filter(({ box }) => box.width > 0 && box.height > 0);
}

function decodeCells(
  output: Float32Array,
  letterbox: Letterbox,
  { decoding, classes }: DetectorDescription,
  minimumScore: number,
): Detection[] {
  switch (decoding.kind) {
    case 'nanodet-plus':
      return decodeNanoDetPlus(output, letterbox, decoding, classes, minimumScore);
    case 'yolox':
      return decodeYolox(output, letterbox, decoding, classes, minimumScore);
  }
}
