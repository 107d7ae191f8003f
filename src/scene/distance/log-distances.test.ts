import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  LOG_METRES,
  LOG_STEP,
  type Likelihood,
  addWeight,
  blurred,
  doubted,
  either,
  mixture,
  moments,
  normalLikelihood,
  orFarther,
  orNearer,
  rangeOf,
  together,
  uninformed,
} from './log-distances';

const PLACES = LOG_METRES.length;
const sumOf = (likelihood: Likelihood) => likelihood.reduce((sum, value) => sum + value, 0);

/** All of it at one place. */
function only(place: number): Likelihood {
  const likelihood = new Float64Array(PLACES);
  likelihood[place] = 1;
  return likelihood;
}

const anyLikelihood = fc
  .array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: PLACES, maxLength: PLACES })
  .map((values) => Float64Array.from(values));

describe('the grid', () => {
  test('goes from 0.2 to 150 m in equal steps of the logarithm', () => {
    expect(Math.exp(LOG_METRES[0]!)).toBeCloseTo(0.2, 12);
    expect(Math.exp(LOG_METRES.at(-1)!)).toBeCloseTo(150, 9);
    for (let place = 1; place < PLACES; place += 1) {
      expect(LOG_METRES[place]! - LOG_METRES[place - 1]!).toBeCloseTo(LOG_STEP, 12);
    }
  });
});

describe('a normal likelihood', () => {
  test('has the mean and the deviation that it was given, and a sum of 1', () => {
    const likelihood = normalLikelihood(Math.log(5), 0.3);
    expect(sumOf(likelihood)).toBeCloseTo(1, 12);
    expect(moments(likelihood).mean).toBeCloseTo(Math.log(5), 6);
    expect(moments(likelihood).deviation).toBeCloseTo(0.3, 4);
  });

  test('never falls between two places, however narrow it is', () => {
    const between = (LOG_METRES[40]! + LOG_METRES[41]!) / 2;
    const likelihood = normalLikelihood(between, 0);
    expect(likelihood[40]).toBeCloseTo(likelihood[41]!, 9);
    expect(moments(likelihood).mean).toBeCloseTo(between, 9);
    expect(moments(likelihood).deviation).toBeGreaterThan(LOG_STEP / 4);
    expect(moments(likelihood).deviation).toBeLessThan(LOG_STEP);
  });

  test('lies at the end of the grid when its mean is far beyond', () => {
    for (const [mean, place] of [
      [Math.log(1e6), PLACES - 1],
      [Math.log(1e300), PLACES - 1],
      [Math.log(1e-6), 0],
    ] as const) {
      const likelihood = normalLikelihood(mean, 0.1);
      expect(sumOf(likelihood)).toBeCloseTo(1, 12);
      expect(likelihood[place]).toBeGreaterThan(0.99);
    }
  });
});

describe('a weight', () => {
  test('is shared by the two places beside it, by nearness', () => {
    const histogram = new Float64Array(PLACES);
    addWeight(histogram, LOG_METRES[10]! + 0.25 * LOG_STEP, 4);
    expect(histogram[10]).toBeCloseTo(3, 9);
    expect(histogram[11]).toBeCloseTo(1, 9);
    expect(sumOf(histogram)).toBeCloseTo(4, 9);
  });

  test('beyond the grid lies at its end', () => {
    const histogram = new Float64Array(PLACES);
    addWeight(histogram, -50, 1);
    addWeight(histogram, 50, 2);
    expect(histogram[0]).toBeCloseTo(1, 9);
    expect(histogram.at(-1)).toBeCloseTo(2, 9);
  });
});

describe('blurring', () => {
  test('makes of one place a normal distribution about it', () => {
    const result = blurred(only(50), 0.3);
    const { mean, deviation } = moments(result);
    expect(sumOf(result)).toBeCloseTo(1, 12);
    expect(mean).toBeCloseTo(LOG_METRES[50]!, 9);
    // Cut at two and a half deviations, which leaves 0.955 of the deviation.
    expect(deviation / 0.3).toBeGreaterThan(0.94);
    expect(deviation / 0.3).toBeLessThan(0.98);
  });

  test('keeps what would leave the grid at its end', () => {
    const result = blurred(only(PLACES - 1), 0.3);
    expect(result.at(-1)).toBeGreaterThan(0.5);
    expect(blurred(only(0), 0.3)[0]).toBeGreaterThan(0.5);
  });

  test('by nothing only makes the sum 1', () => {
    const likelihood = only(7).map((value) => 5 * value);
    expect(blurred(likelihood, 0)).toEqual(only(7));
  });
});

describe('what is there or nearer', () => {
  test('lies evenly along the way up to there', () => {
    const place = LOG_METRES.findIndex((logMetres) => logMetres >= Math.log(10));
    const metres = Math.exp(LOG_METRES[place]!);
    const nearer = orNearer(only(place));
    expect(sumOf(nearer)).toBeCloseTo(1, 12);
    expect(nearer.subarray(place + 1).every((value) => value === 0)).toBe(true);
    // Half of the way, from the grid's beginning, within the half step by which the last place reaches beyond.
    const { best } = rangeOf(nearer, 0.8);
    expect(best / ((metres + 0.2) / 2)).toBeGreaterThan(0.97);
    expect(best / ((metres + 0.2) / 2)).toBeLessThan(1.05);
    expect(nearer[place]! / nearer[place - 20]!).toBeCloseTo(Math.exp(20 * LOG_STEP), 6);
  });

  test('weighs each place as often as it is said', () => {
    const both = orNearer(either(only(30), only(60), 0.25));
    expect(both.subarray(31).reduce((sum, value) => sum + value, 0)).toBeCloseTo(
      0.75 *
        (1 -
          orNearer(only(60))
            .subarray(0, 31)
            .reduce((sum, value) => sum + value, 0)),
      9,
    );
  });
});

describe('what is there or farther', () => {
  test('is not in doubt beyond, and is nothing before', () => {
    const farther = orFarther(only(20));
    expect(farther.subarray(0, 20).every((value) => value === 0)).toBe(true);
    expect(farther.subarray(20).every((value) => value === 1)).toBe(true);
  });

  test('grows with the distance up to 1', () => {
    fc.assert(
      fc.property(anyLikelihood, (likelihood) => {
        const farther = orFarther(likelihood);
        expect(farther.at(-1)).toBe(1);
        for (let place = 1; place < PLACES; place += 1) {
          expect(farther[place]).toBeGreaterThanOrEqual(farther[place - 1]!);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('joining', () => {
  test('takes a share of one and the rest of the other', () => {
    const joined = either(only(3), only(9), 0.2);
    expect(joined[3]).toBeCloseTo(0.2, 12);
    expect(joined[9]).toBeCloseTo(0.8, 12);
  });

  test('leaves a doubted one its sum, and a part of the doubt at every place', () => {
    const result = doubted(only(3), 0.1);
    expect(sumOf(result)).toBeCloseTo(1, 12);
    expect(result[50]).toBeCloseTo(0.1 / PLACES, 12);
    expect(result[3]).toBeCloseTo(0.9 + 0.1 / PLACES, 12);
  });

  test('adds up what may be one or the other', () => {
    const sum = mixture([only(3), only(3), only(9)]);
    expect(sum[3]).toBe(2);
    expect(sum[9]).toBe(1);
    expect(sumOf(sum)).toBe(3);
  });

  test('multiplies independent ones: the precise one counts more', () => {
    const joined = together([
      normalLikelihood(Math.log(4), 0.2),
      null,
      uninformed(),
      normalLikelihood(Math.log(8), 0.4),
    ]);
    // Precisions of 25 and 6.25: a fifth of the way from 4 to 8, in logarithms.
    expect(sumOf(joined)).toBeCloseTo(1, 12);
    expect(moments(joined).mean).toBeCloseTo(Math.log(4) + Math.LN2 / 5, 4);
    expect(moments(joined).deviation).toBeCloseTo(1 / Math.sqrt(31.25), 3);
  });

  test('keeps very small likelihoods apart from nothing', () => {
    const many = Array.from({ length: 200 }, () => normalLikelihood(Math.log(4), 0.2).map((v) => v * 1e-9));
    expect(moments(together(many)).mean).toBeCloseTo(Math.log(4), 2);
  });
});

describe('the range', () => {
  test('holds its share, as much of the rest nearer as farther', () => {
    const { near, best, far } = rangeOf(normalLikelihood(Math.log(5), 0.3), 0.8);
    // A tenth of a normal distribution lies beyond 1.2816 deviations.
    expect(Math.log(best / 5)).toBeCloseTo(0, 2);
    expect(Math.log(near / 5)).toBeCloseTo(-1.2816 * 0.3, 2);
    expect(Math.log(far / 5)).toBeCloseTo(1.2816 * 0.3, 2);
  });

  test('is linear within the step of a place', () => {
    const { near, best, far } = rangeOf(only(30), 0.5);
    expect(Math.log(best)).toBeCloseTo(LOG_METRES[30]!, 12);
    expect(Math.log(near)).toBeCloseTo(LOG_METRES[30]! - LOG_STEP / 4, 12);
    expect(Math.log(far)).toBeCloseTo(LOG_METRES[30]! + LOG_STEP / 4, 12);
  });

  test('does not depend on the sum, and is in order', () => {
    const scales = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(anyLikelihood, scales, (likelihood, scale) => {
        const range = rangeOf(likelihood, 0.8);
        const scaled = rangeOf(
          likelihood.map((value) => value * scale),
          0.8,
        );
        expect(range.near).toBeGreaterThan(0);
        expect(range.best).toBeGreaterThanOrEqual(range.near);
        expect(range.far).toBeGreaterThanOrEqual(range.best);
        expect(scaled.best / range.best).toBeCloseTo(1, 6);
      }),
      { numRuns: 50 },
    );
  });
});
