import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lowerMiddleDistance, orderNearestFirst, referenceDistance } from './order';
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

/** Each detection bears its own label, so that it can be found again. */
const anyDetections = fc
  .array(anyBox, { maxLength: 20 })
  .map((boxes) => boxes.map((box, index) => detection(`thing ${index}`, box)));

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

describe('nearest first', () => {
  const order = (detections: readonly Detection[]) => orderNearestFirst(detections, image, FOCAL_LENGTH);
  const labels = (detections: readonly Detection[]) => order(detections).map(({ label }) => label);

  test('puts the lowest box first', () => {
    const far = detection('far', boxWithLowerEdgeAt(250));
    const near = detection('near', boxWithLowerEdgeAt(470));
    const between = detection('between', boxWithLowerEdgeAt(300));
    expect(labels([far, near, between])).toEqual(['near', 'between', 'far']);
  });

  test('takes no heed of score, size or side', () => {
    const surest: Detection = {
      label: 'surest',
      score: 0.99,
      box: { left: 0, top: 0, width: 640, height: 300 },
    };
    const unsure: Detection = {
      label: 'unsure',
      score: 0.3,
      box: { left: 630, top: 399, width: 2, height: 2 },
    };
    expect(labels([surest, unsure])).toEqual(['unsure', 'surest']);
  });

  test('lets ties share a rank, keeps their order, and skips ranks after them', () => {
    const objects = order([
      detection('far', boxWithLowerEdgeAt(200)),
      detection('tied, came first', boxWithLowerEdgeAt(300.4)),
      detection('tied, came second', boxWithLowerEdgeAt(299.6)),
      detection('near', boxWithLowerEdgeAt(400)),
    ]);
    expect(objects.map(({ label, rank }) => [label, rank])).toEqual([
      ['near', 1],
      ['tied, came first', 2],
      ['tied, came second', 2],
      ['far', 4],
    ]);
  });

  test('leaves alone what it is given', () => {
    const detections = Object.freeze([
      detection('far', boxWithLowerEdgeAt(200)),
      detection('near', boxWithLowerEdgeAt(400)),
    ]);
    labels(detections);
    expect(detections.map(({ label }) => label)).toEqual(['far', 'near']);
  });

  test('finds an order for nothing', () => {
    expect(order([])).toEqual([]);
  });

  test('keeps every detection as it was, and never puts a farther one first by more than a tie', () => {
    fc.assert(
      fc.property(anyDetections, (detections) => {
        const objects = order(detections);
        const byLabel = (a: Detection, b: Detection) => a.label.localeCompare(b.label);
        const asDetections = objects.map(({ label, score, box }) => ({ label, score, box }));
        expect(asDetections.toSorted(byLabel)).toEqual(detections.toSorted(byLabel));
        const steps = objects.slice(1).map((object, index) => ({ before: objects[index]!, object }));
        for (const { before, object } of steps) {
          expect(object.referencePx).toBeGreaterThan(before.referencePx - 1);
          expect(object.rank).toBeGreaterThanOrEqual(before.rank);
        }
      }),
    );
  });

  test('ranks each object one after all that are nearer by whole pixels', () => {
    fc.assert(
      fc.property(anyDetections, (detections) => {
        const objects = order(detections);
        for (const { rank, referencePx } of objects) {
          const nearer = objects.filter((other) => Math.round(other.referencePx) < Math.round(referencePx));
          expect(rank).toBe(nearer.length + 1);
        }
      }),
    );
  });

  test('gives each object the same rank in whatever order the detections come', () => {
    const shuffled = anyDetections.chain((detections) =>
      fc.tuple(
        fc.constant(detections),
        fc.shuffledSubarray(detections, { minLength: detections.length, maxLength: detections.length }),
      ),
    );
    const ranks = (detections: readonly Detection[]) =>
      new Map(order(detections).map(({ label, rank }) => [label, rank]));
    fc.assert(
      fc.property(shuffled, ([a, b]) => {
        expect(ranks(a)).toEqual(ranks(b));
      }),
    );
  });

  test('turns bearings round in a mirrored image, and nothing else', () => {
    const mirrored = ({ label, score, box }: Detection): Detection => ({
      label,
      score,
      box: { ...box, left: image.width - box.left - box.width },
    });
    fc.assert(
      fc.property(anyDetections, (detections) => {
        const objects = order(detections);
        const inMirror = order(detections.map(mirrored));
        expect(inMirror.map(({ label, rank }) => [label, rank])).toEqual(
          objects.map(({ label, rank }) => [label, rank]),
        );
        objects.forEach(({ bearing, lowerMiddlePx }, index) => {
          expect(inMirror[index]!.bearing).toBeCloseTo(-bearing, 9);
          expect(inMirror[index]!.lowerMiddlePx).toBeCloseTo(lowerMiddlePx, 9);
        });
      }),
    );
  });

  test('measures the bearing to the middle of the box', () => {
    const [object] = order([detection('right', { left: 780, top: 0, width: 40, height: 40 })]);
    expect(object!.bearing).toBeCloseTo(Math.PI / 4, 9);
  });
});
