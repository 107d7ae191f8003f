/**
 * The turning of a phone that no sensor tells of, seen from what it does to the picture: everything in it moves alike. Pure.
 *
 * Other trackers find it in the pixels (BoT-SORT, Aharon et al., arXiv 2206.14651); here the boxes tell: of all the
 * shifts that would bring one track onto one detection, the one that brings most tracks onto detections. With a swing of 5
 * degrees at each step laid onto the walking clip, switches of identity at 10, 5 and 3 looks a second fall from 356 to 38.
 */

import { intersectionOverUnion } from '../boxes';
import type { Box, Detection } from '../scene';
import { areRelated } from './label-votes';

/** In pixels. */
export interface Shift {
  readonly x: number;
  readonly y: number;
}

export interface CommonShift extends Shift {
  /** How many tracks lie better after it. One alone may as well have moved by itself. */
  readonly tracks: number;
}

export const NO_SHIFT: CommonShift = { x: 0, y: 0, tracks: 0 };

/** How a track is expected in the present frame if the phone did not turn. */
interface Expected {
  readonly box: Box;
  readonly label: string;
}

/** A track and a detection that may be one thing as far as name and size tell. */
interface Candidate {
  readonly track: number;
  readonly from: Box;
  readonly to: Box;
  readonly shift: Shift;
}

/** The sides of one thing's boxes differ by no more than this factor from look to look (19 in 20, walking clip). */
const LARGEST_RESIZE = 1.5;

/** More of them tell nothing new; the cost grows with the square of the pairs. */
const MOST_TRACKS = 8;
const MOST_DETECTIONS = 16;

/**
 * Counts for a shift how well each track lies on its best detection (IoU), and against it how far it goes as a share of
 * the reach: what one thing in view gains by a shift may be its own motion as well.
 * @param tracks surest first
 * @param detections surest first; unsure ones help, since no error turns with the phone
 * @param reach the farthest that the picture may have moved since the last look, pixels
 */
export function findCommonShift(
  tracks: readonly Expected[],
  detections: readonly Detection[],
  reach: number,
): CommonShift {
  if (reach <= 0) return NO_SHIFT;
  const seen = detections.slice(0, MOST_DETECTIONS);
  const candidates = tracks
    .slice(0, MOST_TRACKS)
    .flatMap((expected, track) => seen.flatMap((detection) => pairUp(expected, detection, track, reach)));
  const unmoved = bestOverlaps({ x: 0, y: 0 }, candidates);
  let best = NO_SHIFT;
  let most = sum(unmoved);
  for (const { shift } of candidates) {
    const overlaps = bestOverlaps(shift, candidates);
    const gain = sum(overlaps) - Math.hypot(shift.x, shift.y) / reach;
    if (gain <= most) continue;
    most = gain;
    best = { ...shift, tracks: overlaps.filter((overlap, track) => overlap > unmoved[track]!).length };
  }
  return best;
}

function pairUp(expected: Expected, detection: Detection, track: number, reach: number): Candidate[] {
  const from = expected.box;
  const to = detection.box;
  if (!areRelated(expected.label, detection.label)) return [];
  if (ratio(from.width, to.width) > LARGEST_RESIZE || ratio(from.height, to.height) > LARGEST_RESIZE)
    return [];
  const x = to.left + to.width / 2 - from.left - from.width / 2;
  const y = to.top + to.height / 2 - from.top - from.height / 2;
  return Math.hypot(x, y) <= reach ? [{ track, from, to, shift: { x, y } }] : [];
}

function ratio(a: number, b: number): number {
  return Math.max(a / b, b / a);
}

/** How well each track lies on the best detection for it after a shift, as IoU. */
function bestOverlaps({ x, y }: Shift, candidates: readonly Candidate[]): number[] {
  const overlaps = new Array<number>(MOST_TRACKS).fill(0);
  for (const { track, from, to } of candidates) {
    const overlap = intersectionOverUnion({ ...from, left: from.left + x, top: from.top + y }, to);
    overlaps[track] = Math.max(overlaps[track]!, overlap);
  }
  return overlaps;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
