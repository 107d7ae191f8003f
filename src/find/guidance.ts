/**
 * Leads a person to a thing of one class: scenes in, guidance out. The place of the target is for the ticks, which tell
 * every moment where it is; the words tell what it is, how far, and what the ticks can't. Pure: the time is passed in.
 */

import type { Scene } from '../scene/scene';
import { placeOf, type Place } from '../sounds/place';
import { ANNOUNCEMENT_RULES } from '../speech/announcement-rules';
import { isBlinded } from '../speech/fault-watch';
import type { Phrases } from '../speech/phrases/phrases';
import type { AnnouncementPreferences } from '../speech/preferences';
import { EMPTY_MEMORY, remember, type Memory, type RememberedObject } from '../speech/remembered-objects';
import type { Utterance } from '../speech/utterance';
import { sideOf, type Direction } from '../speech/direction';
import { isNearer, steadyZone, zoneOf, type Zone } from '../speech/zones';
import { FIND_RULES as RULES } from './find-rules';
import { lostText, reachText, sightingText } from './find-words';
import { followTarget, type Target } from './target';

export { tickInterval } from './ticks';

/** What the person knows of the target. */
interface Told {
  readonly id: number;
  readonly direction: Direction;
  readonly zone: Zone;
}

/** What telling something changes, and not hearing it brings back. */
interface Account {
  /** Null as long as the person knows of none: not told yet, or told to be lost. */
  readonly told: Told | null;
  /** The words of the last guidance, reminders aside, and when it was given. */
  readonly words: { readonly text: string; readonly at: number } | null;
  /** After how long unseen the person is told that the search goes on. Milliseconds. */
  readonly reminderDue: number;
}

/** Opaque: made by `beginFind`, passed from one `guide` to the next. */
export interface FindState extends Account {
  readonly label: string;
  /** Of things of the class only. */
  readonly memory: Memory;
  readonly target: Target | null;
  readonly lastSeen: RememberedObject | null;
  /** When the newest scene was heard. */
  readonly at: number;
  /** For how long none has been seen though the camera saw; milliseconds. */
  readonly unseenMs: number;
  /** What was said last, and what was so before. */
  readonly said: { readonly utterance: Utterance; readonly before: Account } | null;
}

export interface Guidance {
  readonly state: FindState;
  /** Where the target is now; null when none is seen. */
  readonly target: Place | null;
  readonly utterance: Utterance | null;
  /** The target came within reach just now. */
  readonly isReached: boolean;
}

/**
 * @param label class name as the model writes it
 * @param now milliseconds, on the clock of the scenes
 */
export function beginFind(label: string, now: number): FindState {
  return {
    label,
    memory: EMPTY_MEMORY,
    target: null,
    lastSeen: null,
    at: now,
    unseenMs: 0,
    told: null,
    words: null,
    reminderDue: RULES.firstReminderMs,
    said: null,
  };
}

/**
 * Takes one live scene in. What blinds the camera is the announcer's to tell, and no reason to call the thing lost: the
 * search waits.
 * @param now milliseconds, on the clock of the scenes
 */
export function guide(
  state: FindState,
  scene: Scene,
  now: number,
  preferences: AnnouncementPreferences,
  phrases: Phrases,
): Guidance {
  const isStale = now - scene.time > ANNOUNCEMENT_RULES.staleAfterMs;
  if (isStale || isBlinded(scene.faults))
    return { state: { ...state, at: now }, target: null, utterance: null, isReached: false };
  const seen = look(state, scene, now, preferences);
  const place = seen.target && placeOf(seen.target.thing);
  const news = tell(seen, now, preferences, phrases);
  if (!news) return { state: seen, target: place, utterance: null, isReached: false };

  const { text, account, isReached = false } = news;
  if (text === null) return { state: { ...seen, ...account }, target: place, utterance: null, isReached };
  const utterance: Utterance = { text, urgency: 'answer', language: phrases.language };
  const said = { utterance, before: accountOf(seen) };
  return { state: { ...seen, ...account, said }, target: place, utterance, isReached };
}

/** What nobody heard, because something more urgent was said, is to be said again if it is still so. */
export function unheard(state: FindState, utterance: Utterance): FindState {
  const { said } = state;
  return said?.utterance === utterance ? { ...state, ...said.before, said: null } : state;
}

/** The person asked for this class: what they chose to hear of else makes no difference. */
function look(
  state: FindState,
  scene: Scene,
  now: number,
  { minimumScore }: AnnouncementPreferences,
): FindState {
  const objects = scene.objects.filter(
    ({ label, score, track }) => label === state.label && (track !== null || score >= minimumScore),
  );
  const memory = remember(state.memory, { ...scene, objects }, () => true);
  const target = followTarget(state.target, memory);
  if (target && isSeenNow(target, memory)) {
    const { firstReminderMs } = RULES;
    const lastSeen = target.thing;
    return { ...state, memory, target, lastSeen, at: now, unseenMs: 0, reminderDue: firstReminderMs };
  }
  // Between two scenes that lie farther apart the camera was not looking: paused, or held by another app.
  const elapsed = Math.min(now - state.at, ANNOUNCEMENT_RULES.staleAfterMs);
  return { ...state, memory, target, at: now, unseenMs: state.unseenMs + elapsed };
}

function isSeenNow({ thing }: Target, { time }: Memory): boolean {
  return thing.lastSeen === time;
}

/** The text is null when the words would be those of just now. */
interface News {
  readonly text: string | null;
  readonly account: Partial<Account>;
  readonly isReached?: boolean;
}

function tell(
  state: FindState,
  now: number,
  preferences: AnnouncementPreferences,
  phrases: Phrases,
): News | null {
  const { target, memory } = state;
  return target && isSeenNow(target, memory)
    ? tellSighting(state, target, now, preferences, phrases)
    : tellAbsence(state, now, preferences, phrases);
}

function tellSighting(
  state: FindState,
  { thing, id, direction, zone }: Target,
  now: number,
  preferences: AnnouncementPreferences,
  phrases: Phrases,
): News | null {
  const told: Told = { id: id.value, direction: direction.value, zone: zone.value };
  const wasInReach = state.told?.zone === 'reach' && steadyZone(thing, 'reach') === 'reach';
  if (wasInReach) return null;
  if (zoneOf(thing) === 'reach') {
    const text = reachText(thing, told.direction, phrases, preferences);
    return { text, account: { told: { ...told, zone: 'reach' }, words: { text, at: now } }, isReached: true };
  }
  if (state.told && !isNews(told, state.told)) return keepUp(told, state.told);
  if (!mayTell(state, now)) return null;

  const text = sightingText(thing, told.direction, phrases, preferences);
  const { words } = state;
  const isSame = words?.text === text && now - words.at < ANNOUNCEMENT_RULES.sameWordsGapMs;
  return isSame ? { text: null, account: { told } } : { text, account: { told, words: { text, at: now } } };
}

/** A zone nearer; on another side; or another one, elsewhere. */
function isNews(current: Told, told: Told): boolean {
  if (isNearer(current.zone, told.zone)) return true;
  if (sideOf(current.direction) !== sideOf(told.direction)) return true;
  return current.id !== told.id && current.zone !== told.zone;
}

/** Going away is not told, but coming nearer again is. */
function keepUp({ id, zone }: Told, told: Told): News {
  return { text: null, account: { told: { ...told, id, zone } } };
}

function tellAbsence(
  state: FindState,
  now: number,
  preferences: AnnouncementPreferences,
  phrases: Phrases,
): News | null {
  const { told, lastSeen, unseenMs, reminderDue } = state;
  const nextReminder = unseenMs >= reminderDue ? unseenMs + RULES.reminderMs : reminderDue;
  if (told && lastSeen) {
    const lostAfter = told.zone === 'reach' ? RULES.lostAfterReachMs : RULES.lostAfterMs;
    if (unseenMs < lostAfter || !mayTell(state, now)) return null;
    const text = lostText(lastSeen, phrases, preferences);
    return { text, account: { told: null, words: { text, at: now }, reminderDue: nextReminder } };
  }
  if (unseenMs < reminderDue) return null;
  return { text: phrases.messages.find.notSeenYet, account: { reminderDue: nextReminder } };
}

function mayTell({ words }: FindState, now: number): boolean {
  return !words || now - words.at >= RULES.gapMs;
}

function accountOf({ told, words, reminderDue }: FindState): Account {
  return { told, words, reminderDue };
}
