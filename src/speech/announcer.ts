/**
 * Decides what is said while the camera runs: scenes in, utterances out, time passed in. Pure and deterministic.
 * Silence is the default; what is spoken was not there before, changed, or means that the app can't see.
 */

import type { Scene } from '../scene/scene';
import { ANNOUNCEMENT_RULES as RULES } from './announcement-rules';
import { NO_EPISODE, isBlinded, watchFaults, type FaultEpisode } from './fault-watch';
import { groupAlike, nameGroup } from './groups';
import { findNews } from './news';
import type { Phrases } from './phrases/phrases';
import { sentence, thingText } from './phrases/sentences';
import { wanted, type AnnouncementPreferences } from './preferences';
import {
  EMPTY_MEMORY,
  markSaid,
  presentObjects,
  remember,
  withSaid,
  type Memory,
  type RememberedObject,
  type Said,
} from './remembered-objects';
import type { Utterance } from './utterance';

interface Words {
  /** How many may be said now; grows with time up to the burst. */
  readonly left: number;
  readonly countedAt: number;
}

/** What was told, with what is to be undone if nobody hears it. */
interface Told {
  readonly utterance: Utterance;
  readonly at: number;
  /** By object: what had been said of it before. */
  readonly saidBefore: ReadonlyMap<number, Said | null>;
}

interface ToldNews extends Told {
  readonly words: number;
  readonly texts: readonly string[];
}

/** A speaker holds two pieces of news at most, and learns of the third before it drops one. */
const NEWS_KEPT = 3;

/** It holds one answer, and learns of the second before it drops the first. */
const ANSWERS_KEPT = 2;

/** Treat it as opaque. */
export interface AnnouncerState {
  readonly memory: Memory;
  readonly faults: FaultEpisode;
  readonly words: Words;
  /** The newest last. */
  readonly news: readonly ToldNews[];
  /** The newest last. */
  readonly answers: readonly Told[];
  /** No news before. */
  readonly quietUntil: number;
}

export interface Announcement {
  readonly state: AnnouncerState;
  readonly utterance: Utterance | null;
}

export function createAnnouncerState(): AnnouncerState {
  return {
    memory: EMPTY_MEMORY,
    faults: NO_EPISODE,
    words: { left: RULES.burstWords, countedAt: -Infinity },
    news: [],
    answers: [],
    quietUntil: -Infinity,
  };
}

/**
 * Takes in one scene, in the order of their times, and says what to speak now, if anything.
 * @param now milliseconds on the clock of `scene.time`; a scene that is too old by then is remembered, not told
 */
export function announce(
  state: AnnouncerState,
  scene: Scene,
  now: number,
  preferences: AnnouncementPreferences,
  phrases: Phrases,
): Announcement {
  const { episode, text } = watchFaults(state.faults, scene.faults, now, phrases);
  const watched = { ...state, faults: episode };
  const blinded = isBlinded(scene.faults);
  const memory = blinded ? state.memory : remember(state.memory, scene, wanted(scene.objects, preferences));
  const next = { ...watched, memory };
  if (text !== null) {
    return { state: next, utterance: { text, urgency: 'fault', language: phrases.language } };
  }
  const isStale = now - scene.time > RULES.staleAfterMs;
  return blinded || isStale ? { state: next, utterance: null } : tellNews(next, now, preferences, phrases);
}

/**
 * Call it when news or an answer was not heard (dropped, interrupted, stopped): what it told is news again, as far as it
 * is still true then.
 */
export function retract(state: AnnouncerState, utterance: Utterance): AnnouncerState {
  const { memory, words, news, answers } = state;
  const isUnheard = (told: Told) => told.utterance === utterance;
  const unheardNews = news.find(isUnheard);
  const unheard = unheardNews ?? answers.find(isUnheard);
  if (!unheard) return state;
  const undo = (id: number, said: Said | null): [number, Said | null] => [
    id,
    said?.at === unheard.at ? (unheard.saidBefore.get(id) ?? null) : said,
  ];
  // What was told later and isn't heard either must not bring this one back.
  const without = <Kind extends Told>(list: readonly Kind[]) =>
    list
      .filter((told) => told !== unheard)
      .map((told) => ({
        ...told,
        saidBefore: new Map([...told.saidBefore].map(([id, said]) => undo(id, said))),
      }));
  return {
    ...state,
    memory: withSaid(memory, new Map(memory.objects.map(({ id, said }) => undo(id, said)))),
    words: { ...words, left: words.left + (unheardNews?.words ?? 0) },
    news: without(news),
    answers: without(answers),
  };
}

/**
 * Call it when the person asked, just before the scene is told: what was in it is no news any more. An answer about a
 * picture that can't be seen names nothing.
 */
export function countAsTold(
  state: AnnouncerState,
  scene: Scene,
  answer: Utterance,
  now: number,
): AnnouncerState {
  if (isBlinded(scene.faults)) return state;
  const told = groupAlike(presentObjects(state.memory)).slice(0, RULES.answeredAtMost).flat();
  return {
    ...state,
    memory: markSaid(state.memory, told, now),
    answers: [...state.answers, { utterance: answer, at: now, saidBefore: saidOf(told) }].slice(
      -ANSWERS_KEPT,
    ),
  };
}

/** Call it when the person has silenced what was told of the scene: news keeps quiet for a while. */
export function hush(state: AnnouncerState, now: number): AnnouncerState {
  return { ...state, quietUntil: now + RULES.hushMs };
}

function tellNews(
  state: AnnouncerState,
  now: number,
  preferences: AnnouncementPreferences,
  phrases: Phrases,
): Announcement {
  const { news, memory } = state;
  if (now < state.quietUntil || isTooSoon(news.at(-1), now)) return { state, utterance: null };
  const recentTexts = news.filter(({ at }) => now - at < RULES.sameWordsGapMs).flatMap(({ texts }) => texts);
  const lines = findNews(memory, now)
    .map((group) => ({ group, text: sentence(phrases, thingText(phrases, nameGroup(group), preferences)) }))
    .filter(({ text }) => !recentTexts.includes(text));
  const wordsLeft = refill(state.words, now);
  const told = withinBudget(lines, wordsLeft);
  if (told.length === 0) return { state, utterance: null };

  const texts = told.map(({ text }) => text);
  const utterance: Utterance = { text: texts.join(' '), urgency: 'news', language: phrases.language };
  const words = countWords(utterance.text);
  const objects = told.flatMap(({ group }) => group);
  return {
    utterance,
    state: {
      ...state,
      memory: markSaid(memory, objects, now),
      words: { left: wordsLeft - words, countedAt: now },
      news: [...news, { utterance, at: now, words, saidBefore: saidOf(objects), texts }].slice(-NEWS_KEPT),
    },
  };
}

function saidOf(objects: readonly RememberedObject[]): Map<number, Said | null> {
  return new Map(objects.map(({ id, said }) => [id, said]));
}

/** News keeps a distance from the start of the news before it, and doesn't run into it. */
function isTooSoon(last: ToldNews | undefined, now: number): boolean {
  return last !== undefined && now - last.at < Math.max(RULES.newsGapMs, last.words * RULES.wordMs);
}

/** The nearest lines that the budget allows; what is left out is not kept for later. */
function withinBudget<Line extends { text: string }>(lines: readonly Line[], words: number): Line[] {
  const told: Line[] = [];
  let left = words;
  for (const line of lines) {
    left -= countWords(line.text);
    if (left < 0) break;
    told.push(line);
  }
  return told;
}

function refill({ left, countedAt }: Words, now: number): number {
  const minutes = (now - countedAt) / 60_000;
  return Math.min(RULES.burstWords, left + minutes * RULES.wordsPerMinute);
}

function countWords(text: string): number {
  return text.split(/\s+/).length;
}
