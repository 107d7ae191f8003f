/** Frame after frame of one source: things keep their identity, their distance is steady, and so is their order. */

import { measureDistances } from '../distance/measure';
import { keepOneLabelPerThing } from '../one-label';
import { orderKey, ranksOf, sight } from '../order';
import type { Box, DepthMap, Detection, SceneObject, Size } from '../scene';
import { type DistanceState, updateDistance } from '../tracks/distance';
import { orderStably } from '../tracks/stable-order';
import { INITIAL_TRACKS, type TrackedDetection, type TracksState, updateTracks } from '../tracks/tracks';
import type { Viewpoint } from '../viewpoint';

/** A depth map of an earlier frame, and where the tracks were in it: so it is carried forward by their motion. */
export interface CarriedDepth {
  readonly map: DepthMap;
  /** By track number, pixels of the image. */
  readonly boxes: ReadonlyMap<number, Box>;
}

export interface StreamState {
  readonly tracks: TracksState;
  readonly distances: ReadonlyMap<number, DistanceState>;
  /** Track numbers, nearest first. */
  readonly order: readonly number[];
  /** Where the tracks are now, by their number, pixels of the image. */
  readonly boxes: ReadonlyMap<number, Box>;
}

export const INITIAL_STREAM: StreamState = {
  tracks: INITIAL_TRACKS,
  distances: new Map(),
  order: [],
  boxes: new Map(),
};

export interface StreamFrame {
  /** When it was taken, milliseconds. */
  readonly time: number;
  readonly image: Size;
  readonly viewpoint: Viewpoint;
  readonly depth: CarriedDepth | null;
  /** From here on the detector is sure enough to start a track, 0 to 1. */
  readonly minimumScore: number;
  /** False where the picture can't be trusted: what isn't seen in it may be gone, and isn't shown a while longer. */
  readonly isTrusted: boolean;
}

/** @param detections in any order, down to `LOWEST_TRACKED_SCORE` */
export function surveyFrame(
  state: StreamState,
  detections: readonly Detection[],
  frame: StreamFrame,
): { state: StreamState; objects: SceneObject[] } {
  const { time, image, viewpoint, minimumScore } = frame;
  const { focalLength, orientation } = viewpoint;
  const { state: tracks, tracked } = updateTracks(state.tracks, keepOneLabelPerThing(detections), {
    ...{ time, image, focalLength, orientation, minimumScore },
  });
  const shown = tracked.filter(({ shown, coasting }) => shown && (frame.isTrusted || !coasting));
  const measured = measure(shown, state, frame);
  const order = orderStably(
    measured.map(({ object, key }) => ({
      trackId: object.track.id,
      metres: { near: Math.exp(key), best: Math.exp(key), far: Math.exp(key) },
      referencePx: object.referencePx,
    })),
    state.order,
  );
  const nearestFirst = order.map((index) => measured[index]!);
  const ranks = ranksOf(nearestFirst.map(({ key }) => key));
  return {
    state: {
      tracks,
      distances: new Map(measured.map(({ object, distance }) => [object.track.id, distance])),
      order: nearestFirst.map(({ object }) => object.track.id),
      boxes: new Map(tracked.map(({ trackId, box }) => [trackId, box])),
    },
    objects: nearestFirst.map(({ object }, place) => ({ ...object, rank: ranks[place]! })),
  };
}

function measure(shown: readonly TrackedDetection[], { distances }: StreamState, frame: StreamFrame) {
  const { time, image, viewpoint, depth } = frame;
  const things = shown.map(({ label, box, trackId, coasting }) => ({
    label,
    box,
    boxInDepthMap: depth?.boxes.get(trackId) ?? null,
    isWitness: !coasting,
  }));
  const found = measureDistances(things, image, viewpoint, depth?.map ?? null);
  return shown.map((thing, index) => {
    const { metres: measuredMetres, guess } = found[index]!;
    const former = distances.get(thing.trackId) ?? null;
    const { state, metres, approach, timeToContact } = updateDistance(
      former,
      thing.coasting ? null : measuredMetres,
      thing.detectedBox,
      image,
      time,
    );
    const sighted = sight(thing, image, viewpoint.focalLength);
    return {
      object: { ...sighted, metres, track: { id: thing.trackId, approach, timeToContact } },
      key: orderKey(metres?.best ?? guess, sighted.referencePx, image.height),
      distance: state,
    };
  });
}
