/** Ten things before a walker, from look to look: what tracks, distances and order have to do in a full scene. */

import type { DepthMap, Detection, Size } from '../../../src/scene/scene';
import { INITIAL_STREAM, type StreamState, surveyFrame } from '../../../src/scene/survey/stream';
import type { Viewpoint } from '../../../src/scene/viewpoint';

const IMAGE: Size = { width: 640, height: 480 };
const CAMERA_HEIGHT = 1.4;
const VIEWPOINT: Viewpoint = {
  focalLength: 500,
  focalLengthError: 0.15,
  height: CAMERA_HEIGHT,
  orientation: { pitch: 0, roll: 0, heading: 0 },
};

/** Class, metres ahead and to the right, height and width in metres. Some hide others. */
const THINGS: readonly (readonly [string, number, number, number, number])[] = [
  ['person', 2.5, -0.6, 1.7, 0.6],
  ['person', 4.2, 0.9, 1.7, 0.6],
  ['car', 5.9, -2.8, 1.5, 2.9],
  ['car', 7.6, 2.6, 1.5, 3.4],
  ['bicycle', 9.3, 0.2, 1.05, 1.4],
  ['chair', 11, -1.5, 0.9, 0.57],
  ['dog', 12.7, 1.6, 0.5, 0.6],
  ['cup', 14.4, 0, 0.11, 0.1],
  ['bench', 16.1, 3, 0.8, 1.3],
  ['person', 17.8, -2, 1.7, 0.7],
];

/** Per look, metres. */
const STEP = 0.12;

const MAP: DepthMap = {
  width: 128,
  height: 96,
  unit: 'relative',
  values: Float32Array.from({ length: 128 * 96 }, (_, cell) => 0.2 + Math.floor(cell / 128) / 96),
};

/** @returns what does one look more with each call; the walk begins anew before anything is passed */
export function walkPastTenThings(): () => void {
  let state: StreamState = INITIAL_STREAM;
  let look = 0;
  return () => {
    look += 1;
    const walked = STEP * (look % 10);
    const surveyed = surveyFrame(
      state,
      THINGS.map((thing) => detect(thing, walked)),
      {
        time: look * 100,
        image: IMAGE,
        viewpoint: VIEWPOINT,
        depth: { map: MAP, boxes: state.boxes },
        minimumScore: 0.4,
        isTrusted: true,
      },
    );
    if (surveyed.objects.length !== THINGS.length) throw new Error('A thing was lost');
    state = surveyed.state;
  };
}

function detect([label, ahead, right, tall, wide]: (typeof THINGS)[number], walked: number): Detection {
  const scale = VIEWPOINT.focalLength / (ahead - walked);
  const [width, height] = [wide * scale, tall * scale];
  const left = Math.max(0, IMAGE.width / 2 + right * scale - width / 2);
  const bottom = Math.min(IMAGE.height, IMAGE.height / 2 + CAMERA_HEIGHT * scale);
  return {
    label,
    score: 0.9,
    box: { left, top: bottom - height, width: Math.min(width, IMAGE.width - left), height },
  };
}
