import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { placeOf } from '../sounds/place';
import { metres } from './guidance.fixture';
import { tickInterval } from './ticks';

const degrees = (angle: number) => (angle * Math.PI) / 180;
const anyAngle = fc.double({ min: -Math.PI / 2, max: Math.PI / 2, noNaN: true });
const anyNearness = fc.double({ min: 0, max: 1, noNaN: true });

describe('ticks', () => {
  it('go from 1200 ms at the side of the picture and far to 120 ms in the middle and within reach', () => {
    expect(tickInterval({ bearing: degrees(26), nearness: 0 })).toBeCloseTo(1200, 6);
    expect(tickInterval({ bearing: degrees(-26), nearness: 0 })).toBeCloseTo(1200, 6);
    expect(tickInterval({ bearing: 0, nearness: 1 })).toBeCloseTo(120, 6);
  });

  it('tell the middle from the side by more than twice the speed, however far the thing is', () => {
    const atSide = tickInterval({ bearing: degrees(25), nearness: 0 });
    expect(tickInterval({ bearing: 0, nearness: 0 })).toBeLessThan(atSide / 2);
  });

  test('are the same on both sides, and never out of their range', () => {
    fc.assert(
      fc.property(anyAngle, anyNearness, (bearing, nearness) => {
        const interval = tickInterval({ bearing, nearness });
        expect(tickInterval({ bearing: -bearing, nearness })).toBe(interval);
        expect(interval).toBeGreaterThanOrEqual(120 - 1e-6);
        expect(interval).toBeLessThanOrEqual(1200 + 1e-6);
      }),
    );
  });

  test('never slow down toward the middle, or nearer', () => {
    fc.assert(
      fc.property(anyAngle, anyAngle, anyNearness, anyNearness, (angle, other, nearness, otherNearness) => {
        const [inner, outer] = [Math.abs(angle), Math.abs(other)].sort((a, b) => a - b) as [number, number];
        const [farther, nearer] = [nearness, otherNearness].sort((a, b) => a - b) as [number, number];
        const interval = tickInterval({ bearing: outer, nearness: farther });
        expect(tickInterval({ bearing: inner, nearness: farther })).toBeLessThanOrEqual(interval);
        expect(tickInterval({ bearing: outer, nearness: nearer })).toBeLessThanOrEqual(interval);
      }),
    );
  });

  test('quicken by every degree and every step of the way, where a thing is in the picture', () => {
    const inPicture = fc.integer({ min: 0, max: 24 });
    fc.assert(
      fc.property(inPicture, fc.integer({ min: 1, max: 14 }), (angle, distance) => {
        const at = (more: number, step: number) =>
          tickInterval(
            placeOf({ bearing: degrees(angle + more), metres: metres(distance - step), nearness: 0.2 }),
          );
        expect(at(1, 0)).toBeGreaterThan(at(0, 0));
        if (distance > 1) expect(at(0, 0)).toBeGreaterThan(at(0, 0.7));
      }),
    );
  });
});
