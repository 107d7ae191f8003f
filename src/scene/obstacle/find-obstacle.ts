/** Something solid in the walker's way that has no name, from one depth map. Pure. */

import type { Box, DepthMap, Metres, Size } from '../scene';
import type { Viewpoint } from '../viewpoint';
import { type Cells, cellsOf, cellsWithin } from './cells';
import { clustersOf } from './clusters';
import { solidInCorridor } from './corridor';
import { findFloor } from './floor';

export interface Obstacle {
  /** In pixels of the upright image. */
  readonly box: Box;
  /** Straight from the camera to its near side. */
  readonly metres: Metres;
}

export interface NamedThing {
  readonly box: Box;
  readonly metres: Metres | null;
}

const GROWN = 0.1;
const LEAST_AREA = 0.0225;
const NEAR_QUANTILE = 0.2;
const UNKNOWN_HEIGHT = 1.45;

export function findObstacle(
  map: DepthMap,
  image: Size,
  viewpoint: Viewpoint,
  named: readonly NamedThing[],
): Obstacle | null {
  const { orientation, focalLength } = viewpoint;
  if (!orientation) return null;
  const cells = cellsOf(map, image, focalLength, orientation);
  const taken = cellsWithin(cells, image, named.map(({ box }) => box), GROWN);
  const floor = findFloor(cells, taken, map.unit);
  (globalThis as any).floor = floor;
  if (!floor) return null;
  const height = map.unit === 'per-metre' ? 1 / floor.slope : (viewpoint.height ?? UNKNOWN_HEIGHT);
  (globalThis as any).infos = [];
  const depths = solidInCorridor(cells, floor, height, taken);
  const found = clustersOf(cells, depths).flatMap((cluster) => {
    const area = cluster.reduce((sum, index) => sum + cells.area * depths[index]! ** 2, 0);
    if (area < LEAST_AREA) return [];
    const straight = cluster
      .map((index) => depths[index]! * Math.hypot(cells.right[index]!, cells.down[index]!, cells.forward[index]!))
      .sort((a, b) => a - b);
    const q = (v: number[], a: number) => v[Math.min(v.length - 1, Math.floor(a * v.length))]!;
    const up = cluster.map((i) => height - depths[i]! * cells.down[i]!).sort((a, b) => a - b);
    const ahead = cluster.map((i) => depths[i]! * cells.forward[i]!).sort((a, b) => a - b);
    const info = `area ${area.toFixed(2)} rise ${(q(up, 0.9) - q(up, 0.1)).toFixed(2)} depth ${(q(ahead, 0.9) - q(ahead, 0.1)).toFixed(2)} up ${up[0]!.toFixed(1)}..${up.at(-1)!.toFixed(1)} n ${cluster.length}`;
    ((globalThis as any).infos ??= []).push(info);
    return [{ cluster, area, best: straight[Math.floor(NEAR_QUANTILE * straight.length)]! }];
  });
  found.sort((a, b) => a.best - b.best);
  const [first] = found;
  if (!first) return null;
  return { box: boxOf(first.cluster, cells, image), metres: { near: first.best * 0.7, best: first.best, far: first.best * 1.4 } };
}

function boxOf(cluster: readonly number[], { columns, rows }: Cells, image: Size): Box {
  const at = cluster.map((index) => [index % columns, Math.floor(index / columns)] as const);
  const xs = at.map(([x]) => x);
  const ys = at.map(([, y]) => y);
  const left = (Math.min(...xs) * image.width) / columns;
  const top = (Math.min(...ys) * image.height) / rows;
  return {
    left,
    top,
    width: ((Math.max(...xs) + 1) * image.width) / columns - left,
    height: ((Math.max(...ys) + 1) * image.height) / rows - top,
  };
}
