import type { Detection } from '../scene/scene';
import { intersectionOverUnion } from '../scene/boxes';

/** COCO's evaluation reads at most this many detections of an image; more are noise. */
const MOST_DETECTIONS = 100;

/**
 * Non-maximum suppression (NMS), greedy and per class: of boxes that overlap more than the threshold, the one with
 * the highest score stays.
 * @param threshold IoU, 0 to 1
 * @returns at most 100 detections, highest score first; equal scores keep their order
 */
export function suppressOverlaps(detections: readonly Detection[], threshold: number): Detection[] {
  const byScore = detections.toSorted((a, b) => b.score - a.score);
  const keptByLabel = new Map<string, Detection[]>();
  const kept: Detection[] = [];
  for (const detection of byScore) {
    const rivals = keptByLabel.get(detection.label) ?? [];
    if (rivals.some((rival) => intersectionOverUnion(rival.box, detection.box) > threshold)) continue;
    keptByLabel.set(detection.label, [...rivals, detection]);
    kept.push(detection);
    if (kept.length === MOST_DETECTIONS) break;
  }
  return kept;
}
