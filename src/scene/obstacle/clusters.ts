/** Cells that belong together: neighbours of about the same depth. */

import type { Cells } from './cells';

/** Neighbours whose depths differ by more than this factor belong to different things. */
const SAME_THING = 1.25;

/** @param depths metres; 0 for cells that don't count */
export function clustersOf(
  { columns, rows }: Pick<Cells, 'columns' | 'rows'>,
  depths: Float32Array,
): number[][] {
  const seen = new Uint8Array(depths.length);
  const clusters: number[][] = [];
  for (let start = 0; start < depths.length; start += 1) {
    if (seen[start] || depths[start] === 0) continue;
    const cluster = [start];
    seen[start] = 1;
    for (const index of cluster) {
      const column = index % columns;
      const row = (index - column) / columns;
      const depth = depths[index]!;
      const visit = (other: number) => {
        const its = depths[other]!;
        if (seen[other] || its === 0 || Math.max(its, depth) > SAME_THING * Math.min(its, depth)) return;
        seen[other] = 1;
        cluster.push(other);
      };
      if (column > 0) visit(index - 1);
      if (column < columns - 1) visit(index + 1);
      if (row > 0) visit(index - columns);
      if (row < rows - 1) visit(index + columns);
    }
    clusters.push(cluster);
  }
  return clusters;
}
