/** One look at one frame: gate, detect, order. Runs in the vision worker and in Node; knows no DOM. */

import { defaultFocalLength } from '../scene/geometry';
import { keepOneLabelPerThing } from '../scene/one-label';
import { orderNearestFirst } from '../scene/order';
import type { Detection, Scene, Size } from '../scene/scene';
import type { DetectOptions, Detector } from './detector';
import { INITIAL_GATE_STATE, passGate } from './gate';
import type { Picture } from './letterbox';

export interface LookOptions extends DetectOptions {
  /** A camera's frames pass the gate whole, a video's only to skip what is the same, a photo is always looked at. */
  readonly source: 'camera' | 'video' | 'photo';
  /** Pixels of the upright image; a stated default when the camera isn't known. */
  readonly focalLength?: number;
  /** Keep every name of a thing, not only the most certain one: for measuring the detector, not for people. */
  readonly allLabels?: boolean;
}

export interface Vision {
  /** @param time when the frame was taken, milliseconds on the page's clock */
  look(picture: Picture, time: number, options: LookOptions): Promise<Scene>;
}

export function createVision(detector: Detector): Vision {
  let gate = INITIAL_GATE_STATE;
  let lastImage: Size = { width: 0, height: 0 };
  let lastDetections: readonly Detection[] = [];

  return {
    async look(picture, time, options) {
      const start = performance.now();
      const image = { width: picture.width, height: picture.height };
      // The last detections are in pixels of the last image: they hold in an image of the same size only.
      const before = isSameSize(image, lastImage) ? gate : INITIAL_GATE_STATE;
      const verdict =
        options.source === 'photo'
          ? { look: true, faults: [], state: INITIAL_GATE_STATE }
          : passGate(before, picture, time, options.source === 'camera');
      const detectStart = performance.now();
      if (verdict.look) lastDetections = await detector.detect(picture, options);
      // Only now: a frame on which the detector failed was not seen.
      gate = verdict.state;
      lastImage = image;
      const detections = verdict.faults.includes('frozen') ? [] : lastDetections;
      const end = performance.now();
      return {
        time,
        image,
        objects: orderNearestFirst(
          options.allLabels ? detections : keepOneLabelPerThing(detections),
          image,
          options.focalLength ?? defaultFocalLength(image),
        ),
        faults: verdict.faults,
        timings: { total: end - start, detect: verdict.look ? end - detectStart : 0 },
      };
    },
  };
}

function isSameSize(a: Size, b: Size): boolean {
  return a.width === b.width && a.height === b.height;
}
