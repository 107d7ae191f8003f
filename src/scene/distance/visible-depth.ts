/** The depth of the part of a thing that is in view: without what lies behind it in its box, or before it. */

import type { Box, DepthMap, Size } from '../scene';

/**
 * Only the middle half of the box is read: its border is mostly background. Of what is there, the nearer third
 * begins at the thing: this part of the values is farther. On the true depth of the labelled indoor pictures this rule
 * errs by 1 % in the median and 4 % in the mean, the median of the box by 3 % and 10 %.
 */
const MIDDLE = 0.5;
const FARTHER_PART = 0.67;

/** A part of a thing that small tells nothing; then the whole middle counts, whatever covers it. */
const LEAST_VISIBLE_SHARE = 0.15;

/** Cells that are read per axis at most: more change nothing. */
const MOST_SAMPLES = 16;

/**
 * @param box pixels of the image, in which the map's grid lies
 * @param occluders boxes of nearer things; their cells are left out
 * @returns inverse depth in the map's unit, or null where the map knows nothing
 */
export function visibleInverseDepth(
  map: DepthMap,
  image: Size,
  box: Box,
  occluders: readonly Box[],
): number | null {
  const visible = new Float32Array(MOST_SAMPLES * MOST_SAMPLES);
  const all = new Float32Array(MOST_SAMPLES * MOST_SAMPLES);
  let visibleCount = 0;
  let allCount = 0;
  const columns = samples(box.left, box.width, image.width, map.width);
  const rows = samples(box.top, box.height, image.height, map.height);
  for (const row of rows) {
    for (const column of columns) {
      const value = map.values[row * map.width + column]!;
      if (!(value > 0)) continue;
      all[allCount++] = value;
      const x = ((column + 0.5) * image.width) / map.width;
      const y = ((row + 0.5) * image.height) / map.height;
      if (!occluders.some((other) => contains(other, x, y))) visible[visibleCount++] = value;
    }
  }
  if (allCount === 0) return null;
  const counted =
    visibleCount >= LEAST_VISIBLE_SHARE * allCount
      ? visible.subarray(0, visibleCount)
      : all.subarray(0, allCount);
  // In ascending order, as typed arrays are sorted.
  return counted.sort()[Math.min(counted.length - 1, Math.floor(FARTHER_PART * counted.length))]!;
}

/** Cells of one axis in the middle of a stretch, at least one. */
function samples(start: number, length: number, imageLength: number, cells: number): number[] {
  const first = ((start + (length * (1 - MIDDLE)) / 2) * cells) / imageLength;
  const last = first + (length * MIDDLE * cells) / imageLength;
  const count = Math.max(1, Math.min(MOST_SAMPLES, Math.round(last - first)));
  return Array.from({ length: count }, (_, index) =>
    Math.min(cells - 1, Math.max(0, Math.floor(first + ((index + 0.5) * (last - first)) / count))),
  );
}

function contains({ left, top, width, height }: Box, x: number, y: number): boolean {
  return x >= left && x < left + width && y >= top && y < top + height;
}
