/** Where the tracks should be in the present frame, before it is known what is seen there. Pure. */

import type { CameraOrientation, Detection, Size } from '../scene';
import { boxOfMotion, predictMotion, shiftMotion, turnMotion } from './box-motion';
import type { CameraView } from './camera-motion';
import { findCommonShift } from './common-motion';
import { electLabel } from './label-votes';
import type { Track } from './track';

/**
 * A phone turns no faster than this, radians per second: a walker at a corner, 90 degrees in a second. Faster is a picture
 * too blurred to see anything in.
 */
const FASTEST_TURN = Math.PI / 2;

/**
 * Seconds by which what the sensors tell may belong to another time than the frame. Browsers give their events no more
 * often than every 16 ms and frames no time of exposure; 60 ms of delay, left as it is, triples the switches of a clip
 * that sways with each step.
 */
const SENSOR_DELAY = 0.1;

/** From where and when a frame was taken. */
export interface FrameView {
  /** Milliseconds. */
  readonly time: number;
  readonly image: Size;
  /** Pixels of the upright image. */
  readonly focalLength: number;
  /** Null where no sensor tells. */
  readonly orientation: CameraOrientation | null;
}

/**
 * @param detections of the present frame, highest score first: how the phone turned beside what its sensors tell, they do
 * @returns without those that lie behind the camera now
 */
export function expectTracks(
  tracks: readonly Track[],
  detections: readonly Detection[],
  former: FrameView,
  present: FrameView,
): Track[] {
  const seconds = (present.time - former.time) / 1000;
  const views = sensedViews(former, present);
  const expected = tracks.flatMap((track) => {
    const turned = views ? turnMotion(track.motion, ...views) : track.motion;
    if (!turned) return [];
    return [{ ...track, motion: predictMotion(turned, seconds, present.focalLength, views !== null) }];
  });
  const known = expected
    .filter(({ sightings }) => sightings.seenAt === former.time)
    .sort((a, b) => b.score - a.score || a.id - b.id)
    .map(({ motion, votes }) => ({ box: boxOfMotion(motion), label: electLabel(votes) }));
  const reach = FASTEST_TURN * present.focalLength * (views ? Math.min(seconds, SENSOR_DELAY) : seconds);
  const shift = findCommonShift(known, detections, reach);
  return expected.map((track) => ({ ...track, motion: shiftMotion(track.motion, shift) }));
}

/** Null unless sensors told of both frames. */
function sensedViews(former: FrameView, present: FrameView): [CameraView, CameraView] | null {
  if (!former.orientation || !present.orientation) return null;
  return [
    { ...former, orientation: former.orientation },
    { ...present, orientation: present.orientation },
  ];
}
