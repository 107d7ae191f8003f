import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  END_LIMIT_FLOOR_MS,
  KNOWN_END_LIMIT_FLOOR_MS,
  LEAST_START_LIMIT_MS,
  MS_PER_LETTER_AT_MOST,
} from './engine-pace';
import type { Outcome } from './speaker';
import { SpeechSynthesisStub, UtteranceStub } from './speech-synthesis-stub.fixture';
import type { Urgency, Utterance } from './utterance';
import { GAP_MS, SLEPT_MS, START_TIMEOUT_MS, WebSpeechSpeaker } from './web-speech-speaker';

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
    expect(speaker.speaking).toBe('answer');
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
    expect(speaker.speaking).toBeNull();
  });
});

describe('priming', () => {
  test('is silent, and leaves the speaker free', () => {
    speaker.prime();
    expect(engine.given).toHaveLength(1);
    expect(engine.newest.volume).toBe(0);
    expect(speaker.speaking).toBeNull();
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
      await vi.advanceTimersByTimeAsync(END_LIMIT_FLOOR_MS + MS_PER_LETTER_AT_MOST);
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
    const limit = END_LIMIT_FLOOR_MS + 5 * MS_PER_LETTER_AT_MOST;
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

/** The engine says something whole, in the time that a voice takes. */
function sayWell(text: string, msPerLetter = 70): void {
  speaker.speak(said(text));
  vi.advanceTimersByTime(GAP_MS);
  vi.advanceTimersByTime(100);
  engine.start();
  vi.advanceTimersByTime(text.length * msPerLetter);
  engine.end();
}

describe('an engine that was heard before and now hangs', () => {
  const HAZARD = 'Stop. Person, ahead.';

  test('is asked once more after a second, and nothing is lost', () => {
    sayWell('Looking.');
    speaker.speak(said(HAZARD, 'hazard'));
    vi.advanceTimersByTime(GAP_MS);
    const cancels = engine.cancels;
    vi.advanceTimersByTime(LEAST_START_LIMIT_MS - 1);
    expect(engine.cancels).toBe(cancels);
    vi.advanceTimersByTime(1 + GAP_MS);
    expect(engine.cancels).toBe(cancels + 1);
    expect(engine.queued).toBe(1);
    engine.start();
    engine.end();
    expect(outcomes.at(-1)).toEqual([HAZARD, 'spoken']);
    expect(started).toEqual(['Looking.', HAZARD]);
  });

  test('has failed when it hangs again, three seconds after the hazard came', () => {
    sayWell('Looking.');
    speaker.speak(said(HAZARD, 'hazard'));
    vi.advanceTimersByTime(3 * LEAST_START_LIMIT_MS + 2 * GAP_MS - 1);
    expect(outcomes).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(outcomes.at(-1)).toEqual([HAZARD, 'failed']);
    vi.advanceTimersByTime(60_000);
    expect(engine.given.map(({ text }) => text)).toEqual(['Looking.', HAZARD, HAZARD]);
  });

  test('is given as much time as it usually takes', () => {
    speaker.speak(said('a'));
    vi.advanceTimersByTime(600);
    engine.start();
    engine.end();
    speaker.speak(said(HAZARD, 'hazard'));
    vi.advanceTimersByTime(GAP_MS + 4 * 600 - 1);
    expect(engine.given).toHaveLength(2);
    engine.start();
    engine.end();
    expect(outcomes.at(-1)).toEqual([HAZARD, 'spoken']);
  });

  test('in the middle of a sentence does not hold up a hazard', () => {
    sayWell('Looking.');
    speaker.speak(said('Chair, 3 steps, left.', 'news'));
    vi.advanceTimersByTime(GAP_MS);
    engine.start();
    vi.advanceTimersByTime(500);
    speaker.speak(said(HAZARD, 'hazard'));
    vi.advanceTimersByTime(GAP_MS + LEAST_START_LIMIT_MS + GAP_MS);
    engine.start();
    expect(started.at(-1)).toBe(HAZARD);
  });

  test('and is silenced before the second attempt is not asked again', () => {
    sayWell('Looking.');
    speaker.speak(said(HAZARD, 'hazard'));
    vi.advanceTimersByTime(GAP_MS + LEAST_START_LIMIT_MS);
    speaker.stop();
    vi.advanceTimersByTime(60_000);
    expect(engine.given).toHaveLength(2);
    expect(outcomes.at(-1)).toEqual([HAZARD, 'stopped']);
  });

  test('is given up sooner in mid-sentence, for its pace is known', () => {
    sayWell('Person, 3 steps, ahead.');
    const text = 'Chair, 3 steps, left.';
    speaker.speak(said(text));
    vi.advanceTimersByTime(GAP_MS);
    engine.start();
    vi.advanceTimersByTime(KNOWN_END_LIMIT_FLOOR_MS + text.length * 2 * 70 - 1);
    expect(outcomes).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(outcomes.at(-1)).toEqual([text, 'failed']);
  });

  test('and what follows is heard, when cancelling has cured it', () => {
    speaker.speak(said('a'));
    engine.start();
    vi.advanceTimersByTime(60_000);
    expect(outcomes).toEqual([['a', 'failed']]);
    sayWell('Person, ahead.');
    expect(outcomes.at(-1)).toEqual(['Person, ahead.', 'spoken']);
  });
});

describe('an engine that claims to speak though nothing was given to it', () => {
  test('is cancelled before it gets the next text', () => {
    sayWell('Looking.');
    engine.claimsToSpeak = true;
    vi.advanceTimersByTime(LEAST_START_LIMIT_MS + 1);
    speaker.speak(said('b'));
    expect(engine.cancels).toBe(1);
    vi.advanceTimersByTime(GAP_MS);
    expect(engine.newest.text).toBe('b');
  });

  test('is left alone while it may still be saying the silent text of a tap', () => {
    speaker.prime();
    vi.advanceTimersByTime(LEAST_START_LIMIT_MS);
    speaker.speak(said('a'));
    expect(engine.cancels).toBe(0);
    expect(engine.newest.text).toBe('a');
  });
});

test('an engine that was left paused, by a call or behind a hidden page, is resumed', () => {
  engine.paused = true;
  speaker.speak(said('a'));
  expect(engine.resumes).toBe(1);
  engine.start();
  engine.end();
  speaker.speak(said('b'));
  expect(engine.resumes).toBe(1);
});

test('a page that slept does not blame the engine: what it was saying was interrupted', () => {
  speaker.speak(said('a'));
  engine.start();
  const asleep = Date.now() + 60_000;
  vi.setSystemTime(asleep);
  vi.advanceTimersByTime(END_LIMIT_FLOOR_MS + MS_PER_LETTER_AT_MOST);
  expect(outcomes).toEqual([['a', 'interrupted']]);
  expect(engine.queued).toBe(0);
});

test('a timer that is a little late, as on a busy phone, is not taken for sleep', () => {
  speaker.speak(said('a'));
  engine.start();
  vi.setSystemTime(Date.now() + SLEPT_MS - 1);
  vi.advanceTimersByTime(END_LIMIT_FLOOR_MS + MS_PER_LETTER_AT_MOST);
  expect(outcomes).toEqual([['a', 'failed']]);
});

describe('an engine that loses events', () => {
  test('is known to speak by its first word', () => {
    speaker.speak(said('a'));
    engine.reachWord();
    engine.reachWord();
    expect(started).toEqual(['a']);
  });

  test('gets no more time for each word that it comes to', () => {
    speaker.speak(said('a'));
    engine.start();
    vi.advanceTimersByTime(END_LIMIT_FLOOR_MS);
    engine.reachWord();
    vi.advanceTimersByTime(MS_PER_LETTER_AT_MOST);
    expect(outcomes).toEqual([['a', 'failed']]);
  });

  test('has spoken when it ends, though it never said that it began', () => {
    speaker.speak(said('a'));
    engine.end();
    expect(started).toEqual(['a']);
    expect(outcomes).toEqual([['a', 'spoken']]);
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
  speaker.speak(said('a', 'fault'));
  engine.start();
  speaker.speak(said('b', 'answer'));
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
