import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FIRST_START_LIMIT_MS } from './engine-pace';
import { ASK_EVERY_MS, engineReturns } from './engine-return';
import { SpeechSynthesisStub, UtteranceStub } from './speech-synthesis-stub.fixture';

const VOICE = { name: 'English', lang: 'en_GB', voiceURI: 'e', localService: true, default: true };

let engine: SpeechSynthesisStub;
let answer: boolean | undefined;
let stopped: AbortController;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('SpeechSynthesisUtterance', UtteranceStub);
  engine = new SpeechSynthesisStub();
  answer = undefined;
  stopped = new AbortController();
  void engineReturns(engine as unknown as SpeechSynthesis, VOICE, stopped.signal).then((is) => (answer = is));
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('it is asked in silence, with its voice, after a while', async () => {
  await vi.advanceTimersByTimeAsync(ASK_EVERY_MS - 1);
  expect(engine.given).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(engine.newest).toMatchObject({ text: ' ', volume: 0, voice: VOICE, lang: 'en-GB' });
});

test('one that was left paused is resumed, or it could not answer', async () => {
  engine.paused = true;
  await vi.advanceTimersByTimeAsync(ASK_EVERY_MS);
  expect(engine.paused).toBe(false);
});

test.each(['start', 'end'] as const)(
  'it is back when it answers with %s, and is asked no more',
  async (event) => {
    await vi.advanceTimersByTimeAsync(ASK_EVERY_MS);
    engine[event]();
    await vi.advanceTimersByTimeAsync(0);
    expect(answer).toBe(true);
    expect(engine.cancels).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  },
);

test('it is asked again when it hangs or refuses, and never two questions at once', async () => {
  await vi.advanceTimersByTimeAsync(ASK_EVERY_MS + FIRST_START_LIMIT_MS);
  expect([engine.given.length, engine.queued, answer]).toEqual([1, 0, undefined]);
  await vi.advanceTimersByTimeAsync(ASK_EVERY_MS);
  engine.fail('synthesis-failed');
  await vi.advanceTimersByTimeAsync(ASK_EVERY_MS);
  expect([engine.given.length, engine.queued, answer]).toEqual([3, 1, undefined]);
  engine.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(answer).toBe(true);
});

test.each([ASK_EVERY_MS / 2, ASK_EVERY_MS + 100])(
  'nobody waits any more after %d ms: it is left in peace',
  async (when) => {
    await vi.advanceTimersByTimeAsync(when);
    stopped.abort();
    await vi.advanceTimersByTimeAsync(0);
    expect([answer, engine.queued, vi.getTimerCount()]).toEqual([false, 0, 0]);
  },
);
