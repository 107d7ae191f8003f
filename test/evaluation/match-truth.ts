/** Which of the objects that were found is which of those that are truly there. */

import { intersectionOverUnion } from '../../src/scene/boxes';
import type { Box } from '../../src/scene/scene';
import type { IgnoredRegion, TrueObject } from './distance-set';

/**
 * Least overlap (IoU) of a found box with the true one. Average precision begins at 0.5, but these true boxes are not
 * tight around what is in view: they reach behind what hides a thing and around the bicycle below a rider, are
 * projections of three-dimensional boxes, or drawn by eye to about 10 pixels. Of the public photos' overlaps below 0.5
 * those that are right, seen by eye, begin at 0.36; lower ones are boxes around two things, mostly. So matched, there
 * are as many pairs as in an independent count by another pipeline, but for one (70 on kitti_object, 23 on
 * rgbd_indoor). At 0.3 or 0.4 other pairs would be compared: only figures of the same matches can be compared.
 */
export const LEAST_OVERLAP = 0.35;

type Region = TrueObject | IgnoredRegion;

/** A found object and the true object that it is. */
export interface Match<Found> {
  readonly found: Found;
  readonly truth: TrueObject;
}

/**
 * The best overlap in the photo is matched first, then the best of the rest: a distance must be compared with that
 * of its own thing, however sure the detector was of it. What fits an ignored region best is taken by it.
 * @returns in the order of the found objects; each object, found or true, occurs at most once
 */
export function matchTruth<Found extends { readonly label: string; readonly box: Box }>(
  found: readonly Found[],
  {
    objects,
    ignored,
  }: { readonly objects: readonly TrueObject[]; readonly ignored: readonly IgnoredRegion[] },
): Match<Found>[] {
  const candidates = found
    .flatMap((one) =>
      [...objects, ...ignored]
        .filter(({ labels }) => labels === null || labels.includes(one.label))
        .map((truth) => ({ one, truth, overlap: intersectionOverUnion(one.box, truth.box) })),
    )
    .filter(({ overlap }) => overlap >= LEAST_OVERLAP)
    .sort((a, b) => b.overlap - a.overlap);
  const truthOf = new Map<Found, Region>();
  const taken = new Set<Region>();
  for (const { one, truth } of candidates) {
    if (truthOf.has(one) || taken.has(truth)) continue;
    truthOf.set(one, truth);
    taken.add(truth);
  }
  return found.flatMap((one) => {
    const truth = truthOf.get(one);
    return truth && isTrueObject(truth) ? [{ found: one, truth }] : [];
  });
}

function isTrueObject(region: Region): region is TrueObject {
  return 'distance' in region;
}
