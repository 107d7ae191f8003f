import { describe, expect, test } from 'vitest';
import { de } from './de';
import { en } from './en';
import { es } from './es';
import { fr } from './fr';
import type { Phrases } from './phrases';
import {
  describeObject,
  distanceText,
  moreSentence,
  nameOf,
  thingText,
  tieSentence,
  type DistancePreferences,
  type NamedThing,
} from './sentences';

const STEPS: DistancePreferences = { units: 'steps', stepLengthMetres: 0.7 };
const exactly = (best: number) => ({ near: best, best, far: best });
const roughly = (best: number) => ({ near: best / 2, best, far: best * 2 });

describe('names', () => {
  test('one and several', () => {
    expect(nameOf(en, 'person')).toBe('person');
    expect(nameOf(en, 'person', 3)).toBe('3 people');
    expect(nameOf(fr, 'cell phone', 2)).toBe('2 téléphones');
  });

  test('what the language doesn’t know keeps the model’s name, even a name that objects carry', () => {
    expect(nameOf(de, 'kerb')).toBe('kerb');
    expect(nameOf(de, 'kerb', 2)).toBe('2 kerb');
    expect(nameOf(en, 'constructor')).toBe('constructor');
    expect(nameOf(en, 'toString', 2)).toBe('2 toString');
  });
});

describe('distances', () => {
  test.each([
    [0.3, 'within reach'],
    [0.79, 'within reach'],
    [0.8, 'one step'],
    [1.4, '2 steps'],
    [2.7, '3 steps'],
    [4.1, '4 steps'],
    [4.2, '6 steps'],
    [14.9, '20 steps'],
    [15, 'far'],
    [100, 'far'],
  ])('%d m is %s', (metres, text) => {
    expect(distanceText(en, exactly(metres), STEPS)).toBe(text);
  });

  test('follow the person’s unit and step', () => {
    expect(distanceText(en, exactly(2.5), { ...STEPS, stepLengthMetres: 0.5 })).toBe('4 steps');
    expect(distanceText(en, exactly(2.5), { ...STEPS, units: 'metres' })).toBe('2 metres');
    expect(distanceText(en, exactly(0.9), { ...STEPS, units: 'metres' })).toBe('one metre');
    expect(distanceText(en, exactly(2.5), { ...STEPS, units: 'feet' })).toBe('8 feet');
  });

  test('are hedged when they are known only roughly', () => {
    expect(distanceText(en, roughly(3), STEPS)).toBe('about 4 steps');
    expect(distanceText(es, roughly(3), STEPS)).toBe('a unos 4 pasos');
    expect(distanceText(es, roughly(1), STEPS)).toBe('a un paso más o menos');
    expect(distanceText(en, { near: 2.5, best: 3, far: 3.7 }, STEPS)).toBe('4 steps');
  });

  test('are never told with decimals, nor as farther than they are', () => {
    for (const units of ['steps', 'metres', 'feet'] as const) {
      const unit = { steps: 0.7, metres: 1, feet: 0.3048 }[units];
      for (let metres = 1; metres < 15; metres += 0.13) {
        const text = distanceText(en, exactly(metres), { ...STEPS, units });
        const count = Number(text.replace(/^one /, '1 ').split(' ')[0]);
        expect(Number.isInteger(count), text).toBe(true);
        expect(count * unit).toBeLessThanOrEqual(metres);
        expect(count * unit).toBeGreaterThan(metres / 2.1);
      }
    }
  });
});

describe('sentences', () => {
  const thing: NamedThing = { label: 'person', count: 1, direction: 'slightlyLeft', metres: null };

  test('name, distance if known, direction', () => {
    expect(thingText(en, thing, STEPS)).toBe('person, slightly left');
    expect(thingText(en, { ...thing, metres: exactly(2.2) }, STEPS)).toBe('person, 3 steps, slightly left');
  });

  test.each([
    [en, '3 people, 2 steps, ahead.'],
    [es, '3 personas, a 2 pasos, delante.'],
    [fr, '3 personnes, à 2 pas, devant.'],
    [de, '3 Personen, 2 Schritte, vorn.'],
  ] as [Phrases, string][])('in each language', (phrases, text) => {
    const people: NamedThing = { label: 'person', count: 3, direction: 'ahead', metres: exactly(1.5) };
    expect(tieSentence(phrases, [people], STEPS)).toBe(text);
  });

  test.each([
    { phrases: fr, direction: 'ahead', text: 'Une personne, devant.', misheard: 'Nobody, ahead.' },
    {
      phrases: es,
      direction: 'slightlyLeft',
      text: 'Persona, un poco a la izquierda.',
      misheard: 'Something left.',
    },
    { phrases: de, direction: 'slightlyRight', text: 'Person, leicht rechts.', misheard: 'Something right.' },
  ] as const)('$text is no $misheard', ({ phrases, direction, text }) => {
    expect(tieSentence(phrases, [{ ...thing, direction }], STEPS)).toBe(text);
  });

  test('what is left out is counted', () => {
    expect(moreSentence(en, 1)).toBe('And one more.');
    expect(moreSentence(en, 3)).toBe('And 3 more.');
    expect(moreSentence(de, 3)).toBe('Und 3 weitere.');
    // Not "und noch etwas", after which a listener waits for more.
    expect(moreSentence(de, 1)).toBe('Und ein weiteres.');
  });

  test('a line for the list on the screen', () => {
    const box = { left: 0, top: 0, width: 1, height: 1 };
    const object = {
      label: 'umbrella',
      score: 1,
      box,
      referencePx: 0,
      lowerMiddlePx: 0,
      rank: 1,
      bearing: -0.2,
      track: null,
    };
    expect(describeObject({ ...object, metres: null }, fr, STEPS)).toBe('Parapluie, un peu à gauche');
  });
});
