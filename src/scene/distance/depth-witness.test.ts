import { describe, expect, test } from 'vitest';
import type { Box, DepthMap } from '../scene';
import { type ThingInDepthMap, depthWitnesses } from './depth-witness';
import { moments, normalLikelihood, rangeOf, uninformed } from './log-distances';

const image = { width: 400, height: 300 };
const FOCAL_LENGTH = 300;

/** In the middle of the picture, where straight distance is depth. */
const MIDDLE: Box = { left: 150, top: 100, width: 100, height: 100 };
/** A focal length right of the middle of the picture: there straight distance is the square root of 2 times depth. */
const ASIDE: Box = { left: 450, top: 100, width: 100, height: 100 };
const LEFT: Box = { left: 20, top: 100, width: 80, height: 100 };
const RIGHT: Box = { left: 300, top: 100, width: 80, height: 100 };

/** 40 x 30 cells; `at` gives the inverse depth at a place of the image in pixels. */
function mapOf(unit: DepthMap['unit'], at: (x: number, y: number) => number): DepthMap {
  const values = Float32Array.from({ length: 1200 }, (_, index) =>
    at(10 * (index % 40) + 5, 10 * Math.floor(index / 40) + 5),
  );
  return { width: 40, height: 30, values, unit };
}

function thing(box: Box, metres: number | null, more: Partial<ThingInDepthMap> = {}): ThingInDepthMap {
  return {
    ...{ box, boxInDepthMap: box, occludersInDepthMap: [], isAnchor: true },
    known: metres === null ? uninformed() : normalLikelihood(Math.log(metres), 0.1),
    ...more,
  };
}

const witnesses = (map: DepthMap, things: ThingInDepthMap[]) =>
  depthWitnesses(map, things, image, FOCAL_LENGTH);

describe("a picture's own depth", () => {
  test('is metres, with no need of anything else', () => {
    const [told] = witnesses(
      mapOf('per-metre', () => 0.25),
      [thing(MIDDLE, null)],
    );
    const { near, best, far } = rangeOf(told!, 0.6);
    expect(best / 4).toBeGreaterThan(0.97);
    expect(best / 4).toBeLessThan(1.03);
    // An error of a tenth.
    expect(Math.log(far / near)).toBeGreaterThan(0.1);
    expect(Math.log(far / near)).toBeLessThan(0.4);
  });

  test('goes along the optical axis, and the distance straight to the thing', () => {
    const [told] = depthWitnesses(
      mapOf('per-metre', () => 0.25),
      [thing(ASIDE, null)],
      { width: 400, height: 300 },
      300,
    );
    expect(rangeOf(told!, 0.6).best / (4 * Math.SQRT2)).toBeGreaterThan(0.97);
    expect(rangeOf(told!, 0.6).best / (4 * Math.SQRT2)).toBeLessThan(1.03);
  });

  test('may be of something else: no distance is ruled out', () => {
    const [told] = witnesses(
      mapOf('per-metre', () => 0.25),
      [thing(MIDDLE, null)],
    );
    const least = Math.min(...told!);
    expect(least * told!.length).toBeGreaterThan(0.05);
    expect(told!.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
  });

  test('leaves out what stands before the thing', () => {
    const map = mapOf('per-metre', (x) => (x < 210 ? 1 : 0.25));
    const before = { left: 0, top: 0, width: 210, height: 300 };
    const [alone, hidden] = witnesses(map, [
      thing(MIDDLE, null),
      thing(MIDDLE, null, { occludersInDepthMap: [before] }),
    ]);
    expect(rangeOf(alone!, 0.6).best).toBeCloseTo(1, 1);
    expect(rangeOf(hidden!, 0.6).best / 4).toBeCloseTo(1, 1);
  });
});

describe('any map', () => {
  test.each(['per-metre', 'relative'] as const)(
    'is read where the thing was when it was taken (%s)',
    (unit) => {
      const map = mapOf(unit, (x) => (x < 200 ? 0.5 : 0.2));
      const [now, then] = witnesses(map, [
        thing(RIGHT, null),
        thing(RIGHT, null, { boxInDepthMap: LEFT }),
        thing(LEFT, 2),
      ]);
      expect(moments(then!).mean).toBeLessThan(moments(now!).mean);
    },
  );

  test.each(['per-metre', 'relative'] as const)(
    'says nothing of what was not there, or where it knows nothing (%s)',
    (unit) => {
      const map = mapOf(unit, (x) => (x < 200 ? 0.5 : 0));
      const told = witnesses(map, [
        thing(LEFT, 2),
        thing(LEFT, 2),
        thing(LEFT, 2, { boxInDepthMap: null }),
        thing(RIGHT, 2),
      ]);
      expect(told.map((each) => each !== null)).toEqual([true, true, false, false]);
    },
  );
});

describe("a network's map", () => {
  const map = mapOf('relative', (x) => (x < 140 ? 12 : x < 260 ? 10 : 8));

  test('gets its scale from the others', () => {
    const toldAt = (metres: number) =>
      witnesses(map, [thing(LEFT, metres), thing(MIDDLE, null), thing(RIGHT, 1.2 * metres)])[1]!;
    const [near, far] = [moments(toldAt(3)), moments(toldAt(9))];
    expect(far.mean - near.mean).toBeGreaterThan(0.8 * Math.log(3));
    expect(far.mean - near.mean).toBeLessThan(1.2 * Math.log(3));
  });

  test('tells of what lies at its far end that it is there or farther, not how far', () => {
    const toldOf = (farthest: number) => {
      // Half of the picture is as far as anything gets: the sky.
      const skyAbove = mapOf('relative', (x, y) => (y < 100 ? farthest : x < 200 ? 12 : 8));
      return witnesses(skyAbove, [thing(LEFT, 3), thing(RIGHT, null)])[1]!;
    };
    const shareBeyond = (told: Float64Array) =>
      told.reduce((sum, value, place) => (place > told.length / 2 ? sum + value : sum), 0);
    // With a sky of 1 the thing at 8 is in the middle of the map's range; with one of 8 it is at its end.
    expect(shareBeyond(toldOf(8))).toBeGreaterThan(shareBeyond(toldOf(1)) + 0.2);
  });

  test('tells so of the lowest fifth of its range, the less the nearer its end is to the thing', () => {
    // From 0 to 20 but for a few cells that are wrong, which make the map seem to reach farther both ways.
    const share = (inverse: number, stray = 0) => {
      const ramp = mapOf('relative', (x, y) => {
        if (y < 10) return x % 100 < 10 * stray ? 200 : 1;
        if (y > 80) return x < 200 ? 15 : inverse;
        return 1 + (20 * (y - 10)) / 70;
      });
      const told = witnesses(ramp, [thing(LEFT, 3), thing(RIGHT, null)])[1]!;
      expect(told.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
      // What is doubted and no more, at the far end of the grid, or far more.
      return told.at(-1)! / (0.1 / told.length);
    };
    expect(share(1)).toBeGreaterThan(5);
    expect(share(2.5)).toBeGreaterThan(2);
    expect(share(2.5)).toBeLessThan(share(1));
    expect(share(7)).toBeLessThan(1.2);
    expect(share(7, 2)).toBeLessThan(1.2);
  });

  test('has its range from all of the picture', () => {
    // The upper half is near; what is as near as its farthest part is not at the far end of the whole.
    const overhead = mapOf('relative', (x, y) =>
      y < 100 ? 10 + y / 10 : x < 200 ? 10.5 : x < 260 ? 1 : 10.2,
    );
    const told = witnesses(overhead, [thing(LEFT, 3), thing(RIGHT, null)])[1]!;
    expect(told.at(-1)! / (0.1 / told.length)).toBeLessThan(1.2);
  });

  test('says nothing when no other thing has metres', () => {
    expect(witnesses(map, [thing(MIDDLE, 3)])).toEqual([null]);
    expect(witnesses(map, [thing(LEFT, null), thing(MIDDLE, null)])).toEqual([null, null]);
    expect(witnesses(map, [thing(LEFT, 3, { isAnchor: false }), thing(MIDDLE, null)])).toEqual([null, null]);
  });

  test('takes no scale from what is known badly', () => {
    const guess = thing(LEFT, 3, { known: normalLikelihood(Math.log(3), 0.7) });
    const better = thing(LEFT, 3, { known: normalLikelihood(Math.log(3), 0.5) });
    expect(witnesses(map, [guess, thing(MIDDLE, null)])[1]).toBeNull();
    expect(witnesses(map, [better, thing(MIDDLE, null)])[1]).not.toBeNull();
  });

  test('compares depths along the axis, whether the things are in the middle or aside', () => {
    const flat = mapOf('relative', () => 10);
    const [, aside] = witnesses(flat, [thing(MIDDLE, 4), thing(ASIDE, null), thing(MIDDLE, 4)]);
    // All of the wall is as deep; straight to what hangs aside is farther.
    expect(rangeOf(aside!, 0.6).best / (4 * Math.SQRT2)).toBeCloseTo(1, 1);
    const [middle] = witnesses(flat, [
      thing(MIDDLE, null),
      thing(ASIDE, 4 * Math.SQRT2),
      thing(ASIDE, 4 * Math.SQRT2),
    ]);
    expect(rangeOf(middle!, 0.6).best / 4).toBeCloseTo(1, 1);
  });

  test('is changed by nothing that is not surely there', () => {
    const things = [thing(LEFT, 3), thing(MIDDLE, 3.5), thing(RIGHT, 4)];
    const ghost = thing({ left: 0, top: 0, width: 100, height: 50 }, 1, { isAnchor: false });
    const told = witnesses(map, [...things, ghost]);
    expect(told.slice(0, 3)).toEqual(witnesses(map, things));
    expect(told[3]).not.toBeNull();
  });
});
