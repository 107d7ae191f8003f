import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beginDistance, correctDistance, type LogDistance, predictDistance } from './distance-filter';

const ERROR = 0.06;

/** Feeds true distances with errors; returns what was told in each look. */
function follow(
  metres: readonly number[],
  step: number,
  error: (look: number) => number = () => 0,
): number[] {
  let state: LogDistance | null = null;
  return metres.map((true_, look) => {
    const seen = true_ * Math.exp(error(look));
    state = state ? correctDistance(predictDistance(state, step), seen, ERROR) : beginDistance(seen, ERROR);
    return Math.exp(state.value);
  });
}

/** Normal errors, the same in each run (linear congruential generator, Box and Muller). */
function normalErrors(deviation: number): (look: number) => number {
  let seed = 7;
  const uniform = () => {
    seed = (seed * 1664525 + 1013904223) % 2 ** 32;
    return (seed + 1) / (2 ** 32 + 1);
  };
  return () => deviation * Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

const tremble = (values: readonly number[]) => {
  const steps = values.slice(1).map((value, index) => Math.log(value / values[index]!));
  return Math.sqrt(steps.reduce((sum, step) => sum + step ** 2, 0) / steps.length);
};

describe('the distance of what stands', () => {
  test.each([
    [3, 0.75],
    [10, 0.5],
  ])('%d m away trembles less, by %d', (distance, share) => {
    const truth = Array.from({ length: 200 }, () => distance);
    const told = follow(truth, 0.2, normalErrors(0.05)).slice(5);
    const seen = truth.map(normalErrors(0.05)).map((error) => distance * Math.exp(error));
    expect(tremble(told)).toBeLessThan(share * tremble(seen));
    const mean = told.reduce((sum, value) => sum + value, 0) / told.length;
    expect(mean / distance).toBeCloseTo(1, 1);
  });

  test('stays as it is when it is seen without error', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.3, max: 60, noNaN: true }), (metres) => {
        for (const told of follow([metres, metres, metres, metres], 0.2)) expect(told).toBeCloseTo(metres, 6);
      }),
    );
  });
});

describe('the distance of what comes nearer', () => {
  const coming = (from: number, speed: number, step: number) =>
    Array.from({ length: Math.floor((from - 0.6) / speed / step) }, (_, look) => from - speed * step * look);

  test.each([
    ['at a walk, from 9 m', 9, 1.4, 0.2, 0.03],
    ['at a walk, in few looks', 9, 1.4, 0.33, 0.04],
    ['two who meet', 12, 2.8, 0.2, 0.05],
    ['a car', 40, 8, 0.2, 0.15],
  ])('%s, is told too far by little', (_, from, speed, step, most) => {
    const truth = coming(from, speed, step);
    const told = follow(truth, step);
    truth.forEach((metres, look) => {
      if (look * step > 1) expect(told[look]! / metres - 1, `look ${look}`).toBeLessThan(most);
    });
  });

  test('is believed at once, a leap away is not', () => {
    const steady = [4, 4, 4, 4, 4];
    const nearer = follow([...steady, 2], 0.2).at(-1)!;
    const farther = follow([...steady, 8], 0.2).at(-1)!;
    expect(nearer).toBeLessThan(2.7);
    expect(Math.log(farther / 4)).toBeLessThan(0.7 * Math.log(4 / nearer));
  });

  test('after a leap away that lasts, follows', () => {
    expect(follow([4, 4, 4, 4, 4, 8, 8, 8, 8, 8, 8, 8], 0.2).at(-1)).toBeGreaterThan(7);
  });
});

describe('what is expected', () => {
  test('of a thing at a steady speed is where that leads, nearly', () => {
    const approaching = { ...beginDistance(8, ERROR), rate: -1.4 / 8 };
    expect(Math.exp(predictDistance(approaching, 0.5).value)).toBeCloseTo(8 - 0.7, 0);
    expect(-predictDistance(approaching, 0.5).rate).toBeGreaterThan(1.4 / 8 / 1.25);
  });

  test('is a distance, whatever the rate and however long it takes', () => {
    const rate = fc.double({ min: -20, max: 20, noNaN: true });
    const seconds = fc.double({ min: 0, max: 30, noNaN: true });
    fc.assert(
      fc.property(rate, seconds, (perSecond, duration) => {
        const later = predictDistance({ ...beginDistance(3, ERROR), rate: perSecond }, duration);
        expect(Math.exp(later.value)).toBeGreaterThan(0);
        expect(later.value).toSatisfy(Number.isFinite);
        expect(later.valueVariance).toBeGreaterThan(0);
        expect(later.rateVariance).toBeGreaterThan(0);
      }),
    );
  });
});
