/** What a thing's box says by itself: how far the ground is where it stands, and how far a thing of its size is. */

import { knownSize, sideError, sizeDistance } from '../known-sizes';
import type { Box, Size } from '../scene';
import type { Viewpoint } from '../viewpoint';
import type { LogDistance, SizedThing } from './agreement';
import { type GroundPlanes, type GroundReading, groundLikelihood, readGround } from './ground-plane';
import {
  LOG_METRES,
  type Likelihood,
  doubted,
  either,
  mixture,
  normalLikelihood,
  orFarther,
} from './log-distances';
import { hiddenShareOfFoot, lowestEdge } from './occlusion';
import { cutByLowerEdge, possibleBoxes } from './possible-boxes';
import { rayLength } from './rays';

/** What one possible box of a thing says, before the other things are asked. */
export interface Aspect {
  /** Probability that this is its box; those of one thing make 1. */
  readonly weight: number;
  /** It is the box that was detected, whole. */
  readonly asSeen: boolean;
  readonly ground: GroundReading;
  /** Straight distance; null where its size is unknown or out of view. */
  readonly size: LogDistance | null;
  /** Probability that the box's lower edge is where it stands on the ground. */
  readonly onGround: number;
  /** Probability that it stands on a table there. */
  readonly onTable: number;
}

/** Probabilities that a witness is quite wrong: a toy car, a picture of a person; a box around half of a thing. */
const SIZE_DOUBT = 0.1;
const GROUND_DOUBT = 0.1;

/** Metres: dining tables and desks are 0.72 to 0.76 high (EN 527-1, DIN 68880), SUN RGB-D's tables 0.72. */
const TABLE_HEIGHT = 0.73;

/** Of what belongs on tables, the share that is on one, and not on a shelf, a counter, in a hand. */
const ON_TABLE = 0.6;

/** Of a class that nothing is known of. */
const UNKNOWN_ON_GROUND = 0.5;

/** A thing of which less is seen whole has no say about the ground, nor what most likely stands neither here nor there. */
const LEAST_JUDGING = 0.6;
const LEAST_SUPPORTED = 0.3;

/** Any distance is as likely as the other. */
const UNINFORMED = 1 / LOG_METRES.length;

/** @param occluders boxes of what stands before the thing */
export function aspectsOf(
  label: string,
  box: Box,
  occluders: readonly Box[],
  image: Size,
  viewpoint: Viewpoint,
  planes: GroundPlanes,
): Aspect[] {
  const hidden = hiddenShareOfFoot(box, occluders);
  const onGround = onGroundOf(label);
  const onTable = knownSize(label)?.standsOn === 'table' ? (1 - onGround) * ON_TABLE : 0;
  return possibleBoxes(box, image, hidden, lowestEdge(occluders)).map(({ box: whole, weight, asSeen }) => ({
    weight,
    asSeen,
    ground: readGround(whole, image, viewpoint, planes, edgeError(whole, image)),
    size: straightSizeDistance(label, whole, image, viewpoint, asSeen),
    onGround,
    onTable,
  }));
}

/** Probability that the lower edge of the box of such a thing is where it stands on the ground. */
export function onGroundOf(label: string): number {
  return knownSize(label)?.onGround ?? UNKNOWN_ON_GROUND;
}

/** What the thing may tell of the ground; null where it has no say. */
export function judgeOf([seen]: readonly Aspect[]): SizedThing | null {
  if (!seen?.asSeen || !seen.size || seen.weight < LEAST_JUDGING) return null;
  const { ground, size, onGround, onTable } = seen;
  if (onGround + onTable < LEAST_SUPPORTED) return null;
  const supports = [
    { height: 0, probability: onGround },
    { height: TABLE_HEIGHT, probability: onTable },
  ];
  return { ground, size, supports: supports.filter(({ probability }) => probability > 0) };
}

/** All possible boxes together; one on which size and ground agree counts for more. `weights` are those of the planes. */
export function likelihoodOf(
  aspects: readonly Aspect[],
  planes: GroundPlanes,
  weights: Float64Array,
): Likelihood {
  return mixture(aspects.map((aspect) => aspectLikelihood(aspect, planes, weights)));
}

/**
 * What a thing that the picture's lower edge cuts can't be, whatever depth or size say: farther than the ground at that edge.
 * @returns 1 where nothing speaks against it; null for a thing that isn't cut
 */
export function withinEdge(
  box: Box,
  image: Size,
  viewpoint: Viewpoint,
  planes: GroundPlanes,
  weights: Float64Array,
): Likelihood | null {
  const cut = cutByLowerEdge(box, image);
  if (cut === 0) return null;
  const edge = readGround(box, image, viewpoint, planes, edgeError(box, image));
  const farther = orFarther(groundLikelihood(edge, planes, weights).standing);
  return farther.map((_, place) => 1 - cut * (farther[place - 1] ?? 0));
}

function aspectLikelihood(
  { ground, size, onGround, onTable, weight }: Aspect,
  planes: GroundPlanes,
  weights: Float64Array,
): Likelihood {
  const floor = groundLikelihood(ground, planes, weights);
  const offGround =
    onTable > 0
      ? either(
          groundLikelihood(ground, planes, weights, TABLE_HEIGHT).standing,
          floor.nearer,
          onTable / (1 - onGround),
        )
      : floor.nearer;
  const standing = doubted(either(floor.standing, offGround, onGround), GROUND_DOUBT);
  const sized = size && doubted(normalLikelihood(size.mean, size.deviation), SIZE_DOUBT);
  for (let place = 0; place < standing.length; place += 1) {
    standing[place]! *= weight * (sized ? sized[place]! : UNINFORMED);
  }
  return standing;
}

function straightSizeDistance(
  label: string,
  box: Box,
  image: Size,
  { focalLength, focalLengthError }: Viewpoint,
  asSeen: boolean,
): LogDistance | null {
  // What hides a foot hides part of the width, too: nothing is as slim as what is left to be seen of it.
  const width = asSeen ? box.width : Math.max(box.width, SLIMMEST * box.height);
  const left = box.left + (box.width - width) / 2;
  const told = sizeDistance(label, { ...box, left, width }, image, focalLength, !asSeen);
  // A box far below a pixel tells nothing.
  if (!told || !Number.isFinite(told.metres * told.spread)) return null;
  const length = rayLength(box.left + box.width / 2, box.top + box.height / 2, image, focalLength);
  return { mean: Math.log(told.metres * length), deviation: Math.hypot(told.spread, focalLengthError) };
}

/** Width over height of an adult who stands, arms down: 0.52 of 1.7 m (known-sizes-person.ts). */
const SLIMMEST = 0.3;

/** One standard deviation of a box's lower edge, pixels: a side's length has the errors of two edges. */
function edgeError({ height }: Box, image: Size): number {
  // A box without height has an edge all the same.
  const side = Math.max(height, LEAST_SIDE);
  return (sideError(side, image) * side) / Math.SQRT2;
}

/** Pixels; below, a side's error is as good as constant. */
const LEAST_SIDE = 1e-3;
