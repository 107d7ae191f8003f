import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Box } from '../scene';
import { findCommonShift, NO_SHIFT } from './common-motion';

const REACH = 200;
const box = (left: number, top: number, width = 40, height = 80): Box => ({ left, top, width, height });
const moved = ({ left, top, width, height }: Box, x: number, y: number) =>
  box(left + x, top + y, width, height);
const known = (label: string, at: Box) => ({ label, box: at });
const seen = (label: string, at: Box, score = 0.6) => ({ label, score, box: at });

/** Things that stand well apart. */
const places = [box(40, 200), box(160, 220, 60, 60), box(300, 180), box(420, 240, 90, 70)];

describe('the common shift', () => {
  test('is found, whatever it is', () => {
    const shift = fc.integer({ min: -100, max: 100 });
    fc.assert(
      fc.property(shift, shift, (x, y) => {
        const found = findCommonShift(
          places.map((place) => known('person', place)),
          places.map((place) => seen('person', moved(place, x, y))),
          REACH,
        );
        expect(found.x).toBeCloseTo(x, 9);
        expect(found.y).toBeCloseTo(y, 9);
      }),
    );
  });

  test('is found though one thing is gone, one is new and one goes its own way', () => {
    const found = findCommonShift(
      places.map((place) => known('person', place)),
      [
        seen('person', moved(places[0]!, 70, -20)),
        seen('person', moved(places[1]!, 70, -20)),
        seen('person', moved(places[2]!, 20, -20)),
        seen('person', box(560, 100, 42, 80)),
      ],
      REACH,
    );
    expect(found).toEqual({ x: 70, y: -20, tracks: 2 });
  });

  test('is none where one of several moved', () => {
    const found = findCommonShift(
      places.map((place) => known('person', place)),
      [...places.slice(1).map((place) => seen('person', place)), seen('person', moved(places[0]!, 60, 0))],
      REACH,
    );
    expect(found).toEqual(NO_SHIFT);
  });

  test('is none beyond what a phone can have turned', () => {
    const found = findCommonShift(
      [known('person', places[0]!)],
      [seen('person', moved(places[0]!, 150, 0))],
      100,
    );
    expect(found).toEqual(NO_SHIFT);
  });

  test('is the shortest of those that explain as much', () => {
    const alike = [seen('person', moved(places[0]!, 110, 0)), seen('person', moved(places[0]!, -60, 0))];
    expect(findCommonShift([known('person', places[0]!)], alike, REACH)).toMatchObject({ x: -60, y: 0 });
    expect(findCommonShift([known('person', places[0]!)], alike.toReversed(), REACH)).toMatchObject({
      x: -60,
      y: 0,
    });
  });

  test('is none where a thing lies nearly as well as far away', () => {
    const nearby = [seen('person', moved(places[0]!, 6, 0)), seen('person', moved(places[0]!, 150, 0))];
    expect(findCommonShift([known('person', places[0]!)], nearby, REACH).x).toBeLessThan(10);
  });

  test('of one thing alone is known to be of one', () => {
    const found = findCommonShift(
      [known('person', places[0]!)],
      [seen('person', moved(places[0]!, 50, 0))],
      REACH,
    );
    expect(found).toEqual({ x: 50, y: 0, tracks: 1 });
  });

  test('is not that of another kind or size of thing', () => {
    const to = moved(places[0]!, 50, 0);
    expect(findCommonShift([known('person', places[0]!)], [seen('car', to)], REACH)).toEqual(NO_SHIFT);
    const larger = { ...to, height: 2 * to.height };
    expect(findCommonShift([known('person', places[0]!)], [seen('person', larger)], REACH)).toEqual(NO_SHIFT);
  });

  test('is none where there is nothing', () => {
    expect(findCommonShift([], [seen('person', places[0]!)], REACH)).toEqual(NO_SHIFT);
    expect(findCommonShift([known('person', places[0]!)], [], REACH)).toEqual(NO_SHIFT);
    expect(
      findCommonShift([known('person', places[0]!)], [seen('person', moved(places[0]!, 1, 0))], 0),
    ).toEqual(NO_SHIFT);
  });
});
