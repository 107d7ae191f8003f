import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orderByThePaper } from '../../test/fixtures/paper-order';
import { defaultFocalLength } from '../scene/geometry';
import type { Box, SceneObject } from '../scene/scene';
import { type Fingertip, type Reaction, UNTOUCHED, feel, step, thingUnder, thingsUnder } from './touch';

const IMAGE = { width: 640, height: 480 };
const SIZE = 60;

type Edges = readonly [left: number, top: number, right: number, bottom: number];

/** Boxes by name, ordered by their lower edges. */
function thingsOf(boxes: Readonly<Record<string, Edges>>): SceneObject[] {
  const detections = Object.entries(boxes).map(([label, [left, top, right, bottom]]) => ({
    label,
    score: 0.8,
    box: { left, top, width: right - left, height: bottom - top },
  }));
  return orderByThePaper(detections, IMAGE, defaultFocalLength(IMAGE));
}

const finger = (x: number, y: number, by: Fingertip['by'] = 'slide'): Fingertip => ({ x, y, size: SIZE, by });
const namesUnder = (things: readonly SceneObject[], x: number, y: number) =>
  thingsUnder(finger(x, y), things).map(({ label }) => label);

/** What each point of a path brings: what is heard at once, and what is to come. */
function feelAll(things: readonly SceneObject[], path: readonly (Fingertip | null)[]): Reaction[] {
  let state = UNTOUCHED;
  return path.map((fingertip) => {
    const reaction = feel(state, fingertip, { image: IMAGE, objects: things });
    state = reaction.state;
    return reaction;
  });
}

const told = (reactions: readonly Reaction[]) =>
  reactions.map(({ sound, say, afterRest }) => ({ sound, say, afterRest }));

const anyBox = fc
  .tuple(fc.nat(600), fc.nat(440), fc.integer({ min: 1, max: 640 }), fc.integer({ min: 1, max: 480 }))
  .map(([left, top, width, height]): Box => ({
    left,
    top,
    width: Math.min(width, IMAGE.width - left),
    height: Math.min(height, IMAGE.height - top),
  }));
const anyThings = fc.array(anyBox, { maxLength: 8 }).map((boxes) =>
  orderByThePaper(
    boxes.map((box, index) => ({ label: `thing ${index}`, score: 0.8, box })),
    IMAGE,
    defaultFocalLength(IMAGE),
  ),
);
const anyPoint = fc
  .tuple(fc.integer({ min: -100, max: 740 }), fc.integer({ min: -100, max: 580 }))
  .map(([x, y]) => finger(x, y));

const isIn = ({ x, y }: Fingertip, { left, top, width, height }: Box) =>
  x >= left && x <= left + width && y >= top && y <= top + height;

describe('under a point', () => {
  const things = thingsOf({ table: [100, 100, 500, 300], dog: [300, 200, 400, 400] });

  test('lie the things whose boxes hold it, nearest first', () => {
    expect(namesUnder(things, 350, 250)).toEqual(['dog', 'table']);
    expect(namesUnder(things, 120, 120)).toEqual(['table']);
    expect(namesUnder(things, 350, 390)).toEqual(['dog']);
    expect(namesUnder(things, 20, 20)).toEqual([]);
  });

  test('lies a thing up to its border', () => {
    const { label, box } = things.find(({ label }) => label === 'table')!;
    const [right, bottom] = [box.left + box.width, box.top + box.height];
    for (const [x, y] of [
      [box.left, 200],
      [right, 150],
      [200, box.top],
      [200, bottom],
    ] as const)
      expect(namesUnder(things, x, y)).toEqual([label]);
    for (const [x, y] of [
      [box.left - 1, 200],
      [right + 1, 150],
      [200, box.top - 1],
      [200, bottom + 1],
    ] as const)
      expect(namesUnder(things, x, y)).toEqual([]);
  });

  test('lies a thing that is smaller than a fingertip as if it were so large', () => {
    const small = thingsOf({ cup: [300, 200, 310, 220] });
    expect(namesUnder(small, 305 + SIZE / 2, 210 - SIZE / 2)).toEqual(['cup']);
    expect(namesUnder(small, 305 + SIZE / 2 + 1, 210)).toEqual([]);
    expect(namesUnder(small, 305, 210 + SIZE / 2 + 1)).toEqual([]);
  });

  test('only its short side grows', () => {
    const pole = thingsOf({ pole: [300, 100, 304, 400] });
    expect(namesUnder(pole, 325, 101)).toEqual(['pole']);
    expect(namesUnder(pole, 325, 99)).toEqual([]);
  });

  test('a small thing is found before the large one that is farther, and lies behind it', () => {
    const set = thingsOf({ table: [100, 100, 500, 300], cup: [300, 290, 310, 305] });
    expect(namesUnder(set, 325, 290)).toEqual(['cup', 'table']);
  });

  test('two small things side by side are both found, though one of them is nearer', () => {
    const cutlery = thingsOf({ knife: [300, 200, 310, 300], fork: [315, 200, 325, 299] });
    expect(namesUnder(cutlery, 305, 250)).toEqual(['knife']);
    expect(namesUnder(cutlery, 320, 250)).toEqual(['fork']);
    expect(namesUnder(cutlery, 312, 250)).toEqual(['knife', 'fork']);
  });

  test('the first is the nearest of all whose boxes hold it', () => {
    fc.assert(
      fc.property(anyThings, anyPoint, (things, point) => {
        const holding = things.filter(({ box }) => isIn(point, box));
        const found = thingsUnder(point, things);
        const ranks = found.map(({ rank }) => rank);
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
        for (const thing of holding) expect(found).toContain(thing);
        if (holding.length > 0) expect(found[0]!.rank).toBeLessThanOrEqual(holding[0]!.rank);
      }),
    );
  });

  test('is nothing that is farther away than half a fingertip', () => {
    fc.assert(
      fc.property(anyThings, anyPoint, (things, point) => {
        for (const { box } of thingsUnder(point, things)) {
          const { left, top, width, height } = box;
          const half = SIZE / 2;
          const grown = {
            left: left - half,
            top: top - half,
            width: width + SIZE,
            height: height + SIZE,
          };
          expect(isIn(point, grown)).toBe(true);
        }
      }),
    );
  });
});

describe('a finger that trembles', () => {
  const things = thingsOf({ chair: [100, 100, 200, 200], dog: [150, 150, 300, 300] });
  const [dog, chair] = things as [SceneObject, SceneObject];

  test('leaves a thing only when it is clearly beside it', () => {
    expect(thingUnder(finger(90, 120), things, chair)).toBe(chair);
    expect(thingUnder(finger(80, 120), things, chair)).toBeNull();
    expect(thingUnder(finger(90, 120), things, null)).toBeNull();
  });

  test('comes to a nearer thing at once, and back to the farther one not before it has left the nearer', () => {
    expect(thingUnder(finger(151, 160), things, chair)).toBe(dog);
    expect(thingUnder(finger(145, 160), things, dog)).toBe(dog);
    expect(thingUnder(finger(130, 160), things, dog)).toBe(chair);
  });

  test('stays on no thing of another picture', () => {
    expect(thingUnder(finger(90, 120), [dog], chair)).toBeNull();
  });
});

describe('a finger that slides', () => {
  const things = thingsOf({ chair: [100, 100, 200, 300], dog: [150, 200, 300, 400] });

  test('onto a thing has its sound and its name at once, and its distance after a rest', () => {
    expect(told(feelAll(things, [finger(120, 120)]))).toEqual([
      { sound: 'touch', say: 'name', afterRest: 'measures' },
    ]);
  });

  test('on the same thing changes nothing, not even when the rest is over', () => {
    const [, second] = feelAll(things, [finger(120, 120), finger(180, 280 - 100)]);
    expect(second).toMatchObject({ sound: null, say: null, afterRest: 'unchanged' });
  });

  test('onto another thing has that one’s', () => {
    const [, second] = feelAll(things, [finger(120, 120), finger(180, 250)]);
    expect(second).toMatchObject({ sound: 'touch', say: 'name', afterRest: 'measures' });
    expect(second!.state.current!.label).toBe('dog');
  });

  test('off a thing hears its edge, no word, and only after a rest that there is nothing', () => {
    const [, second] = feelAll(things, [finger(120, 120), finger(20, 20)]);
    expect(second).toMatchObject({ sound: 'edge', say: null, afterRest: 'nothing' });
  });

  test('from nothing to nothing is silent; the rest begins anew when it goes on, not when it trembles', () => {
    const reactions = feelAll(things, [finger(20, 20), finger(30, 30), finger(60, 20), finger(60, 40)]);
    expect(told(reactions)).toEqual([
      { sound: null, say: null, afterRest: 'nothing' },
      { sound: null, say: null, afterRest: 'unchanged' },
      { sound: null, say: null, afterRest: 'nothing' },
      { sound: null, say: null, afterRest: 'unchanged' },
    ]);
  });

  test('over the border is told once, however often it comes there before it is lifted', () => {
    const path = [finger(20, 20), finger(-1, 20), finger(-30, 20), finger(20, 20), finger(20, -5), null];
    const reactions = feelAll(things, [...path, finger(20, -5)]);
    expect(told(reactions)).toEqual([
      { sound: null, say: null, afterRest: 'nothing' },
      { sound: 'edge', say: 'border', afterRest: null },
      { sound: null, say: null, afterRest: null },
      { sound: null, say: null, afterRest: 'nothing' },
      { sound: 'edge', say: null, afterRest: null },
      { sound: null, say: null, afterRest: null },
      { sound: 'edge', say: 'border', afterRest: null },
    ]);
  });

  test.each([
    ['left', -1, 240],
    ['right', 641, 240],
    ['upper', 320, -1],
    ['lower', 320, 481],
  ])('over the %s border finds no thing that ends there', (_, x, y) => {
    const all = thingsOf({ wall: [0, 0, 640, 480] });
    expect(told(feelAll(all, [finger(x, y)]))).toEqual([{ sound: 'edge', say: 'border', afterRest: null }]);
  });

  test('that is lifted ends what was to come, and the same thing is named anew afterwards', () => {
    const [, lifted, again] = feelAll(things, [finger(120, 120), null, finger(120, 120)]);
    expect(lifted).toMatchObject({ sound: null, say: null, afterRest: null });
    expect(again).toMatchObject({ sound: 'touch', say: 'name', afterRest: 'measures' });
  });

  test('names each thing once as long as it stays on it, whatever its way', () => {
    fc.assert(
      fc.property(anyThings, fc.array(anyPoint, { maxLength: 30 }), (things, path) => {
        let former: SceneObject | null = null;
        for (const { state, say, sound } of feelAll(things, path)) {
          const now = state.at.kind === 'thing' ? state.at.thing : null;
          expect(say === 'name').toBe(now !== null && now !== former);
          expect(sound === 'touch').toBe(say === 'name');
          if (former && state.at.kind === 'nothing') expect(sound).toBe('edge');
          former = now;
        }
      }),
    );
  });
});

describe('a cursor that keys move gets a sound at every step', () => {
  const things = thingsOf({ chair: [100, 100, 300, 300] });

  test('within a thing, beside it, and at the border, where the words come again as well', () => {
    const path = [
      [150, 150],
      [200, 150],
      [400, 150],
      [450, 150],
      [641, 150],
      [641, 200],
    ].map(([x, y]) => finger(x!, y!, 'step'));
    expect(told(feelAll(things, path))).toEqual([
      { sound: 'touch', say: 'name', afterRest: 'measures' },
      { sound: 'touch', say: null, afterRest: 'unchanged' },
      { sound: 'edge', say: null, afterRest: 'nothing' },
      { sound: 'edge', say: null, afterRest: 'nothing' },
      { sound: 'edge', say: 'border', afterRest: null },
      { sound: 'edge', say: 'border', afterRest: null },
    ]);
  });
});

describe('from thing to thing', () => {
  const things = thingsOf({
    dog: [0, 0, 90, 400],
    chair: [100, 0, 190, 300],
    bird: [200, 0, 290, 100],
  });
  const walk = (...directions: Parameters<typeof step>[1][]) => {
    let state = UNTOUCHED;
    return directions.map((direction) => (state = step(state, direction, things)).current?.label);
  };

  test('goes nearest first, and stays at the end', () => {
    expect(walk('next', 'next', 'next', 'next')).toEqual(['dog', 'chair', 'bird', 'bird']);
  });

  test('goes back, and stays at the beginning', () => {
    expect(walk('last', 'previous', 'previous', 'previous')).toEqual(['bird', 'chair', 'dog', 'dog']);
  });

  test('is on the first one again when it goes back from beside it', () => {
    const beside = feelAll(things, [finger(45, 50), finger(600, 300)]).at(-1)!.state;
    expect(step(beside, 'previous', things).at).toEqual({ kind: 'thing', thing: things[0] });
  });

  test('begins at the end when it goes back first', () => {
    expect(walk('previous')).toEqual(['bird']);
  });

  test('goes to the first and the last', () => {
    expect(walk('last', 'first')).toEqual(['bird', 'dog']);
  });

  test('goes on from the thing that was felt last, and is on the next one then', () => {
    const chair = feelAll(things, [finger(145, 50), finger(600, 300)]).at(-1)!.state;
    const next = step(chair, 'next', things);
    expect(next.current!.label).toBe('bird');
    const within = feel(next, finger(245, 50), { image: IMAGE, objects: things });
    expect(within).toMatchObject({ sound: null, say: null });
  });

  test('changes nothing where there is nothing', () => {
    for (const direction of ['next', 'previous', 'first', 'last'] as const)
      expect(step(UNTOUCHED, direction, [])).toBe(UNTOUCHED);
  });

  test('forgets a thing that is not in the picture', () => {
    const [dog, ...rest] = things as [SceneObject, ...SceneObject[]];
    expect(step({ ...UNTOUCHED, current: dog }, 'next', rest).current).toBe(rest[0]);
  });
});
