import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { de } from '../speech/phrases/de';
import { en } from '../speech/phrases/en';
import type { Phrases } from '../speech/phrases/phrases';
import { PREFERENCES, sceneAt } from '../speech/scenes.fixture';
import type { AnnouncementPreferences } from '../speech/preferences';
import type { Utterance } from '../speech/utterance';
import { type Fingertip, middleOf } from '../touch/touch';
import { Explorer } from './explorer';

const metres = (best: number) => ({ near: best, best, far: best });
const SCENE = sceneAt(0, [
  { label: 'chair', at: -14, foot: 0.1, size: 0.2, metres: metres(1.5) },
  { label: 'dog', at: 12, foot: 0.4, size: 0.2, metres: metres(3) },
  { label: 'zebra', at: 0, foot: 0.75, size: 0.1 },
]);
const [CHAIR, DOG, ZEBRA] = SCENE.objects.map(({ box }) => middleOf(box));
const NOTHING = { x: 470, y: 630 };

/** What was heard since the last look, in order: sounds in brackets. */
let heard: string[];
let said: Utterance[];
let isSpeaking: boolean;
let preferences: AnnouncementPreferences;
let phrases: Phrases;
let explorer: Explorer;

function hear(): string[] {
  return heard.splice(0);
}

function slide(point: { x: number; y: number }): void {
  explorer.felt({ ...point, size: 60, by: 'slide' } satisfies Fingertip, SCENE);
}

beforeEach(() => {
  vi.useFakeTimers();
  heard = [];
  said = [];
  isSpeaking = false;
  preferences = PREFERENCES;
  phrases = en;
  explorer = new Explorer({
    sounds: {
      touch: ({ bearing, nearness }) =>
        heard.push(`(${Math.round((bearing * 180) / Math.PI)}°, ${nearness.toFixed(1)})`),
      edge: () => heard.push('(edge)'),
    },
    say: (utterance) => {
      said.push(utterance);
      heard.push(utterance.text);
    },
    isSpeaking: () => isSpeaking,
    preferences: () => preferences,
    phrases: () => phrases,
  });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a finger on a thing', () => {
  test('hears it from its place, and its name at once; distance and direction when it stays', () => {
    slide(CHAIR!);
    expect(hear()).toEqual(['(-14°, 0.8)', 'Chair.']);
    vi.advanceTimersByTime(599);
    expect(hear()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(hear()).toEqual(['2 steps, slightly left.']);
    vi.advanceTimersByTime(10_000);
    expect(hear()).toEqual([]);
  });

  test('hears the direction alone where no distance is known', () => {
    slide(ZEBRA!);
    vi.advanceTimersByTime(600);
    expect(hear()).toEqual(['(0°, 0.3)', 'Zebra.', 'Ahead.']);
  });

  test('stays while it moves on the thing', () => {
    slide(CHAIR!);
    vi.advanceTimersByTime(400);
    slide({ x: CHAIR!.x + 10, y: CHAIR!.y });
    vi.advanceTimersByTime(200);
    expect(hear()).toEqual(['(-14°, 0.8)', 'Chair.', '2 steps, slightly left.']);
  });

  test('hears the name to its end before the distance', () => {
    slide(CHAIR!);
    isSpeaking = true;
    vi.advanceTimersByTime(2000);
    expect(hear()).toHaveLength(2);
    isSpeaking = false;
    vi.advanceTimersByTime(100);
    expect(hear()).toEqual(['2 steps, slightly left.']);
  });

  test('that slides on hears the next one, and no more of the former', () => {
    slide(CHAIR!);
    vi.advanceTimersByTime(500);
    slide(DOG!);
    vi.advanceTimersByTime(500);
    expect(hear()).toEqual(['(-14°, 0.8)', 'Chair.', '(12°, 0.5)', 'Dog.']);
  });

  test.each([
    ['is lifted', () => explorer.felt(null, SCENE)],
    ['leaves the picture', () => slide({ x: -1, y: 10 })],
    ['finds another picture there', () => explorer.reset()],
    ['is of somebody who wants silence', () => explorer.hush()],
  ])('that %s hears no more of it, even of what waits for its turn', (_, end) => {
    slide(CHAIR!);
    isSpeaking = true;
    vi.advanceTimersByTime(700);
    hear();
    end();
    isSpeaking = false;
    hear();
    vi.advanceTimersByTime(10_000);
    expect(hear()).toEqual([]);
  });

  test('gets answers, which cut off the words before them, in the person’s language', () => {
    phrases = de;
    slide(CHAIR!);
    vi.advanceTimersByTime(600);
    expect(said.map(({ urgency, language }) => ({ urgency, language }))).toEqual([
      { urgency: 'answer', language: 'de' },
      { urgency: 'answer', language: 'de' },
    ]);
    expect(said[0]!.text).toBe('Stuhl.');
  });

  test('hears also of what the person chose not to hear of while walking', () => {
    preferences = { ...PREFERENCES, announced: ['person'] };
    slide(CHAIR!);
    expect(hear()).toContain('Chair.');
  });

  test('hears directions as the person wants them', () => {
    preferences = { ...PREFERENCES, units: 'metres', directions: 'clock' };
    slide(DOG!);
    vi.advanceTimersByTime(600);
    expect(hear().at(-1)).toBe('3 metres, 12 o’clock.');
  });
});

describe('a finger beside all things', () => {
  test('hears the edge when it leaves one, and that nothing is known there only after a rest', () => {
    slide(CHAIR!);
    hear();
    slide(NOTHING);
    expect(hear()).toEqual(['(edge)']);
    vi.advanceTimersByTime(999);
    expect(hear()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(hear()).toEqual(['Nothing known here.']);
    vi.advanceTimersByTime(10_000);
    expect(hear()).toEqual([]);
  });

  test('hears nothing any more once silence is wanted, until it moves on', () => {
    slide(NOTHING);
    explorer.hush();
    slide({ x: NOTHING.x + 1, y: NOTHING.y });
    vi.advanceTimersByTime(10_000);
    expect(hear()).toEqual([]);
    slide(CHAIR!);
    expect(hear()).toEqual(['(-14°, 0.8)', 'Chair.']);
  });

  test('searches in silence as long as it moves', () => {
    for (let x = 0; x < 400; x += 40) {
      slide({ x, y: 630 });
      vi.advanceTimersByTime(500);
    }
    expect(hear()).toEqual([]);
  });

  test('hears that the picture ends', () => {
    slide({ x: 481, y: 10 });
    expect(hear()).toEqual(['(edge)', 'Edge of the picture.']);
  });
});

describe('from thing to thing', () => {
  test('all of each is said, nearest first, and the edge sounds at the end of the order', () => {
    for (let count = 0; count < 4; count++) explorer.step('next', SCENE);
    expect(hear()).toEqual([
      '(-14°, 0.8)',
      'Chair, 2 steps, slightly left.',
      '(12°, 0.5)',
      'Dog, 4 steps, slightly right.',
      '(0°, 0.3)',
      'Zebra, ahead.',
      '(edge)',
      'Zebra, ahead.',
    ]);
  });

  test('back, to the last and to the first', () => {
    for (const direction of ['last', 'previous', 'first', 'first', 'previous'] as const)
      explorer.step(direction, SCENE);
    expect(hear().filter((text) => !/°/.test(text))).toEqual([
      'Zebra, ahead.',
      'Dog, 4 steps, slightly right.',
      'Chair, 2 steps, slightly left.',
      'Chair, 2 steps, slightly left.',
      '(edge)',
      'Chair, 2 steps, slightly left.',
    ]);
  });

  test('goes on from the finger, and ends what the finger was to hear', () => {
    slide(CHAIR!);
    hear();
    explorer.step('next', SCENE);
    vi.advanceTimersByTime(10_000);
    expect(hear()).toEqual(['(12°, 0.5)', 'Dog, 4 steps, slightly right.']);
  });

  test('begins anew with another picture', () => {
    explorer.step('last', SCENE);
    explorer.reset();
    hear();
    explorer.step('next', SCENE);
    expect(hear()[1]).toMatch(/^Chair/);
  });

  test('says so where nothing was recognised, and why nothing can be', () => {
    explorer.step('next', sceneAt(0, []));
    explorer.step('first', sceneAt(0, [], { faults: ['dark'] }));
    expect(hear()).toEqual([
      en.sentences.nothingKnown,
      expect.stringContaining(en.messages.sightFaults.dark) as string,
    ]);
  });

  test('says so also after a picture in which there was something', () => {
    explorer.step('next', SCENE);
    hear();
    explorer.step('next', sceneAt(0, []));
    expect(hear()).toEqual([en.sentences.nothingKnown]);
  });
});
