import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DeviceAngles, between, cameraAxes, orientationOf } from './orientation-angles';

const DEGREE = Math.PI / 180;
const of = (alpha: number, beta: number, gamma: number, screenAngle = 0) =>
  orientationOf(cameraAxes({ alpha, beta, gamma }, screenAngle));

const turn = (from: number, to: number) => fc.double({ min: from, max: to, noNaN: true });
/** Within the ranges that the event gives. */
const anyAngles: fc.Arbitrary<DeviceAngles> = fc.record({
  alpha: turn(0, 360),
  beta: turn(-180, 180),
  gamma: turn(-90, 90),
});

describe('the back camera of a phone', () => {
  it.each<[string, Parameters<typeof of>, { pitch: number; roll: number }]>([
    ['upright, its back to the horizon', [0, 90, 0], { pitch: 0, roll: 0 }],
    ['upright, its top leaning away by 30 degrees', [0, 60, 0], { pitch: -30, roll: 0 }],
    ['upright, its top leaning back by 20 degrees', [0, 110, 0], { pitch: 20, roll: 0 }],
    ['with its top to the left, the screen turned along', [0, 0, -90, 90], { pitch: 0, roll: 0 }],
    ['with its top to the right, the screen turned along', [0, 0, 90, 270], { pitch: 0, roll: 0 }],
    ['with its top to the left, leaning down by 30 degrees', [0, 0, -60, 90], { pitch: -30, roll: 0 }],
    ['with its top to the right, leaning down by 30 degrees', [0, 0, 60, 270], { pitch: -30, roll: 0 }],
    ['on its head, the screen turned along', [0, -90, 0, 180], { pitch: 0, roll: 0 }],
    ['flat on a table', [0, 0, 0], { pitch: -90, roll: 0 }],
    ['flat on a table, turned', [77, 0, 0, 90], { pitch: -90, roll: 0 }],
    ['flat on a table, the screen upside down', [0, 0, 0, 180], { pitch: -90, roll: 0 }],
    ['flat under a ceiling, its screen down', [0, 180, 0], { pitch: 90, roll: 0 }],
  ])('%s', (_, angles, { pitch, roll }) => {
    const orientation = of(...angles);
    expect(orientation.pitch / DEGREE).toBeCloseTo(pitch, 5);
    expect(orientation.roll / DEGREE).toBeCloseTo(roll, 5);
    expect(orientation.heading).not.toBeNaN();
  });

  it('that is tipped clockwise rolls to the positive side', () => {
    // Upright and facing north, then turned clockwise by 10 degrees about the view, as seen from behind: the top of
    // the phone points 10 degrees from up toward the east, and beta is what its height leaves.
    const tipped = 10 * DEGREE;
    const top = [Math.sin(tipped), 0, Math.cos(tipped)];
    const { up } = cameraAxes({ alpha: 270, beta: 80, gamma: 90 }, 0);
    up.forEach((value, index) => expect(value).toBeCloseTo(top[index]!, 5));
    const { pitch, roll, heading } = of(270, 80, 90);
    expect([pitch, roll, heading].map((angle) => angle / DEGREE)).toEqual([
      expect.closeTo(0, 5),
      expect.closeTo(10, 5),
      expect.closeTo(0, 5),
    ]);
  });

  it('flat on a table has the heading of the upper side of its picture', () => {
    expect(of(90, 0, 0).heading / DEGREE).toBeCloseTo(-90, 5);
    expect(of(90, 0, 0, 90).heading / DEGREE).toBeCloseTo(0, 5);
  });

  it('turned to the right has a greater heading', () => {
    const north = of(0, 90, 0).heading;
    // alpha grows counterclockwise, seen from above
    expect((of(350, 90, 0).heading - north) / DEGREE).toBeCloseTo(10, 5);
  });
});

describe('for any reading', () => {
  it('the axes are a right-handed frame of unit vectors', () => {
    fc.assert(
      fc.property(anyAngles, fc.constantFrom(0, 90, 180, 270), (angles, screenAngle) => {
        const { right, up, forward } = cameraAxes(angles, screenAngle);
        for (const axis of [right, up, forward]) expect(Math.hypot(...axis)).toBeCloseTo(1, 9);
        const cross = [
          right[1] * forward[2] - right[2] * forward[1],
          right[2] * forward[0] - right[0] * forward[2],
          right[0] * forward[1] - right[1] * forward[0],
        ];
        cross.forEach((value, index) => expect(value).toBeCloseTo(up[index]!, 9));
      }),
    );
  });

  it('no angle is NaN, pitch is within a quarter turn', () => {
    fc.assert(
      fc.property(anyAngles, fc.constantFrom(0, 90, 180, 270), (angles, screenAngle) => {
        const { pitch, roll, heading } = orientationOf(cameraAxes(angles, screenAngle));
        expect(Math.abs(pitch)).toBeLessThanOrEqual(Math.PI / 2);
        for (const angle of [roll, heading]) expect(Math.abs(angle)).toBeLessThanOrEqual(Math.PI);
      }),
    );
  });

  it('turning the screen changes the roll by that turn, and neither pitch nor heading', () => {
    fc.assert(
      fc.property(
        anyAngles.filter(
          ({ beta, gamma }) => Math.abs(Math.cos(beta * DEGREE) * Math.cos(gamma * DEGREE)) < 0.99,
        ),
        fc.constantFrom(90, 180, 270),
        (angles, screenAngle) => {
          const natural = orientationOf(cameraAxes(angles, 0));
          const turned = orientationOf(cameraAxes(angles, screenAngle));
          expect(turned.pitch).toBeCloseTo(natural.pitch, 9);
          expect(turned.heading).toBeCloseTo(natural.heading, 9);
          // A device turned counterclockwise has rolled to the left; its picture has not.
          expect(Math.cos(turned.roll - natural.roll - screenAngle * DEGREE)).toBeCloseTo(1, 9);
        },
      ),
    );
  });
});

describe('upright, where alpha and gamma of the event jump', () => {
  it('two readings of one attitude give one orientation', () => {
    // At beta 90 only alpha + gamma counts: 10 + 20 is 350 + 40.
    const [first, second] = [of(10, 90, 20), of(350, 90, 40)];
    expect(first.pitch).toBeCloseTo(second.pitch, 9);
    expect(first.roll).toBeCloseTo(second.roll, 9);
    expect(first.heading).toBeCloseTo(second.heading, 9);
  });

  it('a phone that leans through the upright by a hundredth of a degree moves by that much', () => {
    // Past the upright the event flips: gamma stays within a quarter turn, alpha and beta take the rest.
    const before = of(40, 89.995, 0);
    const after = of(220, 89.995, 180);
    expect((after.pitch - before.pitch) / DEGREE).toBeCloseTo(0.01, 4);
    expect(after.heading).toBeCloseTo(before.heading, 6);
  });
});

describe('between two readings', () => {
  it('lies what lies between them, as unit vectors', () => {
    const from = cameraAxes({ alpha: 355, beta: 85, gamma: 2 }, 0);
    const to = cameraAxes({ alpha: 5, beta: 95, gamma: -2 }, 0);
    const middle = between(from, to, 0.5);
    for (const axis of Object.values(middle) as number[][]) expect(Math.hypot(...axis)).toBeCloseTo(1, 9);
    expect(orientationOf(middle).pitch / DEGREE).toBeCloseTo(0, 1);
    expect(orientationOf(middle).heading / DEGREE).toBeCloseTo(0, 1);
  });

  it('at their ends lie the readings themselves', () => {
    const [from, to] = [10, 20].map((beta) => cameraAxes({ alpha: 1, beta, gamma: 3 }, 90)) as [never, never];
    for (const [share, reading] of [
      [0, from],
      [1, to],
    ] as const) {
      const { pitch, roll, heading } = orientationOf(reading);
      expect(orientationOf(between(from, to, share))).toEqual({
        pitch: expect.closeTo(pitch, 9) as number,
        roll: expect.closeTo(roll, 9) as number,
        heading: expect.closeTo(heading, 9) as number,
      });
    }
  });
});
