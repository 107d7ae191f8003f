/** Who stands before whom, by the boxes alone. */

import type { Box } from '../scene';

/**
 * Of two that overlap on the ground, the one that reaches lower in the picture stands before the other. A difference
 * within the error of the edges says nothing.
 */
export function isBefore(front: Box, back: Box): boolean {
  const lower = front.top + front.height - (back.top + back.height);
  return lower > EDGE_SHARE * Math.min(front.height, back.height);
}

/** Of the height of a box, what its lower edge may be off. */
const EDGE_SHARE = 0.05;

/** Of a box's height, from its lower edge up: where a thing's foot would be. */
const FOOT_SHARE = 0.15;

/**
 * @param occluders boxes before this one
 * @returns 0 to 1: how much of the lower edge's width is covered by any of them
 */
export function hiddenShareOfFoot({ left, top, width, height }: Box, occluders: readonly Box[]): number {
  const bottom = top + height;
  const foot = bottom - FOOT_SHARE * height;
  const covers = occluders
    .filter((other) => other.top < foot && other.top + other.height >= bottom)
    .map((other) => [Math.max(left, other.left), Math.min(left + width, other.left + other.width)] as const)
    .filter(([from, to]) => to > from)
    .sort((a, b) => a[0] - b[0]);
  let covered = 0;
  let end = left;
  for (const [from, to] of covers) {
    if (to <= end) continue;
    covered += to - Math.max(from, end);
    end = to;
  }
  return width > 0 ? covered / width : 0;
}

/** The lowest of their lower edges, pixels; -Infinity without any. */
export function lowestEdge(boxes: readonly Box[]): number {
  return Math.max(...boxes.map(({ top, height }) => top + height));
}
