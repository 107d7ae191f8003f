import { describe, expect, test } from 'vitest';
import { OBSTACLE_LABEL } from '../../scene/obstacle/label';
import { COCO_CLASSES } from './coco-classes';
import { LANGUAGES, loadPhrases, nearestLanguage } from './languages';
import type { Phrases } from './phrases';
import { nameOf, thingText, tieSentence, type DistancePreferences } from './sentences';

/**
 * Characters a second at a normal rate. Speaking all our phrases with espeak-ng 1.51 at its default of 175 words a
 * minute gave means of 15.3, 14.8, 17.7 and 16.0; a little less is taken here, because short phrases are slower.
 */
const CHARACTERS_PER_SECOND: Record<string, number> = { en: 14, es: 14, fr: 16.5, de: 14.5 };

/** Said while walking, where every second covers the street: about three seconds. */
const NEWS_SECONDS = 3.5;

/** Three hair dryers at once: rare enough to take a little longer. */
const GROUP_SECONDS = 4;

/** What went wrong and what to do about it: heard once, standing still. */
const MESSAGE_SECONDS = 6.5;

const LABELS = [...COCO_CLASSES, OBSTACLE_LABEL];

const STEPS: DistancePreferences = { units: 'steps', stepLengthMetres: 0.7 };

/** Words that promise what no camera can know, in the four languages. */
const PROMISES =
  /(^|\P{L})(clear|safe|safely|free|despejado|seguro|segura|libre|dégagé|sûr|sûre|libre|frei|sicher|gefahrlos)($|\P{L})/iu;

const all = await Promise.all(LANGUAGES.map(({ language }) => loadPhrases(language)));

function textsIn(data: unknown): string[] {
  if (typeof data === 'string') return [data];
  return typeof data === 'object' && data !== null ? Object.values(data).flatMap(textsIn) : [];
}

const seconds = (text: string, { language }: Phrases) => text.length / CHARACTERS_PER_SECOND[language]!;

/** What can be said of one class, at its longest. */
function longestNews(phrases: Phrases, label: string, count: number): string {
  const metres = { near: 4, best: 4.3, far: 5 };
  return tieSentence(phrases, [{ label, count, direction: 'slightlyRight', metres }], STEPS);
}

describe('choice of a language', () => {
  test.each([
    ['en', 'en'],
    ['de-AT', 'de'],
    ['fr_CA', 'fr'],
    ['ES', 'es'],
    ['pt-BR', 'en'],
    ['deu', 'en'],
    ['', 'en'],
  ])('%s is spoken to in %s', async (tag, language) => {
    expect(nearestLanguage(tag)).toBe(language);
    expect((await loadPhrases(tag)).language).toBe(language);
  });

  test('each language has its own name for itself, once', () => {
    expect(new Set(LANGUAGES.map(({ ownName }) => ownName)).size).toBe(LANGUAGES.length);
    expect(new Set(all.map(({ language }) => language)).size).toBe(LANGUAGES.length);
  });
});

describe.each(all.map((phrases) => [phrases.language, phrases] as const))('%s', (_, phrases) => {
  test('says everything: no text is empty or untrimmed', () => {
    const { sentences, ...rest } = phrases;
    const texts = [
      ...textsIn(rest),
      ...textsIn([sentences.nothingKnown, sentences.nothingChosen, sentences.more]),
    ];
    expect(texts.length).toBeGreaterThan(250);
    for (const text of texts) expect(text).toMatch(/^\S.*\S$/su);
  });

  test('names the 80 classes and the obstacle, each unlike all others, in singular and plural', () => {
    expect(Object.keys(phrases.names).sort()).toEqual([...LABELS].sort());
    const singulars = LABELS.map((label) => nameOf(phrases, label).toLowerCase());
    const plurals = LABELS.map((label) => nameOf(phrases, label, 2).toLowerCase());
    expect(new Set(singulars).size).toBe(81);
    expect(new Set(plurals).size).toBe(81);
  });

  test('tells the directions and distances apart', () => {
    expect(new Set(Object.values(phrases.directions)).size).toBe(5);
    const near = { near: 0.5, best: 0.5, far: 0.5 };
    const texts = [
      near,
      { near: 1, best: 1, far: 1 },
      { near: 3, best: 3, far: 3 },
      { near: 1, best: 3, far: 9 },
    ];
    const things = texts.map((metres) =>
      thingText(phrases, { label: 'person', count: 1, direction: 'ahead', metres }, STEPS),
    );
    expect(new Set(things).size).toBe(4);
  });

  test('puts every count where it belongs', () => {
    const { steps, metres, feet } = phrases.distances;
    const forms = [steps, metres, feet].flatMap(({ exact, about }) => [exact, about]);
    for (const { one, other } of [...forms, phrases.sentences.more]) {
      expect(one).not.toContain('{');
      expect(other.split('{count}')).toHaveLength(2);
    }
  });

  test('keeps news within about three seconds', () => {
    for (const label of LABELS) {
      const one = longestNews(phrases, label, 1);
      const group = longestNews(phrases, label, 3);
      expect(seconds(one, phrases), one).toBeLessThanOrEqual(NEWS_SECONDS);
      expect(seconds(group, phrases), group).toBeLessThanOrEqual(GROUP_SECONDS);
    }
    const faults = [...Object.values(phrases.messages.sightFaults), phrases.messages.sightRestored];
    for (const text of faults) expect(seconds(text, phrases), text).toBeLessThan(NEWS_SECONDS);
  });

  test('keeps messages short', () => {
    const { safetyNotice, ...messages } = phrases.messages;
    for (const text of textsIn(messages)) expect(seconds(text, phrases), text).toBeLessThan(MESSAGE_SECONDS);
    expect(seconds(safetyNotice, phrases)).toBeLessThan(20);
  });

  test('has a message of its own for each fault', () => {
    const { sourceFaults, sightFaults, modelFaults, speechFaults, runtimeFailed } = phrases.messages;
    const texts = [sourceFaults, sightFaults, modelFaults, speechFaults, runtimeFailed].flatMap(textsIn);
    expect(new Set(texts).size).toBe(texts.length);
  });

  test('promises nothing', () => {
    for (const text of [...textsIn(phrases.messages), ...textsIn(phrases.sentences)]) {
      expect(text).not.toMatch(PROMISES);
    }
    expect(phrases.sentences.equallyNear('x')).not.toMatch(PROMISES);
  });
});
