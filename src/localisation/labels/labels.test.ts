import { describe, expect, test } from 'vitest';
import { LANGUAGES, type Language } from '../../speech/phrases/languages';
import { templates as english } from './en';
import type { InterfaceLabels } from './labels';

const files = import.meta.glob<{ templates: InterfaceLabels }>(['./*.ts', '!./labels.ts', '!./*.test.ts'], {
  eager: true,
});

const labels = new Map(Object.entries(files).map(([path, { templates }]) => [path.slice(2, -3), templates]));

const NAMES = Object.keys(english) as (keyof InterfaceLabels)[];

/** Words that are the same in English: what is the same and isn't here was not translated. */
const SAME_AS_ENGLISH: Readonly<Partial<Record<Language, readonly (keyof InterfaceLabels)[]>>> = {
  de: ['start'],
  es: ['detector'],
  fr: ['firstMinute'],
};

/** Fits its button at twice the size of text on a phone, or wraps once. */
const BUTTON_CHARACTERS = 32;

const BUTTONS = [
  'start',
  'stop',
  'whatIsAhead',
  'repeat',
  'beQuiet',
  'close',
  'understood',
  'download',
  'tryAgain',
  'updateNow',
  'updateLater',
  'findSomething',
  'stopFinding',
  'sayIt',
  'freeze',
  'nextThing',
  'previousThing',
  'practise',
  'stopPractice',
  'next',
  'back',
  'skip',
  'allowCamera',
  'finish',
] as const satisfies readonly (keyof InterfaceLabels)[];

test('each language has a file of labels, and each file a language', () => {
  expect([...labels.keys()].sort()).toEqual(LANGUAGES.map(({ language }) => language).sort());
});

describe.each([...labels])('%s', (language, templates) => {
  test('has the labels that English has, and no others', () => {
    expect(Object.keys(templates).sort()).toEqual(Object.keys(english).sort());
  });

  test('leaves none empty or untrimmed', () => {
    for (const name of NAMES) expect(templates[name], name).toMatch(/^\S(.*\S)?$/su);
  });

  if (language !== 'en') {
    test('leaves none in English', () => {
      const same = NAMES.filter((name) => templates[name] === english[name]);
      expect(same).toEqual(SAME_AS_ENGLISH[language as Language] ?? []);
    });
  }

  test('calls different buttons by different names, and none at length', () => {
    const names = BUTTONS.map((button) => templates[button]);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(BUTTONS.length);
    for (const name of names) expect(name.length, name).toBeLessThanOrEqual(BUTTON_CHARACTERS);
  });

  test('shows a question where it asks one, and tells what the themes and sections are', () => {
    const { theme, themeDark, themeLight, themeContrast, themeOfDevice } = templates;
    const { sectionVoice, sectionWords, sectionSounds, sectionLooks } = templates;
    expect(new Set([theme, themeDark, themeLight, themeContrast, themeOfDevice]).size).toBe(5);
    expect(new Set([sectionVoice, sectionWords, sectionSounds, sectionLooks]).size).toBe(4);
    for (const question of [templates.whatIsAhead, templates.findWhat])
      expect(question).toMatch(/[?？؟]$|か。?$/u);
  });
});
