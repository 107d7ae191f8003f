import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { levelledRay } from '../distance/rays';
import type { CameraOrientation } from '../scene';
import { type CameraView, turnBox, turnPoint } from './camera-motion';

const image = { width: 480, height: 640 };
const FOCAL_LENGTH = 500;
const LEVEL: CameraOrientation = { pitch: 0, roll: 0, heading: 0 };

const view = (orientation: Partial<CameraOrientation> = {}): CameraView => ({
  focalLength: FOCAL_LENGTH,
  image,
  orientation: { ...LEVEL, ...orientation },
});
const middle = { x: image.width / 2, y: image.height / 2 };
const radians = (degrees: number) => (degrees * Math.PI) / 180;

const angle = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
/** What a hand does between two looks, from any stance. */
const anyTurn = fc
  .tuple(angle(1), angle(1), angle(3), angle(0.25), angle(0.25), angle(0.25))
  .map(([pitch, roll, heading, up, clockwise, right]) => ({
    former: view({ pitch, roll, heading }),
    present: view({ pitch: pitch + up, roll: roll + clockwise, heading: heading + right }),
  }));
const anyPoint = fc.record({
  x: fc.double({ min: 0, max: image.width, noNaN: true }),
  y: fc.double({ min: 0, max: image.height, noNaN: true }),
});

describe('a phone that turns', () => {
  test('to the right moves what is ahead to the left, by f tan', () => {
    const { x, y } = turnPoint(middle.x, middle.y, view(), view({ heading: radians(10) }))!;
    expect(x).toBeCloseTo(middle.x - FOCAL_LENGTH * Math.tan(radians(10)), 9);
    expect(y).toBeCloseTo(middle.y, 9);
  });

  test('up moves what is ahead down, by f tan', () => {
    const { x, y } = turnPoint(middle.x, middle.y, view(), view({ pitch: radians(7) }))!;
    expect(x).toBeCloseTo(middle.x, 9);
    expect(y).toBeCloseTo(middle.y + FOCAL_LENGTH * Math.tan(radians(7)), 9);
  });

  test('clockwise turns the picture the other way round its middle', () => {
    const { x, y, scale } = turnPoint(middle.x + 100, middle.y, view(), view({ roll: radians(90) }))!;
    expect(x).toBeCloseTo(middle.x, 9);
    expect(y).toBeCloseTo(middle.y - 100, 9);
    expect(scale).toBeCloseTo(1, 9);
  });

  test('away from a thing does not see it', () => {
    expect(turnPoint(middle.x, middle.y, view(), view({ heading: radians(100) }))).toBeNull();
    expect(
      turnBox({ left: 200, top: 300, width: 50, height: 50 }, view(), view({ heading: Math.PI })),
    ).toBeNull();
  });

  test('and back sees what it saw', () => {
    fc.assert(
      fc.property(anyTurn, anyPoint, ({ former, present }, { x, y }) => {
        const box = { left: x - 20, top: y - 40, width: 40, height: 80 };
        const turned = turnBox(box, former, present);
        fc.pre(turned !== null);
        const back = turnBox(turned!, present, former)!;
        expect(back.left).toBeCloseTo(box.left, 6);
        expect(back.top).toBeCloseTo(box.top, 6);
        expect(back.width).toBeCloseTo(box.width, 6);
        expect(back.height).toBeCloseTo(box.height, 6);
      }),
    );
  });

  test('in two steps sees what it sees in one', () => {
    fc.assert(
      fc.property(anyTurn, anyPoint, angle(0.2), ({ former, present }, { x, y }, right) => {
        const third = view({ ...present.orientation, heading: present.orientation.heading + right });
        const direct = turnPoint(x, y, former, third);
        const first = turnPoint(x, y, former, present);
        fc.pre(direct !== null && first !== null);
        const second = turnPoint(first!.x, first!.y, present, third)!;
        expect(second.x).toBeCloseTo(direct!.x, 6);
        expect(second.y).toBeCloseTo(direct!.y, 6);
        expect(first!.scale * second.scale).toBeCloseTo(direct!.scale, 9);
      }),
    );
  });

  test('sees in the same directions as the rays that measure the ground', () => {
    fc.assert(
      fc.property(angle(0.4), angle(0.4), anyPoint, (pitch, roll, { x, y }) => {
        const { right, down, forward } = levelledRay(x, y, image, FOCAL_LENGTH, pitch, roll);
        fc.pre(forward > 0.1);
        const level = turnPoint(x, y, view({ pitch, roll }), view())!;
        expect(level.x).toBeCloseTo(middle.x + (FOCAL_LENGTH * right) / forward, 6);
        expect(level.y).toBeCloseTo(middle.y + (FOCAL_LENGTH * down) / forward, 6);
      }),
    );
  });

  test('makes things larger and smaller as the picture stretches there', () => {
    fc.assert(
      fc.property(anyTurn, anyPoint, ({ former, present }, { x, y }) => {
        const point = turnPoint(x, y, former, present);
        fc.pre(point !== null && point.scale < 3);
        const step = 1e-3;
        const alongX = turnPoint(x + step, y, former, present)!;
        const alongY = turnPoint(x, y + step, former, present)!;
        const area =
          ((alongX.x - point!.x) * (alongY.y - point!.y) - (alongX.y - point!.y) * (alongY.x - point!.x)) /
          step ** 2;
        expect(point!.scale ** 2).toBeCloseTo(area, 3);
      }),
    );
  });
});
