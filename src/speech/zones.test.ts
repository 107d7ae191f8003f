import { describe, expect, test } from 'vitest';
import { isNearer, steadyZone, zoneOf, ZONES, type Zone } from './zones';

const near = (best: number) => ({ metres: { near: best * 0.8, best, far: best * 1.2 }, nearness: 0 });
const inPicture = (nearness: number) => ({ metres: null, nearness });

describe('zones', () => {
  test.each([
    [0.5, 'reach'],
    [1, 'twoSteps'],
    [2, 'fourSteps'],
    [5, 'eightSteps'],
    [6, 'far'],
    [20, 'far'],
  ] as const)('%d m is "%s"', (metres, zone) => {
    expect(zoneOf(near(metres))).toBe(zone);
  });

  test('without metres the foot in the picture tells, nearest at its lower edge', () => {
    const zones = [0, 0.1, 0.2, 0.3, 0.6].map((nearness) => zoneOf(inPicture(nearness)));
    expect(zones).toEqual(ZONES);
  });

  test('are ordered', () => {
    expect(isNearer('reach', 'far')).toBe(true);
    expect(isNearer('far', 'reach')).toBe(false);
    expect(isNearer('far', 'far')).toBe(false);
  });
});

describe('a steady zone', () => {
  test.each<[number, Zone, Zone]>([
    [2.9, 'eightSteps', 'eightSteps'],
    [2.3, 'eightSteps', 'fourSteps'],
    [3.5, 'fourSteps', 'fourSteps'],
    [3.8, 'fourSteps', 'eightSteps'],
    [0.9, 'far', 'twoSteps'],
    [1.4, 'far', 'fourSteps'],
    [20, 'reach', 'far'],
    [0.5, 'reach', 'reach'],
  ])('at %d m after "%s" is "%s"', (metres, former, zone) => {
    expect(steadyZone(near(metres), former)).toBe(zone);
  });

  test('holds in the picture, too', () => {
    expect(steadyZone(inPicture(0.24), 'eightSteps')).toBe('eightSteps');
    expect(steadyZone(inPicture(0.19), 'eightSteps')).toBe('fourSteps');
  });
});
