/**
 * Follows things from look to look: the same thing keeps its number, and a flicker of the detector neither shows a ghost
 * nor hides a thing. The method is ByteTrack's (association.ts), for looks that are few and a camera that swings. Pure:
 * state in, state out.
 */

import { intersectionOverUnion, isSameSize } from '../boxes';
import type { Box, Detection } from '../scene';
import { associate } from './association';
import { beginMotion, boxOfMotion, correctMotion } from './box-motion';
import { type FrameView, expectTracks } from './expected-tracks';
import { areRelated, electLabel, vote } from './label-votes';
import {
  isCoasting,
  isForgotten,
  isNewScene,
  isRecent,
  isSeen,
  type Look,
  miss,
  see,
  UNSEEN,
} from './presence';
import type { Track } from './track';
import { clipExpected, clipSmoothed } from './visible-box';

/** Detections down to this score are of use, 0 to 1: ByteTrack's own lower limit. */
export const LOWEST_TRACKED_SCORE = 0.1;

/**
 * A detection that overlaps a followed thing by more than this IoU, under a related name, is that thing. Lower than for
 * unrelated names (one-label.ts): a car that is also called a truck gets boxes that differ. The announcer takes the
 * same (announcement-rules.ts).
 */
const SAME_THING_OVERLAP = 0.7;

export interface TrackedFrame extends FrameView {
  /** From here on the detector is sure enough to start a track, 0 to 1. */
  readonly minimumScore: number;
}

/** A thing that is followed. Label: the one that the detector gave it most. Box: smoothed, clipped to the image. */
export interface TrackedDetection extends Detection {
  /** Never used again within a source. */
  readonly trackId: number;
  /** True when the detector missed it in this look: the box is where it is expected, the score is its last. */
  readonly coasting: boolean;
  /** False while it may still be a ghost: not for people yet. */
  readonly shown: boolean;
  /** As the detector gave it in this look, not smoothed; null while coasting. */
  readonly detectedBox: Box | null;
}

export interface TracksState {
  readonly tracks: readonly Track[];
  readonly nextId: number;
  /** The newest frame; null before the first one. */
  readonly frame: TrackedFrame | null;
}

export const INITIAL_TRACKS: TracksState = { tracks: [], nextId: 1, frame: null };

/**
 * Takes one look in. Begins anew, with new numbers, when the image's size changes, time goes back, or the look before
 * was seconds ago.
 * @param detections down to `LOWEST_TRACKED_SCORE`, in any order, one for each thing where the detector gives several names
 * @returns what is seen or expected in this frame, by number
 */
export function updateTracks(
  state: TracksState,
  detections: readonly Detection[],
  frame: TrackedFrame,
): { state: TracksState; tracked: TrackedDetection[] } {
  const seen = detections.filter(({ score }) => score >= LOWEST_TRACKED_SCORE).sort(bySight);
  const former = state.frame;
  const look: Look = { ...frame, formerTime: former?.time ?? -Infinity };
  const isNew = !former || isNewScene(look) || !isSameSize(former.image, frame.image);
  const kept = isNew ? [] : state.tracks.filter(({ sightings }) => !isForgotten(sightings, look));
  const expected = isNew ? [] : expectTracks(kept, seen, former, frame);
  const trackOf = associate(
    expected.map(({ track, box }) => ({
      box,
      label: electLabel(track.votes),
      recent: isRecent(track.sightings, look),
    })),
    seen,
    frame.minimumScore,
  );
  const tracks = expected.map(({ track }, index): Track => {
    const detection = seen[trackOf.indexOf(index)];
    return detection ? follow(track, detection, look) : { ...track, sightings: miss(track.sightings) };
  });
  const known = seen.filter((_, index) => trackOf[index]! >= 0);
  let { nextId } = state;
  for (const [index, detection] of seen.entries()) {
    if (trackOf[index]! >= 0 || !startsTrack(detection, known, frame.minimumScore)) continue;
    known.push(detection);
    tracks.push(start(detection, nextId++, frame, look));
  }
  return {
    state: { tracks, nextId, frame },
    tracked: tracks.flatMap((track) => describe(track, look) ?? []),
  };
}

/** Highest score first; the rest only so that the order in which detections come plays no part. */
function bySight(a: Detection, b: Detection): number {
  return (
    b.score - a.score ||
    a.box.left - b.box.left ||
    a.box.top - b.box.top ||
    a.box.width - b.box.width ||
    a.box.height - b.box.height ||
    Number(a.label > b.label) - Number(a.label < b.label)
  );
}

function follow(track: Track, { box, label, score }: Detection, look: Look): Track {
  const seconds = (look.time - track.sightings.seenAt) / 1000;
  return {
    ...track,
    motion: correctMotion(track.motion, box),
    votes: vote(track.votes, label, score, seconds),
    sightings: see(track.sightings, box, score, look),
    box,
    score,
  };
}

/** A second name, or a second box, of what is followed already starts no track. */
function startsTrack(
  { box, label, score }: Detection,
  known: readonly Detection[],
  minimumScore: number,
): boolean {
  if (score < minimumScore) return false;
  return !known.some(
    (other) => areRelated(other.label, label) && intersectionOverUnion(other.box, box) > SAME_THING_OVERLAP,
  );
}

function start(
  { box, label, score }: Detection,
  id: number,
  { focalLength }: TrackedFrame,
  look: Look,
): Track {
  return {
    id,
    motion: beginMotion(box, focalLength),
    votes: vote(new Map(), label, score, 0),
    sightings: see(UNSEEN, box, score, look),
    box,
    score,
  };
}

/** Null when it can't be said to be in the picture. */
function describe({ id, motion, votes, sightings, box, score }: Track, look: Look): TrackedDetection | null {
  const coasting = isCoasting(sightings, look);
  if (!coasting && !isSeen(sightings)) return null;
  const smoothed = boxOfMotion(motion);
  const clipped = coasting ? clipExpected(smoothed, look.image) : clipSmoothed(smoothed, box, look.image);
  if (!clipped) return null;
  return {
    trackId: id,
    label: electLabel(votes),
    score,
    box: clipped,
    detectedBox: coasting ? null : box,
    coasting,
    shown: sightings.shown,
  };
}
