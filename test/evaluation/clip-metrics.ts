/**
 * How steady what is told of a clip is, where nobody has labelled it. Pure functions over plain arrays.
 *
 * Identity: at the clip's full rate a thing moves so little between two frames that linking its boxes is trivial
 * (30 frames a second: mostly less than a tenth of its size). `linkEveryFrame` does that, without any prediction, and
 * gives the reference; the tracker, which sees only every third to tenth frame, is compared with it by
 * `identitySwitches`. The reference knows nothing of things that nobody detects for long: it ends there and begins
 * anew, so it can't blame a tracker that bridges a gap, and doesn't praise it either.
 */

import { intersectionOverUnion } from '../../src/scene/boxes';
import type { Box, Detection } from '../../src/scene/scene';

/** One thing in one frame. */
export interface IdentifiedBox {
  /** The same thing has the same number in every frame. */
  readonly id: number;
  /** Pixels of the upright image. */
  readonly box: Box;
}

export interface LinkOptions {
  /** A detection of at least this score, 0 to 1, starts a thing. */
  readonly highScore: number;
  /** One of at least this score continues a thing; below a quarter, crowds of false ones lie on everything. */
  readonly lowScore?: number;
  /** Boxes in neighbouring frames must overlap by this IoU to be one thing; half, as detectors are judged by. */
  readonly overlap?: number;
  /**
   * A link is trusted only when no other detection overlaps the thing, and no other thing the detection, by so nearly as
   * much: otherwise the thing ends, and what goes on is another one.
   */
  readonly clearance?: number;
  /** A thing may be missed in this many frames on end; its last box is held meanwhile. */
  readonly missedFrames?: number;
  /** Things seen in fewer frames than this are left out as errors of the detector. */
  readonly fewestFrames?: number;
}

/** A thing as it is being linked. */
interface Chain {
  readonly id: number;
  readonly box: Box;
  readonly missed: number;
}

/**
 * Links the detections of every frame of a clip to things: greedily, the largest overlap with the frame before first,
 * whatever the label (names waver, things don't).
 * @param frames the detections of each frame, in order, at the clip's full rate
 * @returns for each frame the things that are seen in it
 */
export function linkEveryFrame(
  frames: readonly (readonly Detection[])[],
  {
    highScore,
    lowScore = 0.25,
    overlap = 0.5,
    clearance = 0.2,
    missedFrames = 3,
    fewestFrames = 10,
  }: LinkOptions,
): IdentifiedBox[][] {
  let chains: readonly Chain[] = [];
  let nextId = 1;
  const links = frames.map((detections) => {
    const usable = detections.filter(({ score }) => score >= lowScore).toSorted((a, b) => b.score - a.score);
    const pairs = pairByOverlap(chains, usable, overlap);
    const isClear = ({ a, b, iou }: Overlap<Chain, Detection>) =>
      pairs.every((other) => (other.a === a) === (other.b === b) || other.iou <= iou - clearance);
    const seen = chooseOnce(pairs)
      .filter(isClear)
      .map(({ a: { id }, b: { box } }): Chain => ({ id, box, missed: 0 }));
    for (const { score, box } of usable) {
      const isOther = seen.every((other) => intersectionOverUnion(other.box, box) < overlap);
      if (score >= highScore && isOther) seen.push({ id: nextId++, box, missed: 0 });
    }
    // What overlaps a detection is either seen in it or, where that is not clear, has ended.
    const overlapping = new Set(pairs.map(({ a }) => a));
    const missed = chains
      .filter((chain) => !overlapping.has(chain) && chain.missed < missedFrames)
      .map((chain) => ({ ...chain, missed: chain.missed + 1 }));
    chains = [...seen, ...missed];
    return seen.map(({ id, box }) => ({ id, box }));
  });
  const counts = new Map<number, number>();
  for (const { id } of links.flat()) counts.set(id, (counts.get(id) ?? 0) + 1);
  return links.map((boxes) => boxes.filter(({ id }) => counts.get(id)! >= fewestFrames));
}

/** Two boxes that overlap. */
interface Overlap<A, B> {
  readonly a: A;
  readonly b: B;
  readonly iou: number;
}

interface Boxed {
  readonly box: Box;
}

/** All pairs of two lists that overlap enough, largest overlap first. */
function pairByOverlap<A extends Boxed, B extends Boxed>(
  first: readonly A[],
  second: readonly B[],
  overlap: number,
): Overlap<A, B>[] {
  return first
    .flatMap((a) => second.map((b) => ({ a, b, iou: intersectionOverUnion(a.box, b.box) })))
    .filter(({ iou }) => iou >= overlap)
    .sort((x, y) => y.iou - x.iou);
}

/** Of pairs, the first ones that use each box at most once. */
function chooseOnce<A extends Boxed, B extends Boxed>(pairs: readonly Overlap<A, B>[]): Overlap<A, B>[] {
  const taken = new Set<A | B>();
  return pairs.filter(({ a, b }) => {
    if (taken.has(a) || taken.has(b)) return false;
    taken.add(a).add(b);
    return true;
  });
}

export interface IdentityFigures {
  /** Things of the reference that were in at least one look. */
  readonly things: number;
  /** Sightings of them: one thing in one look. */
  readonly sightings: number;
  /** Sightings that the tracker has under some number. */
  readonly tracked: number;
  /** A thing is followed under another number than when it was last followed (IDSW of CLEAR MOT). */
  readonly switches: number;
  /** A thing that was followed is not, in a look in which it is seen, and is again later (Frag of MOTChallenge). */
  readonly fragmentations: number;
  /** A number goes over to another thing while the one that had it is in the same look: one of the two is told wrong. */
  readonly thefts: number;
}

/**
 * Compares the tracker's numbers with those of a reference, look by look (Bernardin and Stiefelhagen, Evaluating multiple
 * object tracking performance: the CLEAR MOT metrics, 2008). As there, a thing stays with its track as long as they
 * overlap; only then others are paired.
 * @param reference the things in each look: `linkEveryFrame`, of which only the frames that were looked at are taken
 * @param tracked what the tracker said in the same looks
 * @param overlap IoU of a thing and its track
 */
export function identitySwitches(
  reference: readonly (readonly IdentifiedBox[])[],
  tracked: readonly (readonly IdentifiedBox[])[],
  overlap = 0.5,
): IdentityFigures {
  const trackOf = new Map<number, number>();
  const isLost = new Set<number>();
  const things = new Set<number>();
  const figures = { sightings: 0, tracked: 0, switches: 0, fragmentations: 0, thefts: 0 };
  for (const [look, seen] of reference.entries()) {
    const pairs = pairUp(seen, tracked[look] ?? [], trackOf, overlap);
    const formerThingOf = new Map([...trackOf].map(([thing, track]) => [track, thing]));
    const inThisLook = new Set(seen.map(({ id }) => id));
    for (const { id } of seen) {
      things.add(id);
      figures.sightings++;
      const track = pairs.get(id);
      if (track === undefined) {
        if (trackOf.has(id)) isLost.add(id);
        continue;
      }
      figures.tracked++;
      if (trackOf.has(id) && trackOf.get(id) !== track) figures.switches++;
      if (isLost.delete(id)) figures.fragmentations++;
      const former = formerThingOf.get(track);
      if (former !== undefined && former !== id && inThisLook.has(former)) figures.thefts++;
      trackOf.set(id, track);
    }
  }
  return { things: things.size, ...figures };
}

/** @returns the track's number of each thing that has one in this look */
function pairUp(
  seen: readonly IdentifiedBox[],
  tracked: readonly IdentifiedBox[],
  trackOf: ReadonlyMap<number, number>,
  overlap: number,
): Map<number, number> {
  const kept = seen.flatMap((thing) => {
    const track = tracked.find(({ id }) => id === trackOf.get(thing.id));
    return track ? pairByOverlap([thing], [track], overlap) : [];
  });
  const isKept = new Set(kept.flatMap(({ a, b }) => [a, b]));
  const others = chooseOnce(
    pairByOverlap(
      seen.filter((thing) => !isKept.has(thing)),
      tracked.filter((track) => !isKept.has(track)),
      overlap,
    ),
  );
  return new Map([...kept, ...others].map(({ a, b }) => [a.id, b.id]));
}

/**
 * How much the distance of a standing thing trembles from look to look: the standard deviation of the error of one look,
 * as a share of the distance. Taken from second differences of its logarithm, which know nothing of a steady approach
 * (for independent errors their variance is 1 + 4 + 1 = 6 times that of one look), by their median absolute value,
 * on which a few leaps have no hold.
 * @param metres of one thing in looks at equal intervals; null where it has none. Only three on end count
 * @returns null when there are fewer than three such threes
 */
export function distanceJitter(metres: readonly (number | null)[]): number | null {
  const differences = metres.flatMap((last, index) => {
    const first = metres[index - 2];
    const middle = metres[index - 1];
    if (!first || !middle || !last) return [];
    return [Math.abs(Math.log(first) - 2 * Math.log(middle) + Math.log(last))];
  });
  if (differences.length < 3) return null;
  return (MEDIAN_TO_DEVIATION * median(differences)) / Math.sqrt(6);
}

/** For a normal distribution: standard deviation over median absolute value, 1 / 0.6745. */
const MEDIAN_TO_DEVIATION = 1.4826;

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
