import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { intersectionOverUnion } from '../scene/boxes';
import type { Detection } from '../scene/scene';
import { suppressOverlaps } from './suppress-overlaps';

const detection = (label: string, score: number, left: number, size = 10): Detection => ({
  label,
  score,
  box: { left, top: 0, width: size, height: size },
});

/**
 * What suppression means, word for word: take the surest of what is left (the first of several), drop its rivals,
 * and begin again.
 */
function suppressOneByOne(detections: readonly Detection[], threshold: number): Detection[] {
  const [first, ...others] = detections;
  if (!first) return [];
  const surest = others.reduce((best, other) => (other.score > best.score ? other : best), first);
  const left = detections.filter(
    (other) =>
      other !== surest &&
      (other.label !== surest.label || intersectionOverUnion(other.box, surest.box) <= threshold),
  );
  return [surest, ...suppressOneByOne(left, threshold)];
}

/** A few classes, scores that often tie, boxes that often overlap. */
const anyDetections = fc.array(
  fc
    .record({
      label: fc.constantFrom('cat', 'dog'),
      score: fc.integer({ min: 1, max: 6 }),
      left: fc.nat(25),
      top: fc.nat(25),
      width: fc.integer({ min: 1, max: 20 }),
      height: fc.integer({ min: 1, max: 20 }),
    })
    .map(({ label, score, ...box }): Detection => ({ label, score: score / 6, box })),
  { maxLength: 40 },
);

const anyThreshold = fc.constantFrom(0, 0.3, 0.5, 0.6, 1);

describe('suppression of overlaps', () => {
  test('keeps the surest of boxes that overlap, and those that stand apart', () => {
    const sure = detection('cat', 0.9, 1);
    const unsure = detection('cat', 0.6, 0);
    const apart = detection('cat', 0.4, 50);
    expect(suppressOverlaps([unsure, sure, apart], 0.6)).toEqual([sure, apart]);
  });

  test('is per class', () => {
    const cat = detection('cat', 0.9, 0);
    const dog = detection('dog', 0.8, 0);
    expect(suppressOverlaps([dog, cat], 0.6)).toEqual([cat, dog]);
  });

  test('spares a box that overlaps by just the threshold', () => {
    const [first, second] = [detection('cat', 0.9, 0), detection('cat', 0.8, 5)];
    const overlap = intersectionOverUnion(first.box, second.box);
    expect(suppressOverlaps([first, second], overlap)).toHaveLength(2);
    expect(suppressOverlaps([first, second], overlap - 0.001)).toHaveLength(1);
  });

  test('lets a suppressed box suppress nobody', () => {
    const chain = [detection('cat', 0.9, 0), detection('cat', 0.8, 5), detection('cat', 0.7, 10)];
    expect(suppressOverlaps(chain, 0.3)).toEqual([chain[0], chain[2]]);
  });

  test('keeps the order of equal scores, and the first of two equal boxes', () => {
    const equals = [0, 50, 100, 150].map((left) => detection('cat', 0.5, left));
    expect(suppressOverlaps(equals, 0.6)).toEqual(equals);
    const twins = [detection('cat', 0.5, 0), detection('cat', 0.5, 0)];
    expect(suppressOverlaps(twins, 0.6)[0]).toBe(twins[0]);
  });

  test('gives the 100 surest at most', () => {
    const many = Array.from({ length: 150 }, (_, index) => detection('cat', index / 150, 20 * index));
    expect(suppressOverlaps(many, 0.6)).toEqual(many.toReversed().slice(0, 100));
  });

  test('finds nothing in nothing', () => {
    expect(suppressOverlaps([], 0.6)).toEqual([]);
  });

  test('agrees with suppression one by one, and leaves its input alone', () => {
    fc.assert(
      fc.property(anyDetections, anyThreshold, (detections, threshold) => {
        expect(suppressOverlaps(Object.freeze(detections), threshold)).toEqual(
          suppressOneByOne(detections, threshold),
        );
      }),
      { numRuns: 500 },
    );
  });

  test('changes nothing the second time', () => {
    fc.assert(
      fc.property(anyDetections, anyThreshold, (detections, threshold) => {
        const once = suppressOverlaps(detections, threshold);
        expect(suppressOverlaps(once, threshold)).toEqual(once);
      }),
    );
  });
});
