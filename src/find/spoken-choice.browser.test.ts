import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  listenOnce,
  recognisedLanguage,
  untilScreenReaderIsSilent,
  untilVoiceIsSilent,
} from './spoken-choice';
import { SpeechRecognitionStub } from './speech-recognition-stub.fixture';

beforeEach(() => SpeechRecognitionStub.install(['en-US', 'de-AT']));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Like Chromium's own, which decides by the headers of the page. */
function allowMicrophone(isAllowed: boolean): void {
  Object.defineProperty(document, 'featurePolicy', {
    configurable: true,
    value: { allowsFeature: (feature: string) => feature !== 'microphone' || isAllowed },
  });
}
afterEach(() => Reflect.deleteProperty(document, 'featurePolicy'));

describe('the language that the device understands', () => {
  it('is the person’s own accent, else the likeliest region', async () => {
    expect(await recognisedLanguage('de', ['en-GB', 'de-AT'])).toBe('de-AT');
    expect(await recognisedLanguage('en', ['en-GB'])).toBe('en-US');
  });

  it('is none when its words are not stored on the device, whatever a server could do', async () => {
    expect(await recognisedLanguage('fr', ['fr-FR'])).toBeNull();
    expect(SpeechRecognitionStub.asked.length).toBeGreaterThan(0);
    expect(SpeechRecognitionStub.asked.every(({ processLocally }) => processLocally === true)).toBe(true);
  });

  it('is none where the browser can’t promise that the audio stays here', async () => {
    vi.stubGlobal('SpeechRecognition', class extends EventTarget {});
    expect(await recognisedLanguage('en')).toBeNull();
    vi.stubGlobal('SpeechRecognition', {
      prototype: {},
      available: () => Promise.resolve('available'),
    });
    expect(await recognisedLanguage('en')).toBeNull();
    vi.stubGlobal('SpeechRecognition', undefined);
    expect(await recognisedLanguage('en')).toBeNull();
  });

  it('is none where the page may not use the microphone, and one where it may', async () => {
    allowMicrophone(false);
    expect(await recognisedLanguage('en', [])).toBeNull();
    allowMicrophone(true);
    expect(await recognisedLanguage('en', [])).toBe('en-US');
  });

  it('is none where the browser forbids the question', async () => {
    vi.spyOn(SpeechRecognitionStub, 'available').mockRejectedValue(new DOMException('no', 'NotAllowedError'));
    expect(await recognisedLanguage('en')).toBeNull();
  });

  it('is none in a real browser without a language pack', async () => {
    vi.unstubAllGlobals();
    expect(await recognisedLanguage('en')).toBeNull();
  });
});

describe('listening', () => {
  const { signal } = new AbortController();

  it('happens on the device, once, and gives all that may have been said', async () => {
    const heard = listenOnce('en-US', signal);
    const { newest } = SpeechRecognitionStub;
    expect(newest).toMatchObject({ startedLocally: true, lang: 'en-US', isListening: true });
    expect(newest.maxAlternatives).toBeGreaterThan(1);
    newest.hear(' chair ', 'share', '');
    expect(await heard).toEqual(['chair', 'share']);
    expect(newest.isListening).toBe(false);
  });

  it.each<[string, (recognition: SpeechRecognitionStub) => void]>([
    ['nobody says anything', (recognition) => recognition.stayUnspoken()],
    ['nothing is recognised', (recognition) => recognition.dispatchEvent(new Event('nomatch'))],
    ['the microphone is refused', (recognition) => recognition.fail('not-allowed')],
    ['the device can’t, and tells no end', (recognition) => recognition.fail('language-not-supported')],
  ])('gives nothing when %s, and shuts the microphone', async (_, happen) => {
    const heard = listenOnce('en-US', signal);
    happen(SpeechRecognitionStub.newest);
    expect(await heard).toEqual([]);
    expect(SpeechRecognitionStub.newest.isListening).toBe(false);
  });

  it('ends when the person ends it', async () => {
    const end = new AbortController();
    const heard = listenOnce('en-US', end.signal);
    end.abort();
    expect(await heard).toEqual([]);
    expect(SpeechRecognitionStub.newest.isListening).toBe(false);
  });

  it('does not begin when it was ended before', async () => {
    expect(await listenOnce('en-US', AbortSignal.abort())).toEqual([]);
    expect(SpeechRecognitionStub.made).toEqual([]);
  });

  it('ends by itself in a noise that has no end', async () => {
    vi.useFakeTimers();
    const heard = listenOnce('en-US', signal);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await heard).toEqual([]);
    expect(SpeechRecognitionStub.newest.isListening).toBe(false);
  });

  it('gives nothing when the engine does not start', async () => {
    const start = vi.spyOn(SpeechRecognitionStub.prototype, 'start').mockImplementation(() => {
      throw new DOMException('busy', 'InvalidStateError');
    });
    expect(await listenOnce('en-US', signal)).toEqual([]);
    expect(start).toHaveBeenCalledTimes(1);
  });

  it('never starts in a browser that does not take on the condition, or does not know it', async () => {
    const start = vi.spyOn(SpeechRecognitionStub.prototype, 'start');
    vi.spyOn(SpeechRecognitionStub.prototype, 'processLocally', 'get').mockReturnValue(false);
    expect(await listenOnce('en-US', signal)).toEqual([]);
    vi.stubGlobal('SpeechRecognition', class extends EventTarget {});
    expect(await listenOnce('en-US', signal)).toEqual([]);
    expect(start).not.toHaveBeenCalled();
  });
});

describe('the page’s own voice', () => {
  it('is waited for, so that the microphone does not hear it', async () => {
    vi.useFakeTimers();
    const voice = { speaking: true, pending: false };
    vi.stubGlobal('speechSynthesis', voice);
    const silent = vi.fn();
    void untilVoiceIsSilent().then(silent);
    await vi.advanceTimersByTimeAsync(2000);
    expect(silent).not.toHaveBeenCalled();
    voice.speaking = false;
    await vi.advanceTimersByTimeAsync(200);
    expect(silent).toHaveBeenCalled();
  });

  it('is not waited for without end: engines get stuck', async () => {
    vi.useFakeTimers();
    vi.stubGlobal('speechSynthesis', { speaking: true, pending: true });
    const silent = vi.fn();
    void untilVoiceIsSilent().then(silent);
    await vi.advanceTimersByTimeAsync(7000);
    expect(silent).toHaveBeenCalled();
  });

  it('is not waited for where there is none', async () => {
    vi.stubGlobal('speechSynthesis', undefined);
    await expect(untilVoiceIsSilent()).resolves.toBeUndefined();
  });
});

describe('a screen reader’s voice', () => {
  it.each([
    ['for as long as the text likely takes', 'x'.repeat(30), 2100],
    ['for a moment at least', '何を探しますか。', 1500],
  ])('is waited for %s', async (_, text, ms) => {
    vi.useFakeTimers();
    const silent = vi.fn();
    void untilScreenReaderIsSilent(text).then(silent);
    await vi.advanceTimersByTimeAsync(ms - 1);
    expect(silent).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(silent).toHaveBeenCalled();
  });
});
