/** Which one of a class the person is led to: the nearest, and the same one as long as none is clearly nearer. Pure. */

import { ANNOUNCEMENT_RULES } from '../speech/announcement-rules';
import { settledDirection, directionOf, type Direction } from '../speech/direction';
import type { Memory, RememberedObject } from '../speech/remembered-objects';
import { settle, type Settled } from '../speech/settled';
import { steadyZone, zoneOf, type Zone } from '../speech/zones';
import { FIND_RULES as RULES } from './find-rules';

export interface Target {
  /** As it was seen last. */
  readonly thing: RememberedObject;
  /** Number of the thing in the memory, and of a nearer one that may take its place. */
  readonly id: Settled<number>;
  readonly direction: Settled<Direction>;
  readonly zone: Settled<Zone>;
}

/**
 * @param memory of things of the class only, after the newest look
 * @returns null when none is there; one that a look missed is still there for a moment, for detectors flicker
 */
export function followTarget(former: Target | null, memory: Memory): Target | null {
  const there = memory.objects.filter(
    ({ confirmed, lastSeen }) => confirmed && memory.time - lastSeen <= ANNOUNCEMENT_RULES.absentAfterMs,
  );
  const [nearest] = there;
  if (!nearest) return null;
  const same = there.find(({ id }) => id === former?.id.value);
  if (!former || !same) return aimAt(nearest);
  const wanted = isClearlyNearer(nearest, same) ? nearest : same;
  const id = settle(former.id, wanted.id, memory.time, RULES.challengeHoldMs);
  return id.value === same.id ? { ...steady(former, same), id } : aimAt(nearest);
}

function aimAt(thing: RememberedObject): Target {
  return {
    thing,
    id: { value: thing.id, next: null },
    direction: { value: directionOf(thing.bearing), next: null },
    zone: { value: zoneOf(thing), next: null },
  };
}

function steady({ direction, zone }: Target, thing: RememberedObject): Omit<Target, 'id'> {
  const { directionHoldMs, zoneHoldMs } = ANNOUNCEMENT_RULES;
  const candidate = settledDirection(thing.bearing, direction.value);
  return {
    thing,
    direction: settle(direction, candidate, thing.lastSeen, directionHoldMs),
    zone: settle(zone, steadyZone(thing, zone.value), thing.lastSeen, zoneHoldMs),
  };
}

function isClearlyNearer(other: RememberedObject, target: RememberedObject): boolean {
  if (other.metres && target.metres) return other.metres.best <= target.metres.best * RULES.clearlyNearer;
  return other.nearness <= target.nearness - RULES.clearlyLower;
}
