import { expect, test } from 'vitest';
import { sight } from '../scene/order';
import type { Metres, SceneObject } from '../scene/scene';
import { bestText, rangeText, scoreText } from './measure-text';

const sighted = sight(
  { label: 'chair', score: 0.5, box: { left: 0, top: 0, width: 10, height: 100 } },
  { width: 640, height: 182 },
  500,
);
const object = (metres: Metres | null): SceneObject => ({ ...sighted, metres, track: null, rank: 1 });

const near = object({ near: 3.61, best: 4.77, far: 6.29 });

test("a distance is told as a range, in metres, beside the paper's measure", () => {
  expect(rangeText(near, 'metres', 'en')).toBe('3.6–6.3 m · 82 px');
  expect(rangeText(near, 'steps', 'de')).toBe('3,6–6,3 m · 82 px');
});

test('or in feet, where the person wants these', () => {
  expect(rangeText(near, 'feet', 'en')).toBe('12–21 ft · 82 px');
});

test('where there is little room, the best guess', () => {
  expect(bestText(near, 'metres', 'en')).toBe('4.8 m');
  expect(bestText(object({ near: 9, best: 12.4, far: 18 }), 'metres', 'fr')).toBe('12\u202fm');
});

test("where no distance is known, the paper's measure", () => {
  expect(rangeText(object(null), 'metres', 'en')).toBe('82 px');
  expect(bestText(object(null), 'feet', 'en')).toBe('82 px');
});

test("an obstacle has no detector's score", () => {
  expect(scoreText(near, 'en')).toBe('50%');
  expect(scoreText({ ...near, label: 'obstacle', score: 1 }, 'en')).toBe('–');
});
