/** Where a thing of a picture is heard. Pure. */

import type { SceneObject, Size } from '../scene/scene';
import type { Place } from '../sounds/sounds';
import { FAR_METRES, REACH_METRES } from '../speech/phrases/sentences';

/**
 * Its bearing, and its nearness from 0 (as far as distances are told) to 1 (within reach), by equal ratios of the
 * distance. Where nothing tells the distance the paper's measure serves: the lower in the picture, the nearer.
 */
export function placeOf({ bearing, metres, referencePx }: SceneObject, { height }: Size): Place {
  const nearness = metres
    ? Math.log(FAR_METRES / metres.best) / Math.log(FAR_METRES / REACH_METRES)
    : 1 - referencePx / height;
  return { bearing, nearness: Math.max(0, Math.min(1, nearness)) };
}
