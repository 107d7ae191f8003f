import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { project } from '../self-calibration.fixture';
import { between } from './drawn-things.fixture';
import { levelledRay, rayLength } from './rays';

const image = { width: 640, height: 480 };
const FOCAL_LENGTH = 500;
const RIGHT_ANGLE = Math.PI / 2;

/** Through a point so many focal lengths right of the middle of the image and below it. */
const ray = (across: number, along: number, pitch = 0, roll = 0) =>
  levelledRay(320 + across * FOCAL_LENGTH, 240 + along * FOCAL_LENGTH, image, FOCAL_LENGTH, pitch, roll);

function expectRay(found: ReturnType<typeof ray>, right: number, down: number, forward: number) {
  expect(found.right).toBeCloseTo(right, 9);
  expect(found.down).toBeCloseTo(down, 9);
  expect(found.forward).toBeCloseTo(forward, 9);
}

const within = (most: number) => between(-most, most);

describe('a line of sight', () => {
  test('of a level camera goes as far aside as the pixel lies in focal lengths', () => {
    expectRay(ray(0, 0), 0, 0, 1);
    expectRay(ray(1, 0), 1, 0, 1);
    expectRay(ray(-0.5, 0.25), -0.5, 0.25, 1);
  });

  test('of a camera that looks up or down is turned with it', () => {
    // 30 degrees down: the middle of the picture falls by the sine.
    expectRay(ray(0, 0, -Math.PI / 6), 0, 0.5, Math.sqrt(3) / 2);
    expectRay(ray(0, 0, Math.PI / 6), 0, -0.5, Math.sqrt(3) / 2);
    // 45 degrees down, and 45 more in the picture: to the feet.
    expectRay(ray(0, 1, -Math.PI / 4), 0, Math.SQRT2, 0);
    // To the feet, the upper side of the picture lies ahead.
    expectRay(ray(0, -0.5, -RIGHT_ANGLE), 0, 1, 0.5);
  });

  test('of a camera that is tipped clockwise sees its right side lower', () => {
    expectRay(ray(1, 0, 0, RIGHT_ANGLE), 0, 1, 1);
    expectRay(ray(0, 1, 0, RIGHT_ANGLE), -1, 0, 1);
    expectRay(ray(1, 0, 0, Math.PI / 4), Math.SQRT1_2, Math.SQRT1_2, 1);
  });

  test('is tipped first, then turned up', () => {
    // The picture's right is down; looking straight down, that is backward.
    expectRay(ray(0.5, 0, -RIGHT_ANGLE, RIGHT_ANGLE), 0, 1, -0.5);
  });

  test('leads back to the point in the world that is seen there', () => {
    const anyCamera = fc.record({ pitch: within(1.2), roll: within(Math.PI) });
    const anyPoint = fc.tuple(within(5), within(3), between(1, 30));
    fc.assert(
      fc.property(anyCamera, anyPoint, ({ pitch, roll }, [right, above, ahead]) => {
        const camera = { image, focalLength: FOCAL_LENGTH, pitch, roll, height: 1.5 };
        const seen = project([right, above, ahead], camera);
        fc.pre(seen !== null);
        const found = levelledRay(seen.x, seen.y, image, FOCAL_LENGTH, pitch, roll);
        const depth = Math.hypot(right, 1.5 - above, ahead) / Math.hypot(...Object.values(found));
        expect(found.right * depth).toBeCloseTo(right, 6);
        expect(found.down * depth).toBeCloseTo(1.5 - above, 6);
        expect(found.forward * depth).toBeCloseTo(ahead, 6);
      }),
    );
  });

  test('is mirrored in a mirrored picture, with the roll turned round', () => {
    fc.assert(
      fc.property(within(1), within(1), within(1.5), within(Math.PI), (across, along, pitch, roll) => {
        const { right, down, forward } = ray(across, along, pitch, roll);
        expectRay(ray(-across, along, pitch, -roll), -right, down, forward);
      }),
    );
  });
});

describe('its length', () => {
  test('is 1 in the middle, and that of the diagonal aside', () => {
    expect(rayLength(320, 240, image, FOCAL_LENGTH)).toBe(1);
    expect(rayLength(820, 740, image, FOCAL_LENGTH)).toBeCloseTo(Math.sqrt(3), 12);
    expect(rayLength(320 - 375, 240, image, FOCAL_LENGTH)).toBeCloseTo(1.25, 12);
  });

  test('does not depend on how the camera is turned', () => {
    fc.assert(
      fc.property(within(1), within(1), within(1.5), within(Math.PI), (across, along, pitch, roll) => {
        const { right, down, forward } = ray(across, along, pitch, roll);
        expect(Math.hypot(right, down, forward)).toBeCloseTo(
          rayLength(320 + across * FOCAL_LENGTH, 240 + along * FOCAL_LENGTH, image, FOCAL_LENGTH),
          9,
        );
      }),
    );
  });
});
