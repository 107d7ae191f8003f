/** What lies under a finger on a picture, and what is told of it as the finger moves. Pure; it keeps no time itself. */

import type { Box, Scene, SceneObject, Size } from '../scene/scene';

/**
 * What a fingertip covers, in CSS pixels: 9 mm on a phone, whose CSS pixels lie about 160 to the inch. Unseen as well as
 * seen, a smaller target is missed: 9.2 mm is what a thumb hits (Parhi, Karlson and Bederson, MobileHCI 2006).
 */
export const FINGERTIP_CSS_PX = 57;

/** A finger on a thing wants to hear more of it after so long, milliseconds: about the time that its name takes. */
export const REST_ON_THING_MS = 600;

/** A finger that rests on nothing has come to the end of a search after so long, milliseconds. */
export const REST_ON_NOTHING_MS = 1000;

/**
 * A thing that was entered is left only so far outside of it, as a share of the fingertip: a finger trembles, and on an
 * edge it must not say the name again and again.
 */
const LEAVING_MARGIN = 0.2;

/** How far a finger that rests may wander, as a share of the fingertip. */
const RESTING_WITHIN = 0.5;

/** A finger on the picture, the mouse in its place, or the cursor that keys move. */
export interface Fingertip {
  /** Its middle, in pixels of the upright image; it may lie outside of the image. */
  readonly x: number;
  readonly y: number;
  /** What it covers, in pixels of the same image: a smaller thing is hit as if it were so large. */
  readonly size: number;
  /** A key press is a question, and always gets a sound; a finger that slides gets one when something changes. */
  readonly by: 'slide' | 'step';
}

/** Where a finger is, as far as the person has been told. */
type Whereabouts =
  | { readonly kind: 'away' }
  | { readonly kind: 'thing'; readonly thing: SceneObject }
  | { readonly kind: 'nothing'; readonly since: Fingertip }
  | { readonly kind: 'border' };

export interface TouchState {
  readonly at: Whereabouts;
  /** The thing that was felt or named last; from here the next one is counted. */
  readonly current: SceneObject | null;
  /** That the picture ends was said since the finger came down. */
  readonly toldBorder: boolean;
}

/** What follows from a movement. */
export interface Reaction {
  readonly state: TouchState;
  /** `touch`: of the thing under the finger. `edge`: of a thing or of the picture. */
  readonly sound: 'touch' | 'edge' | null;
  /** At once, in place of what is being said. */
  readonly say: 'name' | 'border' | null;
  /** When the finger has stayed for the time above; null calls off what was to come, `unchanged` lets it come. */
  readonly afterRest: 'measures' | 'nothing' | null | 'unchanged';
}

export type StepDirection = 'next' | 'previous' | 'first' | 'last';

export const UNTOUCHED: TouchState = { at: { kind: 'away' }, current: null, toldBorder: false };

/**
 * The things under a fingertip, nearest first. Of small things that lie close together, and are hit only because they
 * are taken for larger than they are, none stands in the way of one that is really under the finger.
 */
export function thingsUnder(fingertip: Fingertip, objects: readonly SceneObject[]): SceneObject[] {
  const hit = objects.filter((thing) => isUnder(fingertip, thing, fingertip.size));
  const isExact = (thing: SceneObject) => isUnder(fingertip, thing, 0);
  const isSmall = ({ box }: SceneObject) => Math.min(box.width, box.height) < fingertip.size;
  const mayStay = hit.some((thing) => isSmall(thing) && isExact(thing)) ? hit.filter(isExact) : hit;
  return mayStay.sort((a, b) => a.rank - b.rank);
}

/**
 * The nearest thing under the fingertip, or null. The former one stays until the finger has clearly left it, unless a
 * nearer one takes its place.
 */
export function thingUnder(
  fingertip: Fingertip,
  objects: readonly SceneObject[],
  former: SceneObject | null,
): SceneObject | null {
  const thing = thingsUnder(fingertip, objects)[0] ?? null;
  if (!former || thing === former || !objects.includes(former)) return thing;
  const isNearer = thing !== null && thing.rank < former.rank;
  return !isNearer && isUnder(fingertip, former, fingertip.size, LEAVING_MARGIN * fingertip.size)
    ? former
    : thing;
}

/** What to sound and say when the finger has come here; null when it was lifted. */
export function feel(
  state: TouchState,
  fingertip: Fingertip | null,
  { image, objects }: Pick<Scene, 'image' | 'objects'>,
): Reaction {
  const nothing = { sound: null, say: null } as const;
  if (!fingertip) {
    const lifted = { ...state, at: { kind: 'away' }, toldBorder: false } as const;
    return { ...nothing, state: lifted, afterRest: null };
  }
  if (!isInside(fingertip, image)) return feelBorder(state, fingertip);
  const former = state.at.kind === 'thing' ? state.at.thing : null;
  const thing = thingUnder(fingertip, objects, former);
  return thing ? feelThing(state, fingertip, thing) : feelNothing(state, fingertip);
}

/**
 * Goes to another thing, nearest first, and stays at the ends of the order; without a current thing it begins, or ends,
 * from outside. Where there is nothing at all the state stays the same.
 */
export function step(
  state: TouchState,
  direction: StepDirection,
  objects: readonly SceneObject[],
): TouchState {
  const last = objects.length - 1;
  const at = state.current ? objects.indexOf(state.current) : -1;
  const index = {
    next: Math.min(at + 1, last),
    previous: at < 0 ? last : Math.max(at - 1, 0),
    first: 0,
    last,
  }[direction];
  const thing = objects[index];
  return thing ? { ...state, at: { kind: 'thing', thing }, current: thing } : state;
}

function feelBorder(state: TouchState, { by }: Fingertip): Reaction {
  const isNew = state.at.kind !== 'border' || by === 'step';
  return {
    state: { ...state, at: { kind: 'border' }, toldBorder: true },
    sound: isNew ? 'edge' : null,
    say: isNew && (!state.toldBorder || by === 'step') ? 'border' : null,
    afterRest: null,
  };
}

function feelThing(state: TouchState, { by }: Fingertip, thing: SceneObject): Reaction {
  const isSame = state.at.kind === 'thing' && state.at.thing === thing;
  if (isSame) return { state, sound: by === 'step' ? 'touch' : null, say: null, afterRest: 'unchanged' };
  return {
    state: { ...state, at: { kind: 'thing', thing }, current: thing },
    sound: 'touch',
    say: 'name',
    afterRest: 'measures',
  };
}

function feelNothing(state: TouchState, fingertip: Fingertip): Reaction {
  const { at } = state;
  const isStep = fingertip.by === 'step';
  if (at.kind === 'nothing' && !isStep && distance(at.since, fingertip) < RESTING_WITHIN * fingertip.size)
    return { state, sound: null, say: null, afterRest: 'unchanged' };
  return {
    state: { ...state, at: { kind: 'nothing', since: fingertip } },
    sound: isStep || at.kind === 'thing' ? 'edge' : null,
    say: null,
    afterRest: 'nothing',
  };
}

/**
 * Whether the thing lies under a point: the one place that knows the shape of things.
 * @param least each side of the thing is taken to be at least so long, pixels of the image
 * @param margin and so much more to each side, pixels of the image
 */
function isUnder({ x, y }: Fingertip, { box }: SceneObject, least: number, margin = 0): boolean {
  const acrossFromMiddle = Math.abs(x - (box.left + box.width / 2));
  const downFromMiddle = Math.abs(y - (box.top + box.height / 2));
  return (
    acrossFromMiddle <= Math.max(box.width, least) / 2 + margin &&
    downFromMiddle <= Math.max(box.height, least) / 2 + margin
  );
}

export function middleOf({ left, top, width, height }: Box): { readonly x: number; readonly y: number } {
  return { x: left + width / 2, y: top + height / 2 };
}

function isInside({ x, y }: Fingertip, { width, height }: Size): boolean {
  return x >= 0 && y >= 0 && x <= width && y <= height;
}

function distance(a: Fingertip, b: Fingertip): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
