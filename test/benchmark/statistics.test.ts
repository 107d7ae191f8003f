import { describe, expect, test } from 'vitest';
import { median, medianRatio } from './statistics';

describe('the median', () => {
  test.each([
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[7], 7],
    [[100, 9, 10], 10],
    [[], NaN],
  ])('of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });
});

describe('the median ratio', () => {
  test('is taken round by round: a round that is slow for both changes nothing', () => {
    expect(medianRatio([1, 10, 2], [2, 20, 4])).toBe(0.5);
  });

  test('passes over rounds that were not measured', () => {
    expect(medianRatio([3, undefined, undefined, 9], [1, 1, 1, 3])).toBe(3);
  });

  test('heeds no single slow round', () => {
    expect(medianRatio([1, 1, 50], [1, 1, 1])).toBe(1);
  });
});
