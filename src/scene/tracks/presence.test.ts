import { describe, expect, test } from 'vitest';
import type { Box } from '../scene';
import {
  isCoasting,
  isForgotten,
  isNewScene,
  isRecent,
  type Look,
  miss,
  see,
  type Sightings,
  UNSEEN,
} from './presence';

const image = { width: 480, height: 640 };
const FAR: Box = { left: 200, top: 200, width: 40, height: 100 };
const TALL: Box = { left: 100, top: 100, width: 200, height: 400 };
const CUT: Box = { left: 100, top: 560, width: 200, height: 80 };

const look = (time: number, formerTime = time - 200): Look => ({
  time,
  formerTime,
  image,
  minimumScore: 0.4,
});

/** One score for each look, 200 ms apart, 0 where it was missed. */
function watch(scores: readonly number[], box = FAR): Sightings {
  return scores.reduce(
    (before, score, index) => (score > 0 ? see(before, box, score, look(200 * index)) : miss(before)),
    UNSEEN,
  );
}

describe('a thing is shown', () => {
  test.each([
    ['seen twice', [0.4, 0.4], FAR, true],
    ['seen in two of three looks', [0.4, 0, 0.4], FAR, true],
    ['seen once', [0.5], FAR, false],
    ['seen twice too long apart', [0.4, 0, 0, 0.4], FAR, false],
    ['seen once without doubt', [0.8], FAR, true],
    ['seen once, unsure and tall', [0.5], TALL, false],
    ['seen once, quite sure and tall', [0.6], TALL, true],
    ['seen once, quite sure and cut by the lower edge', [0.6], CUT, true],
    ['seen once, quite sure and far', [0.6], FAR, false],
    ['seen again too weakly', [0.4, 0.2], FAR, false],
  ])('%s: %#', (_, scores, box, expected) => {
    expect(watch(scores, box).shown).toBe(expected);
  });

  test('as long as it is seen half as surely as it must be at first', () => {
    expect(watch([0.5, 0.5, 0.2, 0.2, 0.2, 0.2, 0.2]).shown).toBe(true);
    // Or was, within three looks.
    expect(watch([0.5, 0.5, 0.1, 0.1, 0.3, 0.1, 0.1]).shown).toBe(true);
  });

  test('and no longer when it is hardly seen for three looks, until it is seen enough anew', () => {
    const fading = [0.5, 0.5, 0.19, 0.19, 0.19];
    expect(watch(fading).shown).toBe(false);
    expect(watch([...fading, 0.3]).shown).toBe(false);
    expect(watch([...fading, 0.4, 0.4]).shown).toBe(true);
  });
});

describe('a thing that is missed', () => {
  const shown = watch([0.5, 0.5]);

  test('is still there for a moment if it was shown', () => {
    expect(isCoasting(miss(shown), look(400))).toBe(true);
    expect(isCoasting(miss(shown), look(800))).toBe(true);
    expect(isCoasting(miss(shown), look(801))).toBe(false);
    expect(isCoasting(miss(watch([0.5])), look(200))).toBe(false);
    expect(isCoasting(shown, look(400))).toBe(false);
  });

  test('is forgotten after a second if it was shown, after two looks if it was not', () => {
    expect(isForgotten(miss(shown), look(1200))).toBe(false);
    expect(isForgotten(miss(shown), look(1201))).toBe(true);
    expect(isForgotten(watch([0.5, 0]), look(400))).toBe(false);
    expect(isForgotten(watch([0.5, 0, 0]), look(600))).toBe(true);
  });

  test('must be seen enough anew when it comes back late', () => {
    const missed = miss(miss(miss(shown)));
    expect(see(missed, FAR, 0.5, look(800)).shown).toBe(true);
    expect(see(missed, FAR, 0.5, look(1000)).shown).toBe(false);
  });
});

describe('where looks are seldom', () => {
  test('the last one counts however long ago it was', () => {
    const once = see(UNSEEN, FAR, 0.5, look(0));
    const next = look(1900, 0);
    expect(isForgotten(once, next)).toBe(false);
    expect(isRecent(once, next)).toBe(true);
    expect(see(once, FAR, 0.5, next).shown).toBe(true);
  });

  test('what is shown is still shown at the next look', () => {
    const shown = see(see(UNSEEN, FAR, 0.5, look(0)), FAR, 0.5, look(1900, 0));
    expect(see(shown, FAR, 0.1, look(3800, 1900)).shown).toBe(true);
  });

  test('a pause makes a new scene', () => {
    expect(isNewScene({ time: 4000, formerTime: 0 })).toBe(false);
    expect(isNewScene({ time: 4001, formerTime: 0 })).toBe(true);
    expect(isNewScene({ time: 0, formerTime: 1 })).toBe(true);
    expect(isNewScene({ time: 0, formerTime: -Infinity })).toBe(true);
  });
});
