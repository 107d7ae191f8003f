/** The whole scene in words, nearest first: for a photo, and when the person asks what is ahead. Pure. */

import type { Scene, SceneObject } from '../scene/scene';
import { ANNOUNCEMENT_RULES as RULES } from './announcement-rules';
import { directionOf } from './direction';
import { isBlinded, worstFault } from './fault-watch';
import { groupAlike, nameGroup, nearnessOf, type Placed } from './groups';
import type { Phrases } from './phrases/phrases';
import { moreSentence, tieSentence } from './phrases/sentences';
import { wanted, type AnnouncementPreferences } from './preferences';
import type { Utterance } from './utterance';

type Ranked = Placed & Pick<SceneObject, 'rank'>;

/**
 * Tells a handful of things and counts the rest; things that tie are told as equally near. A picture that can't be
 * trusted is told as such, first; nothing recognised is never told as nothing there.
 */
export function describeScene(
  scene: Scene,
  phrases: Phrases,
  preferences: AnnouncementPreferences,
): Utterance {
  const fault = worstFault(scene.faults);
  const sentences = [
    ...(fault ? [phrases.messages.sightFaults[fault]] : []),
    ...(isBlinded(scene.faults) ? [] : tellObjects(scene, phrases, preferences)),
  ];
  return { text: sentences.join(' '), urgency: 'answer', language: phrases.language };
}

function tellObjects(scene: Scene, phrases: Phrases, preferences: AnnouncementPreferences): string[] {
  const objects = wanted(scene.objects, preferences);
  if (objects.length === 0) {
    const anything = wanted(scene.objects, { ...preferences, announced: 'all' }).length > 0;
    return [anything ? phrases.sentences.nothingChosen : phrases.sentences.nothingKnown];
  }
  const placed = objects.map((object): Ranked => ({
    ...object,
    direction: directionOf(object.bearing),
    nearness: nearnessOf(object, scene.image.height),
  }));
  const groups = groupAlike(placed);
  const told = groups.slice(0, RULES.answeredAtMost);
  const untold = groups.slice(RULES.answeredAtMost).flat().length;
  return [
    ...joinTies(told).map((tied) => tieSentence(phrases, tied.map(nameGroup), preferences)),
    ...(untold > 0 ? [moreSentence(phrases, untold)] : []),
  ];
}

/** Neighbours in the order whose nearest have the same rank. */
function joinTies(groups: readonly Ranked[][]): Ranked[][][] {
  const ties: Ranked[][][] = [];
  for (const group of groups) {
    const tie = ties.at(-1);
    if (tie && tie[0]![0]!.rank === group[0]!.rank) tie.push(group);
    else ties.push([group]);
  }
  return ties;
}
