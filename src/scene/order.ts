/** Nearest first, by the measure of the paper "Squeezing Deep Learning into Mobile Devices". */

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

/**
 * Orders detections nearest first. Distances that are the same when rounded to whole pixels tie: a detector knows
 * no half pixel. Ties share their rank and keep the order in which they came.
 * @param image size of the upright image, pixels
 * @param focalLength pixels of the same image
 */
export function orderNearestFirst(
  detections: readonly Detection[],
  image: Size,
  focalLength: number,
): SceneObject[] {
  const measured = detections.map((detection) => ({
    ...detection,
    referencePx: referenceDistance(detection.box, image),
    lowerMiddlePx: lowerMiddleDistance(detection.box, image),
    bearing: bearingOfColumn(detection.box.left + detection.box.width / 2, image, focalLength),
    metres: null,
    track: null,
  }));
  const wholePixels = measured.map(({ referencePx }) => Math.round(referencePx));
  const nearerThan = (pixels: number) => wholePixels.filter((other) => other < pixels).length;
  return measured
    .map((object, index) => ({ ...object, rank: 1 + nearerThan(wholePixels[index]!) }))
    .sort((a, b) => a.rank - b.rank);
}
