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
    expect(layOutLabels([chair], [[LABEL]], PICTURE)).toEqual([{ ...LABEL, left: 50, top: 80, form: 0 }]);
  });

  test('puts it flush with the right edge in the right half, so that it stays in the picture', () => {
    const right = { ...chair, left: 330 };
    expect(layOutLabels([right], [[LABEL]], PICTURE)[0]!.left).toBe(330 + 60 - 120);
  });

  test('puts it inside where there is no room above', () => {
    expect(layOutLabels([{ ...chair, top: 0 }], [[LABEL]], PICTURE)[0]!.top).toBe(0);
  });

  test('gives way to the label of a nearer thing', () => {
    const beside = { ...chair, left: 80 };
    const [first, second] = layOutLabels([chair, beside], [[LABEL], [LABEL]], PICTURE);
    expect(first!.top).toBe(80);
    expect(second!.top).toBe(200);
    expect(intersectionArea(first!, second!)).toBe(0);
  });

  describe('with a short form', () => {
    const SHORT = { width: 20, height: 20 };
    const forms = [LABEL, SHORT];
    const formsOf = (boxes: readonly Box[], picture = PICTURE) =>
      layOutLabels(
        boxes,
        boxes.map(() => forms),
        picture,
      ).map(({ form }) => form);

    test('leaves labels whole where there is room', () => {
      expect(formsOf([chair, { ...chair, left: 300 }])).toEqual([0, 0]);
    });

    test('shortens a label that would hide a nearer one, whatever its place', () => {
      const stack = [chair, { ...chair, left: 60 }, { ...chair, left: 70 }];
      // Above and below, and inside at top and bottom: the fifth has no place left.
      expect(formsOf([...stack, { ...chair, left: 80 }, { ...chair, left: 90 }])).toEqual([0, 0, 0, 0, 1]);
    });

    test('shortens labels that would leave too little of the picture, never the nearest', () => {
      const small = { width: 130, height: 60 };
      const boxes = [10, 30].map((top): Box => ({ left: 0, top, width: 20, height: 20 }));
      expect(areaOfForms(formsOf(boxes, small), forms)).toBe(120 * 20 + 20 * 20);
    });

    test('counts all that whole labels cover of the picture together', () => {
      const room = { width: 400, height: 60 };
      const boxes = [0, 130, 260].map((left): Box => ({ left, top: 25, width: 20, height: 10 }));
      // Three labels of 2400 are 0.3 of 24000, and more of 22000, though there is a free place for each.
      expect(formsOf(boxes, room)).toEqual([0, 0, 0]);
      expect(formsOf(boxes, { ...room, height: 55 })).toEqual([0, 0, 1]);
    });

    test('gives a short label the place where it hides least', () => {
      const boxes = Array.from({ length: 5 }, () => chair);
      const placed = layOutLabels(
        boxes,
        boxes.map(() => forms),
        PICTURE,
      );
      expect(placed.map(({ form }) => form)).toEqual([0, 0, 0, 0, 1]);
      expect(placed[4]).toMatchObject({ ...SHORT, left: 50, top: 80 });
    });
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
          boxes.map(() => [LABEL]),
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

function areaOfForms(chosen: readonly number[], forms: readonly { width: number; height: number }[]): number {
  return chosen.reduce((sum, form) => sum + forms[form]!.width * forms[form]!.height, 0);
}
