/** What in the memory is worth telling now. Pure. */

import { intersectionOverUnion } from '../scene/boxes';
import { ANNOUNCEMENT_RULES as RULES } from './announcement-rules';
import { sideOf } from './direction';
import { groupAlike } from './groups';
import { presentObjects, type Memory, type RememberedObject, type Said } from './remembered-objects';

/**
 * The things to tell, as groups of alike ones, nearest first. Only what is among the nearest few counts: what is
 * farther is told when it gets there.
 */
export function findNews(memory: Memory, now: number): RememberedObject[][] {
  const named = presentObjects(memory).filter((object) => !isOtherNameOfKnown(object, memory));
  return groupAlike(named)
    .slice(0, RULES.thingsAtMost)
    .map((group) => group.filter((object) => isNews(object, memory, now)))
    .filter((group) => group.length > 0);
}

function isNews(object: RememberedObject, memory: Memory, now: number): boolean {
  const { said } = object;
  if (!said) return true;
  const saidAgo = now - said.at;
  if (saidAgo < RULES.changeGapMs) return false;
  if (sideOf(object.direction) !== sideOf(said.direction)) return true;
  const nearer = cameNearer(object, said);
  if (nearer && !said.asNearest && isNearestForLong(object, memory)) return true;
  return saidAgo >= RULES.repeatWindowMs && (nearer || object.direction !== said.direction);
}

function isNearestForLong({ id }: RememberedObject, { nearest, time }: Memory): boolean {
  return nearest?.id === id && time - nearest.since >= RULES.nearestHoldMs;
}

function cameNearer({ metres, nearness }: RememberedObject, said: Said): boolean {
  if (metres && said.metres) return metres.best <= said.metres.best * RULES.nearerToMetres;
  return nearness <= said.nearness - RULES.nearerByPicture;
}

/**
 * True when the detector calls by this name a thing that has another name already: the one that was told, or else the
 * one with the higher score.
 */
function isOtherNameOfKnown(object: RememberedObject, { objects, time }: Memory): boolean {
  return objects.some(
    (other) =>
      other.label !== object.label &&
      other.confirmed &&
      time - other.lastSeen <= RULES.absentAfterMs &&
      intersectionOverUnion(object.box, other.box) > RULES.sameThingOverlap &&
      hasPrecedence(other, object),
  );
}

function hasPrecedence(other: RememberedObject, object: RememberedObject): boolean {
  if (other.said && object.said) return false;
  if (other.said || object.said) return other.said !== null;
  return other.score > object.score;
}
