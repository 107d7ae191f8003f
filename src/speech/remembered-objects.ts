/**
 * What the announcer knows of the things around the person: which of a scene's objects are the same as before, where
 * they are, and what was said of them. Pure.
 */

import type { Box, Metres, Scene, SceneObject } from '../scene/scene';
import { ANNOUNCEMENT_RULES as RULES } from './announcement-rules';
import { directionOf, settledDirection, type Direction } from './direction';
import { nearnessOf, type Placed } from './groups';
import { matchObjects, type Sighting } from './match-objects';

/** What the person was told of a thing, and when. */
export interface Said {
  readonly at: number;
  readonly direction: Direction;
  readonly nearness: number;
  readonly metres: Metres | null;
  /** It was the nearest of all when it was told, and has been since. */
  readonly asNearest: boolean;
}

export interface RememberedObject extends Placed {
  readonly id: number;
  /** Number of its track in the scene; null without one. */
  readonly trackId: number | null;
  /** In widths of the picture. */
  readonly box: Box;
  /** The detector's confidence when last seen. */
  readonly score: number;
  /** Radians, when last seen. */
  readonly bearing: number;
  /** A direction in which it seems to be now, but not for long enough yet. */
  readonly nextDirection: { readonly direction: Direction; readonly since: number } | null;
  /** The newest looks, oldest first: was it seen? */
  readonly sightings: readonly boolean[];
  /** Was seen often enough: it is no ghost. */
  readonly confirmed: boolean;
  readonly lastSeen: number;
  readonly said: Said | null;
}

export interface Memory {
  /** Those in the picture come first, nearest first. */
  readonly objects: readonly RememberedObject[];
  readonly nextId: number;
  /** The time of the newest scene: what is in the picture now was last seen then. */
  readonly time: number;
  /** Which thing is the nearest in the picture, and since when. */
  readonly nearest: { readonly id: number; readonly since: number } | null;
}

export const EMPTY_MEMORY: Memory = { objects: [], nextId: 1, time: -Infinity, nearest: null };

/** The things that are in the picture now and no ghosts, nearest first. */
export function presentObjects({ objects, time }: Memory): RememberedObject[] {
  return objects.filter(({ confirmed, lastSeen }) => confirmed && lastSeen === time);
}

/**
 * Takes one scene in. A scene for which the detector did not run (`timings.detect` is 0: the picture was the same)
 * repeats the look before it, and is no second witness.
 * @param objects those of the scene that the person wants to hear of, nearest first
 */
export function remember(memory: Memory, scene: Scene, objects: readonly SceneObject[]): Memory {
  if (scene.time <= memory.time) return memory;
  const sightings = objects.map((object) => ({ object, box: inWidths(object.box, scene.image.width) }));
  const next = scene.timings.detect > 0 ? look(memory, scene, sightings) : carryOn(memory, scene, sightings);
  return followNearest(next);
}

function look(memory: Memory, { time, image }: Scene, sightings: readonly Sighting[]): Memory {
  const matches = matchObjects(memory.objects, sightings, time);
  const seen = sightings.map((sighting, index) => {
    const { object, box } = sighting;
    const known = matches.get(sighting) ?? newcomer(object, memory.nextId + index);
    const { label, score, bearing, metres, track } = object;
    const looks = lastLooks(known.sightings, true);
    return settle({
      ...known,
      ...{
        label,
        score,
        bearing,
        metres,
        box,
        trackId: track?.id ?? null,
        nearness: nearnessOf(object, image.height),
      },
      sightings: looks,
      // What has a track was seen often enough, or surely enough, before it came into the scene.
      confirmed: known.confirmed || track !== null || looks.filter(Boolean).length >= RULES.sightingsToEnter,
      lastSeen: time,
    });
  });
  const matched = new Set(matches.values());
  const unseen = memory.objects
    .filter((object) => !matched.has(object) && time - object.lastSeen <= RULES.forgottenAfterMs)
    .map((object) => ({ ...object, sightings: lastLooks(object.sightings, false) }))
    .filter(({ confirmed, sightings }) => confirmed || sightings.includes(true));
  return { ...memory, objects: [...seen, ...unseen], nextId: memory.nextId + sightings.length, time };
}

/** Only what stands unchanged in the scene is still there: the look that it repeats may be one that was not taken in. */
function carryOn(memory: Memory, { time }: Scene, sightings: readonly Sighting[]): Memory {
  const isThere = ({ label, box, lastSeen }: RememberedObject) =>
    lastSeen === memory.time &&
    sightings.some((sighting) => sighting.object.label === label && sameBox(sighting.box, box));
  const objects = memory.objects.map((object) =>
    isThere(object) ? settle({ ...object, lastSeen: time }) : object,
  );
  return { ...memory, objects, time };
}

type Newcomer = Pick<
  RememberedObject,
  'id' | 'direction' | 'nextDirection' | 'sightings' | 'confirmed' | 'said'
>;

function newcomer({ bearing }: SceneObject, id: number): Newcomer {
  const direction = directionOf(bearing);
  return { id, direction, nextDirection: null, sightings: [], confirmed: false, said: null };
}

function lastLooks(sightings: readonly boolean[], seen: boolean): boolean[] {
  return [...sightings, seen].slice(-RULES.looksRemembered);
}

/** Lets the direction change only when it has been another one for long enough; what nobody heard may change at once. */
function settle(object: RememberedObject): RememberedObject {
  const { bearing, direction: former, nextDirection: next, lastSeen } = object;
  if (!object.said) return { ...object, direction: directionOf(bearing), nextDirection: null };
  const direction = settledDirection(bearing, former);
  if (direction === former) return { ...object, nextDirection: null };
  if (next?.direction !== direction) return { ...object, nextDirection: { direction, since: lastSeen } };
  if (lastSeen - next.since < RULES.directionHoldMs) return object;
  return { ...object, direction, nextDirection: null };
}

/** Keeps count of which thing is nearest; one that lost the first place for good may win it anew. */
function followNearest(memory: Memory): Memory {
  const id = presentObjects(memory)[0]?.id;
  if (id === undefined) return { ...memory, nearest: null };
  const nearest = memory.nearest?.id === id ? memory.nearest : { id, since: memory.time };
  if (memory.time - nearest.since < RULES.nearestHoldMs) return { ...memory, nearest };
  const objects = memory.objects.map((object) =>
    object.id !== id && object.said?.asNearest
      ? { ...object, said: { ...object.said, asNearest: false } }
      : object,
  );
  return { ...memory, objects, nearest };
}

/** What telling these things now leaves behind. */
export function markSaid(memory: Memory, told: readonly RememberedObject[], now: number): Memory {
  const said = told.map(({ id, direction, nearness, metres }): [number, Said] => {
    const asNearest = memory.nearest?.id === id;
    return [id, { at: now, direction, nearness, metres, asNearest }];
  });
  return withSaid(memory, new Map(said));
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
