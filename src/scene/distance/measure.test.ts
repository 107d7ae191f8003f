import { describe, expect, test } from 'vitest';
import type { DepthMap } from '../scene';
import {
  IMAGE,
  LEVEL_CAMERA,
  asRelative,
  asThing,
  boxOf,
  drawnDepth,
  inPicture,
  thingAt,
  viewpointOfCamera,
  withoutSensors,
} from './drawn-things.fixture';
import { type Thing, measureDistances } from './measure';
import { overhangOf } from './overhang';

const VIEWPOINT = viewpointOfCamera(LEVEL_CAMERA);

const measure = (things: readonly Thing[], viewpoint = VIEWPOINT, depth: DepthMap | null = null) =>
  measureDistances(things, IMAGE, viewpoint, depth);

/** Label, metres right and ahead: none hides another, and none is cut. */
const STREET: readonly (readonly [string, number, number])[] = [
  ['person', -1.2, 4],
  ['person', 0.3, 6],
  ['person', 3, 9],
  ['car', -5, 14],
  ['person', 0, 18],
  ['car', 5.5, 22],
];

const street = (camera = LEVEL_CAMERA) =>
  STREET.map(([label, right, ahead]) => thingAt(label, right, ahead, camera));

const trueMetres = ([label, right, ahead]: (typeof STREET)[number]) =>
  Math.hypot(right, ahead) - overhangOf(label);

const widthOf = ({ near, best, far }: { near: number; best: number; far: number }) => (far - near) / best;

describe('people and cars of the usual size', () => {
  test('are as far as they stand, when lens, height and pitch are known', () => {
    measure(street()).forEach(({ metres, guess }, index) => {
      const truth = trueMetres(STREET[index]!);
      expect(metres!.near).toBeLessThan(truth);
      expect(metres!.far).toBeGreaterThan(truth);
      expect(Math.abs(metres!.best / truth - 1)).toBeLessThan(0.1);
      expect(guess).toBe(metres!.best);
    });
  });

  test.each([
    { pitch: -0.35, roll: 0, height: 1.4 },
    { pitch: -0.1, roll: 0.15, height: 1.2 },
    { pitch: 0.03, roll: -0.1, height: 1.3 },
  ])('are as far as they stand, when the camera is turned (%o)', (turned) => {
    const camera = { ...LEVEL_CAMERA, ...turned };
    measure(street(camera), viewpointOfCamera(camera)).forEach(({ metres }, index) => {
      const truth = trueMetres(STREET[index]!);
      expect(Math.abs(metres!.best / truth - 1)).toBeLessThan(0.15);
    });
  });

  test('are told less surely, and still truly, when only the lens is known', () => {
    street().forEach((thing, index) => {
      const { metres } = measure([thing], withoutSensors(VIEWPOINT))[0]!;
      const truth = trueMetres(STREET[index]!);
      expect(metres!.near).toBeLessThan(truth);
      expect(metres!.far).toBeGreaterThan(truth);
      expect(widthOf(metres!)).toBeGreaterThan(widthOf(measure([thing])[0]!.metres!));
    });
  });

  test('are told less surely still when the lens is only guessed', () => {
    const known = measure(street(), withoutSensors(VIEWPOINT));
    const guessed = measure(street(), { ...withoutSensors(VIEWPOINT), focalLengthError: 0.15 });
    guessed.forEach(({ metres }, index) => {
      expect(widthOf(metres!)).toBeGreaterThan(widthOf(known[index]!.metres!));
    });
  });

  test('put a sensor right that errs by two degrees', () => {
    const misled = viewpointOfCamera({ ...LEVEL_CAMERA, pitch: 0.035 });
    // An unusual person: of all its size says little, and the ground must tell.
    const child = asThing('person', boxOf('person', 3, 9, LEVEL_CAMERA, { times: 0.7 }));
    const truth = Math.hypot(3, 9);
    const alone = measure([child], misled)[0]!.guess;
    const among = measure([child, ...street().filter((_, index) => index !== 2)], misled)[0]!.guess;
    expect(Math.abs(Math.log(among / truth))).toBeLessThan(Math.abs(Math.log(alone / truth)));
  });

  test('have no say about the others, when they are not surely there', () => {
    const misled = viewpointOfCamera({ ...LEVEL_CAMERA, pitch: 0.035 });
    const others = street().map((thing) => ({ ...thing, isWitness: false }));
    const child = asThing('person', boxOf('person', 3, 9, LEVEL_CAMERA, { times: 0.7 }));
    expect(measure([child, ...others], misled)[0]).toEqual(measure([child], misled)[0]);
  });
});

describe('the bumper of a vehicle', () => {
  const whole = { left: 0, top: 0, width: 640, height: 480 };
  const at = (label: string, metres: number) =>
    measure([asThing(label, whole)], VIEWPOINT, drawnDepth([[whole, metres]]))[0]!.guess;

  test('is nearer than its wheels', () => {
    expect(measure([thingAt('bus', 0, 14)])[0]!.guess).toBeGreaterThan(14 - 1.5 - 1);
    expect(measure([thingAt('bus', 0, 14)])[0]!.guess).toBeLessThan(14 - 1.5 + 1);
    expect(at('gadget', 2.8) - at('car', 2.8)).toBeCloseTo(overhangOf('car'), 1);
  });

  test('is no more than half as near, however near it is', () => {
    expect(at('bus', 1.5) / at('gadget', 1.5)).toBeCloseTo(0.5, 1);
    expect(at('bus', 0.8) / at('gadget', 0.8)).toBeCloseTo(0.5, 1);
  });
});

describe('a thing of which nothing tells', () => {
  const above = asThing('gadget', { left: 300, top: 40, width: 60, height: 80 });

  test('has no metres, but a place in the order', () => {
    const [{ metres, guess }] = measure([above]) as [ReturnType<typeof measure>[number]];
    expect(metres).toBeNull();
    expect(guess).toBeGreaterThan(0);
  });

  test('has none either when it may be wrong by more than a factor of two', () => {
    // Boats are from a dinghy to a ferry; in the air, so that the ground says nothing.
    const hanging = (label: string) => asThing(label, { left: 280, top: 60, width: 90, height: 60 });
    expect(measure([hanging('boat')])[0]!.metres).toBeNull();
    expect(measure([hanging('bicycle')])[0]!.metres).not.toBeNull();
  });

  test('has metres as soon as something tells', () => {
    // Its size, the ground on which it stands, depth of the picture's own, depth at the scale of others.
    const sign = asThing('stop sign', boxOf('stop sign', 1, 8, LEVEL_CAMERA, { base: 2 }));
    expect(measure([sign])[0]!.metres).not.toBeNull();
    expect(measure([{ ...thingAt('car', 0, 8), label: 'bench' }])[0]!.metres).not.toBeNull();
    expect(measure([above], VIEWPOINT, drawnDepth([[above.box, 5]]))[0]!.metres!.best).toBeCloseTo(5, 0);
  });

  test('gets metres from a network at the scale of the others', () => {
    const things = street();
    const truth = drawnDepth([
      ...things.map(({ box }, index) => [box, STREET[index]![2]] as const),
      [above.box, 5],
    ]);
    for (const [scale, offset] of [
      [1, 0],
      [40, 2],
    ] as const) {
      const { metres } = measure([above, ...things], VIEWPOINT, asRelative(truth, scale, offset))[0]!;
      const straight = 5 * Math.hypot(10 / 500, 160 / 500, 1);
      expect(metres!.near).toBeLessThan(straight);
      expect(metres!.far).toBeGreaterThan(straight);
      expect(Math.abs(metres!.best / straight - 1)).toBeLessThan(0.35);
    }
  });
});

describe('depth', () => {
  test('makes sure of what size and ground tell alike', () => {
    const things = street();
    const depth = drawnDepth(things.map(({ box }, index) => [box, STREET[index]![2]]));
    const before = measure(things, withoutSensors(VIEWPOINT));
    measure(things, withoutSensors(VIEWPOINT), depth).forEach(({ metres }, index) => {
      expect(widthOf(metres!)).toBeLessThan(widthOf(before[index]!.metres!));
    });
  });

  test('is read where the thing was then', () => {
    const thing = thingAt('person', 0, 6);
    const then = { ...thing.box, left: 60 };
    const depth = drawnDepth([[then, 6]], 20);
    const carried = measure([{ ...thing, boxInDepthMap: then }], VIEWPOINT, depth)[0]!.metres!;
    const misread = measure([thing], VIEWPOINT, depth)[0]!.metres!;
    const without = measure([{ ...thing, boxInDepthMap: null }], VIEWPOINT, depth)[0]!.metres!;
    expect(carried.best).toBeCloseTo(6, 0);
    expect(misread.far).toBeGreaterThan(carried.far);
    expect(without).toEqual(measure([thing])[0]!.metres);
  });
});

describe('a thing that the lower edge of the picture cuts', () => {
  const GROUND_AT_EDGE = (1.5 * 500) / 240;
  const cut = (label: string, right: number, ahead: number) =>
    asThing(label, inPicture(boxOf(label, right, ahead)));

  test.each([
    ['person', 0, 2],
    ['car', 0.5, 2.5],
    ['chair', -0.5, 1.5],
    ['dog', 0.3, 2],
    ['bench', 0, 2.2],
  ])('is within reach, whatever depth says: %s', (label, right, ahead) => {
    const thing = cut(label, right, ahead);
    const others = [thingAt('person', -3, 9), thingAt('person', 3, 12)];
    const far = drawnDepth([
      [thing.box, 40],
      ...others.map(({ box }, index) => [box, 9 + 3 * index] as const),
    ]);
    // Straight to what is lower than the camera, and aside.
    const most = Math.hypot(GROUND_AT_EDGE, 1.5) * Math.hypot(1, right / ahead);
    for (const depth of [null, far, asRelative(far, 10, 0.1)]) {
      const { guess, metres } = measure([thing, ...others], VIEWPOINT, depth)[0]!;
      expect(guess).toBeGreaterThan(0.2);
      expect(guess).toBeLessThan(most);
      expect(metres?.best ?? 0).toBeLessThan(most);
    }
  });

  test('is within reach, though its size says that it is far', () => {
    // No more than an arm is in view: it could be somebody far away.
    const sliver = asThing('person', { left: 310, top: 430, width: 14, height: 50 });
    expect(measure([{ ...sliver, box: { ...sliver.box, top: 330 } }])[0]!.guess).toBeGreaterThan(6);
    expect(measure([sliver])[0]!.guess).toBeLessThan(Math.hypot(GROUND_AT_EDGE, 1.5));
  });

  test('has metres, though its foot is out of view', () => {
    for (const label of ['person', 'bench']) {
      const { near, best, far } = measure([cut(label, 0, 2.2)])[0]!.metres!;
      expect(near).toBeLessThan(2.2);
      expect(best).toBeLessThan(GROUND_AT_EDGE);
      expect(far).toBeGreaterThan(2.2);
    }
  });

  test('is where depth says, when that is before the ground at the edge', () => {
    const thing = cut('person', 0, 2);
    const { metres } = measure([thing], VIEWPOINT, drawnDepth([[thing.box, 1.5]]))[0]!;
    expect(metres!.best).toBeCloseTo(1.5, 0);
    expect(metres!.far).toBeLessThan(GROUND_AT_EDGE);
  });

  test('may be anywhere near when the camera looks up', () => {
    const up = viewpointOfCamera({ ...LEVEL_CAMERA, pitch: 0.9 });
    const thing = asThing('gadget', { left: 250, top: 100, width: 120, height: 380 });
    const [found] = measure([thing], up, drawnDepth([[thing.box, 12]]));
    // No ground is seen at the edge, so none speaks against depth.
    expect(found!.metres!.best).toBeGreaterThan(9);
  });
});

describe('no things', () => {
  test('have no distances', () => {
    expect(measure([])).toEqual([]);
    expect(measure([], VIEWPOINT, drawnDepth([]))).toEqual([]);
  });
});
