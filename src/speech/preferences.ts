/** What the person wants to hear. */

import type { SceneObject } from '../scene/scene';
import type { DistancePreferences } from './phrases/sentences';

export interface AnnouncementPreferences extends DistancePreferences {
  /** The model's class names that are spoken, or all of them. */
  readonly announced: readonly string[] | 'all';
  /** Objects below this score are not spoken, 0 to 1. */
  readonly minimumScore: number;
}

/** The objects that the person wants to hear of, in the scene's order. */
export function wanted(
  objects: readonly SceneObject[],
  { announced, minimumScore }: AnnouncementPreferences,
): SceneObject[] {
  return objects.filter(
    ({ label, score }) => score >= minimumScore && (announced === 'all' || announced.includes(label)),
  );
}
