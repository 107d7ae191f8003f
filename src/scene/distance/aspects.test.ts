import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { personHeight } from '../known-sizes-person';
import { knownSize, sizeDistance } from '../known-sizes';
import type { Box } from '../scene';
import { aspectsOf, judgeOf, likelihoodOf, onGroundOf, withinEdge } from './aspects';
import {
  IMAGE,
  LEVEL_CAMERA,
  boxOf,
  inPicture,
  priorOf,
  viewpointOfCamera,
  withoutSensors,
  between,
} from './drawn-things.fixture';
import { likelyPlanes } from './ground-plane';
import { LOG_METRES, rangeOf } from './log-distances';

const VIEWPOINT = viewpointOfCamera(LEVEL_CAMERA);
const PLANES = likelyPlanes(VIEWPOINT);
const PRIOR = priorOf(PLANES);

const aspects = (label: string, box: Box, occluders: readonly Box[] = [], viewpoint = VIEWPOINT) =>
  aspectsOf(label, box, occluders, IMAGE, viewpoint, likelyPlanes(viewpoint));

function bestOf(label: string, box: Box, occluders: readonly Box[] = [], viewpoint = VIEWPOINT): number {
  const planes = likelyPlanes(viewpoint);
  return rangeOf(likelihoodOf(aspects(label, box, occluders, viewpoint), planes, priorOf(planes)), 0.8).best;
}

describe('a thing in full view', () => {
  test('has one aspect, the box that was seen', () => {
    const found = aspects('person', boxOf('person', 0, 6));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ weight: 1, asSeen: true, onTable: 0 });
    expect(found[0]!.onGround).toBe(knownSize('person')!.onGround);
  });

  test('is as far straight as its size tells along the optical axis, times the length of the line of sight', () => {
    const middle: Box = { left: 295, top: 157.5, width: 50, height: 165 };
    const { mean } = aspects('person', middle)[0]!.size!;
    expect(Math.exp(mean)).toBeCloseTo((500 * personHeight(3.3).typical) / 165, 9);
    // 240 pixels aside are 0.48 of the focal length.
    const aside = aspects('person', { ...middle, left: 535 })[0]!;
    expect(aside.size!.mean - mean).toBeCloseTo(Math.log(Math.hypot(0.48, 1)), 9);
  });

  test('is known the worse the worse the lens is known', () => {
    const box = boxOf('person', 0, 6);
    const sure = aspects('person', box)[0]!.size!.deviation;
    const unsure = aspects('person', box, [], { ...VIEWPOINT, focalLengthError: 0.15 })[0]!.size!.deviation;
    expect(sure).toBeCloseTo(sizeDistance('person', box, IMAGE, 500)!.spread, 12);
    expect(unsure).toBeCloseTo(Math.hypot(sure, 0.15), 12);
  });

  test('is on a table, if that is where such things are, but when it is on the ground or held', () => {
    const [cup] = aspects('cup', boxOf('cup', 0, 2, LEVEL_CAMERA, { base: 0.73 }));
    expect(cup!.onTable).toBeGreaterThan(0.5);
    expect(cup!.onTable + cup!.onGround).toBeLessThan(0.7);
    expect(aspects('chair', boxOf('chair', 0, 4))[0]!.onTable).toBe(0);
    expect(aspects('kite', boxOf('chair', 0, 4))[0]!.onTable).toBe(0);
  });

  test('is on a table as often as any other such thing that is not on the ground', () => {
    const shareOf = (label: string) => {
      const [{ onTable, onGround }] = aspects(label, boxOf(label, 0, 2)) as [
        ReturnType<typeof aspects>[number],
      ];
      return onTable / (1 - onGround);
    };
    // A vase stands on the ground five times as often as a cup.
    expect(shareOf('vase')).toBeCloseTo(shareOf('cup'), 9);
  });

  test('stands on the table as far as that is, and with as much of the likelihood', () => {
    // A vase whose foot is seen 100 pixels below the horizon, to within 3 per cent: a table 0.73 m high is 3.85 m away then.
    const table = ((1.5 - 0.73) * 500) / 100;
    const vase: Box = { left: 300, top: 200, width: 40, height: 140 };
    const [seen] = aspects('vase', vase);
    const aspect = { ...seen!, size: null, ground: { ...seen!.ground, edgeError: 0.03 } };
    const onlyAsTold = new Float64Array(PRIOR.length);
    onlyAsTold[onlyAsTold.length >> 1] = 1;
    const likelihood = likelihoodOf([aspect], PLANES, onlyAsTold);
    const sumWithin = (near: number, far: number) =>
      likelihood.reduce((sum, value, place) => {
        const metres = Math.exp(LOG_METRES[place]!);
        return metres > near && metres < far ? sum + value : sum;
      }, 0);
    const share = sumWithin(0.8 * table, 1.2 * table) / sumWithin(0, Infinity);
    // Of the 0.85 that are not on the ground 0.6 are on a table. The others lie evenly up to the ground at 7.5 m, and a
    // tenth is doubted: 0.9 * 0.85 * (0.6 + 0.4 * 1.54 / 7.5), and of the doubt some hundredths.
    expect(Math.abs(share - 0.53)).toBeLessThan(0.03);
  });

  test('has a lower edge that errs by its side, as one of two edges does', () => {
    // 82.5 pixels below the horizon, 165 high: 0.0058 of 640 pixels and 0.045 of the side, over the square root of 2.
    const box: Box = { left: 295, top: 157.5, width: 50, height: 165 };
    const pixels = Math.hypot(0.0058 * 640, 0.045 * 165) / Math.SQRT2;
    expect(aspects('person', box)[0]!.ground.edgeError).toBeCloseTo(
      Math.hypot(Math.log((82.5 + pixels) / 82.5), 0.06, 0.005 / (82.5 / 500)),
      9,
    );
  });

  test('is as likely on the ground as not, when nothing is known of its class', () => {
    expect(onGroundOf('gadget')).toBe(0.5);
    expect(onGroundOf('toString')).toBe(0.5);
    expect(onGroundOf('car')).toBe(knownSize('car')!.onGround);
    expect(aspects('gadget', boxOf('chair', 0, 4))[0]).toMatchObject({ size: null, onTable: 0 });
  });

  test('is found where it stands', () => {
    for (const ahead of [4, 6, 12]) {
      for (const label of ['person', 'chair', 'bicycle', 'dog']) {
        const best = bestOf(label, boxOf(label, 0, ahead));
        expect(best / ahead).toBeGreaterThan(0.85);
        expect(best / ahead).toBeLessThan(1.15);
      }
    }
  });

  test('is found on a table, when its size agrees with that', () => {
    const distance = Math.hypot(2, 1.5 - 0.73 - 0.11);
    const best = bestOf('cup', boxOf('cup', 0, 2, LEVEL_CAMERA, { base: 0.73 }));
    expect(best / distance).toBeGreaterThan(0.85);
    expect(best / distance).toBeLessThan(1.15);
  });

  test('is taken for a picture of itself, when its size says so, by the ground', () => {
    // A doll: a quarter as large, standing 4 m away. Its size says 16 m.
    const doll = boxOf('person', 0, 4, LEVEL_CAMERA, { times: 0.25 });
    const best = bestOf('person', doll);
    expect(best).toBeGreaterThan(3);
    expect(best).toBeLessThan(8);
  });
});

describe('who tells where the ground is', () => {
  const judge = (label: string, box: Box, occluders: readonly Box[] = []) =>
    judgeOf(aspects(label, box, occluders));
  const person = boxOf('person', 0, 8);
  const before = (share: number): Box => ({
    left: person.left,
    top: person.top + 50,
    width: share * person.width,
    height: person.height,
  });

  test('is what stands in full view', () => {
    const told = judge('person', person)!;
    expect(told.supports).toEqual([{ height: 0, probability: knownSize('person')!.onGround }]);
    expect(told.size).toEqual(aspects('person', person)[0]!.size);
    expect(told.ground).toEqual(aspects('person', person)[0]!.ground);
  });

  test('is also what stands on a table', () => {
    const { supports } = judge('cup', boxOf('cup', 0, 2, LEVEL_CAMERA, { base: 0.73 }))!;
    // Tables are 0.72 to 0.76 m high.
    expect(supports.some(({ height }) => height > 0.71 && height < 0.77)).toBe(true);
  });

  test('is nothing whose foot is mostly hidden', () => {
    // With a fifth of its foot in view, where it stands is seen.
    expect(judge('person', person, [before(0.8)])).not.toBeNull();
    expect(judge('person', person, [before(0.95)])).toBeNull();
    expect(judge('person', person, [before(1)])).toBeNull();
  });

  test('is nothing that the picture cuts below', () => {
    expect(judge('person', inPicture(boxOf('person', 0, 2)))).toBeNull();
  });

  test('is nothing of which no size is known', () => {
    expect(judge('gadget', person)).toBeNull();
    expect(judge('chair', { ...person, left: 0, top: 0, width: 640 })).toBeNull();
  });

  test('is nothing that hangs or flies, nor is carried', () => {
    for (const label of ['traffic light', 'kite', 'stop sign', 'tie', 'umbrella']) {
      expect(judge(label, boxOf('chair', 0, 4))).toBeNull();
    }
  });
});

describe('a hidden foot', () => {
  test('makes a thing nearer than its visible edge would', () => {
    const person = boxOf('person', 0, 6);
    const upper = { ...person, height: 0.6 * person.height };
    const wall = { left: 250, top: upper.top + upper.height - 40, width: 140, height: 140 };
    expect(bestOf('gadget', upper, [wall])).toBeLessThan(bestOf('gadget', upper));
  });

  test('counts the more the less of it is in view, and not with a fifth of it', () => {
    const thing: Box = { left: 250, top: 180, width: 100, height: 120 };
    const hidden = (share: number) =>
      bestOf('gadget', thing, [{ left: 250, top: 200, width: 100 * share, height: 240 }]);
    const open = bestOf('gadget', thing);
    expect(hidden(0.8)).toBeCloseTo(open, 9);
    expect(hidden(0.9) / open).toBeLessThan(0.97);
    expect(hidden(0.84) / open).toBeGreaterThan(hidden(0.9) / open + 0.02);
    expect(hidden(1) / open).toBeLessThan(hidden(0.9) / open - 0.05);
  });
});

describe('a box that is thought to go on', () => {
  test('has the size of the whole box, below the picture, too', () => {
    // Of a train only the height is known, 3.6 m.
    const cut: Box = { left: 200, top: 280, width: 240, height: 200 };
    const found = aspects('train', cut);
    expect(found.length).toBeGreaterThan(3);
    const metres = found.map(({ size }) => Math.exp(size!.mean));
    // From nearly all of it in view to little more than a quarter; the line of sight to its middle is longer than 1.
    expect(Math.max(...metres)).toBeGreaterThan(((500 * 3.6) / 200) * 0.9);
    expect(Math.max(...metres)).toBeLessThan(((500 * 3.6) / 200) * 1.1);
    expect(Math.min(...metres)).toBeGreaterThan(((500 * 3.6) / 200) * 0.25);
    expect(Math.min(...metres)).toBeLessThan(((500 * 3.6) / 200) * 0.4);
  });

  test('is not as slim as what others leave to be seen of it', () => {
    const sizesOf = (width: number) => {
      const slim: Box = { left: 300 - width / 2, top: 150, width, height: 120 };
      const found = aspects('chair', slim, [{ left: 200, top: 200, width: 200, height: 200 }]);
      expect(found.every(({ asSeen }) => !asSeen)).toBe(true);
      return found.map(({ size }) => size!.mean);
    };
    expect(sizesOf(8)).toEqual(sizesOf(16));
    expect(sizesOf(90)[0]).toBeLessThan(sizesOf(16)[0]!);
  });
});

describe('the limit of what the picture cuts below', () => {
  const cut = inPicture(boxOf('person', 0, 2));
  const limitOf = (box: Box, viewpoint = VIEWPOINT) => {
    const planes = likelyPlanes(viewpoint);
    return withinEdge(box, IMAGE, viewpoint, planes, priorOf(planes));
  };
  const at = (limit: Float64Array | null, metres: number) =>
    limit![LOG_METRES.findIndex((logMetres) => logMetres >= Math.log(metres))]!;

  test('is the ground at the lower edge of the picture', () => {
    // 1.5 m high, 240 pixels below the horizon at a focal length of 500: 3.1 m.
    const limit = limitOf(cut);
    expect(at(limit, 2.2)).toBeGreaterThan(0.95);
    expect(at(limit, 3.1)).toBeGreaterThan(0.3);
    expect(at(limit, 3.1)).toBeLessThan(0.8);
    expect(at(limit, 4.5)).toBeLessThan(0.05);
    expect(at(limit, 100)).toBeLessThan(1e-9);
  });

  test('is none for what is not cut, and half of one in doubt', () => {
    expect(limitOf(boxOf('person', 0, 6))).toBeNull();
    const doubtful = limitOf({ ...cut, height: 480 - 9.6 - cut.top });
    expect(at(doubtful, 100)).toBeCloseTo(0.5, 6);
  });

  test('never rules everything out', () => {
    // Straight down from 10 cm: all of the ground is nearer than anything that is told apart.
    const down = { ...VIEWPOINT, height: 0.1, orientation: { pitch: -Math.PI / 2, roll: 0, heading: 0 } };
    const limit = limitOf({ left: 300, top: 250, width: 40, height: 230 }, down);
    expect(Math.max(...limit!)).toBe(1);
    expect(Math.min(...limit!)).toBeGreaterThanOrEqual(0);
  });

  test('is vague when neither height nor pitch is known', () => {
    const limit = limitOf(cut, withoutSensors(VIEWPOINT));
    expect(at(limit, 3.1)).toBeGreaterThan(0.1);
    expect(at(limit, 10)).toBeGreaterThan(0.01);
  });
});

describe('boxes of any shape', () => {
  test('tell something that is finite', () => {
    const side = fc.oneof(fc.constantFrom(0, Number.MIN_VALUE, 1e-300, 1e-9), between(0, 700));
    const anyBox = fc.record({
      left: between(-100, 700),
      top: between(-100, 600),
      width: side,
      height: side,
    });
    fc.assert(
      fc.property(fc.constantFrom('person', 'cup', 'kite', 'fork', 'gadget'), anyBox, (label, box) => {
        const found = aspects(label, box);
        expect(found.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
        for (const { ground, size } of found) {
          expect(Number.isFinite(ground.edgeError)).toBe(true);
          expect(size === null || Number.isFinite(size.mean * size.deviation)).toBe(true);
        }
        const likelihood = likelihoodOf(found, PLANES, PRIOR);
        expect(likelihood.every((value) => value > 0 && Number.isFinite(value))).toBe(true);
      }),
    );
  });
});
