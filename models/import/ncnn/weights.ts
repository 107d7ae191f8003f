/**
 * Reads ncnn's `.bin`: the layers' weights one after the other, without names or lengths, little-endian. What
 * comes next is known from the `.param` alone, so the only proof of a right reading is that every byte is used.
 * Format: github.com/Tencent/ncnn, src/modelbin.cpp.
 */

/** Stands before weights that are stored as int8, one byte each, filled up to a multiple of four bytes. */
const INT8_TAG = 0x000d4b38;
const ALIGNMENT = 4;

export class WeightReader {
  private position = 0;
  private readonly view: DataView;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /**
   * Weights of a layer.
   * @throws Error when they are stored in another way than as int8, or the file ends early.
   */
  int8(count: number): Int8Array {
    const tag = this.view.getUint32(this.take(4), true);
    if (tag !== INT8_TAG) {
      throw new Error(`the weights are not stored as int8 (tag 0x${tag.toString(16).padStart(8, '0')})`);
    }
    const start = this.take(Math.ceil(count / ALIGNMENT) * ALIGNMENT);
    return Int8Array.from(this.bytes.subarray(start, start + count));
  }

  /** Biases and scales: float32 without a tag. Infinity may occur (as the scale of a channel of zeros), NaN not. */
  float32(count: number): Float32Array {
    const start = this.take(4 * count);
    const values = Float32Array.from({ length: count }, (_, index) =>
      this.view.getFloat32(start + 4 * index, true),
    );
    if (values.some(Number.isNaN)) throw new Error(`the .bin file holds no numbers at byte ${start}`);
    return values;
  }

  /** @throws Error when bytes are left over. */
  expectEnd(): void {
    const left = this.bytes.length - this.position;
    if (left > 0)
      throw new Error(`${left} of the .bin file's ${this.bytes.length} bytes belong to no layer.`);
  }

  private take(length: number): number {
    const start = this.position;
    if (start + length > this.bytes.length) {
      throw new Error(
        `the .bin file ends at byte ${this.bytes.length}, ${length} bytes are needed from ${start} on`,
      );
    }
    this.position += length;
    return start;
  }
}
