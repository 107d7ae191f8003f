import fc from 'fast-check';
import { expect, it } from 'vitest';
import { directionOf, sideOf } from '../speech/direction';
import { glideSemitones, soundingAzimuth } from './side';

const radians = (degrees: number) => (degrees * Math.PI) / 180;
const bearings = fc.double({ min: -Math.PI, max: Math.PI, noNaN: true });

it('goes up to the right, down to the left, and stays level where the words say "ahead"', () => {
  fc.assert(
    fc.property(bearings, (bearing) => {
      const way = { left: -1, ahead: 0, right: 1 }[sideOf(directionOf(bearing))];
      expect(Math.sign(glideSemitones(bearing))).toBe(way);
    }),
  );
});

it('goes by seven semitones at least, and by ten at the edge of the picture and beyond', () => {
  expect(glideSemitones(radians(8.6))).toBeCloseTo(7, 1);
  expect(glideSemitones(radians(25))).toBeCloseTo(10);
  expect(glideSemitones(radians(-80))).toBeCloseTo(-10);
});

it('sounds from the side of the thing, farther out, and never from behind', () => {
  expect(soundingAzimuth(radians(10))).toBeCloseTo(radians(20));
  expect(soundingAzimuth(radians(-100))).toBe(-Math.PI / 2);
  fc.assert(
    fc.property(bearings, bearings, (one, other) => {
      const [left, right] = [Math.min(one, other), Math.max(one, other)];
      expect(soundingAzimuth(left)).toBeLessThanOrEqual(soundingAzimuth(right));
      expect(Math.sign(soundingAzimuth(one))).toBe(Math.sign(one));
    }),
  );
});

it.each([NaN, Infinity, -Infinity])('takes %s for ahead', (bearing) => {
  expect(glideSemitones(bearing)).toBe(0);
  expect(soundingAzimuth(bearing)).toBe(0);
});
