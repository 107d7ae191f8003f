/** Scripted scenes for the tests of the announcer: what stands where, seen by a phone held upright. */

import { defaultFocalLength } from '../scene/geometry';
import { orderByThePaper } from '../../test/fixtures/paper-order';
import type { Detection, Metres, ObjectTrack, Scene, SightFault } from '../scene/scene';
import { announce } from './announcer';
import { createAnnouncerState, type AnnouncerState } from './announcer-state';
import { en } from './phrases/en';
import type { Phrases } from './phrases/phrases';
import type { AnnouncementPreferences } from './preferences';

const IMAGE = { width: 480, height: 640 };
const FOCAL_LENGTH = defaultFocalLength(IMAGE);

export const PREFERENCES: AnnouncementPreferences = {
  units: 'steps',
  stepLengthMetres: 0.7,
  directions: 'words',
  announced: 'all',
  minimumScore: 0.35,
};

export interface Thing {
  readonly label: string;
  /** Degrees from straight ahead, positive to the right; the picture ends at 26. */
  readonly at?: number;
  /** Where its foot is: 0 at the lower edge of the picture, 1 at the upper. */
  readonly foot?: number;
  /** Width of the box as a share of the picture's; boxes are twice as high as wide. */
  readonly size?: number;
  readonly score?: number;
  readonly metres?: Metres;
  readonly track?: ObjectTrack;
}

function detectionOf({ label, at = 0, foot = 0.3, size = 0.2, score = 0.8 }: Thing): Detection {
  const middle = IMAGE.width / 2 + FOCAL_LENGTH * Math.tan((at * Math.PI) / 180);
  const width = size * IMAGE.width;
  const bottom = IMAGE.height * (1 - foot);
  const height = Math.min(bottom, 2 * width);
  return { label, score, box: { left: middle - width / 2, top: bottom - height, width, height } };
}

export interface SceneOptions {
  readonly faults?: readonly SightFault[];
  /** False when the detector didn't run, because the picture was the same. */
  readonly looked?: boolean;
}

/** @param seconds when the frame was taken */
export function sceneAt(
  seconds: number,
  things: readonly Thing[],
  { faults = [], looked = true }: SceneOptions = {},
): Scene {
  const detections = things.map(detectionOf);
  const ordered = orderByThePaper(detections, IMAGE, FOCAL_LENGTH);
  const objects = ordered.map((object) => {
    const thing = things.find(
      (_, index) => detections[index]!.box === object.box && detections[index]!.label === object.label,
    );
    return { ...object, metres: thing?.metres ?? null, track: thing?.track ?? null };
  });
  const timings = { total: 100, detect: looked ? 90 : 0, depth: 0, scene: 0 };
  return { time: seconds * 1000, image: IMAGE, objects, faults, timings };
}

/** Scenes of a stretch of time, five a second, the first at `from`, none at `to`. */
export function scenesOf(
  from: number,
  to: number,
  things: (seconds: number) => readonly Thing[],
  options?: SceneOptions,
): Scene[] {
  const count = Math.round((to - from) * 5);
  return Array.from({ length: count }, (_, index) => {
    const seconds = from + index / 5;
    return sceneAt(seconds, things(seconds), options);
  });
}

export interface Heard {
  readonly seconds: number;
  readonly text: string;
  readonly urgency: string;
}

/** At this distance, known to a tenth. */
export const at = (metres: number): Metres => ({ near: metres * 0.9, best: metres, far: metres * 1.1 });

/** Everything that is said while the scenes go by, each one heard the moment it was taken. */
export function listen(
  scenes: readonly Scene[],
  preferences: AnnouncementPreferences = PREFERENCES,
  phrases: Phrases = en,
): { heard: Heard[]; state: AnnouncerState } {
  let state = createAnnouncerState();
  const heard: Heard[] = [];
  for (const scene of scenes) {
    const announcement = announce(state, scene, { now: scene.time }, preferences, phrases);
    state = announcement.state;
    if (!announcement.utterance) continue;
    const { text, urgency } = announcement.utterance;
    heard.push({ seconds: scene.time / 1000, text, urgency });
  }
  return { heard, state };
}

/** "0.2 Person, ahead." per line. */
export function transcript(scenes: readonly Scene[], preferences?: AnnouncementPreferences): string[] {
  return listen(scenes, preferences).heard.map(({ seconds, text }) => `${seconds.toFixed(1)} ${text}`);
}
