/**
 * The practice scenes: what there is to meet, from easy to hard, so that sounds and words can be learnt at home before
 * they matter. Each is a walk of some seconds that would look the same to a camera. Data only.
 */

import type { Scene } from '../scene/scene';
import type { Script, ScriptedThing, Shape, Waypoint } from './script';
import { sceneAt } from './walker-camera';

/** In the order of the buttons. */
export const PRACTICE_NAMES = ['approach', 'crowd', 'street', 'room', 'find'] as const;

export type PracticeName = (typeof PRACTICE_NAMES)[number];

/** Adults and usual furniture and vehicles, metres; what stands along the way is seen from its end. */
const SHAPES = {
  person: { height: 1.7, width: 0.5, depth: 0.3 },
  bicycle: { height: 1.05, width: 1, depth: 0.8 },
  car: { height: 1.5, width: 1.8, depth: 4.2 },
  bench: { height: 0.8, width: 0.6, depth: 1.4 },
  chair: { height: 0.9, width: 0.5, depth: 0.5 },
  'dining table': { height: 0.75, width: 1.2, depth: 0.8 },
} as const satisfies Record<string, Shape>;

type Kind = keyof typeof SHAPES;

function standing(label: Kind, x: number, z: number): ScriptedThing {
  return moving(label, [{ at: 0, x, z }]);
}

function moving(label: Kind, path: readonly Waypoint[]): ScriptedThing {
  return { label, shape: SHAPES[label], path };
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

/** On a pavement at a slow walk: somebody comes, straight on, and steps aside at the last moment. */
const APPROACH: Script = {
  seconds: 13,
  walk: [
    { at: 0, x: 0, z: 0, heading: 0 },
    { at: 13, x: 0, z: 7.8, heading: 0 },
  ],
  things: [
    moving('person', [
      { at: 2, x: 0, z: 13.5 },
      { at: 8.4, x: 0, z: 7.1 },
      { at: 9.2, x: 0.9, z: 6.3 },
      { at: 13, x: 0.9, z: 2.5 },
    ]),
  ],
};

/** Four people stand together in the way; in the end one goes off to the right. */
const CROWD: Script = {
  seconds: 15,
  walk: [
    { at: 0, x: 0, z: 0, heading: 0 },
    { at: 8, x: 0, z: 4, heading: 0 },
  ],
  things: [
    standing('person', -0.8, 9),
    standing('person', -0.25, 9.4),
    standing('person', 0.3, 8.8),
    moving('person', [
      { at: 10, x: 0.85, z: 9.2 },
      { at: 13, x: 4, z: 9.2 },
    ]),
  ],
};

/** A bench, a parked car; a bicycle comes out from the left and rides past; somebody stands at the end. */
const STREET: Script = {
  seconds: 24,
  walk: [
    { at: 0, x: 0, z: 0, heading: 0 },
    { at: 24, x: 0, z: 28.8, heading: 0 },
  ],
  things: [
    standing('bench', -1.4, 8),
    standing('car', 2.4, 16),
    moving('bicycle', [
      { at: 10, x: -12, z: 24 },
      { at: 12.6, x: -1.2, z: 24 },
      { at: 13.6, x: -1.2, z: 21 },
      { at: 15.6, x: -2.1, z: 15 },
    ]),
    standing('person', 0.2, 31),
  ],
};

/** Chairs along the left, a table on the right, somebody farther in; then a turn to the chairs, and up to one. */
const ROOM: Script = {
  seconds: 18,
  walk: [
    { at: 2, x: 0, z: 0, heading: 0 },
    { at: 7, x: 0, z: 1.6, heading: 0 },
    { at: 8, x: 0, z: 1.6, heading: 0 },
    { at: 11.5, x: 0, z: 1.6, heading: radians(-41) },
    { at: 12.5, x: 0, z: 1.6, heading: radians(-41) },
    { at: 16, x: -0.75, z: 2.45, heading: radians(-41) },
  ],
  things: [
    standing('chair', -1.5, 2.6),
    standing('chair', -1.5, 3.3),
    standing('chair', -1.5, 4),
    standing('dining table', 1, 3.6),
    standing('person', 0.1, 6.5),
  ],
};

/** A chair out of the picture on the right: a slow turn finds it, and a few steps bring it within reach. */
const FIND: Script = {
  seconds: 18,
  walk: [
    { at: 3, x: 0, z: 0, heading: 0 },
    { at: 8, x: 0, z: 0, heading: radians(40) },
    { at: 9, x: 0, z: 0, heading: radians(40) },
    { at: 15, x: 1.54, z: 1.84, heading: radians(40) },
  ],
  things: [standing('chair', 2.06, 2.45), standing('dining table', -0.9, 3.2)],
};

export interface PracticeScene {
  /** How long it takes. */
  readonly seconds: number;
  /** Class name of what is looked for in it, or null where it is about what comes by itself. */
  readonly finds: string | null;
  /**
   * @param seconds from its beginning, 0 to its end
   * @param time of the scene, milliseconds on the clock of the page
   */
  readonly at: (seconds: number, time: number) => Scene;
}

function practice(script: Script, finds: string | null = null): PracticeScene {
  return { seconds: script.seconds, finds, at: (seconds, time) => sceneAt(script, seconds, time) };
}

export const PRACTICE_SCENES: Readonly<Record<PracticeName, PracticeScene>> = {
  approach: practice(APPROACH),
  crowd: practice(CROWD),
  street: practice(STREET),
  room: practice(ROOM),
  find: practice(FIND, 'chair'),
};
