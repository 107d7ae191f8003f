import { expect, it } from 'vitest';
import { CEILING, limiterCurve } from './limiter';

const curve = limiterCurve();
const inputOf = (index: number) => (index / (curve.length - 1)) * 2 - 1;

it('lets nothing above its ceiling, which is below full scale', () => {
  expect(CEILING).toBeLessThan(1);
  for (const output of curve) expect(Math.abs(output)).toBeLessThanOrEqual(CEILING);
});

it('leaves alone what is not loud', () => {
  for (const [index, output] of curve.entries())
    if (Math.abs(inputOf(index)) <= 0.6) expect(output).toBeCloseTo(inputOf(index), 6);
});

it('bends without a kink or a fold: a louder sound stays louder, and silence silent', () => {
  const steps = curve.slice(1).map((output, index) => output - curve[index]!);
  for (const step of steps) expect(step).toBeGreaterThan(0);
  expect(curve[(curve.length - 1) / 2]).toBe(0);
});
