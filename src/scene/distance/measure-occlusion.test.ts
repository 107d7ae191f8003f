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
        left: fc.double({ min: 100, max: 300, noNaN: true }),
        top: fc.double({ min: 50, max: 250, noNaN: true }),
        width: fc.double({ min: 20, max: 300, noNaN: true }),
        height: fc.double({ min: 20, max: 230, noNaN: true }),
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

describe('what stands on a table', () => {
  const table = asThing('dining table', boxOf('dining table', 0, 2.4));
  const cup = asThing('cup', boxOf('cup', 0, 2.6, LEVEL_CAMERA, { base: 0.73 }));

  test('is not behind it, though the table reaches lower', () => {
    expect(isBefore(table.box, cup.box)).toBe(true);
    expect(intersectionArea(table.box, cup.box)).toBeGreaterThan(0);
    // A wall there instead of the table would push the cup behind it.
    const wall = asThing('person', { left: 260, top: 200, width: 120, height: 270 });
    const onTable = measure([cup, table])[0]!;
    const alone = measure([cup])[0]!;
    expect(Math.abs(Math.log(onTable.guess / alone.guess))).toBeLessThan(0.1);
    expect(measure([{ ...cup, label: 'chair' }, wall])[0]!.guess).toBeGreaterThan(
      measure([wall])[0]!.guess * 0.99,
    );
  });

  test('is behind what covers only a part of it', () => {
    const { box } = cup;
    const person = asThing('person', { left: box.left - 60, top: 100, width: 63, height: 300 });
    const [front, back] = measure([person, cup]);
    expect(back!.guess).toBeGreaterThanOrEqual(front!.guess);
  });
});
