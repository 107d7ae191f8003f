/** When a thing counts as there, and when as gone. Pure. */

import type { Box, Size } from '../scene';
import { cutSides } from './visible-box';

/**
 * Missed by the detector for no longer than this, milliseconds, a thing that was shown is still there: detectors
 * flicker, and a person walks less than a metre meanwhile. The announcer waits as long (announcement-rules.ts).
 */
const COASTING_MS = 600;

/** Missed for longer than this, milliseconds, what comes again is another thing: ByteTrack's 30 frames of 1/30 s. */
const FORGOTTEN_MS = 1000;

/**
 * What a look shows after a longer pause than this, milliseconds, is another scene. Well above the two seconds from which
 * the app says that it is too slow (look-loop.ts): where looks are seldom, the last one counts however old it is.
 */
const LONGEST_PAUSE_MS = 4000;

/** A thing must be seen in two of so many looks. */
const LOOKS_REMEMBERED = 3;

/**
 * Sum of the scores in the remembered looks from which on a thing is shown, in units of the score that starts a
 * track: two sightings that just do, or one that is twice as sure. With 0.4 that is a score of 0.8, at which 44 of 45
 * detections in the public COCO photos are right, against half of those at 0.4 to 0.5.
 */
const ENOUGH = 2;

/**
 * The same for what is near, as a hazard must not wait for the next look: at 0.6, of large or cut boxes in the same
 * photos, 104 of 109 are right.
 */
const ENOUGH_NEAR = 1.5;

/**
 * What is shown stays while the best of the remembered scores is at least this part of the one that starts a track. Less
 * sure detections still continue the track, but where there is nothing better for three looks, it may be a ghost that a
 * lucky look let in: in the walking clip such ones were named for seconds at scores of 0.13 to 0.19.
 */
const STILL_LIKELY = 0.5;

/**
 * A box of at least this share of the image's height is near: with a phone's usual lens (geometry.ts), upright, an
 * adult at 2.5 m, and anything lower is nearer still.
 */
const NEAR_HEIGHT = 0.5;

/** When a track was last seen, and how sure the detector was of it in the newest looks. */
export interface Sightings {
  /** Milliseconds. */
  readonly seenAt: number;
  /** Oldest first, 0 to 1; 0 where the detector missed it. */
  readonly scores: readonly number[];
  /** It is no ghost. */
  readonly shown: boolean;
}

/** A thing that is seen for the first time. */
export const UNSEEN: Sightings = { seenAt: -Infinity, scores: [], shown: false };

export interface Look {
  /** Milliseconds. */
  readonly time: number;
  /** Of the look before; minus infinity for the first one. */
  readonly formerTime: number;
  readonly image: Size;
  /** The score that starts a track, 0 to 1. */
  readonly minimumScore: number;
}

/** Takes a sighting in. */
export function see(before: Sightings, box: Box, score: number, look: Look): Sightings {
  const scores = [...before.scores, score].slice(-LOOKS_REMEMBERED);
  const sum = scores.reduce((total, each) => total + each, 0);
  const needed = isNear(box, look.image) ? ENOUGH_NEAR : ENOUGH;
  // Sums of decimal fractions: two times 0.4 must not fail for the last bit.
  const isEnough = sum > needed * look.minimumScore - 1e-9;
  const isStillLikely = Math.max(...scores) >= STILL_LIKELY * look.minimumScore;
  const stays = before.shown && isRecent(before, look) && isStillLikely;
  return { seenAt: look.time, scores, shown: isEnough || stays };
}

/** Takes a look in which it was missed. */
export function miss(before: Sightings): Sightings {
  return { ...before, scores: [...before.scores, 0].slice(-LOOKS_REMEMBERED) };
}

/** True when it was there a moment ago, or in the look before this one. */
export function isRecent({ seenAt }: Sightings, { time, formerTime }: Look): boolean {
  return time - seenAt <= COASTING_MS || seenAt === formerTime;
}

/** True when the detector saw it in the newest look. */
export function isSeen({ scores }: Sightings): boolean {
  return scores.at(-1)! > 0;
}

/** True when the detector missed a shown thing that is still there. */
export function isCoasting(sightings: Sightings, { time }: Look): boolean {
  return sightings.shown && !isSeen(sightings) && time - sightings.seenAt <= COASTING_MS;
}

/** True when it is no longer to be followed. */
export function isForgotten({ seenAt, scores, shown }: Sightings, { time, formerTime }: Look): boolean {
  if (time - seenAt > FORGOTTEN_MS && seenAt !== formerTime) return true;
  // Two misses: whatever comes, these looks can't make two of three.
  return !shown && scores.slice(1 - LOOKS_REMEMBERED).every((score) => score === 0);
}

/** True when the pause before a look was so long that nothing is where it was. */
export function isNewScene({ time, formerTime }: Pick<Look, 'time' | 'formerTime'>): boolean {
  return time < formerTime || time - formerTime > LONGEST_PAUSE_MS;
}

function isNear(box: Box, image: Size): boolean {
  return cutSides(box, image).bottom || box.height >= NEAR_HEIGHT * image.height;
}
