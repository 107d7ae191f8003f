/**
 * The camera of the walker in a practice scene: what it would show of scripted things, told as the vision worker tells
 * it. Pure.
 */

import { defaultFocalLength } from '../scene/geometry';
import { ranksOf, sight } from '../scene/order';
import type { Box, Metres, ObjectTrack, Scene, SceneObject, Size } from '../scene/scene';
import { type Place, type Script, type ScriptedThing, type Shape, placeSeen } from './script';

/** A phone as the settings take it to be worn, upright, and hanging a little forward as it does on a lanyard. */
export const WALKER_CAMERA = {
  image: { width: 480, height: 640 },
  /** Pixels, of a lens of 26 mm on film. */
  focalLength: defaultFocalLength({ width: 480, height: 640 }),
  /** Metres above the ground. */
  height: 1.3,
  /** Radians, negative down. */
  pitch: -0.2,
} as const;

const { image: IMAGE, focalLength: FOCAL_LENGTH, height: HEIGHT, pitch: PITCH } = WALKER_CAMERA;

/** Half of what the camera sees, radians: up and down, and to the sides. */
const HALF_UPRIGHT = Math.atan(IMAGE.height / 2 / FOCAL_LENGTH);
const HALF_ACROSS = Math.atan(IMAGE.width / 2 / FOCAL_LENGTH);

/** Metres. Nearer, a thing is beside or behind the lens; farther, a detector hardly finds a person. */
const NEAREST = 0.3;
const FARTHEST = 20;

/** Of a thing that the frame cuts, the share of its box that a detector still knows it by. */
const LEAST_IN_VIEW = 0.15;

/** A range from near to far whose ends are so many times nearer and farther than the best guess, as with one camera. */
const RANGE = 1.3;

const SCORE = 0.85;

/** A track's speed is known from so many seconds on, and is the mean over them. */
const SPEED_SECONDS = 0.8;

/** Slower than this, metres per second, no track tells something that moves from something that stands. */
const LEAST_SPEED = 0.15;

/** Five looks a second; the detector ran in each. */
const TIMINGS = { total: 160, detect: 150, depth: 0, scene: 10 };

/**
 * What is seen at a time of a script. A thing has the same number throughout: its place in the script, from 1.
 * @param seconds from the beginning of the script
 * @param time of the scene, milliseconds on the clock of the page
 */
export function sceneAt(script: Script, seconds: number, time: number): Scene {
  const seen = script.things
    .map((thing, index) => look(script, thing, index + 1, seconds))
    .filter((object) => object !== null)
    .sort((a, b) => a.metres.best - b.metres.best);
  const ranks = ranksOf(seen.map(({ metres }) => Math.log(metres.best)));
  const objects: SceneObject[] = seen.map((object, index) => ({ ...object, rank: ranks[index]! }));
  return { time, image: IMAGE, objects, faults: [], timings: TIMINGS };
}

function look(script: Script, thing: ScriptedThing, id: number, seconds: number) {
  const view = viewOf(script, thing, seconds);
  if (!view) return null;
  const earlier = seconds >= SPEED_SECONDS ? viewOf(script, thing, seconds - SPEED_SECONDS) : null;
  const speed = earlier ? (earlier.metres - view.metres) / SPEED_SECONDS : null;
  const { box } = view;
  return {
    ...sight({ label: thing.label, score: SCORE, box }, IMAGE, FOCAL_LENGTH),
    metres: rangeAround(view.metres),
    track: trackOf(id, view.metres, speed),
  };
}

function rangeAround(metres: number): Metres {
  return { near: metres / RANGE, best: metres, far: metres * RANGE };
}

function trackOf(id: number, metres: number, speed: number | null): ObjectTrack {
  const approach = speed !== null && Math.abs(speed) >= LEAST_SPEED ? speed : null;
  return { id, approach, timeToContact: approach !== null && approach > 0 ? metres / approach : null };
}

interface View {
  readonly box: Box;
  /** Straight from the camera to the nearest part in view. */
  readonly metres: number;
}

/** Null when it is out of the picture, or too little of it is in. */
function viewOf(script: Script, thing: ScriptedThing, seconds: number): View | null {
  const middle = placeSeen(script, thing, seconds);
  const face = { x: middle.x, z: middle.z - thing.shape.depth / 2 };
  if (face.z < NEAREST) return null;
  const whole = boxOf(face, thing.shape);
  const box = clipped(whole, IMAGE);
  if (!box || box.width * box.height < LEAST_IN_VIEW * whole.width * whole.height) return null;
  const metres = metresTo(face, thing.shape);
  return metres > FARTHEST ? null : { box, metres };
}

/** Around the near face of a thing, which is taken to be turned to the camera. */
function boxOf({ x, z }: Place, { width, height }: Shape): Box {
  const corners = [-HEIGHT, height - HEIGHT].flatMap((up) =>
    [x - width / 2, x + width / 2].map((right) => project(right, up, z)),
  );
  const left = Math.min(...corners.map((corner) => corner.x));
  const top = Math.min(...corners.map((corner) => corner.y));
  const right = Math.max(...corners.map((corner) => corner.x));
  const bottom = Math.max(...corners.map((corner) => corner.y));
  return { left, top, width: right - left, height: bottom - top };
}

/** The pixel of a point: metres to the right of the camera, above it, and ahead of it. */
function project(right: number, up: number, ahead: number): { x: number; y: number } {
  const along = ahead * Math.cos(PITCH) + up * Math.sin(PITCH);
  const above = up * Math.cos(PITCH) - ahead * Math.sin(PITCH);
  return {
    x: IMAGE.width / 2 + (FOCAL_LENGTH * right) / along,
    y: IMAGE.height / 2 - (FOCAL_LENGTH * above) / along,
  };
}

/** Null when nothing is left of it. */
function clipped({ left, top, width, height }: Box, image: Size): Box | null {
  const [from, until] = [Math.max(0, left), Math.min(image.width, left + width)];
  const [above, below] = [Math.max(0, top), Math.min(image.height, top + height)];
  return until > from && below > above
    ? { left: from, top: above, width: until - from, height: below - above }
    : null;
}

/** To the point of the face that is in view and nearest: as high as the camera, and straight ahead, if it can be. */
function metresTo({ x, z }: Place, { width, height }: Shape): number {
  const side = z * Math.tan(HALF_ACROSS);
  const across = nearestToZero(Math.max(x - width / 2, -side), Math.min(x + width / 2, side));
  const lowest = Math.max(-HEIGHT, z * Math.tan(PITCH - HALF_UPRIGHT));
  const highest = Math.min(height - HEIGHT, z * Math.tan(PITCH + HALF_UPRIGHT));
  return Math.hypot(across, nearestToZero(lowest, highest), z);
}

/** The number from `least` to `most` that is nearest to 0. */
function nearestToZero(least: number, most: number): number {
  return Math.max(least, Math.min(most, 0));
}
