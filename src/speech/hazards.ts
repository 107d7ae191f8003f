/**
 * What a walker is about to run into, or to be run into by. The order of interruptions is not the order of distances: it
 * is by time to contact (field studies: BBeep, CHI 2019; biped ranks by predicted time to impact). Pure.
 */

import { defaultFocalLength } from '../scene/geometry';
import type { SceneObject, Size } from '../scene/scene';
import { AHEAD_DEGREES } from './direction';

/** The worst first. `imminent`: contact in a moment. `coming`: it moves, and closes in. `inPath`: close in the way. */
export const HAZARD_STAGES = ['imminent', 'coming', 'inPath'] as const;

export type HazardStage = (typeof HAZARD_STAGES)[number];

export const HAZARD_RULES = {
  /**
   * Seconds to contact. 2 to 4 s of warning are usual in collision warners for walkers; at 1.2 m/s three are five steps, and
   * 1.5 s is what hearing a word and stopping takes (reaction 0.7 s, two steps of braking).
   */
  imminentSeconds: 1.5,
  comingSeconds: 3,
  /** Two steps. */
  inPathMetres: 1.5,
  /** Half of a walking corridor of 0.9 m: shoulders of 0.5 m, and the sway of a cane walker. */
  corridorMetres: 0.45,
  /** What moves by itself may turn or sway: the passing distance that walkers keep from each other is about this much more. */
  moverMarginMetres: 0.3,
  /**
   * A track's time to contact is taken for real only when it closes in at least as fast as a slow walk, metres per second:
   * below, it is the sway of the estimate.
   */
  leastApproach: 0.4,
  /** What closes in slower than this, metres per second, may stand still: the walker comes to it. */
  fasterThanWalking: 1.6,
  /** Beyond this, metres, only what is fast can make contact within the time, and a camera's metres are guesses. */
  farthestMetres: 12,
} as const;

/**
 * What moves by itself, the most dangerous first (a tie between hazards goes to the first), and how fast it closes in at
 * most, metres per second, a walker of 1.4 m/s coming to meet it.
 * Vehicles at 50 km/h, bicycles at 25, walkers in a hurry, dogs and horses at a run.
 */
const FASTEST_APPROACH: Readonly<Record<string, number>> = {
  truck: 15.3,
  bus: 15.3,
  train: 15.3,
  car: 15.3,
  motorcycle: 15.3,
  bicycle: 8.3,
  skateboard: 6,
  person: 3,
  horse: 8,
  cow: 4,
  dog: 6,
  elephant: 4,
  bear: 4,
  sheep: 4,
  cat: 4,
};

const MOVERS = Object.keys(FASTEST_APPROACH);

export function movesByItself(label: string): boolean {
  return MOVERS.includes(label);
}

/** Radians. */
const AHEAD = (AHEAD_DEGREES * Math.PI) / 180;

/** What stands still is met no faster than one walks. */
const FASTEST_WALK = 2;

/**
 * What kind of hazard a thing is in this one look, or null. It must be in the way: some part of it within the corridor
 * that a walker takes straight ahead.
 */
export function hazardOf(object: SceneObject, image: Size): HazardStage | null {
  const { metres, label } = object;
  if (!metres || metres.best > HAZARD_RULES.farthestMetres) return null;
  const { imminentSeconds, comingSeconds, inPathMetres, moverMarginMetres } = HAZARD_RULES;
  const seconds = secondsToContact(object);
  const inPath = isInPath(object, image);
  if (inPath && seconds <= imminentSeconds) return 'imminent';
  if (MOVERS.includes(label) && seconds <= comingSeconds && isInPath(object, image, moverMarginMetres))
    return 'coming';
  return inPath && metres.best <= inPathMetres ? 'inPath' : null;
}

/**
 * Some part of it lies within the corridor that a walker takes straight ahead. Of what the side of the picture cuts, the
 * nearest part may lie out there: then its part in the picture must lie ahead.
 * @param marginMetres by which the corridor is wider on each side
 */
export function isInPath(object: SceneObject, image: Size, marginMetres = 0): boolean {
  const { metres, box } = object;
  const gap = angleBeside(object, image);
  const isCut = box.left <= 0 || box.left + box.width >= image.width;
  if (!metres || isCut) return gap <= AHEAD;
  return metres.best * Math.sin(gap) <= HAZARD_RULES.corridorMetres + marginMetres;
}

/**
 * Seconds; Infinity where it doesn't close in. A speed that nothing of its kind has is an error of the track (it jumped to
 * another thing), but it may close in all the same: then as fast as its kind can.
 */
function secondsToContact({ track, metres, label }: SceneObject): number {
  if (!track || track.timeToContact === null || !metres) return Infinity;
  const speed = track.approach ?? metres.best / track.timeToContact;
  if (speed < HAZARD_RULES.leastApproach) return Infinity;
  return Math.max(track.timeToContact, metres.best / (FASTEST_APPROACH[label] ?? FASTEST_WALK));
}

/**
 * Radians between straight ahead and the nearest side of the box; 0 when the box lies across. The lens is taken as phones
 * have it: it matters only for how wide the box is.
 */
function angleBeside({ bearing, box }: SceneObject, image: Size): number {
  const halfWidth = Math.atan(box.width / 2 / defaultFocalLength(image));
  return Math.max(0, Math.abs(bearing) - halfWidth);
}

/** True when the first stage is worse than the second; anything is worse than none. */
export function isWorse(stage: HazardStage | null, other: HazardStage | null): boolean {
  const rank = (given: HazardStage | null) =>
    given === null ? HAZARD_STAGES.length : HAZARD_STAGES.indexOf(given);
  return rank(stage) < rank(other);
}

/** What a hazard's place in the order of interruptions is judged by. */
export interface RankedHazard {
  readonly stage: HazardStage;
  readonly label: string;
  /** Seconds, or null. */
  readonly timeToContact: number | null;
}

/** Sorts the worst first: by stage, by what moves, by time to contact. */
export function compareHazards(a: RankedHazard, b: RankedHazard): number {
  const danger = ({ label }: RankedHazard) =>
    MOVERS.includes(label) ? MOVERS.indexOf(label) : MOVERS.length;
  return (
    HAZARD_STAGES.indexOf(a.stage) - HAZARD_STAGES.indexOf(b.stage) ||
    danger(a) - danger(b) ||
    (a.timeToContact ?? Infinity) - (b.timeToContact ?? Infinity)
  );
}
