/** What the person wants to hear. */

import { OBSTACLE_LABEL } from '../scene/obstacle/label';
import type { SceneObject } from '../scene/scene';
import type { DistancePreferences } from './phrases/sentences';

export interface AnnouncementPreferences extends DistancePreferences {
  /** The model's class names that are spoken, or all of them; an empty list means all, too. */
  readonly announced: readonly string[] | 'all';
  /** Objects below this score are not spoken, 0 to 1. */
  readonly minimumScore: number;
}

/**
 * Whether the person wants to hear of it. Who chose no class at all hears of everything: an app that is silent for ever
 * would be taken for a free way. What is tracked was certain enough when its track began. An obstacle in the way is
 * always told: it is no class that anybody could choose.
 */
export function isWanted(
  { label, score, track }: SceneObject,
  { announced, minimumScore }: AnnouncementPreferences,
): boolean {
  const isAnything = announced === 'all' || announced.length === 0;
  return (
    label === OBSTACLE_LABEL ||
    ((track !== null || score >= minimumScore) && (isAnything || announced.includes(label)))
  );
}

/** The objects that the person wants to hear of, in the scene's order. */
export function wanted(objects: readonly SceneObject[], preferences: AnnouncementPreferences): SceneObject[] {
  return objects.filter((object) => isWanted(object, preferences));
}
