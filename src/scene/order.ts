/** Nearest first. */

import { bearingOfColumn } from './geometry';
import type { Box, Detection, SceneObject, Size } from './scene';

/** The paper's measure: pixels from the lower edge of the box to the lower edge of the image, never negative. */
export function referenceDistance(box: Box, image: Size): number {
  return Math.max(0, image.height - (box.top + box.height));
}

/** Pixels from the middle of the box's lower edge to the middle of the image's lower edge. */
export function lowerMiddleDistance(box: Box, image: Size): number {
  return Math.hypot(box.left + box.width / 2 - image.width / 2, referenceDistance(box, image));
}

/** A thing with its measures in the picture, before it has its place among the others. */
export type Sighted = Omit<SceneObject, 'rank' | 'metres' | 'track'>;

/**
 * @param image size of the upright image, pixels
 * @param focalLength pixels of the same image
 */
export function sight({ label, score, box }: Detection, image: Size, focalLength: number): Sighted {
  return {
    label,
    score,
    box,
    referencePx: referenceDistance(box, image),
    lowerMiddlePx: lowerMiddleDistance(box, image),
    bearing: bearingOfColumn(box.left + box.width / 2, image, focalLength),
  };
}

/**
 * How much a thing that stands lower in the picture by all of its height is taken for nearer, as a difference of
 * logarithms. Of two that are as near for all that is known, the lower one is nearer as a rule (the paper's, which
 * orders 9 pairs of 10 right). On the public pictures any value from 0.2 to 0.6 gives the same order.
 */
const LOWER_IS_NEARER = 0.3;

/**
 * A number that is the smaller the nearer a thing is.
 * @param guess metres, more than 0
 * @param referencePx pixels, of an image so many pixels high
 */
export function orderKey(guess: number, referencePx: number, imageHeight: number): number {
  return Math.log(guess) + (LOWER_IS_NEARER * referencePx) / imageHeight;
}

/** Keys that agree within so much tie: no witness knows a hundredth of a distance. */
const TIE = 0.01;

/**
 * Ranks by key; those that tie share a rank, and the next one skips. In the order given, which must be nearest first.
 * @returns 1 for the first
 */
export function ranksOf(keys: readonly number[]): number[] {
  const steps = keys.map((key) => Math.round(key / TIE));
  const ranks: number[] = [];
  steps.forEach((step, place) => {
    ranks.push(place > 0 && step === steps[place - 1] ? ranks[place - 1]! : place + 1);
  });
  return ranks;
}
