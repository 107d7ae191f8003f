import { describe, expect, test } from 'vitest';
import { overhangOf } from './overhang';

/** Half of what a vehicle of this length reaches out beyond each of its axles. */
const halfOverhang = (length: number, wheelbase: number) => (length - wheelbase) / 2 / 2;

describe('how far a vehicle reaches out before its wheels', () => {
  test.each([
    ['car', halfOverhang(4.3, 2.6)],
    ['truck', halfOverhang(7, 4.2)],
    ['bus', halfOverhang(12, 5.9)],
  ])('is for a %s half of its overhang', (label, metres) => {
    expect(Math.abs(overhangOf(label) - metres)).toBeLessThan(0.03);
  });

  test('is nothing for anything else, not even for words that every object has', () => {
    for (const label of ['person', 'bicycle', 'chair', 'train', 'constructor', 'toString', '']) {
      expect(overhangOf(label)).toBe(0);
    }
  });
});
