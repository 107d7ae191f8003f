/**
 * Puts a language's words together. The grammar is name, distance, direction: the name first, so
 * that a listener can stop listening early.
 */

import type { Metres, SceneObject } from '../../scene/scene';
import { directionOf, type Direction, type DirectionStyle } from '../direction';
import type { HazardStage } from '../hazards';
import type { KnownLabel, Phrases, PluralForms, Units } from './phrases';

/** How the person wants distances told. */
export interface DistancePreferences {
  readonly units: Units;
  readonly stepLengthMetres: number;
  readonly directions: DirectionStyle;
}

/** One thing, or several alike in one direction. */
export interface NamedThing {
  /** The model's class name. */
  readonly label: string;
  readonly count: number;
  readonly direction: Direction;
  /** Radians, positive to the right, of the nearest of them. */
  readonly bearing: number;
  /** Of the nearest of them; null while unknown, and then not spoken. */
  readonly metres: Metres | null;
}

/** Within an arm's length: forward reach of an adult is 0.7 to 0.9 m. */
export const REACH_METRES = 0.8;

/** From here on a thing is just "far": ten seconds of walking away, and a camera knows no better. */
export const FAR_METRES = 15;

/** A range whose far end is more than this many times its near end is told as "about". */
export const HEDGE_RATIO = 1.5;

const RADIANS_PER_HOUR = Math.PI / 6;

export const METRES_PER_FOOT = 0.3048;

/**
 * The only numbers that are spoken. They lie a fifth to a half apart: finer ones would promise what one camera can't
 * measure.
 */
const COARSE_NUMBERS = {
  steps: [1, 2, 3, 4, 6, 8, 12, 16, 20, 30],
  metres: [1, 2, 3, 4, 6, 8, 10, 12],
  feet: [3, 4, 6, 8, 10, 15, 20, 30, 40],
} as const satisfies Record<Units, readonly number[]>;

const pluralRules = new Map<string, Intl.PluralRules>();
const numberFormats = new Map<string, Intl.NumberFormat>();

function pluralCategory(language: string, count: number): Intl.LDMLPluralRule {
  const rules = pluralRules.get(language) ?? new Intl.PluralRules(language);
  pluralRules.set(language, rules);
  return rules.select(count);
}

/** In the digits that the language is usually written with. */
function numberText(language: string, count: number): string {
  const format = numberFormats.get(language) ?? new Intl.NumberFormat(language, { useGrouping: false });
  numberFormats.set(language, format);
  return format.format(count);
}

function formFor({ language }: Phrases, forms: PluralForms, count: number): string {
  return forms[pluralCategory(language, count)] ?? forms.other;
}

function withCount({ language }: Phrases, form: string, count: number): string {
  return form.replace('{count}', numberText(language, count));
}

function counted(phrases: Phrases, forms: PluralForms, count: number): string {
  return withCount(phrases, formFor(phrases, forms, count), count);
}

/**
 * "person", "3 people". The count goes before the form, unless the form has a place for it, or is a dual, which says
 * it already. A class that the language doesn't know keeps the model's name for it, so that a detector with other
 * classes needs no code.
 */
export function nameOf(phrases: Phrases, label: string, count = 1): string {
  const forms: PluralForms = Object.hasOwn(phrases.names, label)
    ? phrases.names[label as KnownLabel]
    : { one: label, other: label };
  if (count === 1) return forms.one;
  const form = formFor(phrases, forms, count);
  const isComplete = form.includes('{count}') || form === forms.two;
  return withCount(phrases, isComplete ? form : `{count} ${form}`, count);
}

/**
 * A distance in coarse words, rounded toward the person: who expects a thing too soon slows down in time. A wide range
 * is hedged.
 */
export function distanceText(phrases: Phrases, metres: Metres, preferences: DistancePreferences): string {
  const { distances } = phrases;
  if (metres.best < REACH_METRES) return distances.withinReach;
  if (metres.best >= FAR_METRES) return distances.far;
  const { units, stepLengthMetres } = preferences;
  const unitMetres = { steps: stepLengthMetres, metres: 1, feet: METRES_PER_FOOT }[units];
  const numbers: readonly number[] = COARSE_NUMBERS[units];
  const count = numbers.findLast((number) => number * unitMetres <= metres.best) ?? numbers[0]!;
  const { exact, about } = distances[units];
  return counted(phrases, metres.far > metres.near * HEDGE_RATIO ? about : exact, count);
}

/**
 * "slightly left", or "11 o’clock": a clock that lies before the person has its 12 straight ahead, and an hour is 30
 * degrees.
 */
export function directionText(
  phrases: Phrases,
  { direction, bearing }: Pick<NamedThing, 'direction' | 'bearing'>,
  { directions }: DistancePreferences,
): string {
  if (directions === 'words') return phrases.directions[direction];
  const hours = Math.round(bearing / RADIANS_PER_HOUR);
  return phrases.clock(hours > 0 ? hours : 12 + hours);
}

/** "person, 3 steps, slightly left": a part of a sentence, not yet one. */
export function thingText(phrases: Phrases, thing: NamedThing, preferences: DistancePreferences): string {
  const parts = [
    nameOf(phrases, thing.label, thing.count),
    ...(thing.metres ? [distanceText(phrases, thing.metres, preferences)] : []),
    directionText(phrases, thing, preferences),
  ];
  return parts.join(phrases.sentences.separator);
}

/** One object for a list on the screen: "Person, 3 steps, slightly left". */
export function describeObject(
  { label, bearing, metres }: SceneObject,
  phrases: Phrases,
  preferences: DistancePreferences,
): string {
  const thing = { label, count: 1, direction: directionOf(bearing), bearing, metres };
  return capitalised(phrases, thingText(phrases, thing, preferences));
}

function capitalised(phrases: Phrases, text: string): string {
  const [first = '', ...rest] = text;
  return first.toLocaleUpperCase(phrases.language) + rest.join('');
}

/** A sentence of its own: first letter large, full stop. */
export function sentence(phrases: Phrases, text: string): string {
  return capitalised(phrases, text) + phrases.sentences.end;
}

/**
 * "Stop. Person, ahead." The word that stops comes first; a distance would come too late. "Bicycle, left, coming." What
 * stands in the way is told with its distance.
 */
export function hazardSentence(
  phrases: Phrases,
  stage: HazardStage,
  thing: NamedThing,
  preferences: DistancePreferences,
): string {
  const { stop, coming, separator } = phrases.sentences;
  if (stage === 'inPath') return sentence(phrases, thingText(phrases, thing, preferences));
  const place = [nameOf(phrases, thing.label), directionText(phrases, thing, preferences)].join(separator);
  return stage === 'imminent'
    ? `${stop} ${sentence(phrases, place)}`
    : sentence(phrases, `${place}${separator}${coming}`);
}

/** "Person clear." */
export function clearedSentence(phrases: Phrases, label: string): string {
  return sentence(phrases, phrases.sentences.cleared(nameOf(phrases, label)));
}

/** "Equally near: person, left; chair, right." One thing alone is an ordinary sentence. */
export function tieSentence(
  phrases: Phrases,
  things: readonly NamedThing[],
  preferences: DistancePreferences,
): string {
  const texts = things.map((thing) => thingText(phrases, thing, preferences));
  const joined = texts.join(phrases.sentences.tieSeparator);
  return sentence(phrases, texts.length > 1 ? phrases.sentences.equallyNear(joined) : joined);
}

/** "And 3 more." */
export function moreSentence(phrases: Phrases, count: number): string {
  return sentence(phrases, counted(phrases, phrases.sentences.more, count));
}
