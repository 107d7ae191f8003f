/** What the announcer keeps between two scenes: what it knows of the things, and what it has told of them. Pure. */

import type { Scene } from '../scene/scene';
import { ANNOUNCEMENT_RULES as RULES } from './announcement-rules';
import { NO_EPISODE, isBlinded, type FaultEpisode } from './fault-watch';
import { groupAlike } from './groups';
import {
  EMPTY_MEMORY,
  presentObjects,
  withSaid,
  type Memory,
  type RememberedObject,
  type Said,
} from './remembered-objects';
import type { Utterance } from './utterance';
import { FULL_BUDGET, giveBack, type WordBudget } from './word-budget';

/** What was told, with what is to be undone if nobody hears it. */
interface Told {
  readonly utterance: Utterance;
  readonly at: number;
  /** That it cost of the budget; only news does. */
  readonly words: number;
  readonly texts: readonly string[];
  /** By object: what had been said of it before. */
  readonly saidBefore: ReadonlyMap<number, Said | null>;
}

/** A speaker holds three utterances at most, and learns of the fourth before it drops one. */
const TOLD_KEPT = 4;

/** Treat it as opaque. */
export interface AnnouncerState {
  readonly memory: Memory;
  readonly faults: FaultEpisode;
  readonly words: WordBudget;
  /** The newest last. */
  readonly told: readonly Told[];
  /** No news before. */
  readonly quietUntil: number;
}

export function createAnnouncerState(): AnnouncerState {
  return {
    memory: EMPTY_MEMORY,
    faults: NO_EPISODE,
    words: FULL_BUDGET,
    told: [],
    quietUntil: -Infinity,
  };
}

/**
 * Call it when what was told was not heard to its end: it is told again, as far as it is still true then.
 * @param hadBegun some of it was heard: the words are spent all the same
 */
export function retract(state: AnnouncerState, utterance: Utterance, hadBegun = false): AnnouncerState {
  const { memory, words, told } = state;
  const unheard = told.find((one) => one.utterance === utterance);
  if (!unheard) return state;
  const undo = (id: number, said: Said | null): [number, Said | null] => [
    id,
    said?.at === unheard.at ? (unheard.saidBefore.get(id) ?? null) : said,
  ];
  // What was told later and isn't heard either must not bring this one back.
  const others = told
    .filter((one) => one !== unheard)
    .map((one) => ({ ...one, saidBefore: new Map([...one.saidBefore].map(([id, said]) => undo(id, said))) }));
  return {
    ...state,
    memory: withSaid(memory, new Map(memory.objects.map(({ id, said }) => undo(id, said)))),
    words: hadBegun ? words : giveBack(words, unheard.words),
    told: others,
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
  const groups = groupAlike(presentObjects(state.memory).filter(({ isWanted: wanted }) => wanted));
  const told = groups.slice(0, RULES.answeredAtMost).map((group) => ({ objects: group, text: '' }));
  return markTold(state, answer, told, now);
}

/** Call it when the person has silenced what was told of the scene: news keeps quiet for a while. */
export function hush(state: AnnouncerState, now: number): AnnouncerState {
  return { ...state, quietUntil: now + RULES.hushMs };
}

/** Things that were told together. */
export interface ToldThings {
  readonly objects: readonly RememberedObject[];
  readonly text: string;
  /** What they count as from now on; as before where it is missing. */
  readonly hazard?: Said['hazard'];
}

/** @param words what it costs of the budget */
export function markTold(
  state: AnnouncerState,
  utterance: Utterance,
  things: readonly ToldThings[],
  now: number,
  words = 0,
): AnnouncerState {
  const objects = things.flatMap((thing) => thing.objects);
  const said = things.flatMap(({ objects: members, text, hazard }) =>
    members.map((member): [number, Said] => [
      member.id,
      {
        at: now,
        direction: member.direction,
        zone: member.zone,
        hazard: hazard === undefined ? (member.said?.hazard ?? null) : hazard,
        groupSize: members.length,
        texts: [...(member.said?.texts ?? []), { text, at: now }].filter(
          ({ at }) => now - at < RULES.repeatWindowMs,
        ),
      },
    ]),
  );
  const saidBefore = new Map(objects.map((object) => [object.id, object.said]));
  const texts = things.map(({ text }) => text);
  return {
    ...state,
    memory: withSaid(state.memory, new Map(said)),
    told: [...state.told, { utterance, at: now, words, texts, saidBefore }].filter(
      ({ at }, index, all) => index >= all.length - TOLD_KEPT || now - at < RULES.sameWordsGapMs,
    ),
  };
}
