/** Several alike in one place are one thing to say: "3 people, ahead". */

import type { SceneObject } from '../scene/scene';
import { ANNOUNCEMENT_RULES } from './announcement-rules';
import type { Direction } from './direction';
import type { NamedThing } from './phrases/sentences';

/** What a group is judged by; `nearness` is the paper's distance as a share of the picture's height. */
export interface Placed extends Pick<SceneObject, 'label' | 'metres' | 'bearing'> {
  readonly direction: Direction;
  readonly nearness: number;
}

/** The paper's distance as a share of the picture's height, so that it means the same at any size. */
export function nearnessOf(object: SceneObject, imageHeight: number): number {
  return object.referencePx / imageHeight;
}

/**
 * Joins neighbours in the order that are alike: one class, one direction, about one distance from the first of them.
 * Only neighbours, so that the order stays nearest first.
 * @param things nearest first
 */
export function groupAlike<Thing extends Placed>(things: readonly Thing[]): Thing[][] {
  const groups: Thing[][] = [];
  for (const thing of things) {
    const group = groups.at(-1);
    if (group && isAlike(group[0]!, thing)) group.push(thing);
    else groups.push([thing]);
  }
  return groups;
}

function isAlike(first: Placed, other: Placed): boolean {
  if (first.label !== other.label || first.direction !== other.direction) return false;
  const { groupByPicture, groupByMetres } = ANNOUNCEMENT_RULES;
  if (first.metres && other.metres) {
    const distances = [first.metres.best, other.metres.best];
    return Math.max(...distances) <= Math.min(...distances) * groupByMetres;
  }
  return Math.abs(other.nearness - first.nearness) <= groupByPicture;
}

/** The group as one thing, at the distance of its nearest. */
export function nameGroup(group: readonly Placed[]): NamedThing {
  const { label, direction, bearing } = group[0]!;
  const distances = group.flatMap(({ metres }) => metres ?? []);
  const metres = distances.sort((a, b) => a.best - b.best)[0] ?? null;
  return { label, direction, bearing, metres, count: group.length };
}
