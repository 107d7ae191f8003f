import { expect, test } from 'vitest';
import { UsageError, formatTable, joinNegativeNumbers, numberFlag } from './command-line';

test('a number flag is a number in its range, or says why not', () => {
  const range = { from: 0, to: 1 };
  expect(numberFlag('--score', undefined, range)).toBeUndefined();
  expect(numberFlag('--score', '0.35', range)).toBe(0.35);
  expect(numberFlag('--score', '0', range)).toBe(0);
  for (const text of ['', ' ', 'high', '1.1', '-0.1', 'NaN', '0.3x']) {
    expect(() => numberFlag('--score', text, range), text).toThrow(UsageError);
  }
  expect(() => numberFlag('--size', '416.5', { from: 32, to: 2048, whole: true })).toThrow('whole number');
});

test('a negative number may follow its flag after a blank', () => {
  expect(joinNegativeNumbers(['--pitch', '-10', 'a.jpg'])).toEqual(['--pitch=-10', 'a.jpg']);
  expect(joinNegativeNumbers(['--pitch', '-.5'])).toEqual(['--pitch=-.5']);
  expect(joinNegativeNumbers(['--json', '-x', 'a.jpg', '-1.jpg'])).toEqual([
    '--json',
    '-x',
    'a.jpg',
    '-1.jpg',
  ]);
});

test('a table aligns text to the left and figures to the right', () => {
  const columns = [
    { title: 'object', align: 'left' },
    { title: 'px', align: 'right' },
  ] as const;
  expect(
    formatTable(columns, [
      ['cat', '5'],
      ['traffic light', '120'],
    ]),
  ).toBe(['object          px', 'cat              5', 'traffic light  120'].join('\n'));
});
