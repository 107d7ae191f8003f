/** Numbers of 16 bits (IEEE 754 binary16): half the bytes of float32, and eleven significant bits. */

const LARGEST = 65504;
const SMALLEST_NORMAL_EXPONENT = -14;
const FRACTION_BITS = 10;

/**
 * The bits of the nearest half-precision numbers; of two that are as near, the even one.
 * @throws RangeError for what is no number, or too large for 16 bits (rounded above 65504)
 */
export function toHalf(values: Float32Array): Uint16Array {
  return Uint16Array.from(values, halfBits);
}

/** The values of half-precision numbers that are neither infinite nor no numbers. */
export function fromHalf(bits: Uint16Array): Float32Array {
  return Float32Array.from(bits, (half) => {
    const exponent = (half >> FRACTION_BITS) & 0x1f;
    const fraction = half & 0x3ff;
    const steps = exponent === 0 ? fraction : fraction + 2 ** FRACTION_BITS;
    const size = steps * stepAt(Math.max(exponent - 15, SMALLEST_NORMAL_EXPONENT));
    return half & 0x8000 ? -size : size;
  });
}

function halfBits(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  // Below the smallest normal number, steps stay as they are there.
  const exponent = Math.max(Math.floor(Math.log2(size)), SMALLEST_NORMAL_EXPONENT);
  const steps = roundToEven(size / stepAt(exponent));
  if (!(steps * stepAt(exponent) <= LARGEST)) throw new RangeError(`${value} is no number of 16 bits`);
  // Steps of a normal number count from its power of two. A carry moves into the exponent by itself.
  const isNormal = steps >= 2 ** FRACTION_BITS;
  return sign + steps + (isNormal ? (exponent - SMALLEST_NORMAL_EXPONENT) * 2 ** FRACTION_BITS : 0);
}

/** What one step of the fraction is worth, between a power of two and the next. */
function stepAt(exponent: number): number {
  return 2 ** (exponent - FRACTION_BITS);
}

function roundToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}
