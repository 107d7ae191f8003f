import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Extent, cutSides, knownSize, sideError, sizeDistance, visibleSize } from './known-sizes';
import { personHeight } from './known-sizes-person';
import { KNOWN_SIZES } from './known-sizes-table';
import type { Box, Size } from './scene';

const classes = JSON.parse(readFileSync('models/classes/coco.json', 'utf8')) as string[];
const IMAGE: Size = { width: 4000, height: 3000 };
const FOCAL_LENGTH = 2000;

/** A box in the middle of the image. */
function boxOf(width: number, height: number, image = IMAGE): Box {
  return { left: (image.width - width) / 2, top: (image.height - height) / 2, width, height };
}

const anyLabel = fc.constantFrom(...classes);
/** Inside the image with a margin, so that no side is cut. */
const anyBox = fc.record({
  left: fc.integer({ min: 100, max: 1900 }),
  top: fc.integer({ min: 100, max: 1400 }),
  width: fc.integer({ min: 20, max: 1900 }),
  height: fc.integer({ min: 20, max: 1400 }),
});

describe('the table', () => {
  test('knows every class of the detector and no other', () => {
    expect(classes).toHaveLength(80);
    expect([...Object.keys(KNOWN_SIZES), 'person'].sort()).toEqual([...classes].sort());
  });

  test.each(classes)('says of %s what can be true', (label) => {
    const { height, width, diagonal, onGround, standsOn } = knownSize(label)!;
    const extents = [height, width, diagonal].filter((extent): extent is Extent => extent !== null);
    expect(extents.length).toBeGreaterThan(0);
    expect(diagonal === null || (height === null && width === null)).toBe(true);
    for (const { typical, spread } of extents) {
      expect(typical).toBeGreaterThan(0.04);
      expect(typical).toBeLessThan(30);
      // Nothing that is made or grows is known better than 7 per cent; worse than e times is no knowledge.
      expect(spread).toBeGreaterThan(0.07);
      expect(spread).toBeLessThan(1);
    }
    expect(onGround).toBeGreaterThanOrEqual(0);
    expect(onGround).toBeLessThan(1);
    if (standsOn === 'table' || standsOn === 'air') expect(onGround).toBeLessThan(0.2);
    if (standsOn === 'ground') expect(onGround).toBeGreaterThanOrEqual(0.5);
  });

  test('knows nothing of other words, not even of those that every object has', () => {
    expect(knownSize('door')).toBeNull();
    expect(knownSize('constructor')).toBeNull();
    expect(sizeDistance('toString', boxOf(100, 100), IMAGE, FOCAL_LENGTH)).toBeNull();
  });
});

describe('sides that the frame cuts', () => {
  test('lie within a hundredth of the longer side of the edge', () => {
    const inside: Box = { left: 41, top: 41, width: 3918, height: 2918 };
    expect(cutSides(inside, IMAGE)).toEqual({ left: false, top: false, right: false, bottom: false });
    expect(cutSides({ ...inside, left: 39 }, IMAGE)).toMatchObject({ left: true, top: false });
    expect(cutSides({ ...inside, height: 2920 }, IMAGE)).toMatchObject({ right: false, bottom: true });
    expect(cutSides({ left: 0, top: 0, ...IMAGE }, IMAGE)).toEqual({
      left: true,
      top: true,
      right: true,
      bottom: true,
    });
  });

  test('take their measure with them, and leave the other', () => {
    const below = { left: 1000, top: 1000, width: 500, height: 2000 };
    expect(visibleSize('car', below, IMAGE)).toMatchObject({ height: null, width: { typical: 2.9 } });
    const beside = { left: 0, top: 1000, width: 500, height: 500 };
    expect(visibleSize('car', beside, IMAGE)).toMatchObject({ height: { typical: 1.57 }, width: null });
    expect(visibleSize('fork', beside, IMAGE)).toBeNull();
    expect(visibleSize('car', { left: 0, top: 0, ...IMAGE }, IMAGE)).toBeNull();
  });

  test('are none where a box is thought to go on below the image', () => {
    const below = { left: 1000, top: 1000, width: 500, height: 2000 };
    expect(visibleSize('car', below, IMAGE, true)?.height).toMatchObject({ typical: 1.57 });
    const twice = { ...below, height: 4000 };
    const metresOf = (box: typeof below) =>
      sizeDistance('fire hydrant', box, IMAGE, FOCAL_LENGTH, true)!.metres;
    expect(metresOf(twice)).toBeLessThan(metresOf(below));
  });

  test('leave a person its breadth', () => {
    const { metres } = sizeDistance(
      'person',
      { left: 1500, top: 500, width: 1000, height: 2500 },
      IMAGE,
      FOCAL_LENGTH,
    )!;
    // 0.5 to 0.8 m of shoulders and arms on 1000 pixels at 2000 pixels of focal length.
    expect(metres).toBeGreaterThan(1);
    expect(metres).toBeLessThan(1.6);
  });
});

describe('the distance from a size', () => {
  test('is that of the pinhole camera: f H / h', () => {
    // A train's length tells nothing, so its height of 3.6 m decides: 2000 * 3.6 / 720.
    expect(sizeDistance('train', boxOf(2000, 720), IMAGE, FOCAL_LENGTH)?.metres).toBeCloseTo(10, 9);
    // A skateboard's diagonal is 0.65 m: 2000 * 0.65 / hypot(300, 400).
    expect(sizeDistance('skateboard', boxOf(300, 400), IMAGE, FOCAL_LENGTH)?.metres).toBeCloseTo(2.6, 9);
  });

  test('lies between what height and width say, nearer to the surer one', () => {
    // A car 1.57 m high and 2.9 m wide: 20 m by its height, 10 m by its width.
    const { metres } = sizeDistance('car', boxOf(580, 157), IMAGE, FOCAL_LENGTH)!;
    expect(metres).toBeLessThan(20);
    expect(metres).toBeGreaterThan(17);
  });

  test('is surer with two sides than with one, but not as sure as with two strangers', () => {
    const both = sizeDistance('apple', boxOf(750, 750), IMAGE, FOCAL_LENGTH)!.spread;
    const one = Math.hypot(0.15, sideError(750, IMAGE));
    expect(both).toBeLessThan(one * 0.97);
    expect(both).toBeGreaterThan((one / Math.SQRT2) * 1.2);
  });

  test('is less sure where the sides contradict each other', () => {
    const alike = sizeDistance('refrigerator', boxOf(680, 1700), IMAGE, FOCAL_LENGTH)!;
    const unlike = sizeDistance('refrigerator', boxOf(1700, 1700), IMAGE, FOCAL_LENGTH)!;
    expect(alike.spread).toBeLessThan(0.2);
    expect(unlike.spread).toBeGreaterThan(2 * alike.spread);
  });

  test('is less sure for a small box, by what the detector errs', () => {
    const large = sizeDistance('stop sign', boxOf(760, 740), IMAGE, FOCAL_LENGTH)!;
    const small = sizeDistance('stop sign', boxOf(76, 74), IMAGE, FOCAL_LENGTH)!;
    expect(small.metres).toBeCloseTo(10 * large.metres, 1);
    // 0.0058 of 4000 pixels is 23 of 75.
    expect(large.spread).toBeLessThan(0.2);
    expect(small.spread).toBeGreaterThan(0.3);
  });

  test('needs a box and a focal length', () => {
    expect(sizeDistance('car', boxOf(0, 100), IMAGE, FOCAL_LENGTH)).toBeNull();
    expect(sizeDistance('car', boxOf(100, 0), IMAGE, FOCAL_LENGTH)).toBeNull();
    expect(sizeDistance('car', boxOf(100, 100), IMAGE, 0)).toBeNull();
    expect(sizeDistance('car', boxOf(100, 100), IMAGE, NaN)).toBeNull();
  });

  test('does not change when the image is scaled', () => {
    const scales = fc.double({ min: 0.1, max: 4, noNaN: true });
    fc.assert(
      fc.property(anyLabel, anyBox, scales, (label, box, scale) => {
        const image = { width: IMAGE.width * scale, height: IMAGE.height * scale };
        const scaled = {
          left: box.left * scale,
          top: box.top * scale,
          width: box.width * scale,
          height: box.height * scale,
        };
        const before = sizeDistance(label, box, IMAGE, FOCAL_LENGTH)!;
        const after = sizeDistance(label, scaled, image, FOCAL_LENGTH * scale)!;
        expect(after.metres / before.metres).toBeCloseTo(1, 9);
        expect(after.spread).toBeCloseTo(before.spread, 9);
      }),
    );
  });

  test('does not change when the image is mirrored', () => {
    const anywhere = fc.record({
      left: fc.integer({ min: 0, max: 2000 }),
      top: fc.integer({ min: 0, max: 1500 }),
      width: fc.integer({ min: 20, max: 2000 }),
      height: fc.integer({ min: 20, max: 1500 }),
    });
    fc.assert(
      fc.property(anyLabel, anywhere, (label, box) => {
        const mirrored = { ...box, left: IMAGE.width - box.left - box.width };
        expect(sizeDistance(label, mirrored, IMAGE, FOCAL_LENGTH)).toEqual(
          sizeDistance(label, box, IMAGE, FOCAL_LENGTH),
        );
      }),
    );
  });

  test('is k times as far for the same thing at k times the distance', () => {
    const shrinks = fc.double({ min: 0.3, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(anyLabel, anyBox, shrinks, (label, box, shrink) => {
        const farther = { ...box, width: box.width * shrink, height: box.height * shrink };
        const before = sizeDistance(label, box, IMAGE, FOCAL_LENGTH)!;
        const after = sizeDistance(label, farther, IMAGE, FOCAL_LENGTH)!;
        expect((after.metres * shrink) / before.metres).toBeCloseTo(1, 9);
      }),
    );
  });
});

describe('a person', () => {
  test('is as tall as people are, when the box is as slender as people are', () => {
    for (const aspect of [2.8, 3.3, 4, 5]) {
      const { typical, spread } = personHeight(aspect);
      expect(typical).toBeGreaterThan(1.58);
      expect(typical).toBeLessThan(1.75);
      expect(spread).toBeLessThan(0.25);
    }
  });

  test('may sit or be half hidden, when the box is stout, and lies, when it is flat', () => {
    const stout = personHeight(1.6);
    expect(stout.typical).toBeGreaterThan(0.9);
    expect(stout.typical).toBeLessThan(1.4);
    // Honest enough to hold a half, a sitting, and a striding person.
    expect(stout.typical * Math.exp(-1.28 * stout.spread)).toBeLessThan(0.8);
    expect(stout.typical * Math.exp(1.28 * stout.spread)).toBeGreaterThan(1.6);
    expect(personHeight(0.35).typical).toBeLessThan(0.7);
  });

  test('has some height for a box of any shape', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-4, max: 1e4, noNaN: true }), (aspect) => {
        const { typical, spread } = personHeight(aspect);
        expect(typical).toBeGreaterThan(0.3);
        expect(typical).toBeLessThan(1.8);
        expect(spread).toBeGreaterThan(0.08);
        expect(spread).toBeLessThan(0.7);
      }),
    );
  });
});
