import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DepthReading, scaleDepth } from './depth-scale';

/**
 * What a network's map says of things at these depths: 1/z but for a scale and an offset.
 * @param gain the part of the inverse depth that isn't offset
 */
function readingsOf(depths: readonly number[], gain: number, unit = 1): number[] {
  const mean = depths.reduce((sum, depth) => sum + 1 / depth, 0) / depths.length;
  return depths.map((depth) => unit * (1 + (1 / depth / mean - 1) / gain));
}

/** Things of which all is known but those of `unknown`. */
function thingsAt(depths: readonly number[], gain: number, unknown: readonly number[] = [], deviation = 0.1) {
  return readingsOf(depths, gain).map((inverse, index): DepthReading => {
    const known = unknown.includes(index) ? null : { mean: Math.log(depths[index]!), deviation };
    return { inverse, isCertain: true, known };
  });
}

/** So near to each other that even the largest offset below leaves every value above 0. */
const DEPTHS = [2.5, 3, 3.5, 4, 5, 6];
const meansOf = (things: readonly (DepthReading | null)[]) => scaleDepth(things).map((told) => told!.mean);

describe('relative depth, scaled by things whose distance is known', () => {
  test.each([0.4, 0.55, 0.7, 0.85])('tells the others, whatever scale and offset (gain %f)', (gain) => {
    for (const unknown of DEPTHS.keys()) {
      const told = scaleDepth(thingsAt(DEPTHS, gain, [unknown]))[unknown]!;
      // Better than the network is taken to be.
      expect(Math.abs(told.mean - Math.log(DEPTHS[unknown]!))).toBeLessThan(told.deviation / 2);
    }
  });

  test('finds out how much of the map is offset', () => {
    // One map, and two worlds that look so: in one of them hardly anything is offset, in the other nearly all.
    const inverses = [2, 1.7, 1.4, 0.9, 0.5, 0.3, 0.2];
    const logMetres = (inverse: number, gain: number) => -Math.log(0.25 * (1 + gain * (inverse - 1)));
    const toldIn = (gain: number) => {
      const things = inverses.map((inverse, index): DepthReading => {
        const known = index < 6 ? { mean: logMetres(inverse, gain), deviation: 0.02 } : null;
        return { inverse, isCertain: true, known };
      });
      return scaleDepth(things)[6]!.mean;
    };
    const [steep, flat] = [logMetres(0.2, 1), logMetres(0.2, 0.25)];
    expect(Math.abs(toldIn(1) - steep)).toBeLessThan(Math.abs(toldIn(1) - flat) / 2);
    expect(Math.abs(toldIn(0.25) - flat)).toBeLessThan(Math.abs(toldIn(0.25) - steep) / 2);
  });

  test('is spoilt no more by what is quite wrong than by what is wrong', () => {
    const inverses = [2, 1.9, 1.8, 1.7, 0.4, 0.3, 0.25, 0.2, 0.2];
    const toldBeside = (off: number) => {
      const things = inverses.map((inverse, index): DepthReading => {
        const mean = -Math.log(0.25 * inverse) + (index === 0 ? off : 0);
        return { inverse, isCertain: true, known: index < 8 ? { mean, deviation: 0.02 } : null };
      });
      return scaleDepth(things)[8]!.mean;
    };
    expect(Math.abs(toldBeside(-2.5) - toldBeside(-1.5))).toBeLessThan(0.05);
    expect(Math.abs(toldBeside(2.5) - toldBeside(1.5))).toBeLessThan(0.05);
  });

  test('is in metres whatever the unit of the map', () => {
    const scales = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
    const things = thingsAt(DEPTHS, 0.55, [1, 4]);
    fc.assert(
      fc.property(scales, (scale) => {
        const scaled = meansOf(things.map((thing) => ({ ...thing, inverse: scale * thing.inverse })));
        meansOf(things).forEach((mean, index) => expect(scaled[index]).toBeCloseTo(mean, 9));
      }),
      { numRuns: 20 },
    );
  });

  test('is twice as far when all that is known is twice as far', () => {
    const things = thingsAt(DEPTHS, 0.55);
    const doubled = things.map((thing) => ({
      ...thing,
      known: { ...thing.known!, mean: thing.known!.mean + Math.LN2 },
    }));
    const before = meansOf(things);
    meansOf(doubled).forEach((mean, index) => expect(mean - before[index]!).toBeCloseTo(Math.LN2, 9));
  });

  test('tells a nearer thing to be nearer', () => {
    const told = meansOf(thingsAt(DEPTHS, 0.7));
    for (let index = 1; index < told.length; index += 1)
      expect(told[index]).toBeGreaterThan(told[index - 1]!);
  });

  test('is not spoilt by one thing that is not what it seems', () => {
    const depths = [3, 3, 3, 3, 3, 3];
    const things = thingsAt(depths, 0.55);
    const toy = { ...things[0]!, known: { mean: Math.log(30), deviation: 0.1 } };
    const told = meansOf([toy, ...things.slice(1)])[1]!;
    // The plain mean of five would be off by a fifth of ln 10.
    expect(told - Math.log(3)).toBeGreaterThanOrEqual(0);
    expect(told - Math.log(3)).toBeLessThan(Math.log(10) / 5 / 2);
  });

  test('joins those that are as far by how well each is known', () => {
    const known = (metres: number, deviation: number): DepthReading => ({
      ...{ inverse: 1, isCertain: true },
      known: { mean: Math.log(metres), deviation },
    });
    const told = scaleDepth([
      known(3, 0.1),
      known(3.6, 0.5),
      { inverse: 1, isCertain: true, known: null },
    ])[2]!;
    // Each one's error is joined by that of the network, 0.34, and so is the result's.
    const [a, b] = [1 / (0.1 ** 2 + 0.34 ** 2), 1 / (0.5 ** 2 + 0.34 ** 2)];
    expect(told.mean).toBeCloseTo((a * Math.log(3) + b * Math.log(3.6)) / (a + b), 9);
    expect(told.deviation).toBeCloseTo(Math.sqrt(1 / (a + b) + 0.34 ** 2), 9);
  });
});

describe('what a thing knows by itself', () => {
  test('is not told to it a second time', () => {
    const things = thingsAt(DEPTHS, 0.55);
    const before = scaleDepth(things);
    const wrong = { ...things[2]!, known: { mean: Math.log(60), deviation: 0.1 } };
    const after = scaleDepth([...things.slice(0, 2), wrong, ...things.slice(3)]);
    expect(after[2]).toEqual(before[2]);
    expect(after[3]!.mean).toBeGreaterThan(before[3]!.mean);
  });

  test('is all there is when no other is known', () => {
    expect(scaleDepth([])).toEqual([]);
    expect(scaleDepth(thingsAt(DEPTHS, 0.55, [...DEPTHS.keys()]))).toEqual(DEPTHS.map(() => null));
    const [alone, told] = scaleDepth(thingsAt([3, 6], 0.55, [1]));
    expect(alone).toBeNull();
    expect(told).not.toBeNull();
  });
});

describe('what the map does not know, or what is not surely there', () => {
  test('is told nothing, and changes nothing', () => {
    const things = thingsAt(DEPTHS, 0.55);
    const told = scaleDepth([...things.slice(0, 3), null, ...things.slice(3)]);
    expect(told[3]).toBeNull();
    expect(told.filter((each) => each !== null)).toEqual(scaleDepth(things));
  });

  test('is told its distance, and changes none of the others', () => {
    const things = thingsAt(DEPTHS, 0.55);
    const ghost: DepthReading = { inverse: 9, isCertain: false, known: null };
    const told = scaleDepth([...things, ghost]);
    expect(told.slice(0, -1)).toEqual(scaleDepth(things));
    expect(told.at(-1)!.mean).toBeLessThan(told[0]!.mean);
  });
});

describe('what is farther than the map can tell', () => {
  test('is somewhere far, and no nonsense', () => {
    const far: DepthReading = { inverse: 0, isCertain: true, known: null };
    const told = scaleDepth([...thingsAt(DEPTHS, 1), far]).at(-1)!;
    expect(told.mean).toBeGreaterThan(Math.log(2 * 6));
    expect(Number.isFinite(told.mean)).toBe(true);
    expect(Number.isFinite(told.deviation)).toBe(true);
  });
});
