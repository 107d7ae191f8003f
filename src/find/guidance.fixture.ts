/** Plays scenes to a search, for its tests. */

import type { Scene } from '../scene/scene';
import type { Place } from '../sounds/place';
import { en } from '../speech/phrases/en';
import type { Phrases } from '../speech/phrases/phrases';
import type { AnnouncementPreferences } from '../speech/preferences';
import { PREFERENCES } from '../speech/scenes.fixture';
import { beginFind, guide, type FindState } from './guidance';

/** A distance that is known well. */
export function metres(best: number) {
  return { near: best * 0.9, best, far: best * 1.1 };
}

export interface Guided {
  readonly state: FindState;
  /** "0.2 Chair, ahead." each. */
  readonly words: readonly string[];
  /** One per scene. */
  readonly places: readonly (Place | null)[];
  /** The seconds at which the target came within reach. */
  readonly reachedAt: readonly number[];
}

/** Searches for a chair from second 0; each scene is heard the moment it was taken. */
export function search(
  scenes: readonly Scene[],
  preferences: AnnouncementPreferences = PREFERENCES,
  phrases: Phrases = en,
): Guided {
  let state = beginFind('chair', 0);
  const words: string[] = [];
  const reachedAt: number[] = [];
  const places = scenes.map((scene) => {
    const guidance = guide(state, scene, scene.time, preferences, phrases);
    state = guidance.state;
    const seconds = scene.time / 1000;
    if (guidance.utterance) words.push(`${seconds.toFixed(1)} ${guidance.utterance.text}`);
    if (guidance.isReached) reachedAt.push(seconds);
    return guidance.target;
  });
  return { state, words, places, reachedAt };
}
