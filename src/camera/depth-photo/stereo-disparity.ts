/**
 * How far each part of one picture lies shifted in another, taken from a little further to the side: the near is shifted
 * more than the far. Block matching on census codes (Zabih and Woodfill, "Non-parametric local transforms for computing
 * visual correspondence", ECCV 1994), which see structure only and so don't mind two cameras with different exposures.
 */

import type { Size } from '../../scene/scene';

/** Brightness of each pixel, 0 to 255, row by row. */
export interface GreyPicture extends Size {
  readonly data: Uint8Array;
}

export interface Disparities extends Size {
  /**
   * Pixels by which the first picture's content lies further to the right than the second's; NaN where no shift fits
   * both ways.
   */
  readonly shifts: Float32Array;
  /** The share of the pixels with structure whose shift fits both ways, 0 to 1; 0 where there is no structure. */
  readonly matched: number;
}

/** Half of the sides of the area whose codes are compared, in pixels: 9 across and 7 down. */
const REACH_X = 4;
const REACH_Y = 3;

/** A census code compares a pixel with the 24 others of the 5 x 5 around it. */
const CODE_REACH = 2;
const CODE_BITS = 24;

/**
 * A shift is believed when the codes of the area differ in less than this share of their bits: those of unrelated areas
 * differ in a half, give or take (binomial, 63 codes of neighbours that are not independent).
 */
const MOST_DIFFERENCE = 0.3;

/** The two ways may disagree by one pixel. */
const TOLERANCE = 1;

/** Brightness within the code's area must differ by this much for its pixel to count as structure: sensors' noise is less. */
const LEAST_CONTRAST = 12;

/** Rows after which others get their turn. */
const ROWS_AT_ONCE = 16;

const BITS_SET = Uint8Array.from({ length: 4096 }, (_, code) => code.toString(2).replaceAll('0', '').length);

/**
 * @param first and
 * @param second of one size
 * @param most pixels by which the content may be shifted, either way
 * @param rest called now and then; whoever waits for the processor gets it meanwhile
 */
export async function matchPictures(
  first: GreyPicture,
  second: GreyPicture,
  most: number,
  rest: () => Promise<void>,
): Promise<Disparities> {
  const { width, height } = first;
  const shifts = new Float32Array(width * height).fill(NaN);
  const [codes, otherCodes] = [censusOf(first), censusOf(second)];
  const levels = 2 * most + 1;
  const window = new RowCosts(width, levels);
  let structured = 0;
  let matched = 0;
  for (let row = 0; row < height + REACH_Y; row++) {
    if (row % ROWS_AT_ONCE === 0) await rest();
    window.add(row < height ? differences(codes, otherCodes, row, width, most) : null);
    const middle = row - REACH_Y;
    if (middle < 0) continue;
    const best = bestShifts(window.summed(), width, most, window.bits * MOST_DIFFERENCE);
    for (let x = 0; x < width; x++) {
      if (!hasStructure(first, x, middle)) continue;
      structured++;
      if (Number.isNaN(best[x])) continue;
      matched++;
      shifts[middle * width + x] = best[x]!;
    }
  }
  return { width, height, shifts, matched: structured > 0 ? matched / structured : 0 };
}

/** The code of each pixel, one bit per neighbour: whether it is darker. At the edges, where there are none, 0. */
function censusOf({ width, height, data }: GreyPicture): Int32Array {
  const codes = new Int32Array(width * height);
  for (let y = CODE_REACH; y < height - CODE_REACH; y++) {
    for (let x = CODE_REACH; x < width - CODE_REACH; x++) {
      const own = data[y * width + x]!;
      let code = 0;
      for (let dy = -CODE_REACH; dy <= CODE_REACH; dy++) {
        for (let dx = -CODE_REACH; dx <= CODE_REACH; dx++) {
          if (dx !== 0 || dy !== 0) code = (code << 1) | Number(data[(y + dy) * width + x + dx]! < own);
        }
      }
      codes[y * width + x] = code;
    }
  }
  return codes;
}

function hasStructure({ width, height, data }: GreyPicture, x: number, y: number): boolean {
  let [darkest, brightest] = [255, 0];
  for (let dy = -CODE_REACH; dy <= CODE_REACH; dy++) {
    for (let dx = -CODE_REACH; dx <= CODE_REACH; dx++) {
      if (x + dx < 0 || x + dx >= width || y + dy < 0 || y + dy >= height) continue;
      const value = data[(y + dy) * width + x + dx]!;
      darkest = Math.min(darkest, value);
      brightest = Math.max(brightest, value);
    }
  }
  return brightest - darkest >= LEAST_CONTRAST;
}

/** Of one row: by how many bits the codes differ, for each pixel and each shift; all of them where a shift leads outside. */
function differences(
  first: Int32Array,
  second: Int32Array,
  row: number,
  width: number,
  most: number,
): Uint8Array {
  const levels = 2 * most + 1;
  const costs = new Uint8Array(width * levels).fill(CODE_BITS);
  for (let x = 0; x < width; x++) {
    const code = first[row * width + x]!;
    const [lowest, highest] = [Math.max(-most, x - width + 1), Math.min(most, x)];
    for (let shift = lowest; shift <= highest; shift++) {
      const change = code ^ second[row * width + x - shift]!;
      costs[x * levels + shift + most] = BITS_SET[change & 4095]! + BITS_SET[(change >>> 12) & 4095]!;
    }
  }
  return costs;
}

/** The shift of each pixel of a row; NaN where the best one is bad, or seen from the second picture another one is better. */
function bestShifts(costs: Int32Array, width: number, most: number, worst: number): Float32Array {
  const levels = 2 * most + 1;
  const best = new Int32Array(width);
  const back = new Int32Array(width);
  const lowest = new Int32Array(width).fill(0x7fffffff);
  const lowestBack = new Int32Array(width).fill(0x7fffffff);
  for (let x = 0; x < width; x++) {
    for (let shift = -most; shift <= most; shift++) {
      const cost = costs[x * levels + shift + most]!;
      const other = x - shift;
      if (cost < lowest[x]!) [lowest[x], best[x]] = [cost, shift];
      if (other >= 0 && other < width && cost < lowestBack[other]!) {
        lowestBack[other] = cost;
        back[other] = shift;
      }
    }
  }
  return Float32Array.from(best, (shift, x) => {
    const isSure = lowest[x]! < worst && Math.abs(back[x - shift]! - shift) <= TOLERANCE;
    return isSure ? shift + withinPixel(costs, x * levels, shift + most, levels) : NaN;
  });
}

/** Where between its neighbours the least cost lies, by a parabola through the three: -0.5 to 0.5. */
function withinPixel(costs: Int32Array, row: number, level: number, levels: number): number {
  if (level === 0 || level === levels - 1) return 0;
  const [before, least, after] = [-1, 0, 1].map((step) => costs[row + level + step]!) as [
    number,
    number,
    number,
  ];
  const bend = before + after - 2 * least;
  return bend > 0 ? (before - after) / (2 * bend) : 0;
}

/** The costs of the last rows, summed down and across. */
class RowCosts {
  readonly #rows: (Uint8Array | null)[] = [];
  readonly #down: Int32Array;
  readonly #across: Int32Array;

  constructor(
    private readonly width: number,
    private readonly levels: number,
  ) {
    this.#down = new Int32Array(width * levels);
    this.#across = new Int32Array(width * levels);
  }

  add(row: Uint8Array | null): void {
    this.#rows.push(row);
    const gone = this.#rows.length > 2 * REACH_Y + 1 ? this.#rows.shift() : null;
    const down = this.#down;
    if (row) for (let at = 0; at < down.length; at++) down[at]! += row[at]!;
    if (gone) for (let at = 0; at < down.length; at++) down[at]! -= gone[at]!;
  }

  /** Bits that are compared in all, in the area around a pixel; fewer at the upper and lower edge. */
  get bits(): number {
    return this.#rows.filter((row) => row !== null).length * (2 * REACH_X + 1) * CODE_BITS;
  }

  /** For each pixel and shift the number of differing bits in the area around the pixel. */
  summed(): Int32Array {
    const { width, levels } = this;
    const [down, across] = [this.#down, this.#across];
    const worst = this.bits / (2 * REACH_X + 1);
    for (let level = 0; level < levels; level++) {
      let sum = worst * (REACH_X + 1);
      for (let x = 0; x < REACH_X; x++) sum += down[x * levels + level]!;
      for (let x = 0; x < width; x++) {
        sum += x + REACH_X < width ? down[(x + REACH_X) * levels + level]! : worst;
        sum -= x > REACH_X ? down[(x - REACH_X - 1) * levels + level]! : worst;
        across[x * levels + level] = sum;
      }
    }
    return across;
  }
}
