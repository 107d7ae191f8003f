import type { Size } from '../../scene/scene';

/** One position of a detector's output: its column and row in the feature map of one stride. */
export interface Cell {
  readonly index: number;
  readonly column: number;
  readonly row: number;
  /** Tensor pixels from one cell to the next. */
  readonly stride: number;
}

/** All cells of all strides, in the order of the output's rows: stride by stride, row by row. */
export function* gridCells(tensor: Size, strides: readonly number[]): Generator<Cell> {
  let index = 0;
  for (const stride of strides) {
    const columns = Math.ceil(tensor.width / stride);
    const rows = Math.ceil(tensor.height / stride);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) yield { index: index++, column, row, stride };
    }
  }
}

/** @throws RangeError when the output's length isn't cells x columns */
export function checkOutputLength(
  output: Float32Array,
  tensor: Size,
  strides: readonly number[],
  columns: number,
) {
  const cells = strides.reduce(
    (sum, stride) => sum + Math.ceil(tensor.width / stride) * Math.ceil(tensor.height / stride),
    0,
  );
  if (output.length !== cells * columns) {
    throw new RangeError(
      `The detector gave ${output.length} values; its description promises ${cells} x ${columns}`,
    );
  }
}
