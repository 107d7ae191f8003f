import type { NanoDetPlusDecoding } from '../../scene/model-description';
import type { Box, Detection } from '../../scene/scene';
import { type Letterbox, toImageBox } from '../letterbox';
import type { Decoder } from './decode';
import { type Cell, checkOutputLength, gridCells } from './grid';

/**
 * NanoDet-Plus: class scores (through the sigmoid already), then left, top, right and bottom, each a distribution
 * over `bins` distances in strides (generalised focal loss, arXiv 2006.04388). The prior point of a cell is its
 * upper left corner: RangiLyu/nanodet, `nanodet_plus_head.py`, has no half-cell offset.
 */
export const decodeNanoDetPlus: Decoder<NanoDetPlusDecoding> = (
  output,
  letterbox,
  { strides, bins },
  classes,
  minimumScore,
) => {
  const classCount = classes.length;
  const columns = classCount + 4 * bins;
  checkOutputLength(output, letterbox.tensor, strides, columns);
  const candidates: Detection[] = [];
  for (const cell of gridCells(letterbox.tensor, strides)) {
    const start = cell.index * columns;
    let box: Box | undefined;
    for (let classIndex = 0; classIndex < classCount; classIndex++) {
      const score = output[start + classIndex]!;
      if (score < minimumScore) continue;
      box ??= boxOfCell(cell, output, start + classCount, bins, letterbox);
      candidates.push({ label: classes[classIndex]!, score, box });
    }
  }
  return candidates;
};

/** Apart from the loop over all cells and classes, which runs in half the time when no closure is made in it. */
function boxOfCell(
  { column, row, stride }: Cell,
  output: Float32Array,
  start: number,
  bins: number,
  letterbox: Letterbox,
): Box {
  const side = (number: number) => stride * expectedBin(output, start + number * bins, bins);
  const x = column * stride;
  const y = row * stride;
  return toImageBox(x - side(0), y - side(1), x + side(2), y + side(3), letterbox);
}

/** Expectation over 0..bins-1 under the softmax of `bins` values that begin at `start`. */
function expectedBin(values: Float32Array, start: number, bins: number): number {
  let largest = -Infinity;
  for (let bin = 0; bin < bins; bin++) largest = Math.max(largest, values[start + bin]!);
  let total = 0;
  let weighted = 0;
  for (let bin = 0; bin < bins; bin++) {
    const weight = Math.exp(values[start + bin]! - largest);
    total += weight;
    weighted += weight * bin;
  }
  return weighted / total;
}
