import { describe, expect, test } from 'vitest';
import { type DrawnCamera } from '../self-calibration.fixture';
import type { Viewpoint } from '../viewpoint';
import { type SizedThing, weighPlanes } from './agreement';
import {
  IMAGE,
  LEVEL_CAMERA,
  boxOf,
  priorOf,
  viewpointOfCamera,
  withoutSensors,
} from './drawn-things.fixture';
import { type GroundPlanes, likelyPlanes, readGround } from './ground-plane';

const DEGREE = Math.PI / 180;
const GROUND = [{ height: 0, probability: 0.95 }];

/** A person at this place, whose size tells the true distance. */
function personAt(
  [right, ahead]: readonly [number, number],
  camera: DrawnCamera,
  viewpoint: Viewpoint,
  { times = 1, base = 0, supports = GROUND, deviation = 0.1 } = {},
): SizedThing {
  const box = boxOf('person', right, ahead, camera, { base });
  return {
    ground: readGround(box, IMAGE, viewpoint, likelyPlanes(viewpoint), 3),
    size: { mean: Math.log(times * Math.hypot(right, ahead)), deviation },
    supports,
  };
}

const PLACES: readonly (readonly [number, number])[] = [
  [-2, 5],
  [1, 7],
  [0, 10],
  [2, 14],
  [-3, 18],
];

function meanPitch({ pitches, logHeights }: GroundPlanes, weights: Float64Array): number {
  return weights.reduce(
    (sum, weight, index) => sum + weight * pitches[Math.floor(index / logHeights.length)]!,
    0,
  );
}

function meanLogHeight({ logHeights }: GroundPlanes, weights: Float64Array): number {
  return weights.reduce((sum, weight, index) => sum + weight * logHeights[index % logHeights.length]!, 0);
}

const sumOf = (weights: Float64Array) => weights.reduce((sum, weight) => sum + weight, 0);

/** What the camera thinks of itself: level, though it looks down by some degrees. */
const TRUE_PITCH = -3 * DEGREE;
const camera: DrawnCamera = { ...LEVEL_CAMERA, pitch: TRUE_PITCH };
const misled = viewpointOfCamera(LEVEL_CAMERA);
const planes = likelyPlanes(misled);
const people = PLACES.map((place) => personAt(place, camera, misled));

describe('things of known size on the ground', () => {
  test('put a wrong pitch right', () => {
    const [others] = weighPlanes([null, ...people], planes);
    expect(meanPitch(planes, priorOf(planes))).toBeCloseTo(0, 9);
    expect(Math.abs(meanPitch(planes, others!) - TRUE_PITCH)).toBeLessThan(1 * DEGREE);
  });

  test('find the pitch of a photo of which nothing is known', () => {
    for (const pitch of [-20, -10, 0].map((degrees) => degrees * DEGREE)) {
      const turned = { ...LEVEL_CAMERA, pitch };
      const viewpoint = withoutSensors(viewpointOfCamera(turned));
      const all = likelyPlanes(viewpoint);
      const [others] = weighPlanes([null, ...PLACES.map((place) => personAt(place, turned, viewpoint))], all);
      expect(Math.abs(meanPitch(all, others!) - pitch)).toBeLessThan(2 * DEGREE);
    }
  });

  test('find the height of a camera of which only the pitch is known', () => {
    for (const height of [1.1, 1.9]) {
      const held = { ...LEVEL_CAMERA, height };
      const viewpoint = { ...viewpointOfCamera(held), height: null };
      const all = likelyPlanes(viewpoint);
      const [others] = weighPlanes([null, ...PLACES.map((place) => personAt(place, held, viewpoint))], all);
      const before = Math.abs(meanLogHeight(all, priorOf(all)) - Math.log(height));
      expect(Math.abs(meanLogHeight(all, others!) - Math.log(height))).toBeLessThan(before / 2);
    }
  });

  test('give probabilities that make 1', () => {
    for (const weights of weighPlanes([null, ...people], planes)) {
      expect(weights).toHaveLength(planes.logWeights.length);
      expect(sumOf(weights)).toBeCloseTo(1, 9);
    }
  });

  test('leave the prior as it is, when there are none', () => {
    expect(weighPlanes([], planes)).toEqual([]);
    const [alone] = weighPlanes([null], planes);
    priorOf(planes).forEach((weight, index) => expect(alone![index]).toBeCloseTo(weight, 12));
  });

  test('count the more the better their size is known', () => {
    const shift = (deviation: number) => {
      const all = PLACES.map((place) => personAt(place, camera, misled, { deviation }));
      return meanPitch(planes, weighPlanes([null, ...all], planes)[0]!);
    };
    expect(shift(0.1)).toBeLessThan(shift(0.3));
    expect(shift(0.3)).toBeLessThan(shift(1));
  });

  test('are not outvoted by two that are not what they seem', () => {
    const toys = [
      personAt([1, 6], camera, misled, { times: 5 }),
      personAt([-1, 8], camera, misled, { times: 8 }),
    ];
    const [others] = weighPlanes([null, ...people, ...toys], planes);
    expect(Math.abs(meanPitch(planes, others!) - TRUE_PITCH)).toBeLessThan(1 * DEGREE);
  });
});

describe('the size of a thing', () => {
  test('does not come back to it by way of the ground', () => {
    const [alone] = weighPlanes([people[0]!], planes);
    priorOf(planes).forEach((weight, index) => expect(alone![index]).toBeCloseTo(weight, 9));
  });

  test('tells the others only', () => {
    const [first, second, third] = weighPlanes([people[0]!, people[1]!, null], planes);
    const [bySecond] = weighPlanes([null, people[1]!], planes);
    const [byFirst] = weighPlanes([null, people[0]!], planes);
    first!.forEach((weight, index) => expect(weight).toBeCloseTo(bySecond![index]!, 9));
    second!.forEach((weight, index) => expect(weight).toBeCloseTo(byFirst![index]!, 9));
    expect(meanPitch(planes, third!)).toBeLessThan(meanPitch(planes, first!));
  });
});

describe('on what a thing may stand', () => {
  const level = viewpointOfCamera(LEVEL_CAMERA);
  const unknownPitch = { ...level, orientation: null };
  const all = likelyPlanes(unknownPitch);

  test('is a table as well as the ground', () => {
    const onTable = [{ height: 0.73, probability: 0.95 }];
    const cups = PLACES.map((place) =>
      personAt(place, LEVEL_CAMERA, unknownPitch, { base: 0.73, supports: onTable }),
    );
    const taken = PLACES.map((place) => personAt(place, LEVEL_CAMERA, unknownPitch, { base: 0.73 }));
    const error = (things: SizedThing[]) => Math.abs(meanPitch(all, weighPlanes([null, ...things], all)[0]!));
    expect(error(cups)).toBeLessThan(1 * DEGREE);
    expect(error(taken)).toBeGreaterThan(error(cups) + 1 * DEGREE);
  });

  test('is nothing for what hangs: then only planes behind it are as likely', () => {
    // 4 m away; its lower edge is seen a metre above the ground, behind which the level ground is 12 m away.
    const lamp = personAt([0, 4], LEVEL_CAMERA, unknownPitch, { base: 1, supports: [] });
    const [others] = weighPlanes([null, lamp], all);
    const prior = priorOf(all);
    const gain = (metres: number) => {
      // Of planes on which the ground behind the lower edge is about so far away.
      const index = all.pitches.findIndex((_, row) => {
        const unit = lamp.ground.logMetresAtUnitHeight[row]!;
        return unit + all.logHeights[3]! >= Math.log(metres);
      });
      const place = index * all.logHeights.length + 3;
      return others![place]! / prior[place]!;
    };
    // All of them alike where the ground is behind it, none where it were before it, but for doubt.
    expect(gain(12) / gain(7)).toBeGreaterThan(0.95);
    expect(gain(12) / gain(7)).toBeLessThan(1.05);
    expect(gain(1.5) / gain(12)).toBeLessThan(0.2);
  });

  test('may lie above the horizon of a plane, which speaks against that plane', () => {
    const up = { ...LEVEL_CAMERA, pitch: 0 };
    const person = personAt([0, 8], up, unknownPitch);
    const [others] = weighPlanes([null, person], all);
    expect(others!.every((weight) => Number.isFinite(weight))).toBe(true);
    const above = person.ground.logMetresAtUnitHeight.findLastIndex((unit) => unit === Infinity);
    const on = person.ground.logMetresAtUnitHeight.findIndex(
      (unit) => Number.isFinite(unit) && Math.abs(unit + Math.log(1.45) - Math.log(8)) < 0.3,
    );
    expect(above).toBeGreaterThanOrEqual(0);
    const prior = priorOf(all);
    const gain = (row: number) =>
      others![row * all.logHeights.length + 3]! / prior[row * all.logHeights.length + 3]!;
    expect(gain(above) / gain(on)).toBeLessThan(0.1);
  });
});
