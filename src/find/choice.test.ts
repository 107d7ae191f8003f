import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { COCO_CLASSES } from '../speech/phrases/coco-classes';
import { LANGUAGES, loadPhrases } from '../speech/phrases/languages';
import { de } from '../speech/phrases/de';
import { en } from '../speech/phrases/en';
import { es } from '../speech/phrases/es';
import { ja } from '../speech/phrases/ja';
import type { Phrases } from '../speech/phrases/phrases';
import { zh } from '../speech/phrases/zh';
import { matchingClasses } from './choice';

const labels = (text: string, phrases: Phrases = en, classes: readonly string[] = COCO_CLASSES) =>
  matchingClasses(text, classes, phrases).map(({ label }) => label);

describe('an empty text', () => {
  it.each(['', '  '])('(%j) means all, in the order of the person’s alphabet', (text) => {
    const names = matchingClasses(text, COCO_CLASSES, es).map(({ name }) => name);
    expect(names).toHaveLength(COCO_CLASSES.length);
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'es')));
  });
});

describe('a text', () => {
  it.each([
    ['a whole name', 'chair', ['chair']],
    ['a plural', 'knives', ['knife']],
    ['a plural whose forms differ', 'people', ['person']],
    ['large letters and spaces', '  CHAIR ', ['chair']],
    ['the name that the model has for it', 'couch', ['couch']],
    ['another name of the model’s', 'refrigerator', ['refrigerator']],
    ['a beginning', 'um', ['umbrella']],
    ['the beginning of a later word', 'hydr', ['fire hydrant']],
    ['a part', 'amp', []],
    ['a slip in a long word', 'umbrela', ['umbrella']],
    ['a slip in a later word', 'fire hydrent', ['fire hydrant']],
    ['changed places', 'chiar', ['chair']],
  ])('may be %s', (_, text, expected) => {
    expect(labels(text)).toEqual(expected);
  });

  it('that is the whole name comes before beginnings, those before later words, those before parts', () => {
    expect(labels('bear')).toEqual(['bear', 'teddy bear']);
    expect(labels('ca')).toEqual(['cake', 'car', 'carrot', 'cat', 'suitcase']);
    expect(labels('or')).toEqual(['orange', 'fork', 'horse', 'motorcycle', 'scissors']);
  });

  it('of one letter means beginnings only', () => {
    expect(labels('z')).toEqual(['zebra']);
  });

  it('that is short bears no slip: cat, car and cup are other things', () => {
    expect(labels('caz')).toEqual([]);
  });

  it('of another name means nothing', () => {
    expect(labels('dishwasher')).toEqual([]);
    expect(labels('?!')).toEqual([]);
  });

  it('may be in the person’s language, and the model’s English all the same', () => {
    expect(labels('stuhl', de)[0]).toBe('chair');
    expect(labels('Stühle', de)[0]).toBe('chair');
    expect(labels('stuhle', de)[0]).toBe('chair');
    expect(labels('chair', de)[0]).toBe('chair');
  });

  it('does not mean what it fits by chance in the model’s English', () => {
    expect(labels('refrig', de)).toEqual(['refrigerator']);
    expect(labels('rigera', de)).toEqual([]);
  });

  it('may be of a detector with classes that no language knows', () => {
    expect(labels('wheel', en, ['wheelchair', 'door'])).toEqual(['wheelchair']);
    expect(labels('', en, ['wheelchair', 'door'])).toEqual(['door', 'wheelchair']);
  });
});

describe('a sentence, as it is said', () => {
  it.each([
    ['where is the chair', 'chair'],
    ['the red umbrella please', 'umbrella'],
    ['a bottel', 'bottle'],
  ])('"%s"', (text, label) => {
    expect(labels(text)[0]).toBe(label);
  });

  it('means the longest of the names in it', () => {
    expect(labels('my teddy bear')).toEqual(['teddy bear', 'bear']);
  });

  it('may be in a language that puts no spaces between words', () => {
    expect(labels('椅子はどこですか', ja)).toEqual(['chair']);
    expect(labels('球', zh)).toEqual(
      expect.arrayContaining(['sports ball', 'tennis racket', 'baseball bat']),
    );
  });

  it('does not mean a name that is only part of a word', () => {
    expect(labels('where is the carpet')).not.toContain('car');
  });
});

describe.each(LANGUAGES.map(({ language }) => language))('in %s', (language) => {
  test('every class is found first by its name, or by one that is called the same', async () => {
    const phrases = await loadPhrases(language);
    const wrong = matchingClasses('', COCO_CLASSES, phrases).filter(({ name }) => {
      const [first] = matchingClasses(name, COCO_CLASSES, phrases);
      return first?.name !== name && first?.label !== name;
    });
    expect(wrong).toEqual([]);
  });

  test('every beginning of a name finds it', async () => {
    const phrases = await loadPhrases(language);
    const named = matchingClasses('', COCO_CLASSES, phrases);
    fc.assert(
      fc.property(fc.constantFrom(...named), fc.integer({ min: 1, max: 20 }), ({ label, name }, length) => {
        const beginning = [...new Intl.Segmenter(language).segment(name)]
          .slice(0, length)
          .map(({ segment }) => segment)
          .join('');
        expect(labels(beginning, phrases)).toContain(label);
      }),
      { numRuns: 25 },
    );
  });
});
