/** Where the tracks should be in the present frame, before it is known what is seen there. Pure. */

import type { Box, CameraOrientation, Detection, Size } from '../scene';
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
 * often than every 16 ms, and frames without the time of exposure. Left as it is, a delay of 60 ms makes six times the
 * switches on the walking clip with a swing laid onto it; found by the boxes, none more.
 */
const SENSOR_DELAY = 0.1;

/** Seconds of the fastest turn after which nothing that was in view is: 45 degrees. */
const LONGEST_TURN = 0.5;

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

export interface ExpectedTrack {
  /** Its motion brought up to the present frame. */
  readonly track: Track;
  /** Where to look for it, pixels of the present image. */
  readonly box: Box;
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
): ExpectedTrack[] {
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
  const reach = FASTEST_TURN * present.focalLength * Math.min(seconds, views ? SENSOR_DELAY : LONGEST_TURN);
  const shift = findCommonShift(known, detections, reach);
  return expected.map((track) => {
    const shifted = shiftMotion(track.motion, shift);
    // What moved alone is looked for there, but the motion counts as its own.
    const motion = shift.tracks > 1 ? shifted : track.motion;
    return { track: { ...track, motion }, box: boxOfMotion(shifted) };
  });
}

/** Null unless sensors told of both frames. */
function sensedViews(former: FrameView, present: FrameView): [CameraView, CameraView] | null {
  if (!former.orientation || !present.orientation) return null;
  return [
    { ...former, orientation: former.orientation },
    { ...present, orientation: present.orientation },
  ];
}
