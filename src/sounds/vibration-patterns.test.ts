import { expect, it } from 'vitest';
import {
  CUE_VIBRATIONS,
  EDGE_VIBRATION,
  REACH_VIBRATION,
  TOUCH_VIBRATION,
  patternLengthMs,
} from './vibration-patterns';

const strokes = (pattern: readonly number[]) => pattern.filter((_, index) => index % 2 === 0);

it('has more strokes the more urgent the cue is', () => {
  const { imminent, hazard, near, far } = CUE_VIBRATIONS;
  const counts = [imminent, hazard, near, far].map((pattern) => strokes(pattern).length);
  expect(counts).toEqual([4, 3, 2, 0]);
});

it('has strokes that are felt while walking, and is over before the words are', () => {
  for (const pattern of Object.values(CUE_VIBRATIONS)) {
    for (const stroke of strokes(pattern)) expect(stroke).toBeGreaterThanOrEqual(40);
    expect(patternLengthMs(pattern)).toBeLessThan(400);
  }
});

it('has a feel of its own for everything that is felt', () => {
  const all = [...Object.values(CUE_VIBRATIONS), REACH_VIBRATION, TOUCH_VIBRATION, EDGE_VIBRATION];
  const felt = all.filter((pattern) => pattern.length > 0).map((pattern) => pattern.join());
  expect(new Set(felt).size).toBe(felt.length);
});

it('ends with a stroke, since a last pause would only keep other sounds waiting', () => {
  for (const pattern of Object.values(CUE_VIBRATIONS))
    if (pattern.length > 0) expect(pattern.length % 2).toBe(1);
});
