import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Outcome } from './speaker';
import { SpeechSynthesisStub, UtteranceStub } from './speech-synthesis-stub.fixture';
import type { Urgency, Utterance } from './utterance';
import {
  END_TIMEOUT_FLOOR_MS,
  GAP_MS,
  MS_PER_CHARACTER_AT_MOST,
  START_TIMEOUT_MS,
  WebSpeechSpeaker,
} from './web-speech-speaker';

const VOICE = { name: 'English', lang: 'en_GB', voiceURI: 'e', localService: true, default: true };
const said = (text: string, urgency: Urgency = 'answer'): Utterance => ({ text, urgency, language: 'en' });

let engine: SpeechSynthesisStub;
let outcomes: [string, Outcome][];
let started: string[];
let speaker: WebSpeechSpeaker;

function createSpeaker(voice: SpeechSynthesisVoice | null = VOICE, rate = 1): WebSpeechSpeaker {
  return new WebSpeechSpeaker(
    engine as unknown as SpeechSynthesis,
    { voice, rate },
    {
      started: ({ text }) => void started.push(text),
      ended: ({ text }, outcome) => void outcomes.push([text, outcome]),
    },
  );
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('SpeechSynthesisUtterance', UtteranceStub);
  engine = new SpeechSynthesisStub();
  outcomes = [];
  started = [];
  speaker = createSpeaker();
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('one utterance', () => {
  test('goes to the engine at once, inside the gesture, with voice, language and rate', () => {
    speaker = createSpeaker(VOICE, 2.5);
    speaker.speak(said('Person, ahead.'));
    expect(engine.newest).toMatchObject({ text: 'Person, ahead.', voice: VOICE, lang: 'en-GB', rate: 2.5 });
    expect(speaker.speaking).toBe(true);
  });

  test.each([
    [0.1, 0.5],
    [9, 3],
  ])('a rate of %d is clamped to %d', (rate, clamped) => {
    createSpeaker(VOICE, rate).speak(said('x'));
    expect(engine.newest.rate).toBe(clamped);
  });

  test('is reported when it starts and when it has been heard', () => {
    speaker.speak(said('a'));
    expect(started).toEqual([]);
    engine.start();
    expect(started).toEqual(['a']);
    engine.end();
    expect(outcomes).toEqual([['a', 'spoken']]);
    expect(speaker.speaking).toBe(false);
  });
});

describe('priming', () => {
  test('is silent, and leaves the speaker free', () => {
    speaker.prime();
    expect(engine.given).toHaveLength(1);
    expect(engine.newest.volume).toBe(0);
    expect(speaker.speaking).toBe(false);
    speaker.speak(said('a'));
    expect(engine.newest).toMatchObject({ text: 'a', volume: 1 });
  });

  test('happens anew each time, for outside a gesture it was in vain', () => {
    speaker.prime();
    speaker.prime();
    expect(engine.given.map(({ text, volume }) => [text, volume])).toEqual([
      [' ', 0],
      [' ', 0],
    ]);
  });

  test('happens in the gesture even while something that came before it waits for the engine', () => {
    speaker.speak(said('before the gesture'));
    speaker.prime();
    expect(engine.newest.volume).toBe(0);
  });
});

describe('the engine’s weaknesses', () => {
  test('the next utterance keeps a distance from the end of the one before', () => {
    speaker.speak(said('a'));
    engine.start();
    engine.end();
    speaker.speak(said('b'));
    vi.advanceTimersByTime(GAP_MS - 1);
    expect(engine.newest.text).toBe('a');
    vi.advanceTimersByTime(1);
    expect(engine.newest.text).toBe('b');
  });

  test('one that never starts is cancelled, reported as failed, and the speaker goes on', () => {
    speaker.speak(said('a'));
    vi.advanceTimersByTime(START_TIMEOUT_MS - 1);
    expect(outcomes).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(outcomes).toEqual([['a', 'failed']]);
    expect(engine.cancels).toBe(1);
    speaker.speak(said('b'));
    vi.advanceTimersByTime(GAP_MS);
    engine.start();
    expect(started).toEqual(['b']);
  });

  test.each(['later', 'at once'] as const)(
    'one that hangs has failed, and the engine gets none of what waits, when it tells of a cancelling %s',
    async (cancelTells) => {
      engine.cancelTells = cancelTells;
      speaker.speak(said('a', 'fault'));
      engine.start();
      speaker.speak(said('b', 'answer'));
      await vi.advanceTimersByTimeAsync(END_TIMEOUT_FLOOR_MS + MS_PER_CHARACTER_AT_MOST);
      expect(outcomes).toEqual([
        ['a', 'failed'],
        ['b', 'stranded'],
      ]);
      await vi.advanceTimersByTimeAsync(60_000);
      expect(engine.given.map(({ text }) => text)).toEqual(['a']);
    },
  );

  test.each(['later', 'at once'] as const)(
    'one that gives way was interrupted, and the next is said, when the engine tells of a cancelling %s',
    async (cancelTells) => {
      engine.cancelTells = cancelTells;
      speaker.speak(said('a', 'news'));
      engine.start();
      speaker.speak(said('b', 'fault'));
      await vi.advanceTimersByTimeAsync(GAP_MS);
      engine.start();
      engine.end();
      expect(outcomes).toEqual([
        ['a', 'interrupted'],
        ['b', 'spoken'],
      ]);
    },
  );

  test('one that starts and never ends is given up', () => {
    speaker.speak(said('abcde'));
    engine.start();
    const limit = END_TIMEOUT_FLOOR_MS + 5 * MS_PER_CHARACTER_AT_MOST;
    vi.advanceTimersByTime(limit - 1);
    expect(outcomes).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(outcomes).toEqual([['abcde', 'failed']]);
  });

  test('an error ends it: refused is a failure, cut off by the device is not', () => {
    speaker.speak(said('a'));
    engine.fail('not-allowed');
    expect(outcomes).toEqual([['a', 'failed']]);
    speaker.speak(said('b'));
    vi.advanceTimersByTime(GAP_MS);
    engine.fail('interrupted');
    expect(outcomes.at(-1)).toEqual(['b', 'interrupted']);
  });
});

test('one that was cut off before the engine began it was dropped, not interrupted', () => {
  speaker.speak(said('a', 'news'));
  speaker.speak(said('b', 'fault'));
  expect(outcomes).toEqual([['a', 'dropped']]);
  expect(started).toEqual([]);
});

describe('voices that come late or never', () => {
  test('what is said before there is a voice waits for it', () => {
    speaker = createSpeaker(null);
    speaker.speak(said('a'));
    expect(engine.given).toHaveLength(0);
    vi.advanceTimersByTime(START_TIMEOUT_MS - 1);
    speaker.use({ voice: VOICE, rate: 1 });
    expect(engine.newest).toMatchObject({ text: 'a', voice: VOICE });
    engine.start();
    engine.end();
    expect(outcomes).toEqual([['a', 'spoken']]);
  });

  test('and fails when none comes', () => {
    speaker = createSpeaker(null);
    speaker.speak(said('a'));
    vi.advanceTimersByTime(START_TIMEOUT_MS);
    expect(outcomes).toEqual([['a', 'failed']]);
    speaker.use({ voice: VOICE, rate: 1 });
    expect(engine.given).toHaveLength(0);
  });

  test('a new voice speaks from the next utterance on', () => {
    speaker.speak(said('a'));
    engine.start();
    speaker.use({ voice: { ...VOICE, name: 'Other' }, rate: 1 });
    expect(engine.given).toHaveLength(1);
    engine.end();
    speaker.speak(said('b'));
    vi.advanceTimersByTime(GAP_MS);
    expect(engine.newest.voice?.name).toBe('Other');
  });
});

test('silence is immediate, and what was to come stays away', () => {
  speaker.speak(said('a', 'news'));
  engine.start();
  speaker.speak(said('b', 'news'));
  speaker.stop();
  expect(engine.queued).toBe(0);
  vi.advanceTimersByTime(60_000);
  expect(engine.given).toHaveLength(1);
  expect(outcomes).toEqual([
    ['a', 'stopped'],
    ['b', 'dropped'],
  ]);
});

test('stopping inside the gap leaves nothing behind', () => {
  speaker.speak(said('a'));
  engine.start();
  speaker.speak(said('b'));
  speaker.stop();
  vi.advanceTimersByTime(60_000);
  expect(engine.given.map(({ text }) => text)).toEqual(['a']);
});
