/** One look at one frame: gate, detect, measure, order. Runs in the vision worker and in Node; knows no DOM. */

import { isSameSize } from '../scene/boxes';
import { findObstacle } from '../scene/obstacle/find-obstacle';
import { surveyPhoto } from '../scene/survey/photo';
import { INITIAL_STREAM, beginAnew, surveyFrame } from '../scene/survey/stream';
import { NOTHING_UNNAMED, surveyUnnamed, withUnnamed } from '../scene/survey/unnamed';
import type { DepthMap, Scene, SceneObject, SightFault, Size } from '../scene/scene';
import { LOWEST_TRACKED_SCORE } from '../scene/tracks/tracks';
import { type CameraFacts, viewpointOf } from '../scene/viewpoint';
import type { DepthEstimator } from './depth-estimator';
import { type PacedDepth, createDepthPace } from './depth-pace';
import type { DetectOptions, Detector } from './detector';
import { INITIAL_GATE_STATE, passGate } from './gate';
import type { Picture } from './letterbox';

export interface LookOptions extends DetectOptions, CameraFacts {
  /** A camera's frames pass the gate whole, a video's only to skip what is the same, a photo is always looked at. */
  readonly source: 'camera' | 'video' | 'photo';
  /** The picture's own depth, for pictures that carry one. */
  readonly depth?: DepthMap | null;
  /** Keep every name of a thing, not only the most certain one: for measuring the detector, not for people. */
  readonly allLabels?: boolean;
}

/**
 * Of the score from which on things are told, the part from which on they count as there for the others: a car that is
 * too unsure to be spoken of still tells how the road lies. (On the public pictures 0.75 and 1 measure alike.)
 */
const WITNESS_SHARE = 0.75;

export interface Vision {
  /** @param time when the frame was taken, milliseconds on the page's clock */
  look(picture: Picture, time: number, options: LookOptions): Promise<Scene>;
  /** From now on depth counts too. A photo waits for its map; of a stream some frames get one, after their scene is told. */
  useDepth(estimator: DepthEstimator): void;
}

export function createVision(detector: Detector): Vision {
  let gate = INITIAL_GATE_STATE;
  let stream = INITIAL_STREAM;
  let lastImage: Size = { width: 0, height: 0 };
  let lastObjects: readonly SceneObject[] = [];
  let unnamed = NOTHING_UNNAMED;
  let lastDepth: PacedDepth | null = null;
  let depthPace = createDepthPace();
  let estimator: DepthEstimator | null = null;

  async function lookAtPhoto(picture: Picture, options: LookOptions): Promise<Looked> {
    const image = sizeOf(picture);
    const start = performance.now();
    const detections = await detector.detect(picture, options);
    const detected = performance.now();
    const depth = options.depth ?? (await estimator?.estimate(picture)) ?? null;
    const measureStart = performance.now();
    const viewpoint = viewpointOf(options, image);
    const named = surveyPhoto(detections, {
      image,
      viewpoint,
      depth,
      certainScore: WITNESS_SHARE * detector.description.defaultScore,
      allLabels: options.allLabels ?? false,
    });
    const objects = options.depth
      ? withUnnamed(named, findObstacle(options.depth, image, viewpoint, named), image, viewpoint)
      : named;
    const end = performance.now();
    return { objects, detect: detected - start, depth: measureStart - detected, scene: end - measureStart };
  }

  async function lookAtFrame(
    picture: Picture,
    time: number,
    options: LookOptions,
    isTrusted: boolean,
  ): Promise<Looked> {
    const image = sizeOf(picture);
    const minimumScore = options.minimumScore ?? detector.description.defaultScore;
    await depthPace.settled();
    const start = performance.now();
    const detections = await detector.detect(picture, {
      ...options,
      minimumScore: Math.min(minimumScore, LOWEST_TRACKED_SCORE),
    });
    const measureStart = performance.now();
    const depth = depthPace.mapFor(image, time);
    const surveyed = surveyFrame(stream, detections, {
      ...{ time, image, viewpoint: viewpointOf(options, image), depth, minimumScore, isTrusted },
    });
    stream = surveyed.state;
    const { viewpoint } = surveyed;
    // What stands in the way is for who walks: a film shows somebody else's way.
    if (depth && depth !== lastDepth && options.source === 'camera') {
      unnamed = surveyUnnamed(unnamed, depth.map, depth.frame);
    }
    lastDepth = depth;
    if (!depth || !isTrusted) unnamed = NOTHING_UNNAMED;
    const objects = withUnnamed(surveyed.objects, unnamed.shown, image, viewpoint);
    const end = performance.now();
    if (estimator) {
      const frame = { time, image, viewpoint, objects: surveyed.objects };
      depthPace.next(estimator, picture, { frame, boxes: stream.boxes });
    }
    return { objects, detect: measureStart - start, depth: 0, scene: end - measureStart };
  }

  return {
    async look(picture, time, options) {
      const start = performance.now();
      if (options.source === 'photo') {
        // A photo leaves nothing to a camera that starts after it.
        gate = INITIAL_GATE_STATE;
        stream = beginAnew(stream);
        unnamed = NOTHING_UNNAMED;
        depthPace = createDepthPace();
        const looked = await lookAtPhoto(picture, options);
        return toScene(picture, time, start, [], looked);
      }
      const image = sizeOf(picture);
      // The last objects are in pixels of the last image: they hold in an image of the same size only.
      const before = isSameSize(image, lastImage) ? gate : INITIAL_GATE_STATE;
      const verdict = passGate(before, picture, time, options.source === 'camera');
      const isTrusted = verdict.faults.length === 0;
      const looked = verdict.look ? await lookAtFrame(picture, time, options, isTrusted) : NOT_LOOKED;
      if (verdict.look) lastObjects = looked.objects;
      // Only now: a frame on which the detector failed was not seen.
      gate = verdict.state;
      lastImage = image;
      const objects = verdict.faults.includes('frozen') ? [] : lastObjects;
      return toScene(picture, time, start, verdict.faults, { ...looked, objects });
    },
    useDepth(next) {
      estimator = next;
    },
  };
}

/** What one look found, and how long its parts took, in milliseconds. */
interface Looked {
  readonly objects: readonly SceneObject[];
  readonly detect: number;
  readonly depth: number;
  readonly scene: number;
}

const NOT_LOOKED: Looked = { objects: [], detect: 0, depth: 0, scene: 0 };

function toScene(
  picture: Picture,
  time: number,
  start: number,
  faults: readonly SightFault[],
  { objects, detect, depth, scene }: Looked,
): Scene {
  const total = performance.now() - start;
  return { time, image: sizeOf(picture), objects, faults, timings: { total, detect, depth, scene } };
}

function sizeOf({ width, height }: Picture): Size {
  return { width, height };
}
