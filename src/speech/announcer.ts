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
  type Said,
} from './remembered-objects';
import type { Utterance } from './utterance';

interface Words {
  /** How many may be said now; grows with time up to the burst. */
  readonly left: number;
  readonly countedAt: number;
}

/** A piece of news, with what is to be undone if nobody hears it. */
interface ToldNews {
  readonly utterance: Utterance;
  readonly at: number;
  readonly words: number;
  /** By object: what had been said of it before. */
  readonly saidBefore: ReadonlyMap<number, Said | null>;
  readonly texts: readonly string[];
}

/** A speaker holds two pieces of news at most, and learns of the third before it drops one. */
const NEWS_KEPT = 3;

/** Treat it as opaque. */
export interface AnnouncerState {
  readonly memory: Memory;
  readonly faults: FaultEpisode;
  readonly words: Words;
  /** The newest last. */
  readonly news: readonly ToldNews[];
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
 * Call it when news was not heard (dropped, interrupted or failed): what it told is news again, as far as it is still
 * true then.
 */
export function retract(state: AnnouncerState, utterance: Utterance): AnnouncerState {
  const unheard = state.news.find((told) => told.utterance === utterance);
  if (!unheard) return state;
  const stillSo = state.memory.objects.filter(({ said }) => said?.at === unheard.at);
  const saidBefore = stillSo.map(({ id }): [number, Said | null] => [id, unheard.saidBefore.get(id) ?? null]);
  return {
    ...state,
    memory: withSaid(state.memory, new Map(saidBefore)),
    words: { ...state.words, left: state.words.left + unheard.words },
    news: state.news.filter((told) => told !== unheard),
  };
}

/** Call it when the person asked and got the scene told: what was in it is no news any more. */
export function countAsTold(state: AnnouncerState, now: number): AnnouncerState {
  const told = groupAlike(presentObjects(state.memory)).slice(0, RULES.answeredAtMost).flat();
  return { ...state, memory: markSaid(state.memory, told, now) };
}

function tellNews(
  state: AnnouncerState,
  now: number,
  preferences: AnnouncementPreferences,
  phrases: Phrases,
): Announcement {
  const { news, memory } = state;
  if (isTooSoon(news.at(-1), now)) return { state, utterance: null };
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
  const saidBefore = new Map(objects.map(({ id, said }) => [id, said]));
  return {
    utterance,
    state: {
      ...state,
      memory: markSaid(memory, objects, now),
      words: { left: wordsLeft - words, countedAt: now },
      news: [...news, { utterance, at: now, words, saidBefore, texts }].slice(-NEWS_KEPT),
    },
  };
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
