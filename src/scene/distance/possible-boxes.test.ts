import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Box } from '../scene';
import { between } from './drawn-things.fixture';
import { cutByLowerEdge, possibleBoxes } from './possible-boxes';

const image = { width: 640, height: 480 };

/** 100 pixels high, with its lower edge there. */
const boxDownTo = (bottom: number): Box => ({ left: 300, top: bottom - 100, width: 50, height: 100 });

const bottomOf = ({ top, height }: Box) => top + height;

describe('what the lower edge of the picture cuts', () => {
  test('is what comes within a hundredth of its height, and not what stays three hundredths away', () => {
    expect(cutByLowerEdge(boxDownTo(480), image)).toBe(1);
    expect(cutByLowerEdge(boxDownTo(500), image)).toBe(1);
    expect(cutByLowerEdge(boxDownTo(480 - 4.7), image)).toBe(1);
    expect(cutByLowerEdge(boxDownTo(480 - 14.5), image)).toBe(0);
    expect(cutByLowerEdge(boxDownTo(100), image)).toBe(0);
  });

  test('is in doubt between', () => {
    expect(cutByLowerEdge(boxDownTo(480 - 9.6), image)).toBeCloseTo(0.5, 9);
    expect(cutByLowerEdge(boxDownTo(480 - 12), image)).toBeCloseTo(0.25, 9);
  });
});

describe('the box of a thing', () => {
  test('is the one that was seen, when nothing hides it', () => {
    const box = boxDownTo(300);
    expect(possibleBoxes(box, image, 0, -Infinity)).toEqual([{ box, weight: 1, asSeen: true }]);
  });

  test('is that one too when what hides it reaches no lower', () => {
    const box = boxDownTo(300);
    expect(possibleBoxes(box, image, 1, 300)).toEqual([{ box, weight: 1, asSeen: true }]);
  });

  test('reaches anywhere below the picture, when the picture cuts it', () => {
    const box = boxDownTo(480);
    const possible = possibleBoxes(box, image, 0, -Infinity);
    expect(possible.length).toBeGreaterThan(2);
    for (const { box: whole, asSeen, weight } of possible) {
      expect(asSeen).toBe(false);
      expect(whole).toMatchObject({ left: 300, top: 380, width: 50 });
      expect(weight).toBeCloseTo(1 / possible.length, 9);
    }
    // From nearly all of it in view to little more than a quarter.
    const shares = possible.map(({ box: whole }) => box.height / whole.height);
    expect(Math.max(...shares)).toBeLessThan(1);
    expect(Math.max(...shares)).toBeGreaterThan(0.9);
    expect(Math.min(...shares)).toBeGreaterThan(0.25);
    expect(Math.min(...shares)).toBeLessThan(0.3);
  });

  test('may or may not do so, when the edge is near', () => {
    const possible = possibleBoxes(boxDownTo(480 - 9.6), image, 0, -Infinity);
    const [seen, ...cut] = possible;
    expect(seen).toMatchObject({ asSeen: true, box: boxDownTo(480 - 9.6) });
    expect(seen!.weight).toBeCloseTo(0.5, 9);
    expect(cut.every(({ asSeen }) => !asSeen)).toBe(true);
  });

  test('ends between the visible edge and that of what hides it, as likely as its foot is hidden', () => {
    // Of the last fifth of the foot, three parts of five are hidden.
    const [seen, ...behind] = possibleBoxes(boxDownTo(300), image, 0.92, 340);
    expect(seen!.weight).toBeCloseTo(0.4, 9);
    expect(behind.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(0.6, 9);
    const bottoms = behind.map(({ box }) => bottomOf(box));
    expect(bottoms).toEqual([...bottoms].sort((a, b) => a - b));
    expect(bottoms[0]).toBeGreaterThan(300);
    expect(bottoms.at(-1)).toBeLessThan(340);
    // With the horizon 40 pixels above the visible edge, that of the occluder is at half the distance: equal steps there.
    const distances = bottoms.map((bottom) => 40 / (bottom - 260));
    const steps = distances.slice(1).map((distance, index) => distances[index]! - distance);
    for (const step of steps) expect(step).toBeCloseTo(0.125, 1);
    for (const { box, asSeen } of behind) {
      expect(asSeen).toBe(false);
      expect(box).toMatchObject({ left: 300, top: 200, width: 50 });
    }
  });

  test('is the one that was seen where a fifth of its foot is in view', () => {
    expect(possibleBoxes(boxDownTo(300), image, 0.8, 340)).toMatchObject([{ weight: 1, asSeen: true }]);
  });

  test('is not the one that was seen when all of its foot is hidden', () => {
    expect(possibleBoxes(boxDownTo(300), image, 1, 340).some(({ asSeen }) => asSeen)).toBe(false);
  });

  test('may be cut, or hidden where it is not cut', () => {
    const possible = possibleBoxes(boxDownTo(480 - 9.6), image, 0.9, 478);
    const weightOf = (isOf: (bottom: number) => boolean) =>
      possible.reduce((sum, { box, weight }) => (isOf(bottomOf(box)) ? sum + weight : sum), 0);
    expect(possible[0]!.weight).toBeCloseTo(0.25, 9);
    expect(weightOf((bottom) => bottom > 470.5 && bottom < 478.5)).toBeCloseTo(0.25, 9);
    expect(weightOf((bottom) => bottom > 478.5)).toBeCloseTo(0.5, 9);
  });

  test('has probabilities that make 1, whatever hides or cuts it', () => {
    const anyBottom = between(440, 500);
    const anyShare = between(0, 1);
    const anyEdge = fc.oneof(fc.constant(-Infinity), between(400, 520));
    fc.assert(
      fc.property(anyBottom, anyShare, anyEdge, (bottom, hidden, hiddenTo) => {
        const possible = possibleBoxes(boxDownTo(bottom), image, hidden, hiddenTo);
        expect(possible.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
        for (const { box, weight } of possible) {
          expect(weight).toBeGreaterThan(0);
          expect(bottomOf(box)).toBeGreaterThanOrEqual(bottom - 1e-9);
        }
      }),
    );
  });
});
