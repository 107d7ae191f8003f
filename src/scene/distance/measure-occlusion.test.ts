import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { intersectionArea } from '../boxes';
import type { Box } from '../scene';
import {
  IMAGE,
  LEVEL_CAMERA,
  asThing,
  boxOf,
  drawnDepth,
  inPicture,
  thingAt,
  viewpointOfCamera,
  withoutSensors,
  between,
} from './drawn-things.fixture';
import { type Thing, measureDistances } from './measure';
import { isBefore } from './occlusion';

const VIEWPOINT = viewpointOfCamera(LEVEL_CAMERA);

const measure = (things: readonly Thing[], viewpoint = VIEWPOINT) =>
  measureDistances(things, IMAGE, viewpoint, null);

/** The upper part of a box, down to where another begins. */
const above = (box: Box, other: Box): Box => ({ ...box, height: other.top + 8 - box.top });

describe('a thing behind another', () => {
  const car = thingAt('car', 0, 7);
  const whole = boxOf('person', 0, 10);
  const behind = asThing('person', above(whole, car.box));

  test('is farther than what hides it, by size alone it would be much too far', () => {
    for (const viewpoint of [VIEWPOINT, withoutSensors(VIEWPOINT)]) {
      const [front, back] = measure([car, behind], viewpoint);
      expect(back!.guess).toBeGreaterThan(front!.guess);
      expect(back!.metres?.far ?? 20).toBeGreaterThan(10);
    }
    const [, back] = measure([car, behind]);
    const alone = measure([behind])[0]!;
    // Seen alone, the waist would be taken for the feet.
    expect(Math.abs(Math.log(back!.guess / 10))).toBeLessThan(Math.abs(Math.log(alone.guess / 10)));
  });

  test('is anywhere beyond that, when nothing else is known of it', () => {
    const person = thingAt('person', 0, 7);
    const { left, width } = person.box;
    const unknown = asThing('gadget', { left, top: 20, width, height: person.box.top - 10 });
    const [front, back] = measure([person, unknown]);
    expect(back!.guess).toBeGreaterThan(2 * front!.guess);
    // What stands between the two is beyond the first, and before the last.
    const first = asThing('person', { left: 250, top: 220, width: 52, height: 170 });
    const second = asThing('gadget', { left: 290, top: 80, width: 60, height: 150 });
    const third = asThing('gadget', { left: 345, top: 20, width: 60, height: 120 });
    const [a, b, c] = measure([first, second, third]);
    expect(b!.guess).toBeGreaterThan(2 * a!.guess);
    expect(c!.guess).toBeGreaterThan(1.2 * b!.guess);
    expect(measure([third, second, first]).map(({ guess }) => guess)).toEqual(
      [c, b, a].map((each) => each!.guess),
    );
  });

  test('is as it is when what hides it is not surely there', () => {
    const ghost = { ...car, isWitness: false };
    expect(measure([behind, ghost])[0]).toEqual(measure([behind])[0]);
  });

  test('does not take the depth of what hides it for its own', () => {
    const front = asThing('gadget', { left: 260, top: 200, width: 80, height: 180 });
    const back = asThing('gadget', { left: 280, top: 60, width: 160, height: 260 });
    const depth = drawnDepth([
      [front.box, 3],
      [back.box, 9],
    ]);
    const [, told] = measureDistances([front, back], IMAGE, { ...VIEWPOINT, height: null }, depth);
    expect(told!.guess).toBeGreaterThan(7);
  });

  test('rests on what was found of the one before it, in a row of three', () => {
    const row = [
      asThing('chair', boxOf('chair', 0, 4)),
      asThing('gadget', { left: 300, top: 150, width: 60, height: 170 }),
      asThing('gadget', { left: 310, top: 120, width: 60, height: 180 }),
    ];
    const [first, second, third] = measure(row, withoutSensors(VIEWPOINT));
    expect(second!.guess).toBeGreaterThanOrEqual(first!.guess);
    expect(third!.guess).toBeGreaterThanOrEqual(second!.guess);
  });

  test('is no nearer than that, though it is a vehicle that reaches out before its wheels', () => {
    const bench = asThing('bench', boxOf('bench', 0, 6));
    const bus = asThing('bus', inPicture(boxOf('bus', 0, 6.6)));
    const [front, back] = measure([bench, bus]);
    expect(back!.guess).toBeGreaterThanOrEqual(front!.guess);
    expect(back!.metres!.best).toBeGreaterThanOrEqual(front!.metres!.best);
    expect(back!.metres!.far).toBeGreaterThanOrEqual(back!.metres!.best);
  });

  test('never comes before it, whatever they are and wherever', () => {
    const anyThing = fc
      .record({
        label: fc.constantFrom('person', 'car', 'bus', 'chair', 'dog', 'cup', 'gadget'),
        left: between(100, 300),
        top: between(50, 250),
        width: between(20, 300),
        height: between(20, 230),
      })
      .map(({ label, ...box }) => asThing(label, box));
    const carried = (label: string) => label === 'cup' || label === 'gadget';
    fc.assert(
      fc.property(fc.array(anyThing, { minLength: 2, maxLength: 4 }), fc.boolean(), (things, sensors) => {
        const found = measure(things, sensors ? VIEWPOINT : withoutSensors(VIEWPOINT));
        things.forEach((front, i) =>
          things.forEach((back, j) => {
            const hides = isBefore(front.box, back.box) && intersectionArea(front.box, back.box) > 0;
            if (hides && !carried(back.label)) {
              expect(found[j]!.guess).toBeGreaterThanOrEqual(found[i]!.guess);
              if (found[i]!.metres && found[j]!.metres) {
                expect(found[j]!.metres.best).toBeGreaterThanOrEqual(found[i]!.metres.best);
              }
            }
          }),
        );
      }),
      { numRuns: 200 },
    );
  });
});

describe('what lies on something or is carried', () => {
  const couch = asThing('couch', boxOf('couch', 0, 4));
  const { left, top } = couch.box;
  /** So large in the picture that it must be nearer than the couch on which it sits. */
  const bear = asThing('teddy bear', { left: left + 30, top: top + 10, width: 110, height: 80 });

  test('is not behind its carrier, though that reaches lower', () => {
    expect(isBefore(couch.box, bear.box)).toBe(true);
    const [carrier, carried] = measure([couch, bear]);
    expect(carried!.guess).toBeLessThan(carrier!.guess);
    expect(Math.abs(Math.log(carried!.guess / measure([bear])[0]!.guess))).toBeLessThan(0.05);
  });

  test('is behind what covers only a part of it', () => {
    const person = asThing('person', { left: left - 20, top: 100, width: 80, height: 330 });
    const [front, back] = measure([person, bear]);
    expect(intersectionArea(person.box, bear.box)).toBeGreaterThan(0);
    expect(back!.guess).toBeGreaterThanOrEqual(front!.guess);
  });

  test('stands behind it as anything does, when it is mostly on the ground', () => {
    const dog = { ...bear, label: 'dog' };
    const [front, back] = measure([couch, dog]);
    expect(back!.guess).toBeGreaterThanOrEqual(front!.guess);
  });
});
