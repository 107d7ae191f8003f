import { describe, expect, test } from 'vitest';
import { metreFigures, orderFigures } from './distance-metrics';

const placed = (...objects: readonly (readonly [distance: number, place: number])[]) =>
  objects.map(([distance, place]) => ({ distance, place }));

describe('order', () => {
  test('counts pairs within photos, not across them', () => {
    const right = placed([2, 1], [4, 2], [8, 3]);
    const wrong = placed([5, 1], [2, 2]);
    expect(orderFigures([right, wrong])).toEqual({
      pairs: 4,
      pairsRight: 3,
      nearestPhotos: 2,
      nearestRight: 1,
    });
  });

  test('leaves out pairs that are within 10 % of the nearer one', () => {
    expect(orderFigures([placed([10, 2], [11, 1])]).pairs).toBe(0);
    expect(orderFigures([placed([10, 2], [11.01, 1])])).toMatchObject({ pairs: 1, pairsRight: 0 });
  });

  test('counts half of a tie', () => {
    expect(orderFigures([placed([2, 1], [4, 1])])).toMatchObject({ pairs: 1, pairsRight: 0.5 });
  });

  test('takes for the nearest one who is listed first, and forgives 10 %', () => {
    expect(orderFigures([placed([2.2, 1], [2, 1])]).nearestRight).toBe(1);
    expect(orderFigures([placed([2.3, 1], [2, 1])]).nearestRight).toBe(0);
  });

  test('has nothing to say of photos with fewer than two objects', () => {
    expect(orderFigures([[], placed([3, 1])])).toEqual({
      pairs: 0,
      pairsRight: 0,
      nearestPhotos: 0,
      nearestRight: 0,
    });
  });
});

describe('metres', () => {
  const judged = (distance: number, near: number, best: number, far: number) => ({
    distance,
    metres: { near, best, far },
  });

  test('measures error, range and width over the objects that have metres, and tells how many have', () => {
    const figures = metreFigures([
      judged(10, 8, 9, 11), // 10 % off, inside, width 3 / 9
      judged(10, 10, 13, 16), // 30 % off, inside at the very edge, width 6 / 13
      judged(4, 4.1, 5, 7), // 25 % off, outside, width 2.9 / 5
      { distance: 7, metres: null },
    ]);
    expect(figures).toMatchObject({ objects: 4, told: 3, coverage: 0.75 });
    expect(figures.medianError).toBeCloseTo(0.25);
    expect(figures.meanError).toBeCloseTo((0.1 + 0.3 + 0.25) / 3);
    expect(figures.insideRange).toBeCloseTo(2 / 3);
    expect(figures.medianWidth).toBeCloseTo(6 / 13);
  });

  test('is null, not zero, where nothing was measured', () => {
    const nothing = { medianError: null, meanError: null, insideRange: null, medianWidth: null };
    expect(metreFigures([])).toEqual({ objects: 0, told: 0, coverage: null, ...nothing });
    expect(metreFigures([{ distance: 7, metres: null }])).toEqual({
      objects: 1,
      told: 0,
      coverage: 0,
      ...nothing,
    });
  });
});
