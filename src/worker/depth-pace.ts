/**
 * When the depth network runs beside a stream: now and then, after a scene has been told, so that it never delays
 * one. Between two maps, the newest is carried forward by the motion of the things in it.
 */

import type { Box, DepthMap, Size } from '../scene/scene';
import type { CarriedDepth } from '../scene/survey/stream';
import type { DepthEstimator } from './depth-estimator';
import type { Picture } from './letterbox';

/** The network gets at most this share of the time: what it takes from the detector's rate, then. */
const MOST_SHARE = 0.12;

/** Milliseconds; more maps than two a second tell a walker nothing new. */
const LEAST_MS_BETWEEN_MAPS = 500;

/** A map older than this is of another place: at 1.2 m/s the walker has done 2.4 m. Milliseconds. */
const MOST_AGE_MS = 2000;

export interface DepthPace {
  /** Resolves when no map is being made; so the detector never waits inside the runtime, unseen by any timing. */
  settled(): Promise<void>;
  /** The newest map, if it still holds for a frame of this size and time (milliseconds). */
  mapFor(image: Size, time: number): CarriedDepth | null;
  /** Has a map made of this frame, if it is time for one, as soon as whoever waits for its scene has it. */
  next(estimator: DepthEstimator, picture: Picture, time: number, boxes: ReadonlyMap<number, Box>): void;
}

export function createDepthPace(): DepthPace {
  let running: Promise<void> | null = null;
  let nextAt = -Infinity;
  let newest: (CarriedDepth & { readonly image: Size; readonly time: number }) | null = null;

  async function make(
    estimator: DepthEstimator,
    picture: Picture,
    time: number,
    boxes: ReadonlyMap<number, Box>,
  ): Promise<void> {
    await laterTask();
    const start = performance.now();
    try {
      const map: DepthMap = await estimator.estimate(picture);
      newest = { map, boxes, image: { width: picture.width, height: picture.height }, time };
    } catch {
      // Depth is an extra: without it, sizes and the ground still tell. The next frame may do.
    }
    const end = performance.now();
    nextAt = Math.max(end + (end - start) * (1 / MOST_SHARE - 1), start + LEAST_MS_BETWEEN_MAPS);
    running = null;
  }

  return {
    async settled() {
      await running;
    },
    mapFor(image, time) {
      if (!newest || newest.image.width !== image.width || newest.image.height !== image.height) return null;
      return time >= newest.time && time - newest.time <= MOST_AGE_MS ? newest : null;
    },
    next(estimator, picture, time, boxes) {
      if (running || performance.now() < nextAt) return;
      running = make(estimator, picture, time, boxes);
    },
  };
}

/** Not a microtask: the scene's message must leave the worker before the network holds its thread. */
function laterTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
