import { describe, expect, test } from 'vitest';
import { chooseVoice, voicesFor, withAccent, type VoiceDescription } from './voices';

function voice(name: string, lang: string, rest: Partial<VoiceDescription> = {}): VoiceDescription {
  return { name, lang, voiceURI: name, localService: true, default: false, ...rest };
}

const names = (voices: readonly VoiceDescription[]) => voices.map(({ name }) => name);

describe('on Linux, where espeak-ng lists more than 13,000', () => {
  /** The true shape of Chromium's list: per language a plain voice and a hundred disguises, Afrikaans as default. */
  const plain = [
    voice('Afrikaans espeak-ng', 'af', { default: true }),
    voice('English (America) espeak-ng', 'en-US'),
    voice('English (America, New York City) espeak-ng', 'en-US-NYC'),
    voice('English (Caribbean) espeak-ng', 'en-029'),
    voice('English (Great Britain) espeak-ng', 'en-GB'),
    voice('French (Belgium) espeak-ng', 'fr-BE'),
    voice('French (France) espeak-ng', 'fr-FR'),
    voice('French (Switzerland) espeak-ng', 'fr-CH'),
    voice('German espeak-ng', 'de'),
    voice('Spanish (Latin America) espeak-ng', 'es-419'),
    voice('Spanish (Spain) espeak-ng', 'es'),
  ];
  const disguised = plain.flatMap((each) =>
    ['Adam', 'Whisper', 'Robert'].map((variant) =>
      voice(each.name.replace(' espeak-ng', `+${variant} espeak-ng`), each.lang),
    ),
  );
  const list = [...disguised, ...plain];

  test.each([
    ['en', 'English (America) espeak-ng'],
    ['en-GB', 'English (Great Britain) espeak-ng'],
    ['fr', 'French (France) espeak-ng'],
    ['fr-CA', 'French (Belgium) espeak-ng'],
    ['de', 'German espeak-ng'],
    ['de-AT', 'German espeak-ng'],
    ['es', 'Spanish (Spain) espeak-ng'],
  ])('%s is spoken by %s', (language, name) => {
    expect(chooseVoice(list, language)?.name).toBe(name);
  });

  test('a person chooses among the plain voices of the language', () => {
    expect(names(voicesFor(list, 'en'))).toEqual(names(plain.slice(1, 5)));
  });

  test('a language without a voice has none, whatever the default', () => {
    expect(chooseVoice(list, 'ta')).toBeNull();
    expect(voicesFor([], 'en')).toEqual([]);
  });
});

test('a voice that needs the network is never chosen', () => {
  const remote = voice('Google US English', 'en-US', { localService: false, default: true });
  expect(chooseVoice([remote], 'en')).toBeNull();
  expect(chooseVoice([remote], 'en', remote.voiceURI)).toBeNull();
  expect(chooseVoice([remote, voice('Daniel', 'en-GB')], 'en-US')?.name).toBe('Daniel');
});

test('Apple’s novelty voices are left out, its better downloads come first', () => {
  const list = [
    voice('Bad News', 'en-US'),
    voice('Whisper (English (US))', 'en-US'),
    voice('Zarvox', 'en-US'),
    voice('Samantha', 'en-US', { default: true }),
    voice('Ava (Premium)', 'en-US'),
    voice('Daniel (Enhanced)', 'en-GB'),
  ];
  expect(names(voicesFor(list, 'en-US'))).toEqual(['Ava (Premium)', 'Samantha', 'Daniel (Enhanced)']);
});

test('Android’s underscores are understood', () => {
  const list = [voice('German Germany', 'de_DE'), voice('English United Kingdom', 'en_GB')];
  expect(chooseVoice(list, 'en-GB')?.name).toBe('English United Kingdom');
  expect(chooseVoice(list, 'de')?.name).toBe('German Germany');
});

test('the device’s default comes first among equals, and each voice once', () => {
  const list = [voice('A', 'de-DE'), voice('B', 'de-DE', { default: true }), voice('A', 'de-DE')];
  expect(names(voicesFor(list, 'de'))).toEqual(['B', 'A']);
});

test('the person’s own choice wins while the device has it and it speaks the language', () => {
  const list = [
    voice('Anna', 'de-DE', { default: true }),
    voice('Markus', 'de-DE'),
    voice('Samantha', 'en-US'),
  ];
  expect(chooseVoice(list, 'de', 'Markus')?.name).toBe('Markus');
  expect(chooseVoice(list, 'de', 'Samantha')?.name).toBe('Anna');
  expect(chooseVoice(list, 'de', 'removed')?.name).toBe('Anna');
});

describe('the accent', () => {
  test.each([
    ['en', ['en-GB'], 'en-GB'],
    ['es', ['es_MX'], 'es_MX'],
    ['en', ['en', 'de-DE', 'en-AU', 'en-GB'], 'en-AU'],
    ['en', ['pt-BR'], 'en'],
    ['de', ['DE-at'], 'DE-at'],
    ['fi', ['fil-PH'], 'fi'],
    ['fr', ['', 'fr'], 'fr'],
    ['fr', [], 'fr'],
  ])('of %s for a person with %j is %s', (language, tags, accent) => {
    expect(withAccent(language, tags)).toBe(accent);
  });

  test('is preferred to that of the likeliest region', () => {
    const list = [voice('Samantha', 'en-US', { default: true }), voice('Daniel', 'en_GB')];
    expect(chooseVoice(list, withAccent('en', ['en-GB', 'en-US']))?.name).toBe('Daniel');
    expect(chooseVoice(list, withAccent('en', ['en-NZ']))?.name).toBe('Samantha');
  });
});

test('three letters of a language tag are not another language’s two', () => {
  expect(chooseVoice([voice('Filipino', 'fil-PH')], 'fi')).toBeNull();
});

describe('languages with two names', () => {
  /** As Chromium lists the Chinese voices of espeak-ng. */
  const chinese = [
    voice('Chinese (Cantonese) espeak-ng', 'yue'),
    voice('Hakka Chinese espeak-ng', 'hak'),
    voice('Chinese (Mandarin, latin as Pinyin) espeak-ng', 'cmn-LATN-PINYIN'),
    voice('Chinese (Mandarin, latin as English) espeak-ng', 'cmn'),
  ];

  test.each(['zh', 'zh-CN', 'zh-Hans-CN'])(
    'Mandarin is %s to the person and cmn to the engine',
    (language) => {
      expect(chooseVoice(chinese, language)?.name).toBe('Chinese (Mandarin, latin as English) espeak-ng');
    },
  );

  test('Cantonese is none of them', () => {
    expect(chooseVoice(chinese.slice(0, 2), 'zh')).toBeNull();
  });

  test('a voice for the very region is better', () => {
    expect(chooseVoice([...chinese, voice('Tingting', 'zh-CN')], 'zh-CN')?.name).toBe('Tingting');
  });

  test('Android’s old code for Hebrew is understood', () => {
    expect(chooseVoice([voice('Carmit', 'iw_IL')], 'he')?.name).toBe('Carmit');
  });

  test('a tag that is none is no language', () => {
    expect(voicesFor([voice('Odd', ''), voice('Odder', 'x-private'), voice('Oddest', 'C')], 'en')).toEqual(
      [],
    );
  });
});
