/**
 * How far each thing is: several weak witnesses, each with its own doubt, fused to an honest range. Ground (where does
 * it stand?), size (how large does it look?) and depth (what does the network say, at the scale of the other things?)
 * are likelihoods over one grid of distances, and multiply.
 */

import { intersectionArea } from '../boxes';
import type { Box, DepthMap, Detection, Metres, Size } from '../scene';
import type { Viewpoint } from '../viewpoint';
import { weighPlanes } from './agreement';
import { aspectsOf, judgeOf, likelihoodOf, onGroundOf, withinEdge } from './aspects';
import { depthWitnesses } from './depth-witness';
import { likelyPlanes } from './ground-plane';
import { type Likelihood, blurred, orFarther, rangeOf, together } from './log-distances';
import { isBefore } from './occlusion';
import { overhangOf } from './overhang';

/** A thing, and where it was when the depth map was taken; null where it wasn't there. */
export interface Thing extends Pick<Detection, 'label' | 'box'> {
  readonly boxInDepthMap: Box | null;
  /** It is surely there, so it hides others, and its size and distance speak for theirs. */
  readonly isWitness: boolean;
}

export interface Distance {
  /** Null where it may be wrong by more than a factor of two. */
  readonly metres: Metres | null;
  /** The best guess in metres, even where it isn't worth telling: for the order. */
  readonly guess: number;
}

/** The range holds this share of the likelihood. */
const RANGE_SHARE = 0.8;

/** What no witness knows of, a standard deviation of the logarithm: things have depth, classes get mixed up. */
const COMMON_ERROR = 0.12;

/**
 * A standard deviation of the logarithm beyond which a distance isn't worth telling: that of a factor of two. It is taken
 * from the range, of which each half is so many of them: what is doubted a little everywhere has long tails.
 */
const MOST_ERROR = Math.LN2;
const RANGE_DEVIATIONS = 1.2816;

/** Of the area of what lies on a table or is carried, the share that its carrier's box covers at least. */
const CARRIED_OVERLAP = 0.5;

/**
 * @param things in any order; boxes in pixels of the upright image
 * @param depth null where there is none
 * @returns in the order of the things: straight from the camera to the nearest part in view
 */
export function measureDistances(
  things: readonly Thing[],
  image: Size,
  viewpoint: Viewpoint,
  depth: DepthMap | null,
): Distance[] {
  const occluders = things.map((thing) => things.filter((other) => occludes(other, thing)));
  const planes = likelyPlanes(viewpoint);
  const aspects = things.map(({ label, box }, index) => {
    const before = occluders[index]!.map((other) => other.box);
    return aspectsOf(label, box, before, image, viewpoint, planes);
  });
  const weights = weighPlanes(
    aspects.map((ofThing, index) => (things[index]!.isWitness ? judgeOf(ofThing) : null)),
    planes,
  );
  const withoutDepth = aspects.map((ofThing, index) => likelihoodOf(ofThing, planes, weights[index]!));
  const told = depth
    ? depthWitnesses(
        depth,
        things.map(({ box, boxInDepthMap, isWitness }, index) => ({
          box,
          boxInDepthMap,
          occludersInDepthMap: occluders[index]!.flatMap((other) => other.boxInDepthMap ?? []),
          known: withoutDepth[index]!,
          isAnchor: isWitness,
        })),
        image,
        viewpoint.focalLength,
      )
    : [];
  const alone = withoutDepth.map((likelihood, index) => {
    const limit = withinEdge(things[index]!.box, image, viewpoint, planes, weights[index]!);
    return together([likelihood, told[index] ?? null, limit]);
  });
  const settled = behindOccluders(things, occluders, alone);
  const distances = settled.map((likelihood, index) =>
    toDistance(likelihood, overhangOf(things[index]!.label)),
  );
  return nearestFirst(things).reduce((sorted, index) => {
    const before = occluders[index]!.map((other) => sorted[things.indexOf(other)]!);
    return sorted.with(index, notNearer(sorted[index]!, before));
  }, distances);
}

/**
 * A thing that reaches lower in the picture and overlaps stands before the other; not so what carries it, as a table
 * its cups.
 */
function occludes(front: Thing, back: Thing): boolean {
  if (front === back || !front.isWitness || !isBefore(front.box, back.box)) return false;
  const overlap = intersectionArea(front.box, back.box) / (back.box.width * back.box.height);
  return overlap > 0 && !(onGroundOf(back.label) < 0.5 && overlap > CARRIED_OVERLAP);
}

/** What is hidden is farther than what hides it. Nearest first, so that each one rests on what is settled. */
function behindOccluders(
  things: readonly Thing[],
  occluders: readonly (readonly Thing[])[],
  alone: readonly Likelihood[],
): Likelihood[] {
  const settled = new Map(things.map((thing, index) => [thing, alone[index]!]));
  for (const index of nearestFirst(things)) {
    const thing = things[index]!;
    const before = occluders[index]!.map((other) => orFarther(settled.get(other)!));
    if (before.length > 0) settled.set(thing, together([settled.get(thing)!, ...before]));
  }
  return things.map((thing) => settled.get(thing)!);
}

/** Their indices; what stands before another comes before it. */
function nearestFirst(things: readonly Thing[]): number[] {
  const foot = (index: number) => things[index]!.box.top + things[index]!.box.height;
  return [...things.keys()].sort((a, b) => foot(b) - foot(a));
}

/** What witnesses at odds, or the overhang of a vehicle, would put before what hides it, is as far as that. */
function notNearer({ metres, guess }: Distance, occluders: readonly Distance[]): Distance {
  const best = Math.max(metres?.best ?? 0, ...occluders.map((other) => other.metres?.best ?? 0));
  return {
    metres: metres && { near: metres.near, best, far: Math.max(metres.far, best) },
    guess: Math.max(guess, ...occluders.map((other) => other.guess)),
  };
}

function toDistance(likelihood: Likelihood, overhang: number): Distance {
  const honest = blurred(likelihood, COMMON_ERROR);
  const { near, best, far } = rangeOf(honest, RANGE_SHARE);
  const toNearestPart = (metres: number) => Math.max(metres - overhang, metres / 2);
  const range = { near: toNearestPart(near), best: toNearestPart(best), far: toNearestPart(far) };
  return {
    metres: Math.log(far / near) <= 2 * RANGE_DEVIATIONS * MOST_ERROR ? range : null,
    guess: range.best,
  };
}
