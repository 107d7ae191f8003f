import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ENGLISH_VOICE, Listener } from '../../test/harness/listener';
import { CLEAR_DELAY_MS, HOLD_MS } from '../speech/live-region-speaker';
import { en } from '../speech/phrases/en';
import { VOICES_TIMEOUT_MS } from '../speech/voices';
import { NO_VOICE_NOTICE } from '../speech/speech-availability';
import { GAP_MS } from '../speech/web-speech-speaker';

/** By voice or by screen reader: the engine is a stub, so that it can fail, and have voices late or never. */

const GERMAN_VOICE = { ...ENGLISH_VOICE, name: 'German', lang: 'de-DE', voiceURI: 'd' };

let listener: Listener;

beforeEach(() => {
  listener = new Listener('stub');
});
afterEach(() => {
  listener.close();
  vi.restoreAllMocks();
});

describe('words go', () => {
  it('to the screen reader before the first touch, for a browser refuses to speak then', async () => {
    listener.begin();
    listener.narrator.tell('Ready.');
    await listener.pass(CLEAR_DELAY_MS);
    expect(listener.announced).toEqual(['Ready.']);
    expect(listener.engine.given).toEqual([]);
  });

  it('to the voice after it, and the screen reader falls silent', async () => {
    listener.begin();
    listener.narrator.tell('Ready.');
    await listener.pass(CLEAR_DELAY_MS);
    await listener.touch();
    expect(listener.announced).toEqual([]);
    listener.narrator.tell('Looking.');
    await listener.pass(CLEAR_DELAY_MS + HOLD_MS);
    expect(listener.spoken).toEqual(['Looking.']);
    expect(listener.announced).toEqual([]);
  });

  it('to the voice, which is woken within the first touch, for iOS allows it nowhere else', () => {
    listener.begin();
    expect(listener.engine.given).toEqual([]);
    listener.tap();
    expect(listener.engine.newest).toMatchObject({ text: ' ', volume: 0 });
  });

  it('to the screen reader alone for those who chose it: the engine is never asked', async () => {
    const asked = [
      vi.spyOn(listener.engine, 'speak'),
      vi.spyOn(listener.engine, 'cancel'),
      vi.spyOn(listener.engine, 'getVoices'),
    ] as const;
    listener.begin({ output: 'screen-reader' });
    listener.tap();
    listener.narrator.tell('Looking.');
    listener.engine.dispatchEvent(new Event('voiceschanged'));
    await listener.pass(CLEAR_DELAY_MS);
    listener.narrator.repeat();
    await listener.pass(CLEAR_DELAY_MS);
    listener.narrator.stop();
    expect(asked.map(({ mock }) => mock.calls.length)).toEqual([0, 0, 0]);
    expect(listener.said).toEqual(['Looking.', 'Looking.']);
    expect(listener.faults).toEqual([]);
  });

  it('never to both, when the person changes from one to the other and back', async () => {
    listener.begin();
    await listener.touch();
    listener.narrator.tell('Safety notice.');
    await listener.pass(GAP_MS);
    listener.engine.start();
    listener.configure({ output: 'screen-reader' });
    expect(listener.engine.queued).toBe(0);
    listener.narrator.tell('Chair, ahead.');
    await listener.pass(CLEAR_DELAY_MS + HOLD_MS + CLEAR_DELAY_MS);
    expect(listener.announced).toHaveLength(1);
    listener.configure({ output: 'own-voice' });
    await listener.speakOut();
    listener.narrator.tell('Stopped.');
    await listener.pass(GAP_MS + CLEAR_DELAY_MS);
    expect(listener.spoken.at(-1)).toBe('Stopped.');
    expect(listener.announced).not.toContain('Stopped.');
  });

  it('to the voice that the settings name, at their rate', async () => {
    listener.engine.voices = [ENGLISH_VOICE, { ...ENGLISH_VOICE, voiceURI: 'other' }];
    listener.begin();
    await listener.touch();
    listener.configure({ voice: 'other', rate: 2 });
    await listener.pass(0);
    listener.narrator.tell('Looking.');
    await listener.pass(GAP_MS);
    expect(listener.engine.newest).toMatchObject({ text: 'Looking.', rate: 2, voice: { voiceURI: 'other' } });
  });
});

describe('a voice that fails', () => {
  it('once gives these words to the screen reader, and goes on with the next', async () => {
    listener.begin();
    await listener.touch();
    listener.narrator.tell('Looking.');
    await listener.pass(GAP_MS);
    await listener.refuse();
    expect(listener.announced).toEqual(['Looking.']);
    await listener.pass(HOLD_MS);
    listener.narrator.tell('Stopped.');
    await listener.pass(GAP_MS);
    await listener.speakOut();
    expect(listener.said).toEqual(['Looking.', 'Stopped.']);
    expect(listener.spoken).toEqual(['Looking.', 'Stopped.']);
    expect(listener.faults).toEqual([]);
  });

  it('leaves the words to the screen reader while that one speaks: never both at once', async () => {
    listener.begin();
    await listener.touch();
    listener.narrator.tell('Camera covered.', 'fault');
    await listener.pass(GAP_MS);
    await listener.refuse();
    listener.narrator.tell('Chair, ahead.', 'answer');
    await listener.pass(HOLD_MS + CLEAR_DELAY_MS);
    expect(listener.said).toEqual(['Camera covered.', 'Chair, ahead.']);
    expect(listener.spoken).toEqual(['Camera covered.']);
  });

  it('takes nothing of what waited for it: the screen reader says both, one after the other', async () => {
    listener.begin();
    await listener.touch();
    listener.narrator.tell('Camera covered.', 'fault');
    await listener.pass(GAP_MS);
    listener.narrator.tell('Chair, ahead.', 'answer');
    await listener.refuse();
    expect(listener.announced).toEqual(['Camera covered.']);
    await listener.pass(HOLD_MS + CLEAR_DELAY_MS);
    expect(listener.announced).toEqual(['Chair, ahead.']);
    await listener.pass(HOLD_MS);
    // That was one failure, not two: the voice is not given up.
    listener.narrator.tell('Stopped.');
    await listener.pass(GAP_MS);
    expect(listener.spoken).toEqual(['Camera covered.', 'Stopped.']);
    expect(listener.faults).toEqual([]);
  });

  it('twice in a row is given up: the screen reader gets the reason, once, and all words', async () => {
    listener.begin();
    await listener.touch();
    listener.narrator.tell('Looking.');
    await listener.pass(GAP_MS);
    await listener.refuse();
    await listener.pass(HOLD_MS);
    listener.narrator.tell('Chair, ahead.');
    await listener.pass(GAP_MS);
    await listener.refuse();
    await listener.pass(HOLD_MS + CLEAR_DELAY_MS);
    expect(listener.faults).toEqual(['no-engine']);
    expect(listener.said).toEqual(['Looking.', en.messages.speechFaults['no-engine'], 'Chair, ahead.']);
    await listener.pass(HOLD_MS);
    listener.narrator.tell('Stopped.');
    await listener.pass(CLEAR_DELAY_MS);
    expect(listener.announced).toEqual(['Stopped.']);
    expect(listener.spoken).toEqual(['Looking.', 'Chair, ahead.']);
  });

  it('twice, but not in a row, is kept', async () => {
    listener.begin();
    await listener.touch();
    for (const text of ['First.', 'Second.', 'Third.']) {
      listener.narrator.tell(text);
      await listener.pass(GAP_MS);
      if (text === 'Second.') await listener.speakOut();
      else await listener.refuse();
      await listener.pass(HOLD_MS);
    }
    listener.narrator.tell('Fourth.');
    await listener.pass(GAP_MS);
    expect(listener.spoken).toEqual(['First.', 'Second.', 'Third.', 'Fourth.']);
    expect(listener.faults).toEqual([]);
  });
});

describe('of two voices, the one with the accent', () => {
  const BRITISH_VOICE = { ...ENGLISH_VOICE, lang: 'en-GB', voiceURI: 'british', default: false };

  async function voiceFor(
    languages: readonly string[],
    language: string | null,
  ): Promise<string | undefined> {
    vi.spyOn(Navigator.prototype, 'languages', 'get').mockReturnValue(languages);
    listener.engine.voices = [ENGLISH_VOICE, BRITISH_VOICE];
    listener.begin({ language });
    await listener.touch();
    listener.narrator.tell('Looking.');
    await listener.pass(GAP_MS);
    return listener.engine.newest.voice?.lang;
  }

  it('of the device speaks', async () => {
    expect(await voiceFor(['en-GB', 'en'], null)).toBe('en-GB');
  });

  it('of the settings speaks, where they name one', async () => {
    expect(await voiceFor(['en-US'], 'en-GB')).toBe('en-GB');
  });

  it('of the device speaks, where the settings name the language alone', async () => {
    expect(await voiceFor(['de-DE', 'en-GB'], 'en')).toBe('en-GB');
  });

  it('that is likeliest speaks to those whose device has another language', async () => {
    expect(await voiceFor(['pt-BR'], null)).toBe('en-US');
  });
});

describe('voices', () => {
  it('that come a little late speak what waited for them', async () => {
    listener.engine.voices = [];
    listener.begin();
    await listener.touch();
    listener.narrator.tell('Looking.');
    await listener.pass(2000);
    expect(listener.spoken).toEqual([]);
    listener.engine.voices = [ENGLISH_VOICE];
    listener.engine.dispatchEvent(new Event('voiceschanged'));
    await listener.pass(0);
    expect(listener.spoken).toEqual(['Looking.']);
    expect(listener.faults).toEqual([]);
  });

  it('that come after all hope was given up speak from then on', async () => {
    listener.engine.voices = [];
    listener.begin();
    await listener.touch();
    await listener.pass(VOICES_TIMEOUT_MS + CLEAR_DELAY_MS + HOLD_MS);
    expect(listener.faults).toEqual(['no-engine']);
    listener.engine.voices = [ENGLISH_VOICE];
    listener.engine.dispatchEvent(new Event('voiceschanged'));
    await listener.pass(0);
    await listener.speakOut();
    listener.narrator.tell('Looking.');
    await listener.pass(GAP_MS);
    expect(listener.spoken).toEqual(['Looking.']);
  });

  it('that are lost again are told of again', async () => {
    listener.engine.voices = [];
    listener.begin();
    await listener.touch();
    await listener.pass(VOICES_TIMEOUT_MS + CLEAR_DELAY_MS + HOLD_MS);
    listener.engine.voices = [ENGLISH_VOICE];
    listener.engine.dispatchEvent(new Event('voiceschanged'));
    await listener.pass(0);
    await listener.speakOut();
    for (const text of ['First.', 'Second.']) {
      listener.narrator.tell(text);
      await listener.pass(GAP_MS);
      await listener.refuse();
      await listener.pass(HOLD_MS);
    }
    expect(listener.faults).toEqual(['no-engine', 'no-engine']);
  });

  it('that come after the person chose the screen reader stay silent', async () => {
    listener.engine.voices = [];
    listener.begin();
    await listener.touch();
    listener.configure({ output: 'screen-reader' });
    listener.engine.voices = [ENGLISH_VOICE];
    listener.engine.dispatchEvent(new Event('voiceschanged'));
    await listener.pass(0);
    listener.narrator.tell('Looking.');
    await listener.pass(GAP_MS + CLEAR_DELAY_MS);
    expect(listener.announced).toEqual(['Looking.']);
    expect(listener.spoken).toEqual([]);
  });

  it('that speak English only say so, once, when they may: without a screen reader nothing else would be heard', async () => {
    listener.engine.voices = [ENGLISH_VOICE];
    listener.begin({ language: 'de' });
    await listener.pass(0);
    expect(listener.spoken).toEqual([]);
    await listener.touch();
    expect(listener.spoken).toEqual([NO_VOICE_NOTICE.text]);
    listener.configure({ language: 'de', units: 'feet' });
    await listener.pass(0);
    await listener.touch();
    listener.narrator.tell('Bereit.');
    await listener.pass(3000);
    expect(listener.spoken).toEqual([NO_VOICE_NOTICE.text]);
    expect(listener.announced).toContain('Bereit.');
  });

  it('that speak English only fall silent when the person wants it', async () => {
    listener.engine.voices = [ENGLISH_VOICE];
    listener.begin({ language: 'de' });
    await listener.pass(0);
    listener.tap();
    expect(listener.spoken).toEqual([NO_VOICE_NOTICE.text]);
    listener.engine.start();
    listener.narrator.hush();
    expect(listener.engine.queued).toBe(0);
  });

  it('of other languages are of no use: the reason is told once, and again for another language', async () => {
    listener.engine.voices = [{ ...ENGLISH_VOICE, lang: 'fr-FR' }];
    listener.begin();
    await listener.pass(0);
    listener.engine.dispatchEvent(new Event('voiceschanged'));
    listener.configure({ units: 'feet' });
    await listener.pass(0);
    expect(listener.faults).toEqual(['no-local-voice']);
    listener.configure({ language: 'de' });
    await listener.pass(0);
    expect(listener.faults).toEqual(['no-local-voice', 'no-local-voice']);
    listener.engine.voices = [GERMAN_VOICE];
    listener.engine.dispatchEvent(new Event('voiceschanged'));
    await listener.touch();
    listener.narrator.tell('Bereit.');
    await listener.pass(GAP_MS);
    expect(listener.spoken).toEqual(['Bereit.']);
  });
});
