import { expect, test } from 'vitest';
import { alarmsPerMinute, obstacleAlarms } from './obstacle-alarms';

test.each([
  [[], 0],
  [[0, 0, 0], 0],
  [[1, 1, 1], 1],
  [[0, 1, 1, 0, 1], 2],
  [[0, 2, 1, 2], 3],
])('obstacles in looks %j are %d alarms', (counts, alarms) => {
  expect(obstacleAlarms(counts)).toBe(alarms);
});

test('alarms a minute', () => {
  expect(alarmsPerMinute([0, 1, 0, 1], 20)).toBe(6);
  expect(alarmsPerMinute([0, 0], 20)).toBe(0);
});
