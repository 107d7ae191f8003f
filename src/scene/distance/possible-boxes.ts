/**
 * The box of all of a thing, where others hide its foot or the picture ends above it. A hidden foot lies anywhere
 * between the visible edge and the foot of what hides it (what is behind stands higher in the picture); one below the
 * picture lies anywhere below.
 */

import type { Box, Size } from '../scene';

export interface PossibleBox {
  /** In pixels of the image; may reach below it. */
  readonly box: Box;
  /** Probability; those of one thing make 1. */
  readonly weight: number;
  /** Its lower edge is the one that was seen. */
  readonly asSeen: boolean;
}

/**
 * A lower edge that comes this near the picture's, as a share of its height, is cut by it for certain, and from the
 * second value on for certain not. In between are boxes whose edge the detector drew a little high, and pictures with
 * a frame.
 */
const CUT = 0.01;
const NOT_CUT = 0.03;

/** Of a thing that the picture cuts, the shares that may be in view. */
const SHARES_IN_VIEW = [0.92, 0.76, 0.6, 0.44, 0.28];

/**
 * Where between the visible edge and the occluder's a hidden foot may lie: at equal steps of the distance, as things
 * lie evenly along the way, from the occluder to twice as far. In the picture these are closest at the visible edge.
 */
const HIDDEN_AT = [0.07, 0.23, 0.45, 0.78];

/**
 * Of a foot's width, hidden shares up to this leave the rest in view, and the box's lower edge is the foot's own: a
 * fifth is more than the sides of two boxes err.
 */
const SEEN_SHARE = 0.8;

/** What is as unlikely as this isn't worth its cost. */
const LEAST_WEIGHT = 0.02;

/**
 * @param hidden 0 to 1: share of its foot that others hide
 * @param hiddenTo pixels: the lowest edge of those that hide it
 */
export function possibleBoxes(box: Box, image: Size, hidden: number, hiddenTo: number): PossibleBox[] {
  const cut = cutByLowerEdge(box, image);
  const overhang = hiddenTo - box.top - box.height;
  const behind = overhang > 0 ? (1 - cut) * Math.max(0, (hidden - SEEN_SHARE) / (1 - SEEN_SHARE)) : 0;
  const boxes: PossibleBox[] = [{ box, weight: 1 - cut - behind, asSeen: true }];
  if (cut > 0) {
    for (const share of SHARES_IN_VIEW) {
      const whole = { ...box, height: box.height / share };
      boxes.push({ box: whole, weight: cut / SHARES_IN_VIEW.length, asSeen: false });
    }
  }
  if (behind > 0) {
    for (const part of HIDDEN_AT) {
      const whole = { ...box, height: box.height + part * overhang };
      boxes.push({ box: whole, weight: behind / HIDDEN_AT.length, asSeen: false });
    }
  }
  const likely = boxes.filter(({ weight }) => weight > LEAST_WEIGHT);
  const sum = likely.reduce((total, { weight }) => total + weight, 0);
  return likely.map((possible) => ({ ...possible, weight: possible.weight / sum }));
}

/** Probability that the picture's lower edge cuts the thing. */
export function cutByLowerEdge({ top, height }: Box, image: Size): number {
  const gap = (image.height - top - height) / image.height;
  return Math.min(1, Math.max(0, (NOT_CUT - gap) / (NOT_CUT - CUT)));
}
