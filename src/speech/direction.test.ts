import { expect, test } from 'vitest';
import { directionOf, settledDirection, sideOf } from './direction';

const degrees = (value: number) => (value * Math.PI) / 180;

test.each([
  [-25, 'left'],
  [-17.1, 'left'],
  [-16.9, 'slightlyLeft'],
  [-8.6, 'slightlyLeft'],
  [-8.4, 'ahead'],
  [0, 'ahead'],
  [8.4, 'ahead'],
  [8.6, 'slightlyRight'],
  [16.9, 'slightlyRight'],
  [17.1, 'right'],
  [90, 'right'],
] as const)('%d degrees is %s', (angle, direction) => {
  expect(directionOf(degrees(angle))).toBe(direction);
});

test('a direction is left only a quarter of the edge beyond it, both ways', () => {
  expect(settledDirection(degrees(10.5), 'ahead')).toBe('ahead');
  expect(settledDirection(degrees(10.7), 'ahead')).toBe('slightlyRight');
  expect(settledDirection(degrees(6.5), 'slightlyRight')).toBe('slightlyRight');
  expect(settledDirection(degrees(6.3), 'slightlyRight')).toBe('ahead');
  expect(settledDirection(degrees(-10.5), 'ahead')).toBe('ahead');
  expect(settledDirection(degrees(-10.7), 'ahead')).toBe('slightlyLeft');
  expect(settledDirection(degrees(-21.2), 'slightlyLeft')).toBe('slightlyLeft');
  expect(settledDirection(degrees(-21.3), 'slightlyLeft')).toBe('left');
});

test('a leap over several directions lands where the thing is', () => {
  expect(settledDirection(degrees(25), 'left')).toBe('right');
  expect(settledDirection(degrees(0), 'right')).toBe('ahead');
});

test('five directions make three sides', () => {
  const sides = (['left', 'slightlyLeft', 'ahead', 'slightlyRight', 'right'] as const).map(sideOf);
  expect(sides).toEqual(['left', 'left', 'ahead', 'right', 'right']);
});
