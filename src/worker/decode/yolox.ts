import type { YoloxDecoding } from '../../scene/model-description';
import type { Detection } from '../../scene/scene';
import { toImageBox } from '../letterbox';
import type { Decoder } from './decode';
import { checkOutputLength, gridCells } from './grid';

/** Columns before the class scores: centre x and y in cells, log width and height in strides, objectness. */
const COLUMNS_BEFORE_CLASSES = 5;

/**
 * YOLOX (arXiv 2107.08430): the centre is relative to its cell, the size is exponential, the score is objectness
 * times class score, both through the sigmoid already.
 */
export const decodeYolox: Decoder<YoloxDecoding> = (
  output,
  letterbox,
  { strides },
  classes,
  minimumScore,
) => {
  const columns = COLUMNS_BEFORE_CLASSES + classes.length;
  checkOutputLength(output, letterbox.tensor, strides, columns);
  const candidates: Detection[] = [];
  for (const { index, column, row, stride } of gridCells(letterbox.tensor, strides)) {
    const start = index * columns;
    const objectness = output[start + 4]!;
    if (objectness < minimumScore) continue;
    const x = (output[start]! + column) * stride;
    const y = (output[start + 1]! + row) * stride;
    const halfWidth = (Math.exp(output[start + 2]!) * stride) / 2;
    const halfHeight = (Math.exp(output[start + 3]!) * stride) / 2;
    for (let classIndex = 0; classIndex < classes.length; classIndex++) {
      const score = objectness * output[start + COLUMNS_BEFORE_CLASSES + classIndex]!;
      if (score < minimumScore) continue;
      const box = toImageBox(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight, letterbox);
      candidates.push({ label: classes[classIndex]!, score, box });
    }
  }
  return candidates;
};
