import { describe, expect, test } from 'vitest';
import type { ToldAppearance } from '../end-to-end/latency';
import { earconLatency, isWithinLimit, stages, wordLatency } from './latency';

/** Moments in milliseconds after the first frame. */
function told(moments: Partial<ToldAppearance>): ToldAppearance {
  return {
    label: 'person',
    captured: 0,
    presented: 0,
    lookAsked: null,
    seen: null,
    looks: 0,
    detect: 0,
    asked: null,
    started: null,
    text: null,
    heard: null,
    firstSound: 'voice',
    voiced: null,
    ...moments,
  };
}

describe('the time to the word', () => {
  test('is the median of those that were heard as a voice', () => {
    const figure = wordLatency([
      told({ heard: 300 }),
      told({ captured: 1000, heard: 1500 }),
      told({ heard: 2000 }),
      told({ heard: 10, firstSound: 'tone' }),
      told({}),
    ]);
    expect(figure).toMatchObject({ ms: 500, heard: 3, appeared: 5 });
  });

  test.each([
    [900, true],
    [901, false],
    [null, false],
  ])('%j ms is within its limit: %j', (heard, within) => {
    expect(isWithinLimit(wordLatency([told({ heard })]))).toBe(within);
  });
});

test('the time to the earcon is that of the tones alone, with a limit of its own', () => {
  const figure = earconLatency([told({ heard: 451, firstSound: 'tone' }), told({ heard: 100 })]);
  expect(figure).toMatchObject({ ms: 451, heard: 1, appeared: 2 });
  expect(isWithinLimit(figure)).toBe(false);
});

test('the stages add up, and what did not get to one is left out of it', () => {
  const moments = { lookAsked: 50, seen: 200, asked: 201, started: 300, heard: 340 };
  expect(stages([told(moments), told({ lookAsked: 50 })])).toEqual({
    'frame to look': 50,
    look: 150,
    announcer: 1,
    'speak() to start event': 99,
    'start event to sound': 40,
  });
});
