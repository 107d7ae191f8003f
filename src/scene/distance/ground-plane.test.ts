import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Box } from '../scene';
import { type DrawnCamera, project } from '../self-calibration.fixture';
import {
  IMAGE,
  LEVEL_CAMERA,
  priorOf,
  viewpointOfCamera,
  withoutSensors,
  between,
} from './drawn-things.fixture';
import { type GroundPlanes, groundLikelihood, likelyPlanes, readGround } from './ground-plane';
import { moments, rangeOf } from './log-distances';

const VIEWPOINT = viewpointOfCamera(LEVEL_CAMERA);
const PLANES = likelyPlanes(VIEWPOINT);
const HORIZON = 240;

/** Its lower edge so many pixels below the middle of the picture, its upper edge above the horizon. */
const boxDownTo = (below: number, middle = 320): Box => ({
  left: middle - 20,
  top: HORIZON - 30,
  width: 40,
  height: below + 30,
});

const middleOf = <T>(values: readonly T[]) => values[values.length >> 1]!;

/** Metres, if the camera is turned and held as it is said to be. */
function metresAsTold(box: Box, viewpoint = VIEWPOINT): number {
  const planes = likelyPlanes(viewpoint);
  const { logMetresAtUnitHeight } = readGround(box, IMAGE, viewpoint, planes, 3);
  return Math.exp(middleOf(logMetresAtUnitHeight) + middleOf(planes.logHeights));
}

/** Only one plane is thought of: the one that is told. */
function onlyAsTold({ pitches, logHeights }: GroundPlanes): Float64Array {
  const weights = new Float64Array(pitches.length * logHeights.length);
  weights[weights.length >> 1] = 1;
  return weights;
}

const rangeFor = (box: Box, viewpoint = VIEWPOINT, raised = 0) => {
  const planes = likelyPlanes(viewpoint);
  const reading = readGround(box, IMAGE, viewpoint, planes, 3);
  return rangeOf(groundLikelihood(reading, planes, priorOf(planes), raised).standing, 0.8);
};

describe('the planes that are thought of', () => {
  test('lie about the one that is told, which is the likeliest', () => {
    const { pitches, logHeights, logWeights } = PLANES;
    expect(middleOf(pitches)).toBeCloseTo(0, 12);
    expect(Math.exp(middleOf(logHeights))).toBeCloseTo(1.5, 12);
    expect(Math.max(...logWeights)).toBe(middleOf([...logWeights]));
    expect(logWeights.filter((weight) => weight === Math.max(...logWeights))).toHaveLength(1);
  });

  test('have the errors of a sensor of 2 degrees and of a height of 8 per cent', () => {
    const { pitches, logHeights } = PLANES;
    const prior = priorOf(PLANES);
    const deviation = (valueOf: (index: number) => number) =>
      Math.sqrt(prior.reduce((sum, weight, index) => sum + weight * valueOf(index) ** 2, 0));
    const byPitch = deviation((index) => pitches[Math.floor(index / logHeights.length)]!);
    const byHeight = deviation((index) => logHeights[index % logHeights.length]! - Math.log(1.5));
    // Cut at 2.3 deviations, which leaves 0.93 of the deviation; the heights are few.
    expect((byPitch * 180) / Math.PI / 2).toBeGreaterThan(0.9);
    expect((byPitch * 180) / Math.PI / 2).toBeLessThan(1);
    expect(byHeight / 0.08).toBeGreaterThan(0.85);
    expect(byHeight / 0.08).toBeLessThan(1);
  });

  test('are those of most photos when nothing is told', () => {
    const { pitches, logHeights } = likelyPlanes(withoutSensors(VIEWPOINT));
    expect(middleOf(pitches)).toBeLessThan(0);
    expect(Math.min(...pitches)).toBeLessThan(-0.5);
    expect(Math.max(...pitches)).toBeGreaterThan(0.3);
    expect(Math.exp(logHeights[0]!)).toBeLessThan(1);
    expect(Math.exp(logHeights.at(-1)!)).toBeGreaterThan(2);
    expect(likelyPlanes({ ...VIEWPOINT, height: 0 })).toEqual(likelyPlanes({ ...VIEWPOINT, height: null }));
  });
});

describe('how far a thing stands', () => {
  test('is the height of the camera over the slope of the line to its foot', () => {
    // 1.5 m high, 100 pixels below the horizon at 500 pixels of focal length: 1.5 * 500 / 100.
    expect(metresAsTold(boxDownTo(100))).toBeCloseTo(7.5, 9);
    expect(metresAsTold(boxDownTo(200))).toBeCloseTo(3.75, 9);
  });

  test('goes straight to it, not along the optical axis', () => {
    // 250 pixels aside is half as far aside as ahead.
    expect(metresAsTold(boxDownTo(100, 570))).toBeCloseTo(7.5 * Math.hypot(1, 0.5), 9);
    expect(metresAsTold(boxDownTo(100, 70))).toBeCloseTo(7.5 * Math.hypot(1, 0.5), 9);
  });

  test('goes down to its top, when that is lower than the camera', () => {
    const low: Box = { left: 300, top: HORIZON + 50, width: 40, height: 50 };
    // Half of 1.5 m below the camera, 7.5 m ahead.
    expect(metresAsTold(low)).toBeCloseTo(Math.hypot(7.5, 0.75), 9);
  });

  test('is what it is in the world, however the camera is turned', () => {
    const anyCamera = fc.record({
      pitch: between(-0.7, 0.2),
      roll: between(-0.3, 0.3),
      height: between(0.8, 2),
    });
    const anyPlace = fc.tuple(between(-0.5, 0.5), between(1.5, 20));
    fc.assert(
      fc.property(anyCamera, anyPlace, (turned, [aside, ahead]) => {
        const camera: DrawnCamera = { ...LEVEL_CAMERA, ...turned };
        // A post without width, as high as the camera: its foot is the middle of the lower edge.
        const foot = project([aside * ahead, 0, ahead], camera);
        fc.pre(foot !== null);
        const box = { left: foot.x, top: foot.y - 1e4, width: 0, height: 1e4 };
        const found = metresAsTold(box, viewpointOfCamera(camera));
        expect(found / Math.hypot(aside * ahead, ahead)).toBeCloseTo(1, 6);
      }),
    );
  });
});

describe('its error', () => {
  const errorOf = (below: number, pixels: number) =>
    readGround(boxDownTo(below), IMAGE, VIEWPOINT, PLANES, pixels).edgeError;

  test('joins that of the edge, kerbs, and the unevenness of the ground', () => {
    // An edge 10 pixels lower would be 10 per cent nearer; kerbs 0.06; 0.005 against a slope of 0.2.
    expect(errorOf(100, 10)).toBeCloseTo(Math.hypot(Math.log(1.1), 0.06, 0.025), 9);
    expect(errorOf(200, 0)).toBeCloseTo(Math.hypot(0.06, 0.0125), 9);
  });

  test('grows toward the horizon, but stays that of a guess', () => {
    expect(errorOf(20, 3)).toBeGreaterThan(errorOf(60, 3));
    expect(errorOf(60, 3)).toBeGreaterThan(errorOf(200, 3));
    expect(errorOf(0, 3)).toBe(1);
    expect(errorOf(-100, 3)).toBe(1);
  });
});

describe('the likelihood of a distance', () => {
  test('lies about the place where the foot is', () => {
    const { near, best, far } = rangeFor(boxDownTo(100));
    expect(best / 7.5).toBeGreaterThan(0.95);
    expect(best / 7.5).toBeLessThan(1.1);
    // 2 degrees are 0.035 of a slope of 0.2, and 8 per cent of the height: a fifth, a deviation, 1.28 of them each way.
    expect(Math.log(far / near)).toBeGreaterThan(2 * 1.28 * 0.15);
    expect(Math.log(far / near)).toBeLessThan(2 * 1.28 * 0.3);
  });

  test('is wide when neither height nor pitch is known', () => {
    const known = rangeFor(boxDownTo(100));
    const unknown = rangeFor(boxDownTo(100), withoutSensors(VIEWPOINT));
    expect(unknown.far / unknown.near).toBeGreaterThan(3);
    expect(Math.log(unknown.far / unknown.near)).toBeGreaterThan(2 * Math.log(known.far / known.near));
  });

  test('is that of a camera less high, for what stands on something', () => {
    const { best } = rangeFor(boxDownTo(100), VIEWPOINT, 0.75);
    expect(best / 3.75).toBeGreaterThan(0.93);
    expect(best / 3.75).toBeLessThan(1.12);
  });

  test('says nothing of what lies above the horizon', () => {
    for (const box of [boxDownTo(-100), { left: 300, top: 50, width: 40, height: 60 }]) {
      const reading = readGround(box, IMAGE, VIEWPOINT, PLANES, 3);
      expect(reading.logMetresAtUnitHeight.every((value) => value === Infinity)).toBe(true);
      const { standing, nearer } = groundLikelihood(reading, PLANES, priorOf(PLANES));
      for (const value of [...standing, ...nearer]) expect(value).toBeCloseTo(1 / standing.length, 9);
    }
  });

  test('says nothing of what stands on a table as high as the camera', () => {
    const reading = readGround(boxDownTo(100), IMAGE, VIEWPOINT, PLANES, 3);
    const { standing } = groundLikelihood(reading, PLANES, onlyAsTold(PLANES), 1.5);
    expect(Math.max(...standing) / Math.min(...standing)).toBeCloseTo(1, 6);
  });

  test('lies evenly along the way up to there, for what stands nowhere', () => {
    const reading = readGround(boxDownTo(100), IMAGE, VIEWPOINT, PLANES, 0);
    const { standing, nearer } = groundLikelihood(reading, PLANES, onlyAsTold(PLANES));
    expect(Math.exp(moments(standing).mean)).toBeCloseTo(7.5, 1);
    const { near, best, far } = rangeOf(nearer, 0.8);
    expect(near / (0.1 * 7.5)).toBeGreaterThan(0.9);
    expect(near / (0.1 * 7.5)).toBeLessThan(1.35);
    expect(best / (0.5 * 7.5)).toBeGreaterThan(0.93);
    expect(best / (0.5 * 7.5)).toBeLessThan(1.12);
    expect(far / (0.9 * 7.5)).toBeGreaterThan(0.93);
    expect(far / (0.9 * 7.5)).toBeLessThan(1.07);
  });

  test('has a sum of 1, whatever the box', () => {
    const anyBox = fc.record({
      left: between(-100, 700),
      top: between(-100, 480),
      width: between(0, 300),
      height: between(0, 600),
    });
    const anyViewpoint = fc.constantFrom(VIEWPOINT, withoutSensors(VIEWPOINT), {
      ...VIEWPOINT,
      orientation: { pitch: -Math.PI / 2, roll: Math.PI, heading: 0 },
    });
    fc.assert(
      fc.property(anyBox, anyViewpoint, fc.constantFrom(0, 0.73), (box, viewpoint, raised) => {
        const planes = likelyPlanes(viewpoint);
        const reading = readGround(box, IMAGE, viewpoint, planes, 3);
        const { standing, nearer } = groundLikelihood(reading, planes, priorOf(planes), raised);
        expect(standing.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
        expect(nearer.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
      }),
    );
  });

  test('is as wide as the error of the edge and of the ground, when the plane is known', () => {
    for (const pixels of [5, 25]) {
      const reading = readGround(boxDownTo(100), IMAGE, VIEWPOINT, PLANES, pixels);
      const { deviation } = moments(groundLikelihood(reading, PLANES, onlyAsTold(PLANES)).standing);
      expect(deviation / reading.edgeError).toBeGreaterThan(0.9);
      expect(deviation / reading.edgeError).toBeLessThan(1.1);
    }
  });
});

describe('a camera that looks straight down', () => {
  const down = viewpointOfCamera({ ...LEVEL_CAMERA, pitch: -Math.PI / 2 });

  test('sees what is at its feet to be no farther than those', () => {
    // Above and below the middle of the picture: before and behind the feet.
    for (const box of [
      { left: 310, top: 100, width: 20, height: 120 },
      { left: 310, top: 245, width: 20, height: 200 },
      { left: 310, top: 100, width: 20, height: 300 },
    ]) {
      const foot = Math.hypot(1.5, (1.5 * (box.top + box.height - 240)) / 500);
      expect(metresAsTold(box, down)).toBeGreaterThan(0);
      expect(metresAsTold(box, down)).toBeLessThan(foot * 1.001);
    }
  });
});
