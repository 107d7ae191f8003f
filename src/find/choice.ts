/**
 * Which classes a person means by what they typed or said, in their language: whole names before beginnings, those before
 * parts, and small slips last. Pure.
 */

import type { Phrases } from '../speech/phrases/phrases';
import { nameOf } from '../speech/phrases/sentences';
import { foldText, isOneSlipAway } from './fold-text';

/** A class with its name in the person's language. */
export interface NamedClass {
  /** As the model writes it. */
  readonly label: string;
  readonly name: string;
}

/**
 * How well a text fits a name, best first. `saidWithin`: the name stands within what was said ("where is the chair").
 */
const FITS = ['whole', 'beginning', 'wordBeginning', 'part', 'saidWithin', 'slip'] as const;

type Fit = (typeof FITS)[number];

/** In a short word one other letter makes another word: cat, car, cap. */
const SLIP_IN_WORDS_FROM = 5;

/** One letter is in the middle of nearly every word. */
const PART_FROM = 2;

/** Written without spaces between words: a name may stand anywhere within a sentence. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}]/u;

/** All classes by their names, in the order of the person's alphabet. */
export function namedClasses(classes: readonly string[], phrases: Phrases): NamedClass[] {
  const { compare } = new Intl.Collator(phrases.language);
  return classes
    .map((label) => ({ label, name: nameOf(phrases, label) }))
    .sort((a, b) => compare(a.name, b.name));
}

/**
 * The classes that a text may mean, best first and equals by the alphabet; all of them for an empty text, none when
 * there is nothing of that name. Names are known in the singular, the plural, and as the model writes them, these without
 * parts and slips: in a language that the person doesn't write they fit by chance only.
 * @param text as the person typed it, or as it was recognised
 */
export function matchingClasses(text: string, classes: readonly string[], phrases: Phrases): NamedClass[] {
  const named = namedClasses(classes, phrases);
  const folded = foldText(text, phrases.language);
  if (folded === '') return text.trim() === '' ? named : [];
  return named
    .map((one) => ({ one, fit: bestFit(folded, one.label, phrases) }))
    .filter(({ fit }) => fit < FITS.length)
    .sort((a, b) => a.fit - b.fit)
    .map(({ one }) => one);
}

/** Small is good: the place in `FITS`, and its length for none. Of names within each other the longest was said. */
function bestFit(text: string, label: string, { names, language }: Phrases): number {
  const forms = Object.hasOwn(names, label) ? Object.values(names[label as keyof typeof names]) : [label];
  const own = forms.map((form) => foldText(form.replace('{count}', ''), language));
  const fits = own.map((name) => rankOf(fitOf(text, name), name));
  const models = foldText(label, language);
  const modelsFit = fitOf(text, models);
  const isByChance = modelsFit === 'part' || modelsFit === 'slip';
  return Math.min(...fits, isByChance ? FITS.length : rankOf(modelsFit, models));
}

function rankOf(fit: Fit | null, name: string): number {
  if (fit === null) return FITS.length;
  return FITS.indexOf(fit) + (fit === 'saidWithin' ? 1 / (1 + lengthOf(name)) : 0);
}

function fitOf(text: string, name: string): Fit | null {
  if (name === text) return 'whole';
  if (name.startsWith(text)) return 'beginning';
  if (name.includes(` ${text}`)) return 'wordBeginning';
  if (isLongEnough(text) && name.includes(text)) return 'part';
  if (isSaidWithin(text, name)) return 'saidWithin';
  return hasSlip(text, name) ? 'slip' : null;
}

function isLongEnough(text: string): boolean {
  return UNSPACED.test(text) || lengthOf(text) >= PART_FROM;
}

function isSaidWithin(text: string, name: string): boolean {
  return UNSPACED.test(name) ? text.includes(name) : ` ${text} `.includes(` ${name} `);
}

/** The whole text, or a word of it, is the name or a word of it but for one slip. */
function hasSlip(text: string, name: string): boolean {
  const known = [name, ...name.split(' ')].filter((word) => lengthOf(word) >= SLIP_IN_WORDS_FROM);
  const given = [text, ...text.split(' ')].filter((word) => lengthOf(word) >= SLIP_IN_WORDS_FROM - 1);
  return given.some((word) => known.some((other) => isOneSlipAway(word, other)));
}

function lengthOf(text: string): number {
  return [...text].length;
}
