/**
 * Decides what is said while the camera runs: scenes in, utterances out, time passed in. Pure and deterministic.
 * Silence is the default; what is spoken was not there before, changed, is about to be hit, or means that the app can't
 * see. Nothing is kept for later: what may not be said now is judged anew when it may.
 */

import type { Scene } from '../scene/scene';
import { ANNOUNCEMENT_RULES as RULES } from './announcement-rules';
import { markTold, type AnnouncerState } from './announcer-state';
import type { CueKind } from './cue';
import { directionOf } from './direction';
import { isBlinded, watchFaults, worstFault } from './fault-watch';
import { nameGroup } from './groups';
import { HAZARD_RULES, movesByItself } from './hazards';
import { clearedHazard, untoldHazards, type Hazard } from './hazard-watch';
import { findNews, type NewsGroup } from './news';
import type { Phrases } from './phrases/phrases';
import { clearedSentence, hazardSentence, sentence, thingText } from './phrases/sentences';
import { isWanted, type AnnouncementPreferences } from './preferences';
import { remember, type Memory, type RememberedObject } from './remembered-objects';
import { isNearer, zoneOf } from './zones';
import { compareUrgency, type Urgency, type Utterance } from './utterance';
import { countWords, spend, wordsLeft } from './word-budget';

export interface Announcement {
  readonly state: AnnouncerState;
  readonly utterance: Utterance | null;
}

/** The moment in which the announcer is asked. */
export interface Moment {
  /** Milliseconds on the clock of `scene.time`. A scene that is too old by then is remembered, not told. */
  readonly now: number;
  /** What is being said now; null in silence. Only what is more urgent is told then. */
  readonly speaking?: Urgency | null;
  /** The person is busy with something else, as finding a thing: only hazards, their ends and faults are told. */
  readonly hazardsOnly?: boolean;
  /** Class name of what the person looks for: they go toward it on purpose, and it is no hazard unless it moves. */
  readonly sought?: string | null;
}

/** Takes in one scene, in the order of their times, and says what to speak now, if anything. */
export function announce(
  state: AnnouncerState,
  scene: Scene,
  { now, speaking = null, hazardsOnly = false, sought = null }: Moment,
  preferences: AnnouncementPreferences,
  phrases: Phrases,
): Announcement {
  const blinded = isBlinded(scene.faults);
  const memory = blinded
    ? state.memory
    : remember(state.memory, scene, (object) => isWanted(object, preferences));
  const next = { ...state, memory };
  const isTrue = !blinded && now - scene.time <= RULES.staleAfterMs;

  const hazard = isTrue ? worstHazard(memory, now, sought, preferences, phrases) : null;
  if (hazard && mayInterrupt(hazard, speaking, state)) return tellHazard(next, hazard, now, phrases);

  const { episode, text } = watchFaults(state.faults, scene.faults, now, phrases);
  const watched = { ...next, faults: episode };
  if (text !== null) {
    const cue = { kind: worstFault(scene.faults) ? 'fault' : 'clear', bearing: 0 } as const;
    return { state: watched, utterance: { text, urgency: 'fault', language: phrases.language, cue } };
  }
  if (!isTrue || speaking !== null) return { state: watched, utterance: null };

  const cleared = now < state.quietUntil ? null : clearedHazard(memory);
  if (cleared) return tellCleared(watched, cleared, now, phrases);
  return hazardsOnly ? { state: watched, utterance: null } : tellNews(watched, now, preferences, phrases);
}

/** A hazard interrupts everything but another hazard; that, only one about to be hit, and only once. */
function mayInterrupt({ stage }: Hazard, speaking: Urgency | null, { told }: AnnouncerState): boolean {
  if (speaking === null || compareUrgency('hazard', speaking) > 0) return true;
  return stage === 'imminent' && told.at(-1)?.utterance.cue?.kind !== 'imminent';
}

interface HazardLine extends Hazard {
  readonly text: string;
}

/** The worst one that was not told yet. What only stands in the way is not told in the words of a moment ago. */
function worstHazard(
  memory: Memory,
  now: number,
  sought: string | null,
  preferences: AnnouncementPreferences,
  phrases: Phrases,
): HazardLine | null {
  for (const { object, stage } of untoldHazards(memory)) {
    if (object.label === sought && !movesByItself(sought)) continue;
    // Where it is at this moment: what was said of it before may be a step behind.
    const here = { ...object, direction: directionOf(object.bearing), zone: zoneOf(object) };
    const isComing = stage === 'coming' && (object.approach ?? Infinity) >= HAZARD_RULES.fasterThanWalking;
    const form = stage === 'coming' && !isComing ? 'inPath' : stage;
    const text = hazardSentence(phrases, form, nameGroup([here]), preferences);
    if (stage !== 'inPath' || !wasTold(object, text, now, RULES.sameWordsGapMs))
      return { object: here, stage, text };
  }
  return null;
}

function tellHazard(
  state: AnnouncerState,
  { object, stage, text }: HazardLine,
  now: number,
  phrases: Phrases,
): Announcement {
  const kind = stage === 'imminent' ? 'imminent' : 'hazard';
  const utterance = spoken(text, 'hazard', kind, object, phrases);
  return { utterance, state: markTold(state, utterance, [{ objects: [object], text, hazard: stage }], now) };
}

function tellCleared(
  state: AnnouncerState,
  object: RememberedObject,
  now: number,
  phrases: Phrases,
): Announcement {
  const text = clearedSentence(phrases, object.label);
  const utterance = spoken(text, 'news', 'clear', object, phrases);
  return { utterance, state: markTold(state, utterance, [{ objects: [object], text, hazard: null }], now) };
}

interface Line {
  readonly group: NewsGroup;
  readonly text: string;
  readonly words: number;
}

function tellNews(
  state: AnnouncerState,
  now: number,
  preferences: AnnouncementPreferences,
  phrases: Phrases,
): Announcement {
  const { told, words } = state;
  if (now < state.quietUntil || isTooSoon(told, now)) return { state, utterance: null };
  const recentTexts = told.filter(({ at }) => now - at < RULES.sameWordsGapMs).flatMap(({ texts }) => texts);
  const lines = findNews(state.memory, now)
    .map((group) => lineOf(group, preferences, phrases))
    .filter(
      ({ text, group }) =>
        !recentTexts.includes(text) &&
        !group.news.every((one) => wasTold(one, text, now, RULES.repeatWindowMs)),
    );
  const line = affordable(lines[0], wordsLeft(words, now));
  if (!line) return { state, utterance: null };

  const nearest = line.group.news[0]!;
  const kind = isNearer(nearest.zone, 'eightSteps') ? 'near' : 'far';
  const utterance = spoken(line.text, 'news', kind, nearest, phrases);
  const marked = markTold(state, utterance, [{ objects: line.group.all, text: line.text }], now, line.words);
  return {
    utterance,
    state: { ...marked, words: spend(words, line.words, now) },
  };
}

/** News keeps a distance from the start of the news before it, and doesn't run into it. */
function isTooSoon(told: AnnouncerState['told'], now: number): boolean {
  const last = told.findLast(({ words }) => words > 0);
  return last !== undefined && now - last.at < Math.max(RULES.newsGapMs, last.words * RULES.wordMs);
}

/** A crowd is told as one thing; who joins a smaller group is told alone. */
function lineOf(group: NewsGroup, preferences: AnnouncementPreferences, phrases: Phrases): Line {
  const named = group.all.length >= RULES.crowdSize ? group.all : group.news;
  const text = sentence(phrases, thingText(phrases, nameGroup(named), preferences));
  return { group: { ...group, all: named }, text, words: countWords(text, phrases.language) };
}

function wasTold({ said }: RememberedObject, text: string, now: number, windowMs: number): boolean {
  return said?.texts.some((one) => one.text === text && now - one.at < windowMs) ?? false;
}

/**
 * The nearest thing, if the budget allows it; a farther one doesn't push ahead of it. A full budget allows any one line.
 */
function affordable(line: Line | undefined, words: number): Line | null {
  if (!line) return null;
  const isFar = line.group.news.every(({ zone }) => zone === 'far');
  const isAffordable = line.words <= words - (isFar ? RULES.wordsKeptForNear : 0);
  return isAffordable || words >= RULES.burstWords ? line : null;
}

function spoken(
  text: string,
  urgency: Urgency,
  kind: CueKind,
  { bearing }: RememberedObject,
  { language }: Phrases,
): Utterance {
  return { text, urgency, language, cue: { kind, bearing } };
}
