import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  END_LIMIT_FLOOR_MS,
  EnginePace,
  FIRST_START_LIMIT_MS,
  KNOWN_END_LIMIT_FLOOR_MS,
  LEAST_START_LIMIT_MS,
  MS_PER_LETTER_AT_MOST,
} from './engine-pace';

let pace: EnginePace;

beforeEach(() => {
  pace = new EnginePace();
});

describe('the time to start', () => {
  test('is long for an engine that was never heard', () => {
    expect(pace.hasStarted).toBe(false);
    expect(pace.startLimit()).toBe(FIRST_START_LIMIT_MS);
  });

  test('is a second for one that starts quickly', () => {
    pace.started(120);
    expect(pace.hasStarted).toBe(true);
    expect(pace.startLimit()).toBe(LEAST_START_LIMIT_MS);
  });

  test('is longer for one that was slow, until it was quick for a while', () => {
    pace.started(600);
    expect(pace.startLimit()).toBe(2400);
    for (let start = 0; start < 7; start++) pace.started(100);
    expect(pace.startLimit()).toBe(2400);
    pace.started(100);
    expect(pace.startLimit()).toBe(LEAST_START_LIMIT_MS);
  });

  test('is twice as long for the second attempt, within the limit of the first start', () => {
    pace.started(500);
    expect(pace.startLimit(true)).toBe(4000);
    pace.started(2000);
    expect(pace.startLimit(true)).toBe(FIRST_START_LIMIT_MS);
  });

  test('never ends before an engine that starts as it did before', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4999 }), { minLength: 1, maxLength: 20 }), (delays) => {
        delays.forEach((delay) => pace.started(delay));
        const limit = pace.startLimit();
        expect(limit).toBeGreaterThan(delays.at(-1)!);
        expect(limit).toBeLessThanOrEqual(FIRST_START_LIMIT_MS);
      }),
    );
  });
});

describe('the time to the end', () => {
  test('is generous for a voice that was never heard, and shorter at a higher rate', () => {
    expect(pace.endLimit('Chair, left.', 1)).toBe(END_LIMIT_FLOOR_MS + 12 * MS_PER_LETTER_AT_MOST);
    expect(pace.endLimit('Chair, left.', 3)).toBe(END_LIMIT_FLOOR_MS + (12 * MS_PER_LETTER_AT_MOST) / 3);
  });

  test('is twice its slowest pace for one that was', () => {
    pace.ended('Person, 3 steps, ahead.', 23 * 80);
    pace.ended('Person, 3 steps, ahead.', 23 * 60);
    expect(pace.endLimit('Chair, left.', 1)).toBe(KNOWN_END_LIMIT_FLOOR_MS + 12 * 80 * 2);
  });

  test('learns nothing from a short text', () => {
    pace.ended('Car.', 800);
    expect(pace.endLimit('Chair, left.', 1)).toBe(END_LIMIT_FLOOR_MS + 12 * MS_PER_LETTER_AT_MOST);
  });

  test('is unknown again with another voice', () => {
    pace.ended('Person, 3 steps, ahead.', 1500);
    pace.forgetPace();
    expect(pace.endLimit('Car.', 1)).toBe(END_LIMIT_FLOOR_MS + 4 * MS_PER_LETTER_AT_MOST);
  });

  /** Durations as espeak-ng speaks these texts at its normal rate (`espeak-ng -v cmn --stdout`), milliseconds a sign. */
  test.each([
    ['接下来会询问摄像头权限。请选择允许。', 420],
    ['準備ができました。', 537],
    ['جاهز.', 167],
    ['Ready.', 113],
    ['तैयार।', 118],
  ])('of %s is enough for a voice that needs %d ms for each sign', (text, msPerSign) => {
    expect(pace.endLimit(text.repeat(5), 1)).toBeGreaterThan(1.5 * text.length * 5 * msPerSign);
  });
});
