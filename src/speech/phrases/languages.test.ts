import { describe, expect, test } from 'vitest';
import { OBSTACLE_LABEL } from '../../scene/obstacle/label';
import { DIRECTIONS } from '../direction';
import { COCO_CLASSES } from './coco-classes';
import { en } from './en';
import { LANGUAGES, loadPhrases, nearestLanguage, type Language } from './languages';
import type { Phrases, PluralForms } from './phrases';
import { HAZARD_STAGES } from '../hazards';
import {
  clearedSentence,
  hazardSentence,
  nameOf,
  thingText,
  tieSentence,
  type DistancePreferences,
} from './sentences';

/**
 * Characters a second at a normal rate: a little less than was measured over messages and news, because other voices are
 * slower; for Arabic, which espeak-ng reads slowly for want of written vowels, a little more. Measured with espeak-ng 1.51
 * at its default of 175 words a minute, without the silence around each phrase:
 *
 *     language   messages   news
 *     de             18.2   15.3
 *     en             17.5   13.3
 *     es             16.7   14.6
 *     fr             20.2   18.0
 *     it             16.7   14.6
 *     pt             16.2   14.2
 *     hi             14.3   11.8
 *     ta             15.8   11.9
 *     ar             10.6    8.5
 *
 * Chinese and Japanese, whose characters espeak-ng doesn't all know, are taken from readers: 5.18 syllables a second
 * in Mandarin, 7.84 in Japanese (Pellegrino, Coupé and Marsico, Language 87, 2011); see `spokenLength`.
 */
const CHARACTERS_PER_SECOND: Readonly<Record<Language, number>> = {
  de: 14.5,
  en: 14,
  es: 14.5,
  fr: 16.5,
  it: 14.5,
  pt: 14,
  hi: 12,
  ta: 13.5,
  ar: 10,
  zh: 4.7,
  ja: 7.2,
};

/** Said while walking, where every second covers the street: about three seconds. */
const NEWS_SECONDS = 3.5;

/** Three hair dryers at once, or a distance that is known only roughly: these may take a little longer. */
const GROUP_SECONDS = 4;

/** Who hears it has to stop before the name is told: one word. */
const STOP_SECONDS = 0.9;

/** What went wrong and what to do about it: heard once, standing still. */
const MESSAGE_SECONDS = 6.5;

/** A step of the introduction: what there is to know and to do. */
const STEP_SECONDS = 10;

/** What can come toward a person, or be run into. */
const MOVERS = [
  'person',
  'bicycle',
  'car',
  'motorcycle',
  'bus',
  'train',
  'truck',
  'dog',
  'skateboard',
  OBSTACLE_LABEL,
];

const LABELS = [...COCO_CLASSES, OBSTACLE_LABEL];

const IN_WORDS: DistancePreferences = { units: 'steps', stepLengthMetres: 0.7, directions: 'words' };
const BY_CLOCK: DistancePreferences = { ...IN_WORDS, directions: 'clock' };

const WELL_KNOWN = { near: 4, best: 4.3, far: 5 };
const ROUGHLY_KNOWN = { near: 3, best: 4.3, far: 6 };

const RADIANS_PER_HOUR = Math.PI / 6;

/** Hours of the clock before a person, from nine to three. */
const HOURS_FROM_AHEAD = [-3, -2, -1, 0, 1, 2, 3];

/** Words that promise what no camera can know, in all the languages. */
const PROMISES = new RegExp(
  '(^|\\P{L})(' +
    'clear|safe|safely|free|despejado|despejada|seguro|segura|libre|dégagé|dégagée|sûr|sûre|sicher|gefahrlos|frei|' +
    'libero|libera|sicuro|sicura|livre|desimpedido|सुरक्षित|பாதுகாப்பானது|பாதுகாப்பாக|آمن|آمنة|سالك' +
    ')($|\\P{L})|安全|畅通|无障碍|大丈夫',
  'iu',
);

/** Words that are the same in English, by language: what is the same and isn't here was not translated. */
const SAME_AS_ENGLISH: Readonly<Partial<Record<Language, readonly string[]>>> = {
  de: [],
  es: ['hot dog', 'hot dogs', 'pizza', 'pizzas', 'snowboard', 'snowboards'],
  fr: [
    'bus',
    'frisbee',
    'frisbees',
    'obstacle',
    'obstacles',
    'orange',
    'oranges',
    'pizza',
    'pizzas',
    'sandwich',
    'skis',
    'table',
    'tables',
    'train',
    'trains',
    'vase',
    'vases',
  ],
  it: ['banana', 'frisbee', 'hot dog', 'pizza', 'skateboard', 'snowboard', 'zebra'],
  pt: ['banana', 'bananas', 'laptop', 'laptops', 'pizza', 'pizzas', 'zebra', 'zebras'],
};

const all = await Promise.all(LANGUAGES.map(({ language }) => loadPhrases(language)));

function textsIn(data: unknown): string[] {
  return [...leaves(data).values()];
}

/** Texts by their path ("messages.find.lost"); functions are left out. */
function leaves(data: unknown, path = ''): Map<string, string> {
  if (typeof data === 'string') return new Map([[path, data]]);
  if (typeof data !== 'object' || data === null) return new Map();
  return new Map(Object.entries(data).flatMap(([name, value]) => [...leaves(value, `${path}.${name}`)]));
}

/** Paths of everything, functions included; forms for counts are one thing, as languages have unlike many. */
function shape(data: unknown, path = ''): string[] {
  if (typeof data !== 'object' || data === null || isPluralForms(data)) return [`${path}: ${typeof data}`];
  return Object.entries(data).flatMap(([name, value]) => shape(value, `${path}.${name}`));
}

function isPluralForms(data: object): data is PluralForms {
  return 'one' in data && 'other' in data;
}

const rateOf = ({ language }: Phrases) => CHARACTERS_PER_SECOND[language as Language];
const seconds = (text: string, phrases: Phrases) => spokenLength(text, phrases) / rateOf(phrases);

/**
 * Characters, where one is about a sound. A Chinese character is a syllable, which two Latin letters or digits make as
 * well; a kana is a mora, and a kanji is read as about two.
 */
function spokenLength(text: string, { language }: Phrases): number {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  if (language === 'zh') return text.length - count(/[\p{Script=Latin}\p{N}]/gu) / 2;
  if (language === 'ja') return text.length + count(/\p{Script=Han}/gu);
  return text.length;
}

function longest(texts: readonly string[], phrases: Phrases): string {
  return texts.reduce((a, b) => (spokenLength(b, phrases) > spokenLength(a, phrases) ? b : a));
}

/** What can be said of one class, at its longest. */
function longestNews(phrases: Phrases, label: string, count: number, metres = WELL_KNOWN): string {
  const thing = { label, count, metres, bearing: 0, direction: 'ahead' as const };
  const inWords = DIRECTIONS.map((direction) => tieSentence(phrases, [{ ...thing, direction }], IN_WORDS));
  const byClock = HOURS_FROM_AHEAD.map((hours) =>
    tieSentence(phrases, [{ ...thing, bearing: hours * RADIANS_PER_HOUR }], BY_CLOCK),
  );
  return longest([...inWords, ...byClock], phrases);
}

/** Numbers of each category that the language has; no more of one kind are seen at once. */
function countsOf({ language }: Phrases): Map<Intl.LDMLPluralRule, number[]> {
  const rules = new Intl.PluralRules(language);
  const counts = new Map<Intl.LDMLPluralRule, number[]>();
  for (let count = 2; count <= 30; count++) {
    const category = rules.select(count);
    counts.set(category, [...(counts.get(category) ?? []), count]);
  }
  return counts;
}

/** A dual says its number by itself, and differs from the singular; all else has the number in it, once. */
function isNamed(phrases: Phrases, label: string, count: number, category: Intl.LDMLPluralRule): boolean {
  const name = nameOf(phrases, label, count);
  if (category === 'two') return name !== nameOf(phrases, label) && !/\p{N}|[{}]/u.test(name);
  const number = new Intl.NumberFormat(phrases.language, { useGrouping: false }).format(count);
  return name.split(number).length === 2 && /\p{L}/u.test(name) && !/[{}]/.test(name);
}

describe('choice of a language', () => {
  test.each([
    ['en', 'en'],
    ['de-AT', 'de'],
    ['fr_CA', 'fr'],
    ['ES', 'es'],
    ['pt-BR', 'pt'],
    ['it-CH', 'it'],
    ['hi-Latn-IN', 'hi'],
    ['ta-LK', 'ta'],
    ['ar-EG', 'ar'],
    ['zh-Hant-TW', 'zh'],
    ['ja-JP', 'ja'],
    ['nl-BE', 'en'],
    ['deu', 'en'],
    ['', 'en'],
  ])('%s is spoken to in %s', async (tag, language) => {
    expect(nearestLanguage(tag)).toBe(language);
    expect((await loadPhrases(tag)).language).toBe(language);
  });

  test('each language has its own name for itself, once', () => {
    expect(LANGUAGES).toHaveLength(11);
    expect(new Set(LANGUAGES.map(({ ownName }) => ownName)).size).toBe(LANGUAGES.length);
    expect(all.map(({ language }) => language)).toEqual(LANGUAGES.map(({ language }) => language));
  });

  test('each language is written the way in which its script runs', () => {
    const rightToLeft = LANGUAGES.filter(({ direction }) => direction === 'rtl');
    expect(rightToLeft.map(({ language }) => language)).toEqual(['ar']);
  });
});

describe.each(all.map((phrases) => [phrases.language, phrases] as const))('%s', (_, phrases) => {
  const { sentences, messages } = phrases;

  test('has all that English has, and no more', () => {
    expect(shape(phrases).sort()).toEqual(shape(en).sort());
  });

  test('says everything: no text is empty or untrimmed', () => {
    const { separator, end, tieSeparator, ...words } = sentences;
    const texts = textsIn({ ...phrases, sentences: words });
    expect(texts.length).toBeGreaterThan(250);
    for (const text of texts) expect(text).toMatch(/^\S(.*\S)?$/su);
    for (const text of [separator, end, tieSeparator]) expect(text).toMatch(/^\s?\S\s?$/u);
  });

  if (phrases !== en) {
    test('has nothing left in English', () => {
      const english = leaves(en);
      const same = [...leaves(phrases)].filter(
        ([path, text]) => /\p{L}/u.test(text.replace('{count}', '')) && text === english.get(path),
      );
      const texts = new Set(same.map(([, text]) => text));
      expect([...texts].sort()).toEqual(SAME_AS_ENGLISH[phrases.language as Language] ?? []);
    });
  }

  test('names the 80 classes and the obstacle, each unlike all others, in singular and plural', () => {
    expect(Object.keys(phrases.names).sort()).toEqual([...LABELS].sort());
    const singulars = LABELS.map((label) => nameOf(phrases, label).toLowerCase());
    const plurals = LABELS.map((label) => nameOf(phrases, label, 2).toLowerCase());
    expect(new Set(singulars).size).toBe(81);
    expect(new Set(plurals).size).toBe(81);
  });

  test('tells the directions, the hours and the distances apart', () => {
    expect(new Set(Object.values(phrases.directions)).size).toBe(5);
    const hours = [9, 10, 11, 12, 1, 2, 3].map((hour) => phrases.clock(hour));
    expect(new Set(hours).size).toBe(7);
    const near = { near: 0.5, best: 0.5, far: 0.5 };
    const texts = [
      near,
      { near: 1, best: 1, far: 1 },
      { near: 3, best: 3, far: 3 },
      { near: 1, best: 3, far: 9 },
    ];
    const thing = { label: 'person', count: 1, direction: 'ahead', bearing: 0 } as const;
    const things = texts.map((metres) => thingText(phrases, { ...thing, metres }, IN_WORDS));
    expect(new Set(things).size).toBe(4);
  });

  test('puts every count where it belongs', () => {
    const { steps, metres, feet } = phrases.distances;
    const forms = [steps, metres, feet].flatMap(({ exact, about }) => [exact, about]);
    for (const { one, two, ...several } of [...forms, sentences.more]) {
      expect(one).not.toContain('{');
      if (two !== undefined) expect(two).not.toContain('{');
      for (const form of Object.values(several)) expect(form.split('{count}')).toHaveLength(2);
    }
    for (const { one, two, ...several } of Object.values(phrases.names)) {
      expect(one + (two ?? '')).not.toContain('{');
      for (const form of Object.values(several)) expect(form).toMatch(/^[^{}]*(\{count\}[^{}]*)?$/u);
    }
  });

  test('names several of a class with their number, in every category of the language', () => {
    for (const [category, counts] of countsOf(phrases)) {
      for (const label of LABELS) {
        const wrong = counts.filter((count) => !isNamed(phrases, label, count, category));
        expect(wrong, label).toEqual([]);
      }
    }
  });

  test('keeps news within about three seconds', () => {
    for (const label of LABELS) {
      const one = longestNews(phrases, label, 1);
      const group = longestNews(phrases, label, 3);
      expect(seconds(one, phrases), one).toBeLessThanOrEqual(NEWS_SECONDS);
      const rough = longestNews(phrases, label, 1, ROUGHLY_KNOWN);
      for (const text of [group, rough])
        expect(seconds(text, phrases), text).toBeLessThanOrEqual(GROUP_SECONDS);
    }
    const faults = [...Object.values(messages.sightFaults), messages.sightRestored];
    for (const text of faults) expect(seconds(text, phrases), text).toBeLessThan(NEWS_SECONDS);
  });

  test('warns of dangers within about three seconds, and stops a person at once', () => {
    expect(sentences.stop).toMatch(/^¡?\p{L}[\p{L}\p{M}]*\s?[.!。！।]$/u);
    expect(seconds(sentences.stop.replace(/[\s\p{P}]/gu, ''), phrases)).toBeLessThanOrEqual(STOP_SECONDS);
    const metres = { near: 1.2, best: 1.4, far: 1.6 };
    for (const label of MOVERS) {
      const warnings = DIRECTIONS.flatMap((direction) =>
        HAZARD_STAGES.map((stage) =>
          hazardSentence(phrases, stage, { label, count: 1, direction, bearing: 0, metres }, IN_WORDS),
        ),
      );
      for (const text of [...warnings, clearedSentence(phrases, label)])
        expect(seconds(text, phrases), text).toBeLessThanOrEqual(NEWS_SECONDS);
    }
  });

  test('keeps messages short', () => {
    const { safetyNotice, firstMinute, ...short } = messages;
    const name = longest(
      LABELS.map((label) => nameOf(phrases, label)),
      phrases,
    );
    for (const text of [...textsIn(short), messages.find.begun(name)])
      expect(seconds(text, phrases), text).toBeLessThan(MESSAGE_SECONDS);
    for (const text of textsIn(firstMinute)) expect(seconds(text, phrases), text).toBeLessThan(STEP_SECONDS);
    expect(seconds(safetyNotice, phrases)).toBeLessThan(20);
  });

  test('tells the first minute and the safety notice within a minute', () => {
    const text = [...textsIn(messages.firstMinute), messages.safetyNotice].join('');
    expect(seconds(text, phrases)).toBeLessThan(60);
  });

  test('has a message of its own for each fault', () => {
    const { sourceFaults, sightFaults, modelFaults, speechFaults, runtimeFailed } = messages;
    const texts = [sourceFaults, sightFaults, modelFaults, speechFaults, runtimeFailed].flatMap(textsIn);
    expect(new Set(texts).size).toBe(texts.length);
  });

  test('puts names where they are told of, and says more of them', () => {
    for (const text of [sentences.cleared('X1'), messages.find.begun('X1'), sentences.equallyNear('X1')]) {
      expect(text).toContain('X1');
      expect(text.replace('X1', '')).toMatch(/\p{L}/u);
    }
  });

  test('promises nothing', () => {
    // A page that is encrypted may be called safe.
    const texts = [...leaves({ messages, sentences })]
      .filter(([path]) => !path.endsWith('.camera-insecure'))
      .map(([, text]) => text);
    // "Clear" after a name is told of the thing, not of the way.
    const cleared = sentences.cleared('x').replace(/^x clear$/u, '');
    for (const text of [...texts, sentences.equallyNear('x'), messages.find.begun('x'), cleared])
      expect(text).not.toMatch(PROMISES);
  });
});
