/** The middle of the values, or the mean of the two middle ones; NaN when there are none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}

/**
 * How many times the baseline something takes. Round by round, since a busy machine slows what is measured in the
 * same round alike; the median of the rounds leaves out those in which it did not.
 * @param values one for each round, undefined where it was not measured
 * @param baseline of the same rounds
 */
export function medianRatio(values: readonly (number | undefined)[], baseline: readonly number[]): number {
  return median(values.flatMap((value, round) => (value === undefined ? [] : [value / baseline[round]!])));
}
