import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LANGUAGES, nearestLanguage } from '../speech/phrases/languages';
import { languageChunk, languageInPath, languageInUrl, languagesToStore } from './language-files';

const WITH_FILES = LANGUAGES.map(({ language }) => language).filter((language) => language !== 'en');

describe('the file of a language', () => {
  test.each([
    ['/project/src/speech/phrases/de.ts', 'language-de'],
    ['/project/src/localisation/labels/de.ts', 'language-de'],
    ['C:/nearsay/src/speech/phrases/zh.ts', 'language-zh'],
    ['/project/src/speech/phrases/en.ts', null],
    ['/project/src/localisation/labels/en.ts', null],
    ['/project/src/speech/phrases/languages.ts', null],
    ['/project/src/localisation/labels/labels.ts', null],
    ['/project/src/localisation/labels/de.ts?url', null],
    ['/project/src/speech/de.ts', null],
  ])('holds %s: %s', (path, chunk) => {
    expect(languageChunk(path)).toBe(chunk);
  });

  test.each([
    ['assets/language-de-ik0SPvl3.js', 'de'],
    ['assets/language-zh-CS7-_Djm.js', 'zh'],
    ['assets/en-CpuRTTv0.js', null],
    ['assets/languages-CpuRTTv0.js', null],
    ['assets/language-de-ik0SPvl3.js.br', null],
    ['other/assets/language-de-ik0SPvl3.js', null],
    ['language-de-ik0SPvl3.js', null],
  ])('is known by its path: %s is of %s', (path, language) => {
    expect(languageInPath(path)).toBe(language);
  });
});

describe('the address of a language file', () => {
  beforeEach(() => {
    vi.stubGlobal('location', new URL('https://host/nearsay/service-worker.js'));
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test.each([
    ['https://host/nearsay/assets/language-de-ik0SPvl3.js', 'de'],
    ['https://host/assets/language-de-ik0SPvl3.js', null],
    ['https://host/nearsay/other/assets/language-de-ik0SPvl3.js', null],
    ['https://elsewhere/nearsay/assets/language-de-ik0SPvl3.js', null],
    ['https://host/nearsay/assets/index-ik0SPvl3.js', null],
  ])('%s is of %s', (url, language) => {
    expect(languageInUrl(url)).toBe(language);
  });
});

describe('a new version stores', () => {
  const toStore = (stored: string[], deviceTag: string) =>
    languagesToStore(WITH_FILES, new Set(stored), deviceTag).sort();

  test('what the former one had, and the language of the device', () => {
    expect(toStore([], 'de-AT')).toEqual(['de']);
    expect(toStore([], 'pt_BR')).toEqual(['pt']);
    expect(toStore(['fr', 'ja'], 'de')).toEqual(['de', 'fr', 'ja']);
    expect(toStore(['de'], 'de')).toEqual(['de']);
  });

  test('nothing for English, which is there anyway, for a language that has no file, or that it no longer has', () => {
    expect(toStore([], 'en-GB')).toEqual([]);
    expect(toStore([], 'nl')).toEqual([]);
    expect(toStore([], '')).toEqual([]);
    expect(toStore(['nl', 'it'], 'en')).toEqual(['it']);
  });

  test('for every device the language that the page will speak there', () => {
    const subtag = fc.constantFrom('de', 'DE', 'en', 'pt', 'zh', 'ar', 'nl', 'deu', '');
    const rest = fc.constantFrom('', '-AT', '_BR', '-Hant-TW', '-x-ab');
    fc.assert(
      fc.property(subtag, rest, (primary, more) => {
        const spoken = nearestLanguage(primary + more);
        expect(toStore([], primary + more)).toEqual(spoken === 'en' ? [] : [spoken]);
      }),
    );
  });
});
