import { describe, expect, test } from 'vitest';
import { de } from './de';
import { en } from './en';
import { es } from './es';
import { fr } from './fr';
import { it } from './it';
import type { Phrases, PluralForms } from './phrases';
import { pt } from './pt';
import {
  clearedSentence,
  describeObject,
  directionText,
  distanceText,
  hazardSentence,
  moreSentence,
  nameOf,
  thingText,
  tieSentence,
  type DistancePreferences,
  type NamedThing,
} from './sentences';

const STEPS: DistancePreferences = { units: 'steps', stepLengthMetres: 0.7, directions: 'words' };
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

describe('counts', () => {
  /** English words, counted as another language does. */
  const countingAs = (language: string, person: PluralForms): Phrases => ({
    ...en,
    language,
    names: { ...en.names, person },
  });

  test('stand where the form has a place for them', () => {
    const chinese = countingAs('zh', { one: '人', other: '{count}个人' });
    expect(nameOf(chinese, 'person')).toBe('人');
    expect(nameOf(chinese, 'person', 2)).toBe('2个人');
  });

  test('follow the categories of the language', () => {
    const arabic = countingAs('ar', { one: 'A', two: 'B', few: 'C', many: 'D {count} D', other: 'E' });
    const names = [1, 2, 3, 10, 11, 100].map((count) => nameOf(arabic, 'person', count));
    expect(names).toEqual(['A', 'B', '3 C', '10 C', 'D 11 D', '100 E']);
  });

  test('fall back on the general form, before which the number stands', () => {
    const arabic = countingAs('ar', { one: 'A', other: 'E' });
    expect(nameOf(arabic, 'person', 2)).toBe('2 E');
    expect(nameOf(arabic, 'person', 5)).toBe('5 E');
  });

  test('are written in the digits of the language, without grouping', () => {
    expect(nameOf(countingAs('fa', { one: 'A', other: 'E' }), 'person', 3)).toBe('۳ E');
    expect(nameOf(en, 'person', 1234)).toBe('1234 people');
    expect(moreSentence({ ...en, language: 'fa' }, 3)).toBe('And ۳ more.');
  });
});

describe('directions by the clock', () => {
  const BY_CLOCK: DistancePreferences = { ...STEPS, directions: 'clock' };
  const radians = (degrees: number) => (degrees / 180) * Math.PI;

  test.each([
    [0, 12],
    [14.9, 12],
    [-14.9, 12],
    [15.1, 1],
    [30, 1],
    [-15.1, 11],
    [-30, 11],
    [44, 1],
    [-46, 10],
    [60, 2],
    [-90, 9],
    [90, 3],
  ])('%d degrees to the right is %d o’clock', (degrees, hour) => {
    const place = { direction: 'ahead', bearing: radians(degrees) } as const;
    expect(directionText(en, place, BY_CLOCK)).toBe(`${hour} o’clock`);
  });

  test('take the place of the words, and only where they are wanted', () => {
    const thing: NamedThing = {
      label: 'chair',
      count: 1,
      direction: 'slightlyLeft',
      bearing: radians(-30),
      metres: exactly(2.2),
    };
    expect(thingText(en, thing, BY_CLOCK)).toBe('chair, 3 steps, 11 o’clock');
    expect(thingText(en, thing, STEPS)).toBe('chair, 3 steps, slightly left');
  });

  test.each([
    [de, 'auf ein Uhr', 'auf 11 Uhr', 'auf 12 Uhr'],
    [es, 'a la una', 'a las 11', 'a las 12'],
    [fr, 'à une heure', 'à 11 heures', 'à midi'],
    [it, 'a ore una', 'a ore 11', 'a ore 12'],
    [pt, 'à uma hora', 'às 11 horas', 'às 12 horas'],
  ] as [Phrases, string, string, string][])('in each language', (phrases, one, eleven, twelve) => {
    const told = [30, -30, 0].map((degrees) =>
      directionText(phrases, { direction: 'ahead', bearing: radians(degrees) }, BY_CLOCK),
    );
    expect(told).toEqual([one, eleven, twelve]);
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
  const thing: NamedThing = {
    label: 'person',
    count: 1,
    direction: 'slightlyLeft',
    bearing: -0.2,
    metres: null,
  };

  test('name, distance if known, direction', () => {
    expect(thingText(en, thing, STEPS)).toBe('person, slightly left');
    expect(thingText(en, { ...thing, metres: exactly(2.2) }, STEPS)).toBe('person, 3 steps, slightly left');
  });

  test.each([
    [en, '3 people, 2 steps, ahead.'],
    [es, '3 personas, a 2 pasos, delante.'],
    [fr, '3 personnes, à 2 pas, devant.'],
    [de, '3 Personen, 2 Schritte, vorn.'],
    [it, '3 persone, a 2 passi, davanti.'],
    [pt, '3 pessoas, a 2 passos, à frente.'],
  ] as [Phrases, string][])('in each language', (phrases, text) => {
    const people: NamedThing = {
      label: 'person',
      count: 3,
      direction: 'ahead',
      bearing: 0,
      metres: exactly(1.5),
    };
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

  test.each([
    [de, 'Stopp! Hund, links.', 'Hund, links, kommt näher.', 'Hund nicht mehr im Weg.'],
    [es, '¡Alto! Perro, a la izquierda.', 'Perro, a la izquierda, se acerca.', 'Perro, fuera de su camino.'],
    [fr, 'Stop ! Chien, à gauche.', 'Chien, à gauche, en approche.', 'Chien, hors de votre chemin.'],
    [it, 'Alt! Cane, a sinistra.', 'Cane, a sinistra, in arrivo.', 'Cane, non più sul suo cammino.'],
    [pt, 'Pare! Cão, à esquerda.', 'Cão, à esquerda, aproxima-se.', 'Cão, fora do seu caminho.'],
  ] as [Phrases, string, string, string][])('of dangers, in each language', (phrases, ...texts) => {
    const dog: NamedThing = { ...thing, label: 'dog', direction: 'left', metres: exactly(2.2) };
    expect([
      hazardSentence(phrases, 'imminent', dog, STEPS),
      hazardSentence(phrases, 'coming', dog, STEPS),
      clearedSentence(phrases, 'dog'),
    ]).toEqual(texts);
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
