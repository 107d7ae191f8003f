/** What is said of the thing that is looked for, put together from a language's words. Pure. */

import { ANNOUNCEMENT_RULES } from '../speech/announcement-rules';
import { directionOf, sideOf, type Direction } from '../speech/direction';
import type { Phrases } from '../speech/phrases/phrases';
import {
  directionText,
  nameOf,
  sentence,
  thingText,
  type DistancePreferences,
} from '../speech/phrases/sentences';
import type { RememberedObject } from '../speech/remembered-objects';

/** "Chair, 4 steps, slightly left." */
export function sightingText(
  { label, bearing, metres }: RememberedObject,
  direction: Direction,
  phrases: Phrases,
  preferences: DistancePreferences,
): string {
  return sentence(phrases, thingText(phrases, { label, count: 1, bearing, metres, direction }, preferences));
}

/** "Chair, within reach." A hand goes straight ahead by itself; where else to is told. */
export function reachText(
  { label, bearing }: RememberedObject,
  direction: Direction,
  phrases: Phrases,
  preferences: DistancePreferences,
): string {
  const parts = [nameOf(phrases, label), phrases.distances.withinReach];
  if (direction !== 'ahead') parts.push(directionText(phrases, { direction, bearing }, preferences));
  return sentence(phrases, parts.join(phrases.sentences.separator));
}

/** "Lost it. Turn back slowly. Right." The side only when it left there. */
export function lostText(
  lastSeen: RememberedObject,
  phrases: Phrases,
  preferences: DistancePreferences,
): string {
  const { lost } = phrases.messages.find;
  const direction = sideWhereItLeft(lastSeen);
  if (!direction) return lost;
  const { bearing } = lastSeen;
  return `${lost} ${sentence(phrases, directionText(phrases, { direction, bearing }, preferences))}`;
}

/** Null when it went out of sight in the middle: hidden by something, or no longer recognised. */
function sideWhereItLeft({ box, bearing }: RememberedObject): 'left' | 'right' | null {
  const atLeft = box.left <= ANNOUNCEMENT_RULES.sideOfPicture;
  const atRight = box.left + box.width >= 1 - ANNOUNCEMENT_RULES.sideOfPicture;
  if (atLeft !== atRight) return atLeft ? 'left' : 'right';
  const side = sideOf(directionOf(bearing));
  return side === 'ahead' ? null : side;
}
