import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beginValue, correctValue, predictValue, type SteadyValue } from './steady-value';

const UNREST = { rate: 1, memory: 0.5 };
const STEADY = { rate: 0.01, memory: Infinity };

/** Feeds measurements in steps of 0.2 s. */
function follow(values: readonly number[], unrest = UNREST, variance = 0.01): SteadyValue {
  return values.reduce(
    (before, value) => correctValue(predictValue(before, 0.2, unrest), value, variance),
    beginValue(values[0]!, variance, 1),
  );
}

describe('a steadied value', () => {
  test('learns a steady rate and foretells where it leads', () => {
    const estimate = follow(
      Array.from({ length: 40 }, (_, step) => 3 + 0.2 * step),
      STEADY,
    );
    expect(estimate.rate).toBeCloseTo(1, 1);
    expect(predictValue(estimate, 2, STEADY).value).toBeCloseTo(estimate.value + 2, 1);
  });

  test('believes a rate less and less that nothing confirms', () => {
    const moving = { ...beginValue(0, 1, 1), rate: 1 };
    const later = predictValue(moving, 100, UNREST);
    expect(later.value).toBeCloseTo(UNREST.memory, 9);
    expect(later.rate).toBeCloseTo(0, 9);
  });

  test('foretells the same in one step as in two', () => {
    const seconds = fc.double({ min: 0, max: 3, noNaN: true });
    const rate = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(rate, seconds, seconds, (rateNow, first, second) => {
        const before = { ...beginValue(2, 1, 1), rate: rateNow };
        const once = predictValue(before, first + second, UNREST);
        const twice = predictValue(predictValue(before, first, UNREST), second, UNREST);
        expect(twice.value).toBeCloseTo(once.value, 9);
        expect(twice.rate).toBeCloseTo(once.rate, 9);
      }),
    );
  });

  test('knows more after a measurement and less after a while', () => {
    const before = follow([1, 2, 3]);
    const later = predictValue(before, 0.5, UNREST);
    expect(later.valueVariance).toBeGreaterThan(before.valueVariance);
    const corrected = correctValue(later, 3, 0.01);
    expect(corrected.valueVariance).toBeLessThan(later.valueVariance);
    expect(corrected.valueVariance).toBeLessThan(0.01);
    expect(corrected.rateVariance).toBeLessThan(later.rateVariance);
  });

  test('keeps its variances possible, whatever comes when', () => {
    const steps = fc.array(
      fc.record({
        seconds: fc.double({ min: 0, max: 4, noNaN: true }),
        value: fc.double({ min: -1e3, max: 1e3, noNaN: true }),
        variance: fc.double({ min: 1e-4, max: 1e3, noNaN: true }),
      }),
      { maxLength: 50 },
    );
    fc.assert(
      fc.property(steps, (all) => {
        let estimate = beginValue(0, 1, 1);
        for (const { seconds, value, variance } of all) {
          estimate = correctValue(predictValue(estimate, seconds, UNREST), value, variance);
          const { valueVariance, covariance, rateVariance } = estimate;
          expect(valueVariance).toBeGreaterThan(0);
          expect(rateVariance).toBeGreaterThan(0);
          expect(valueVariance * rateVariance - covariance ** 2).toBeGreaterThan(
            -1e-9 * valueVariance * rateVariance,
          );
        }
      }),
    );
  });
});
