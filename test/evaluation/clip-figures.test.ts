import { describe, expect, test } from 'vitest';
import type { Scene, SceneObject } from '../../src/scene/scene';
import { clipFigures } from './clip-figures';

const BOX = { left: 10, top: 10, width: 20, height: 40 };

/** A thing in one look, followed under a number and this far away; null is unknown. */
function thing(id: number | null, best: number | null, label = 'person'): SceneObject {
  return {
    label,
    score: 0.5,
    box: BOX,
    referencePx: 0,
    lowerMiddlePx: 0,
    rank: 1,
    bearing: 0,
    metres: best === null ? null : { near: best, best, far: best },
    track: id === null ? null : { id, approach: null, timeToContact: null },
  };
}

/** Looks that held these things, and of which all but the networks took so many milliseconds. */
function scenesOf(looks: readonly (readonly SceneObject[])[], times: readonly number[] = []): Scene[] {
  return looks.map((objects, look) => ({
    time: look * 200,
    image: { width: 100, height: 100 },
    objects,
    faults: [],
    timings: { total: 100, detect: 90, depth: 0, scene: times[look] ?? 1 },
  }));
}

const figuresOf = (...looks: SceneObject[][]) =>
  clipFigures(
    scenesOf(looks),
    looks.map(() => [{ id: 7, box: BOX }]),
    looks.length / 5,
  );

describe('clipFigures', () => {
  test('counts how often a thing gets another number', () => {
    const { identity, looks } = figuresOf([thing(1, 2)], [thing(1, 2)], [thing(2, 2)], []);
    expect(looks).toBe(4);
    expect(identity).toMatchObject({ things: 1, sightings: 4, tracked: 3, switches: 1 });
  });

  test('has no figures of identity when nothing is followed', () => {
    expect(figuresOf([thing(null, 2)], [thing(null, 2)]).identity).toBeNull();
  });

  test('takes the jitter of each thing by itself, and its median', () => {
    const steady = [3, 3, 3, 3, 3, 3];
    const trembling = [2, 2.2, 2, 2.2, 2, 2.2];
    const mixed = figuresOf(
      ...steady.map((_, look) => [thing(1, steady[look]!), thing(2, trembling[look]!)]),
    );
    const alone = figuresOf(...trembling.map((best) => [thing(2, best)]));
    expect(alone.jitterThings).toBe(1);
    // Second differences of a saw of ln 1.1 are twice that; in terms of one look, by the median of a normal error:
    expect(alone.jitter).toBeCloseTo((1.4826 * 2 * Math.log(1.1)) / Math.sqrt(6), 6);
    expect(mixed.jitterThings).toBe(2);
    expect(mixed.jitter).toBeCloseTo(alone.jitter! / 2, 6);
  });

  test('has no jitter where distances are unknown, or a thing goes away too soon', () => {
    expect(figuresOf([thing(1, null)], [thing(1, null)], [thing(1, null)])).toMatchObject({
      jitter: null,
      jitterThings: 0,
    });
    expect(figuresOf([thing(1, 2)], [thing(1, 2)], [thing(2, 2)]).jitter).toBeNull();
  });

  test('counts obstacles when they come up, not in every look', () => {
    const one = [thing(null, 1, 'obstacle')];
    const two = [...one, ...one];
    // One comes up, a second one; both go; one comes up again: three in a second and a half.
    const { obstaclesPerMinute } = figuresOf(one, one, two, two, [], one, [thing(null, 1)], []);
    expect(obstaclesPerMinute).toBeCloseTo((3 * 60) / 1.6);
  });

  test('tells the mean cost of a look and the one that 95 % don’t exceed', () => {
    const times = Array.from({ length: 20 }, (_, look) => look + 1);
    const { cost } = clipFigures(
      scenesOf(
        times.map(() => []),
        times,
      ),
      times.map(() => []),
      4,
    );
    expect(cost).toEqual({ mean: 10.5, percentile95: 19 });
  });
});
