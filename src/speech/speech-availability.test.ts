import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { assessSpeech, speechEngine } from './speech-availability';
import { SpeechSynthesisStub, UtteranceStub } from './speech-synthesis-stub.fixture';
import { VOICES_TIMEOUT_MS } from './voices';

const english = { name: 'English', lang: 'en-US', voiceURI: 'e', localService: true, default: true };

let engine: SpeechSynthesisStub;

beforeEach(() => {
  vi.useFakeTimers();
  engine = new SpeechSynthesisStub();
  vi.stubGlobal('speechSynthesis', engine);
  vi.stubGlobal('SpeechSynthesisUtterance', UtteranceStub);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('speech', () => {
  test('is there with a local voice', async () => {
    engine.voices = [english];
    expect(await assessSpeech('en')).toEqual({ kind: 'ready', voice: english });
  });

  test('is not there without an engine', async () => {
    vi.unstubAllGlobals();
    expect(speechEngine()).toBeNull();
    expect(await assessSpeech('en')).toEqual({ kind: 'no-engine' });
  });

  test('is not there when no voice ever comes', async () => {
    const answer = assessSpeech('en');
    await vi.advanceTimersByTimeAsync(VOICES_TIMEOUT_MS);
    expect(await answer).toEqual({ kind: 'no-engine' });
  });

  test('lacks a voice when all need the network or speak other languages', async () => {
    engine.voices = [
      { ...english, localService: false },
      { ...english, lang: 'de-DE' },
    ];
    expect(await assessSpeech('en')).toEqual({ kind: 'no-local-voice', english: null });
    engine.voices = [english];
    expect(await assessSpeech('ta')).toEqual({ kind: 'no-local-voice', english });
  });

  test('takes voices that come late, with the event', async () => {
    const answer = assessSpeech('en');
    await vi.advanceTimersByTimeAsync(10);
    engine.voices = [english];
    engine.dispatchEvent(new Event('voiceschanged'));
    expect(await answer).toMatchObject({ kind: 'ready' });
    expect(vi.getTimerCount()).toBe(0);
  });

  test('takes voices that come late, without the event, as on Safari', async () => {
    const answer = assessSpeech('en');
    await vi.advanceTimersByTimeAsync(1000);
    engine.voices = [english];
    await vi.advanceTimersByTimeAsync(300);
    expect(await answer).toMatchObject({ kind: 'ready' });
    expect(vi.getTimerCount()).toBe(0);
  });
});
