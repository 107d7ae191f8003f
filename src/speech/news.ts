/** What in the memory is worth telling now, other than hazards. Pure. */

import { intersectionOverUnion } from '../scene/boxes';
import { ANNOUNCEMENT_RULES as RULES } from './announcement-rules';
import { sideOf } from './direction';
import { groupAlike } from './groups';
import { presentObjects, type Memory, type RememberedObject } from './remembered-objects';
import { isNearer } from './zones';

/** Things of one kind in one place: all of them, and those that are news. */
export interface NewsGroup {
  readonly all: readonly RememberedObject[];
  readonly news: readonly RememberedObject[];
}

/**
 * The things to tell, as groups of alike ones, nearest first. Only what is among the nearest few counts: what is
 * farther is told when it gets there.
 */
export function findNews(memory: Memory, now: number): NewsGroup[] {
  const named = presentObjects(memory).filter(
    (object) => object.isWanted && !isOtherNameOfKnown(object, memory),
  );
  return groupAlike(named)
    .slice(0, RULES.thingsAtMost)
    .map((all) => ({ all, news: isToldCrowd(all, now) ? [] : all.filter((object) => isNews(object, now)) }))
    .filter(({ news }) => news.length > 0);
}

/**
 * New; or a zone nearer; or on another side. What is far is told once and then only when it is far no more: it takes a
 * walker ten seconds and more to get there.
 */
function isNews({ said, zone, direction, looks }: RememberedObject, now: number): boolean {
  // About to be told as a hazard, if the next look says the same.
  if (looks.at(-1)?.hazard) return false;
  if (!said) return true;
  if (now - said.at < RULES.changeGapMs || zone === 'far') return false;
  return isNearer(zone, said.zone) || sideOf(direction) !== sideOf(said.direction);
}

/** Who joins a crowd of which the person knows is no news, as long as it is nowhere nearer than it was told. */
function isToldCrowd(group: readonly RememberedObject[], now: number): boolean {
  if (group.length < RULES.crowdSize) return false;
  return group.some(
    ({ said, zone }) =>
      said !== null &&
      said.groupSize >= RULES.crowdSize &&
      now - said.at < RULES.repeatWindowMs &&
      !isNearer(zone, said.zone),
  );
}

/**
 * True when the detector calls by this name a thing that has another name already: the one that was told, or else the
 * one with the higher score.
 */
function isOtherNameOfKnown(object: RememberedObject, { objects, time }: Memory): boolean {
  return objects.some(
    (other) =>
      other.label !== object.label &&
      (other.isWanted || other.said !== null) &&
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
