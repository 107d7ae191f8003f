/**
 * What the announcer knows of the things around the person: which of a scene's objects are the same as before, where
 * they are, and what was said of them. Pure.
 */

import type { Box, Scene, SceneObject } from '../scene/scene';
import { ANNOUNCEMENT_RULES as RULES } from './announcement-rules';
import { directionOf, settledDirection, type Direction } from './direction';
import { nearnessOf, type Placed } from './groups';
import { hazardOf, isInPath, isWorse, type HazardStage } from './hazards';
import { matchObjects, type Sighting } from './match-objects';
import { settle, type Settled } from './settled';
import { steadyZone, zoneOf, type Zone } from './zones';

/** What the person was told of a thing, and when. */
export interface Said {
  readonly at: number;
  readonly direction: Direction;
  readonly zone: Zone;
  /** The worst that was told of it as a hazard; null when it never was, or when its end was told. */
  readonly hazard: HazardStage | null;
  /** It was told as one of so many alike. */
  readonly groupSize: number;
  /** The words, newest last, with their time: the same are not said of it again within the window. */
  readonly texts: readonly { readonly text: string; readonly at: number }[];
}

export interface RememberedObject extends Placed {
  readonly id: number;
  /** Number of its track in the scene; null without one. */
  readonly trackId: number | null;
  /** Seconds, null while unknown. */
  readonly timeToContact: number | null;
  /** Metres per second toward the person, null while unknown. */
  readonly approach: number | null;
  /** In widths of the picture. */
  readonly box: Box;
  /** The detector's confidence when last seen. */
  readonly score: number;
  /** The person wants to hear of such things; a hazard is told all the same. */
  readonly isWanted: boolean;
  readonly zone: Zone;
  /** Where it seems to be now, but not for long enough yet. */
  readonly nextDirection: Settled<Direction>['next'];
  readonly nextZone: Settled<Zone>['next'];
  /** The newest looks, oldest first: was it seen, and as what hazard? */
  readonly looks: readonly Look[];
  /** Was seen often enough: it is no ghost. */
  readonly confirmed: boolean;
  readonly lastSeen: number;
  readonly inPath: boolean;
  /** When a look last took it for a hazard. */
  readonly lastHazardAt: number;
  readonly said: Said | null;
}

interface Look {
  readonly seen: boolean;
  readonly hazard: HazardStage | null;
}

export interface Memory {
  /** Those in the picture come first, nearest first. */
  readonly objects: readonly RememberedObject[];
  readonly nextId: number;
  /** The time of the newest scene: what is in the picture now was last seen then. */
  readonly time: number;
}

export const EMPTY_MEMORY: Memory = { objects: [], nextId: 1, time: -Infinity };

/** The things that are in the picture now and no ghosts, nearest first. */
export function presentObjects({ objects, time }: Memory): RememberedObject[] {
  return objects.filter(({ confirmed, lastSeen }) => confirmed && lastSeen === time);
}

/** The worst stage that as many of the last looks agree on as make a sighting. */
export function hazardNow({ looks }: RememberedObject): HazardStage | null {
  const stages = looks.map(({ hazard }) => hazard).sort((a, b) => (isWorse(a, b) ? -1 : 1));
  return stages[RULES.sightingsToEnter - 1] ?? null;
}

/**
 * Takes one scene in. A scene for which the detector did not run (`timings.detect` is 0: the picture was the same)
 * repeats the look before it, and is no second witness.
 * @param isWanted whether the person wants to hear of it
 */
export function remember(memory: Memory, scene: Scene, isWanted: (object: SceneObject) => boolean): Memory {
  if (scene.time <= memory.time) return memory;
  const sightings = scene.objects.map((object) => ({
    object,
    box: inWidths(object.box, scene.image.width),
  }));
  return scene.timings.detect > 0
    ? look(memory, scene, sightings, isWanted)
    : carryOn(memory, scene, sightings);
}

function look(
  memory: Memory,
  scene: Scene,
  sightings: readonly Sighting[],
  isWanted: (object: SceneObject) => boolean,
): Memory {
  const { time } = scene;
  const remembered = memory.objects.filter(({ lastSeen }) => time - lastSeen <= RULES.forgottenAfterMs);
  const matches = matchObjects(remembered, sightings, time);
  const seen = sightings.map((sighting, index) => {
    const known = matches.get(sighting) ?? newcomer(sighting, scene, memory.nextId + index);
    return update(known, sighting, scene, isWanted(sighting.object));
  });
  const matched = new Set(matches.values());
  const unseen = remembered
    .filter((object) => !matched.has(object))
    .map((object) => ({ ...object, looks: lastLooks(object.looks, { seen: false, hazard: null }) }))
    .filter(({ confirmed, looks }) => confirmed || looks.some(({ seen: wasSeen }) => wasSeen));
  return { objects: [...seen, ...unseen], nextId: memory.nextId + sightings.length, time };
}

function update(
  known: RememberedObject,
  { object, box }: Sighting,
  { image, time }: Scene,
  isWanted: boolean,
): RememberedObject {
  const { label, score, bearing, metres, track } = object;
  const hazard = hazardOf(object, image);
  const looks = lastLooks(known.looks, { seen: true, hazard });
  return settleDown({
    ...known,
    ...{ label, score, bearing, metres, box, looks, isWanted },
    trackId: track?.id ?? null,
    timeToContact: track?.timeToContact ?? null,
    approach: track?.approach ?? null,
    nearness: nearnessOf(object, image.height),
    inPath: isInPath(object, image),
    lastHazardAt: hazard ? time : known.lastHazardAt,
    said: hazard ? anew(known, time) : known.said,
    // What has a track was seen often enough, or surely enough, before it came into the scene.
    confirmed:
      known.confirmed || track !== null || looks.filter(({ seen }) => seen).length >= RULES.sightingsToEnter,
    lastSeen: time,
  });
}

/** What was no hazard for long enough becomes one as if for the first time. */
function anew({ said, lastHazardAt }: RememberedObject, time: number): Said | null {
  return said && time - lastHazardAt >= RULES.hazardForgottenMs ? { ...said, hazard: null } : said;
}

/** Only what stands unchanged in the scene is still there: the look that it repeats may be one that was not taken in. */
function carryOn(memory: Memory, { time }: Scene, sightings: readonly Sighting[]): Memory {
  const isThere = ({ label, box, lastSeen }: RememberedObject) =>
    lastSeen === memory.time &&
    sightings.some((sighting) => sighting.object.label === label && sameBox(sighting.box, box));
  const objects = memory.objects.map((object) =>
    isThere(object) ? settleDown({ ...object, lastSeen: time }) : object,
  );
  return { ...memory, objects, time };
}

function newcomer({ object, box }: Sighting, { image, time }: Scene, id: number): RememberedObject {
  const { label, score, bearing, metres, track } = object;
  const direction = directionOf(bearing);
  const nearness = nearnessOf(object, image.height);
  const zone = zoneOf({ metres, nearness });
  return {
    ...{ id, label, score, bearing, metres, box, direction, nearness, zone },
    trackId: track?.id ?? null,
    timeToContact: null,
    approach: null,
    isWanted: false,
    nextDirection: null,
    nextZone: null,
    looks: [],
    confirmed: false,
    lastSeen: time,
    inPath: false,
    lastHazardAt: -Infinity,
    said: null,
  };
}

function lastLooks(looks: readonly Look[], newest: Look): Look[] {
  return [...looks, newest].slice(-RULES.looksRemembered);
}

/**
 * Lets direction and zone change only when they have been other ones for long enough; what nobody heard may change at
 * once.
 */
function settleDown(object: RememberedObject): RememberedObject {
  const { bearing, lastSeen, direction, nextDirection, zone, nextZone } = object;
  if (!object.said) {
    const [plainDirection, plainZone] = [directionOf(bearing), zoneOf(object)];
    return { ...object, direction: plainDirection, zone: plainZone, nextDirection: null, nextZone: null };
  }
  const side = settle(
    { value: direction, next: nextDirection },
    settledDirection(bearing, direction),
    lastSeen,
    RULES.directionHoldMs,
  );
  const distance = settle(
    { value: zone, next: nextZone },
    steadyZone(object, zone),
    lastSeen,
    RULES.zoneHoldMs,
  );
  return {
    ...object,
    direction: side.value,
    nextDirection: side.next,
    zone: distance.value,
    nextZone: distance.next,
  };
}

/** Replaces what was said of the objects whose ids are in the map. */
export function withSaid(memory: Memory, saidById: ReadonlyMap<number, Said | null>): Memory {
  const objects = memory.objects.map((object) => {
    const said = saidById.get(object.id);
    return said === undefined ? object : { ...object, said };
  });
  return { ...memory, objects };
}

function sameBox(a: Box, b: Box): boolean {
  return a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height;
}

function inWidths({ left, top, width, height }: Box, imageWidth: number): Box {
  return {
    left: left / imageWidth,
    top: top / imageWidth,
    width: width / imageWidth,
    height: height / imageWidth,
  };
}
