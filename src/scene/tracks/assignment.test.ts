import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assignOptimally } from './assignment';

type Gains = readonly (readonly number[])[];

/** The largest sum of gains of all pairings, by trying each: slow, and obviously right. */
function bestSum(gains: Gains, row = 0, taken: readonly number[] = []): number {
  const own = gains[row];
  if (!own) return 0;
  const without = bestSum(gains, row + 1, taken);
  const withColumn = [...own.entries()]
    .filter(([column]) => !taken.includes(column))
    .map(([column, gain]) => gain + bestSum(gains, row + 1, [...taken, column]));
  return Math.max(without, ...withColumn);
}

const anyGains = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(fc.integer({ min: -10, max: 10 }), { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  );

describe('the best pairing', () => {
  test('gains as much as the best of all pairings', () => {
    fc.assert(
      fc.property(anyGains, (gains) => {
        const sum = assignOptimally(gains).reduce(
          (total, { row, column }) => total + gains[row]![column]!,
          0,
        );
        expect(sum).toBe(bestSum(gains));
      }),
      { numRuns: 500 },
    );
  });

  test('takes each row and each column once at most, and no pair that gains nothing', () => {
    fc.assert(
      fc.property(anyGains, (gains) => {
        const pairs = assignOptimally(gains);
        expect(new Set(pairs.map(({ row }) => row)).size).toBe(pairs.length);
        expect(new Set(pairs.map(({ column }) => column)).size).toBe(pairs.length);
        for (const { row, column } of pairs) expect(gains[row]![column]).toBeGreaterThan(0);
      }),
    );
  });

  test('gives up the best pair where two good ones gain more', () => {
    const gains = [
      [9, 8],
      [8, 1],
    ];
    expect(assignOptimally(gains)).toEqual([
      { row: 0, column: 1 },
      { row: 1, column: 0 },
    ]);
  });

  test('of nothing is nothing', () => {
    expect(assignOptimally([])).toEqual([]);
    expect(assignOptimally([[], []])).toEqual([]);
  });
});
