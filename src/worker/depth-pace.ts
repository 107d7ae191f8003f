/**
 * When the depth network runs beside a stream: now and then, after a scene has been told, so that it never delays
 * one. Between two maps, the newest is carried forward by the motion of the things in it.
 */

import { isSameSize } from '../scene/boxes';
import type { Size } from '../scene/scene';
import type { CarriedDepth } from '../scene/survey/stream';
import type { MappedFrame } from '../scene/survey/unnamed';
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
  /**
   * The newest map, if it still holds for a frame of this size and time (milliseconds); the same object as long as there
   * is no newer one.
   */
  mapFor(image: Size, time: number): PacedDepth | null;
  /** Has a map made of this frame, if it is time for one, as soon as whoever waits for its scene has it. */
  next(estimator: DepthEstimator, picture: Picture, mapped: Mapped): void;
}

/** A frame of which a map is to be made: `boxes` are its tracks' by number. */
export type Mapped = Pick<CarriedDepth, 'boxes'> & { readonly frame: MappedFrame };

export type PacedDepth = CarriedDepth & Mapped;

export function createDepthPace(): DepthPace {
  let running: Promise<void> | null = null;
  /** On the clock of the frames, so that a clip that is looked at slower than it plays gets no more maps than a walk. */
  let nextAt = -Infinity;
  /** Of the last frame of which a map was to be made. */
  let askedAt = -Infinity;
  let newest: PacedDepth | null = null;

  async function make(estimator: DepthEstimator, picture: Picture, mapped: Mapped): Promise<void> {
    await laterTask();
    const start = performance.now();
    try {
      newest = { ...mapped, map: await estimator.estimate(picture) };
    } catch {
      // Depth is an extra: without it, sizes and the ground still tell. The next frame may do.
    }
    const cost = performance.now() - start;
    nextAt = mapped.frame.time + Math.max(cost / MOST_SHARE, LEAST_MS_BETWEEN_MAPS);
    running = null;
  }

  return {
    async settled() {
      await running;
    },
    mapFor(image, time) {
      if (!newest) return null;
      const { frame } = newest;
      return isSameSize(frame.image, image) && time >= frame.time && time - frame.time <= MOST_AGE_MS
        ? newest
        : null;
    },
    next(estimator, picture, mapped) {
      const { time } = mapped.frame;
      // Time that goes back is a new source.
      const isDue = time >= nextAt || time < askedAt;
      if (running || !isDue) return;
      askedAt = time;
      running = make(estimator, picture, mapped);
    },
  };
}

/** Not a microtask: the scene's message must leave the worker before the network holds its thread. */
function laterTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
