/**
 * Which detection is which track: the two stages of ByteTrack (Zhang et al., "ByteTrack: Multi-Object Tracking by
 * Associating Every Detection Box", ECCV 2022, arXiv 2110.06864). First what the detector is sure of; then what it is
 * unsure of, which may only continue a track: where a thing was expected, a weak sighting is most likely that thing.
 * Pure.
 */

import { intersectionOverUnion } from '../boxes';
import type { Box, Detection } from '../scene';
import { assignOptimally } from './assignment';
import { areRelated } from './label-votes';

/** A track as it is expected in the present frame. */
export interface Expectation {
  readonly box: Box;
  readonly label: string;
  /** It was seen lately: only then a weak sighting may continue it (ByteTrack leaves lost tracks out of stage two). */
  readonly recent: boolean;
}

/**
 * Boxes are compared after they grew by this share of their sides on each side (C-BIoU, Yang et al., WACV 2023, arXiv
 * 2211.14317, whose first stage is usually run with 0.3), so that small things which moved by more than themselves are
 * still alike. At 10, 5 and 3 looks a second that makes 25 switches of identity on the walking clip, and 12 on the
 * standing one when a swing without sensors is laid onto it; boxes that don't grow make 30 and 37, generalised IoU 29
 * and 6, the distance of middles in shares of their size 56 and 5. Between 0.2 and 0.5 it matters little.
 */
const BUFFER = 0.3;

/** Least overlap of grown boxes in either stage. ByteTrack's are 0.2 and 0.5, for boxes that did not grow. */
const LEAST_OVERLAP = 0.2;
const LEAST_OVERLAP_UNSURE = 0.4;

/** What the same place under a related name counts less than under the same name. */
const OTHER_NAME = 0.1;

/** Only boxes that overlap more than this, IoU, are one thing under unrelated names (one-label.ts). */
const SAME_PLACE = 0.85;

/**
 * @param expectations one for each track
 * @param detections those of this look
 * @param highScore from here on the detector is sure, 0 to 1
 * @returns for each detection the index of its track, or -1
 */
export function associate(
  expectations: readonly Expectation[],
  detections: readonly Detection[],
  highScore: number,
): number[] {
  const trackOf = detections.map(() => -1);
  const taken = new Set<number>();
  const stage = (
    isCandidate: (detection: Detection) => boolean,
    isOpen: (track: Expectation) => boolean,
    leastOverlap: number,
  ) => {
    const columns = [...detections.keys()].filter(
      (index) => trackOf[index]! < 0 && isCandidate(detections[index]!),
    );
    const rows = [...expectations.keys()].filter(
      (index) => !taken.has(index) && isOpen(expectations[index]!),
    );
    const gains = rows.map((row) =>
      columns.map((column) => similarity(expectations[row]!, detections[column]!) - leastOverlap),
    );
    for (const { row, column } of assignOptimally(gains)) {
      trackOf[columns[column]!] = rows[row]!;
      taken.add(rows[row]!);
    }
  };
  stage(
    ({ score }) => score >= highScore,
    () => true,
    LEAST_OVERLAP,
  );
  stage(
    ({ score }) => score < highScore,
    ({ recent }) => recent,
    LEAST_OVERLAP_UNSURE,
  );
  return trackOf;
}

function similarity(track: Expectation, detection: Detection): number {
  const overlap = intersectionOverUnion(grow(track.box), grow(detection.box));
  if (track.label === detection.label) return overlap;
  if (areRelated(track.label, detection.label)) return overlap - OTHER_NAME;
  return intersectionOverUnion(track.box, detection.box) > SAME_PLACE ? overlap - OTHER_NAME : 0;
}

function grow({ left, top, width, height }: Box): Box {
  return {
    left: left - BUFFER * width,
    top: top - BUFFER * height,
    width: (1 + 2 * BUFFER) * width,
    height: (1 + 2 * BUFFER) * height,
  };
}
