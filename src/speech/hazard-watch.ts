/** Which hazard is to be told now, and which one has gone. Pure. */

import { ANNOUNCEMENT_RULES as RULES } from './announcement-rules';
import { SLIGHTLY_DEGREES } from './direction';
import { compareHazards, isWorse, type HazardStage } from './hazards';
import { hazardNow, presentObjects, type Memory, type RememberedObject } from './remembered-objects';
import { isNearer, steadyZone } from './zones';

export interface Hazard {
  readonly object: RememberedObject;
  readonly stage: HazardStage;
}

/** What is a hazard now and was not told as one so bad, the worst first. */
export function untoldHazards(memory: Memory): Hazard[] {
  return hazardsIn(memory)
    .filter(({ object, stage }) => isWorse(stage, object.said?.hazard ?? null))
    .sort((a, b) => compareHazards(ranked(a), ranked(b)));
}

/**
 * A hazard that was told and is seen to be out of the way; null when there is none, and as long as anything else is a
 * hazard. What merely vanished from before the person may lie at their feet, below the picture, and is never told to be
 * gone: only what was seen beside the way, farther off, or leaving the picture at its side.
 */
export function clearedHazard(memory: Memory): RememberedObject | null {
  if (hazardsIn(memory).length > 0) return null;
  return memory.objects.find((object) => isCleared(object, memory.time)) ?? null;
}

function hazardsIn(memory: Memory): Hazard[] {
  return presentObjects(memory).flatMap((object) => {
    const stage = hazardNow(object);
    return stage ? [{ object, stage }] : [];
  });
}

function ranked({ object: { label, timeToContact }, stage }: Hazard) {
  return { label, timeToContact, stage };
}

function isCleared(object: RememberedObject, time: number): boolean {
  const { said, lastHazardAt, lastSeen, inPath } = object;
  const noHazardFor = time - lastHazardAt;
  if (!said?.hazard || noHazardFor < RULES.clearHoldMs || noHazardFor >= RULES.clearStaleMs) return false;
  if (lastSeen === time) return !inPath || isNearer(said.zone, steadyZone(object, said.zone));
  return time - lastSeen >= RULES.absentAfterMs && leftAtTheSide(object);
}

function leftAtTheSide({ bearing, box }: RememberedObject): boolean {
  const isAtEdge = box.left <= RULES.sideOfPicture || box.left + box.width >= 1 - RULES.sideOfPicture;
  return isAtEdge && Math.abs(bearing) > (SLIGHTLY_DEGREES * Math.PI) / 180;
}
