/** Frame after frame of one source: things keep their identity, their distance is steady, and so is their order. */

import { measureDistances } from '../distance/measure';
import { keepOneLabelPerThing } from '../one-label';
import { orderKey, ranksOf, sight } from '../order';
import type { Box, DepthMap, Detection, SceneObject, Size } from '../scene';
import {
  type FocalCalibrationState,
  NO_FOCAL_CALIBRATION,
  calibratedFocalLength,
  updateFocalCalibration,
} from '../self-calibration';
import { type DistanceState, updateDistance } from '../tracks/distance';
import { orderStably } from '../tracks/stable-order';
import { INITIAL_TRACKS, type TrackedDetection, type TracksState, updateTracks } from '../tracks/tracks';
import { type Viewpoint, withLearnedLens } from '../viewpoint';

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
  readonly lens: LensState;
}

/** What the things in view have told of the lens. */
interface LensState {
  readonly seen: FocalCalibrationState;
  /** For a picture whose diagonal is 1 pixel, so that it holds in any size; null while it isn't known well enough. */
  readonly learned: ReturnType<typeof calibratedFocalLength>;
  /** When `learned` was worked out, milliseconds. */
  readonly learnedAt: number;
}

const UNIT_DIAGONAL: Size = { width: 1, height: 0 };

/** Working it out costs as much as a whole survey, and a lens stays the same. */
const LEARNED_EVERY_MS = 2000;

export const INITIAL_STREAM: StreamState = {
  tracks: INITIAL_TRACKS,
  distances: new Map(),
  order: [],
  boxes: new Map(),
  lens: { seen: NO_FOCAL_CALIBRATION, learned: null, learnedAt: -Infinity },
};

/** For another source: nothing is known of it, but no number is given twice. */
export function beginAnew({ tracks }: StreamState): StreamState {
  return { ...INITIAL_STREAM, tracks: { ...INITIAL_TRACKS, nextId: tracks.nextId } };
}

export interface StreamFrame {
  /** When it was taken, milliseconds. */
  readonly time: number;
  readonly image: Size;
  /** As far as it is known without the frames before. */
  readonly viewpoint: Viewpoint;
  readonly depth: CarriedDepth | null;
  /** From here on the detector is sure enough to start a track, 0 to 1. */
  readonly minimumScore: number;
  /** False where the picture can't be trusted: what isn't seen in it may be gone, and isn't shown a while longer. */
  readonly isTrusted: boolean;
}

/**
 * @param detections in any order, down to `LOWEST_TRACKED_SCORE`
 * @returns the things to show, nearest first, and the viewpoint with all that is known of it now
 */
export function surveyFrame(
  state: StreamState,
  detections: readonly Detection[],
  frame: StreamFrame,
): { state: StreamState; objects: SceneObject[]; viewpoint: Viewpoint } {
  const { time, image, minimumScore } = frame;
  const viewpoint = withLearnedLens(frame.viewpoint, learnedFor(state.lens, image));
  const { focalLength, orientation } = viewpoint;
  const { state: tracks, tracked } = updateTracks(state.tracks, keepOneLabelPerThing(detections), {
    ...{ time, image, focalLength, orientation, minimumScore },
  });
  // What isn't shown yet is measured too, so that its approach is known when it is.
  const all = measure(tracked, state, { ...frame, viewpoint });
  const isShown = tracked.map(({ shown, coasting }) => shown && (frame.isTrusted || !coasting));
  const measured = all.filter((_, index) => isShown[index]);
  const seen = tracked.filter(({ shown, coasting }) => shown && !coasting);
  const order = orderStably(
    measured.map(({ object, key }) => ({ trackId: object.track.id, key })),
    state.order,
  );
  const nearestFirst = order.map((index) => measured[index]!);
  const ranks = ranksOf(nearestFirst.map(({ key }) => key));
  return {
    state: {
      tracks,
      distances: new Map(all.map(({ object, distance }) => [object.track.id, distance])),
      order: nearestFirst.map(({ object }) => object.track.id),
      boxes: new Map(tracked.map(({ trackId, box }) => [trackId, box])),
      lens: learnLens(state.lens, seen, { ...frame, viewpoint }),
    },
    objects: nearestFirst.map(({ object }, place) => ({ ...object, rank: ranks[place]! })),
    viewpoint,
  };
}

function learnedFor({ learned }: LensState, { width, height }: Size): LensState['learned'] {
  return learned && { ...learned, pixels: learned.pixels * Math.hypot(width, height) };
}

function learnLens(lens: LensState, seen: readonly Detection[], frame: StreamFrame): LensState {
  const { time, image, viewpoint } = frame;
  if (viewpoint.focalLengthError === 0) return lens;
  const next = updateFocalCalibration(lens.seen, seen, image, viewpoint);
  const isDue = time < lens.learnedAt || time - lens.learnedAt >= LEARNED_EVERY_MS;
  return isDue
    ? { seen: next, learned: calibratedFocalLength(next, UNIT_DIAGONAL), learnedAt: time }
    : { ...lens, seen: next };
}

function measure(tracked: readonly TrackedDetection[], { distances }: StreamState, frame: StreamFrame) {
  const { time, image, viewpoint, depth } = frame;
  const things = tracked.map(({ label, box, trackId, coasting, shown }) => ({
    label,
    box,
    boxInDepthMap: depth?.boxes.get(trackId) ?? null,
    isWitness: shown && !coasting,
  }));
  const found = measureDistances(things, image, viewpoint, depth?.map ?? null);
  return tracked.map((thing, index) => {
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
