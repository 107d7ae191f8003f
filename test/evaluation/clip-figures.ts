/** How steady what was told of a clip is, and what it cost. Pure functions over scenes. */

import { OBSTACLE_LABEL } from '../../src/scene/obstacle/label';
import type { Scene, SceneObject } from '../../src/scene/scene';
import { median } from '../benchmark/statistics';
import { type IdentifiedBox, type IdentityFigures, distanceJitter, identitySwitches } from './clip-metrics';
import { alarmsPerMinute } from './obstacle-alarms';

export interface ClipFigures {
  readonly looks: number;
  /** Null when the pipeline follows nothing. */
  readonly identity: IdentityFigures | null;
  /**
   * How much the distance of a thing trembles from look to look, as a share of it: the median over the followed
   * things; null when none has metres for long enough.
   */
  readonly jitter: number | null;
  /** Over how many things that is. */
  readonly jitterThings: number;
  /**
   * How often in a minute something without a name comes up. Whoever filmed went freely, and met with nothing: these
   * alarms are false.
   */
  readonly obstaclesPerMinute: number;
  /** Milliseconds a look of all but the networks; null where it isn't measured. */
  readonly cost: { readonly mean: number; readonly percentile95: number } | null;
}

/**
 * @param scenes of looks at equal intervals, in order, at least one
 * @param reference the things that are truly there in each of the same looks
 * @param seconds length of the clip, above 0
 */
export function clipFigures(
  scenes: readonly Scene[],
  reference: readonly (readonly IdentifiedBox[])[],
  seconds: number,
): ClipFigures {
  const followed = scenes.map(({ objects }) => objects.flatMap(identify));
  const jitters = [...metresByTrack(scenes).values()].map(distanceJitter).filter((jitter) => jitter !== null);
  return {
    looks: scenes.length,
    identity: followed.flat().length === 0 ? null : identitySwitches(reference, followed),
    jitter: jitters.length === 0 ? null : median(jitters),
    jitterThings: jitters.length,
    obstaclesPerMinute: alarmsPerMinute(scenes.map(obstaclesIn), seconds),
    cost: costOf(scenes.map(({ timings }) => timings.scene)),
  };
}

function identify({ track, box }: SceneObject): IdentifiedBox[] {
  return track ? [{ id: track.id, box }] : [];
}

/** The best metres of each followed thing in every look; null in those in which it has none. */
function metresByTrack(scenes: readonly Scene[]): Map<number, (number | null)[]> {
  const byTrack = new Map<number, (number | null)[]>();
  for (const [look, { objects }] of scenes.entries()) {
    for (const { track, metres } of objects) {
      if (!track) continue;
      const all = byTrack.get(track.id) ?? scenes.map(() => null);
      all[look] = metres?.best ?? null;
      byTrack.set(track.id, all);
    }
  }
  return byTrack;
}

function obstaclesIn({ objects }: Scene): number {
  return objects.filter(({ label }) => label === OBSTACLE_LABEL).length;
}

function costOf(times: readonly number[]): ClipFigures['cost'] {
  if (times.length === 0) return null;
  const sorted = times.toSorted((a, b) => a - b);
  return {
    mean: times.reduce((sum, time) => sum + time, 0) / times.length,
    percentile95: sorted[Math.ceil(0.95 * sorted.length) - 1]!,
  };
}
