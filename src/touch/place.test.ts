import { describe, expect, test } from 'vitest';
import { sceneAt } from '../speech/scenes.fixture';
import { placeOf } from './place';

const placeAt = (best?: number, foot = 0.3) => {
  const metres = best === undefined ? {} : { metres: { near: best, best, far: best } };
  const { objects, image } = sceneAt(0, [{ label: 'chair', at: 20, foot, ...metres }]);
  return placeOf(objects[0]!, image);
};

describe('a thing is heard', () => {
  test('from its side', () => {
    expect(placeAt().bearing).toBeCloseTo((20 * Math.PI) / 180, 1);
  });

  test('near within reach, not near where it is far', () => {
    expect([placeAt(0.3), placeAt(0.8), placeAt(15), placeAt(100)].map(({ nearness }) => nearness)).toEqual([
      1, 1, 0, 0,
    ]);
  });

  test('nearer by as much as often as it is at half the distance', () => {
    const [eight, four, two] = [placeAt(8), placeAt(4), placeAt(2)].map(({ nearness }) => nearness);
    expect(four! - eight!).toBeGreaterThan(0.2);
    expect(four! - eight!).toBeCloseTo(two! - four!, 6);
  });

  test('by its place in the picture where no distance is known', () => {
    expect(placeAt(undefined, 0.25).nearness).toBeCloseTo(0.75, 6);
    expect(placeAt(undefined, 0).nearness).toBe(1);
  });
});
