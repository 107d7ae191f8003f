import { expect, test } from 'vitest';
import type { Metres, Scene, SceneObject } from '../../src/scene/scene';
import { toReport, toTable } from './report';

function object(metres: Metres | null): SceneObject {
  return {
    label: 'cup',
    score: 0.51234,
    box: { left: 10, top: 20, width: 30.26, height: 40 },
    referencePx: 40,
    lowerMiddlePx: 77,
    rank: 1,
    bearing: -Math.PI / 6,
    metres,
    track: null,
  };
}

const sceneOf = (objects: readonly SceneObject[]) =>
  ({
    time: 0,
    image: { width: 200, height: 100 },
    objects,
    faults: [],
    timings: { total: 9, detect: 7.6, depth: 0, scene: 0 },
  }) as unknown as Scene;

test('a line of JSON has metres to a centimetre, or null', () => {
  const scene = sceneOf([object({ near: 1.2345, best: 1.5, far: 12.999 }), object(null)]);
  const { objects } = toReport('a.jpg', scene, 12);
  expect(objects[0]).toEqual({
    label: 'cup',
    score: 0.5123,
    box: [10, 20, 30.3, 40],
    referencePx: 40,
    metres: { near: 1.23, best: 1.5, far: 13 },
    bearing: -30,
    mask: null,
  });
  expect(objects[1]!.metres).toBeNull();
});

test('the table has metres no finer than they are known, before the pixels', () => {
  const rows = toTable('a.jpg', sceneOf([object({ near: 8.04, best: 9.96, far: 12.4 }), object(null)]))
    .split('\n')
    .map((line) => line.trim().split(/ {2,}/));
  expect(rows[2]!.slice(0, 3)).toEqual(['object', 'metres (near..best..far)', 'distance (reference pixels)']);
  expect(rows[3]!.slice(1, 4)).toEqual(['cup', '8.0..10..12', '40']);
  expect(rows[4]!.slice(1, 4)).toEqual(['cup', '-', '40']);
});
