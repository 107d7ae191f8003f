/** Where the labels of boxes go, so that they hide each other as little as can be. Pure; all pixels are the screen's. */

import type { Box, Size } from '../scene/scene';
import { intersectionArea } from '../scene/boxes';

/**
 * Places labels one after the other, so the first ones (the nearest things) have the best places: above the box, below
 * it, inside at its top, inside at its bottom, whichever hides least of the labels before.
 * @param boxes pixels of the picture as it is shown
 * @param labels their labels' sizes, in the same order
 * @param picture its size as it is shown; labels stay inside where they fit
 * @returns the labels' boxes, in the same order
 */
export function layOutLabels(boxes: readonly Box[], labels: readonly Size[], picture: Size): Box[] {
  const placed: Box[] = [];
  for (const [index, box] of boxes.entries()) {
    const places = placesFor(box, labels[index]!, picture);
    const hidden = places.map((place) =>
      placed.reduce((sum, other) => sum + intersectionArea(place, other), 0),
    );
    placed.push(places[hidden.indexOf(Math.min(...hidden))]!);
  }
  return placed;
}

function placesFor(box: Box, label: Size, picture: Size): Box[] {
  const bottom = box.top + box.height;
  const clip = (value: number, most: number) => Math.max(0, Math.min(value, most));
  // From the box's left edge; in the right half of the picture, from its right edge.
  const isRight = box.left + box.width / 2 > picture.width / 2;
  const left = isRight ? box.left + box.width - label.width : box.left;
  return [box.top - label.height, bottom, box.top, bottom - label.height].map((top) => ({
    ...label,
    left: clip(left, picture.width - label.width),
    top: clip(top, picture.height - label.height),
  }));
}
