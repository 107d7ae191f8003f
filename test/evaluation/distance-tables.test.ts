import { expect, test } from 'vitest';
import { distanceTables } from './distance-tables';
import type { DistanceResult } from './evaluate-distance-set';

const KITTI: DistanceResult = {
  set: 'kitti_object',
  photos: 18,
  objects: 62,
  matched: 41,
  pairs: 69,
  nearestPhotos: 8,
  pixelRule: { pairsRight: 65.5, nearestRight: 8 },
  measured: {
    pairsRight: 68,
    nearestRight: 8,
    coverage: 1,
    insideRange: 0.9,
    medianWidth: 0.5,
    errorObjects: 31,
    medianError: 0.07,
    meanError: 0.123,
  },
};

const EMPTY: DistanceResult = {
  ...KITTI,
  set: 'empty',
  matched: 0,
  pairs: 0,
  nearestPhotos: 0,
  pixelRule: { pairsRight: 0, nearestRight: 0 },
  measured: {
    pairsRight: 0,
    nearestRight: 0,
    coverage: null,
    insideRange: null,
    medianWidth: null,
    errorObjects: 0,
    medianError: null,
    meanError: null,
  },
};

test('shows both rules side by side, all sets together, and what could not be measured as a dash', () => {
  const lines = distanceTables([KITTI, EMPTY])
    .split('\n')
    .map((line) => line.trim().split(/ {2,}/));
  const figuresOf = (set: string) => lines.filter(([name]) => name === set).map((line) => line.slice(1));
  expect(figuresOf('kitti_object')).toEqual([
    ['18', '62', '41', '0.949 (65.5 of 69)', '0.986 (68 of 69)', '8 of 8', '8 of 8'],
    ['100.0 %', '7.0 %', '12.3 %', '31', '90.0 %', '50.0 %'],
  ]);
  expect(figuresOf('empty')).toEqual([
    ['18', '62', '0', '-', '-', '0 of 0', '0 of 0'],
    ['-', '-', '-', '0', '-', '-'],
  ]);
  expect(figuresOf('together')).toEqual([
    ['36', '124', '41', '0.949 (65.5 of 69)', '0.986 (68 of 69)', '8 of 8', '8 of 8'],
  ]);
});
