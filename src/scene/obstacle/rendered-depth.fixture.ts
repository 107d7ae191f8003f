/** Depth maps of made-up places: a floor with upright boards and low blocks on it, seen by any camera. */

import { levelledRay } from '../distance/rays';
import type { DepthMap, Size } from '../scene';
import type { Viewpoint } from '../viewpoint';

/** Upright and facing the camera; metres. */
export interface Board {
  /** Level, in front of the camera. */
  readonly ahead: number;
  /** From the middle of the way, negative to the left. */
  readonly left: number;
  readonly right: number;
  /** Above the floor. */
  readonly bottom: number;
  readonly top: number;
  /** Length of its level top, for what is no board but a block; 0 unless told. */
  readonly depth?: number;
}

export const IMAGE: Size = { width: 480, height: 640 };

/** A phone in portrait, held before the chest, looking a little down: 49 degrees wide. */
export function viewpointOf(pitchDegrees = -10, height = 1.4, rollDegrees = 0): Viewpoint {
  const radians = Math.PI / 180;
  const orientation = { pitch: pitchDegrees * radians, roll: rollDegrees * radians, heading: 0 };
  return { focalLength: 520, focalLengthError: 0, height, orientation };
}

export interface Rendering {
  readonly image?: Size;
  readonly map?: Size;
  /** Null for a map in metres; otherwise what a network makes of the true inverse depth. */
  readonly network?: { readonly scale: number; readonly offset: number } | null;
  /** Without a floor there is nothing but the boards. */
  readonly floor?: boolean;
  /** Relative error of the inverse depth of each value, uniform, both ways. */
  readonly noise?: number;
}

export function rendered(
  boards: readonly Board[],
  { focalLength, height, orientation }: Viewpoint,
  {
    image = IMAGE,
    map = { width: 144, height: 192 },
    network = { scale: 2, offset: 0.3 },
    floor = true,
    noise = 0,
  }: Rendering = {},
): DepthMap {
  const { pitch, roll } = orientation!;
  const values = new Float32Array(map.width * map.height);
  let random = 1;
  for (let index = 0; index < values.length; index += 1) {
    const x = (((index % map.width) + 0.5) * image.width) / map.width;
    const y = ((Math.floor(index / map.width) + 0.5) * image.height) / map.height;
    const ray = levelledRay(x, y, image, focalLength, pitch, roll);
    const onFloor = floor ? Math.max(0, ray.down / height!) : 0;
    let inverse = onFloor;
    for (const board of boards) {
      const face = ray.forward > 0 ? board.ahead / ray.forward : 0;
      const across = face * ray.right;
      const up = height! - face * ray.down;
      const isFace =
        face > 0 && across >= board.left && across <= board.right && up >= board.bottom && up <= board.top;
      if (isFace) inverse = Math.max(inverse, 1 / face);
      if (!board.depth || ray.down <= 0 || board.top >= height!) continue;
      const lid = (height! - board.top) / ray.down;
      const beyond = lid * ray.forward - board.ahead;
      const isLid =
        beyond >= 0 &&
        beyond <= board.depth &&
        lid * ray.right >= board.left &&
        lid * ray.right <= board.right;
      if (isLid) inverse = Math.max(inverse, 1 / lid);
    }
    // A linear congruential generator (Numerical Recipes): the same noise each time.
    random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
    inverse *= 1 + noise * (random / 2 ** 31 - 1);
    values[index] = network ? network.scale * inverse + network.offset : inverse;
  }
  return { ...map, values, unit: network ? 'relative' : 'per-metre' };
}
