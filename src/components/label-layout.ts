/** Where the labels of boxes go, so that they hide each other as little as can be. Pure; all pixels are the screen's. */

import type { Box, Size } from '../scene/scene';
import { intersectionArea } from '../scene/boxes';

/** Labels in their long form cover no more of the picture than this share: it is there to be seen. */
const MOST_COVERED = 0.3;

export interface PlacedLabel extends Box {
  /** Which of its forms the label has: 0 for the first. */
  readonly form: number;
}

/**
 * Places labels one after the other, so the first ones (the nearest things) have the best places: above the box, below
 * it, inside at its top, inside at its bottom, whichever hides least of the labels before. A label with several forms
 * has the last one where the ones before it would hide a label, or leave too little of the picture; the first label is
 * always whole.
 * @param boxes pixels of the picture as it is shown
 * @param labels their labels, in the same order: the size of each form, the longest first
 * @param picture its size as it is shown; labels stay inside where they fit
 * @returns the labels' boxes, in the same order
 */
export function layOutLabels(
  boxes: readonly Box[],
  labels: readonly (readonly Size[])[],
  picture: Size,
): PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  let room = MOST_COVERED * areaOf(picture);
  for (const [index, box] of boxes.entries()) {
    const forms = labels[index]!;
    const places = forms.map((size, form) => leastHiding(placed, placesFor(box, size, picture), form));
    const whole = places.find(({ place, hides }) => index === 0 || (hides === 0 && areaOf(place) <= room));
    const { place } = whole ?? places.at(-1)!;
    placed.push(place);
    if (place.form < forms.length - 1) room -= areaOf(place);
  }
  return placed;
}

function leastHiding(
  placed: readonly Box[],
  places: readonly Box[],
  form: number,
): { readonly place: PlacedLabel; readonly hides: number } {
  const hidden = places.map((place) =>
    placed.reduce((sum, other) => sum + intersectionArea(place, other), 0),
  );
  const hides = Math.min(...hidden);
  return { place: { ...places[hidden.indexOf(hides)]!, form }, hides };
}

function areaOf({ width, height }: Size): number {
  return width * height;
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
