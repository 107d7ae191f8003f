import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { intersectionArea } from '../scene/boxes';
import type { Box } from '../scene/scene';
import { layOutLabels } from './label-layout';

const PICTURE = { width: 400, height: 300 };
const LABEL = { width: 120, height: 20 };
const chair: Box = { left: 50, top: 100, width: 60, height: 100 };

describe('layout of labels', () => {
  test('puts a label above its box, flush with it', () => {
    expect(layOutLabels([chair], [LABEL], PICTURE)).toEqual([{ ...LABEL, left: 50, top: 80 }]);
  });

  test('puts it flush with the right edge in the right half, so that it stays in the picture', () => {
    const right = { ...chair, left: 330 };
    expect(layOutLabels([right], [LABEL], PICTURE)[0]!.left).toBe(330 + 60 - 120);
  });

  test('puts it inside where there is no room above', () => {
    expect(layOutLabels([{ ...chair, top: 0 }], [LABEL], PICTURE)[0]!.top).toBe(0);
  });

  test('gives way to the label of a nearer thing', () => {
    const beside = { ...chair, left: 80 };
    const [first, second] = layOutLabels([chair, beside], [LABEL, LABEL], PICTURE);
    expect(first!.top).toBe(80);
    expect(second!.top).toBe(200);
    expect(intersectionArea(first!, second!)).toBe(0);
  });

  test('keeps every label that fits inside the picture', () => {
    const box = fc.record({
      left: fc.integer({ min: 0, max: 390 }),
      top: fc.integer({ min: 0, max: 290 }),
      width: fc.integer({ min: 1, max: 400 }),
      height: fc.integer({ min: 1, max: 300 }),
    });
    fc.assert(
      fc.property(fc.array(box, { maxLength: 8 }), (boxes) => {
        for (const { left, top } of layOutLabels(
          boxes,
          boxes.map(() => LABEL),
          PICTURE,
        )) {
          expect(left).toBeGreaterThanOrEqual(0);
          expect(top).toBeGreaterThanOrEqual(0);
          expect(left + LABEL.width).toBeLessThanOrEqual(PICTURE.width);
          expect(top + LABEL.height).toBeLessThanOrEqual(PICTURE.height);
        }
      }),
    );
  });
});
