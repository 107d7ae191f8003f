import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lowerMiddleDistance, orderKey, ranksOf, referenceDistance, sight } from './order';
import type { Box, Detection } from './scene';

const image = { width: 640, height: 480 };
const FOCAL_LENGTH = 480;

const boxWithLowerEdgeAt = (bottom: number, left = 300): Box => ({
  left,
  top: bottom - 40,
  width: 40,
  height: 40,
});

const detection = (label: string, box: Box): Detection => ({ label, score: 0.5, box });

/** Boxes that lie in the image, with halves and quarters of pixels, as a detector gives them. */
const anyBox = fc
  .record({
    left: fc.integer({ min: 0, max: 2400 }),
    top: fc.integer({ min: 0, max: 1800 }),
    right: fc.integer({ min: 1, max: 160 }),
    bottom: fc.integer({ min: 1, max: 120 }),
  })
  .map(({ left, top, right, bottom }): Box => ({
    left: left / 4,
    top: top / 4,
    width: Math.min(right / 4, image.width - left / 4),
    height: Math.min(bottom / 4, image.height - top / 4),
  }));

describe("the paper's measure", () => {
  test('is the image height minus the lower edge of the box', () => {
    expect(
      referenceDistance({ left: 45, top: 229, width: 122, height: 164.5 }, { width: 640, height: 476 }),
    ).toBe(82.5);
  });

  test('is nought for a box that reaches or passes the lower edge', () => {
    expect(referenceDistance(boxWithLowerEdgeAt(480), image)).toBe(0);
    expect(referenceDistance(boxWithLowerEdgeAt(480.25), image)).toBe(0);
  });
});

describe('the distance to the middle of the lower edge', () => {
  test('is Euclidean', () => {
    expect(lowerMiddleDistance({ left: 340, top: 400, width: 20, height: 40 }, image)).toBe(50);
  });

  test("is the paper's measure straight ahead, and never less", () => {
    expect(lowerMiddleDistance(boxWithLowerEdgeAt(400), image)).toBe(80);
    fc.assert(
      fc.property(anyBox, (box) => {
        expect(lowerMiddleDistance(box, image)).toBeGreaterThanOrEqual(referenceDistance(box, image));
      }),
    );
  });
});

describe('what is known of a sighting by itself', () => {
  test('are the detection and its measures in the picture', () => {
    const box = boxWithLowerEdgeAt(400);
    expect(sight(detection('chair', box), image, FOCAL_LENGTH)).toEqual({
      ...{ label: 'chair', score: 0.5, box },
      ...{ referencePx: 80, lowerMiddlePx: 80, bearing: 0 },
    });
  });

  test('is the bearing to the middle of the box', () => {
    const object = sight(
      detection('right', { left: 780, top: 0, width: 40, height: 40 }),
      image,
      FOCAL_LENGTH,
    );
    expect(object.bearing).toBeCloseTo(Math.PI / 4, 9);
  });

  test('turns its bearing round in a mirrored image, and changes nothing else', () => {
    fc.assert(
      fc.property(anyBox, (box) => {
        const mirrored = { ...box, left: image.width - box.left - box.width };
        const object = sight(detection('thing', box), image, FOCAL_LENGTH);
        const inMirror = sight(detection('thing', mirrored), image, FOCAL_LENGTH);
        expect(inMirror.bearing).toBeCloseTo(-object.bearing, 9);
        expect(inMirror.lowerMiddlePx).toBeCloseTo(object.lowerMiddlePx, 9);
        expect(inMirror.referencePx).toBe(object.referencePx);
      }),
    );
  });
});

describe('the key of the order', () => {
  test('puts the nearer one first, though it is higher in the picture', () => {
    expect(orderKey(2, 300, 480)).toBeLessThan(orderKey(3, 0, 480));
  });

  test('puts the lower one of two first that are as near for all that is known', () => {
    expect(orderKey(2, 100, 480)).toBeLessThan(orderKey(2.05, 300, 480));
  });

  test('is the same in a picture twice as large', () => {
    expect(orderKey(2, 100, 480)).toBeCloseTo(orderKey(2, 200, 960), 12);
  });
});

describe('ranks', () => {
  test('begin with one, are shared by those that tie, and skip after them', () => {
    expect(ranksOf([0.1, 0.5001, 0.5003, 0.9])).toEqual([1, 2, 2, 4]);
    expect(ranksOf([])).toEqual([]);
  });

  test('follow the order given where it was kept against the keys', () => {
    expect(ranksOf([0.52, 0.5, 0.9])).toEqual([1, 2, 3]);
  });
});
