/** One picture by itself: what was detected in it, nearest first, in metres. */

import { measureDistances } from '../distance/measure';
import { keepOneLabelPerThing } from '../one-label';
import { orderKey, ranksOf, sight } from '../order';
import type { DepthMap, Detection, SceneObject, Size } from '../scene';
import type { Viewpoint } from '../viewpoint';

export interface PhotoFacts {
  readonly image: Size;
  readonly viewpoint: Viewpoint;
  /** Of this picture; null where there is none. */
  readonly depth: DepthMap | null;
  /** Detections from this score on are taken for real, 0 to 1: they hide each other, and tell where the ground is. */
  readonly certainScore: number;
  /** Keep every name of a thing, not only the most certain one. */
  readonly allLabels: boolean;
}

/**
 * @param detections in any order
 * @returns nearest first; of those that are as near as each other, the first one detected first
 */
export function surveyPhoto(detections: readonly Detection[], facts: PhotoFacts): SceneObject[] {
  const { image, viewpoint, depth, certainScore } = facts;
  const real = keepOneLabelPerThing(detections);
  const isReal = new Set(real.filter(({ score }) => score >= certainScore));
  const kept = facts.allLabels ? detections : real;
  const things = kept.map((detection) => ({
    ...detection,
    boxInDepthMap: detection.box,
    isWitness: isReal.has(detection),
  }));
  const distances = measureDistances(things, image, viewpoint, depth);
  const measured = kept.map((detection, index) => {
    const { metres, guess } = distances[index]!;
    const sighted = sight(detection, image, viewpoint.focalLength);
    return {
      object: { ...sighted, metres, track: null },
      key: orderKey(guess, sighted.referencePx, image.height),
    };
  });
  const nearestFirst = measured.toSorted((a, b) => a.key - b.key);
  const ranks = ranksOf(nearestFirst.map(({ key }) => key));
  return nearestFirst.map(({ object }, place) => ({ ...object, rank: ranks[place]! }));
}
