import { describe, expect, test } from 'vitest';
import { OBSTACLE_LABEL } from '../obstacle/label';
import { IMAGE, rendered, viewpointOf } from '../obstacle/rendered-depth.fixture';
import { sight } from '../order';
import type { SceneObject } from '../scene';
import { NOTHING_UNNAMED, surveyUnnamed, withUnnamed } from './unnamed';

const VIEWPOINT = viewpointOf();

/** A board 2 m ahead in the walker's way. */
const BOARD = { ahead: 2, left: -0.3, right: 0.3, bottom: 0.3, top: 1.6 };
const BLOCKED = rendered([BOARD], VIEWPOINT);
const FREE = rendered([], VIEWPOINT);

function frame(time: number, objects: readonly SceneObject[] = []) {
  return { time, image: IMAGE, viewpoint: VIEWPOINT, objects };
}

/** A named thing beside the way, so far off, standing at the side of the picture. */
function named(label: string, metres: number, rank: number): SceneObject {
  const box = { left: 440, top: 300, width: 40, height: 100 };
  const range = { near: metres * 0.9, best: metres, far: metres * 1.1 };
  const track = { id: rank, approach: null, timeToContact: null };
  return { ...sight({ label, score: 0.8, box }, IMAGE, VIEWPOINT.focalLength), metres: range, track, rank };
}

describe('what has no name', () => {
  test('is shown when two maps in a row have it, and no longer when it is gone', () => {
    const once = surveyUnnamed(NOTHING_UNNAMED, BLOCKED, frame(0));
    expect(once.shown).toBeNull();
    const twice = surveyUnnamed(once, BLOCKED, frame(500));
    expect(twice.shown?.metres.best).toBeCloseTo(2, 0);
    const gone = [1000, 1500, 2000].reduce((state, time) => surveyUnnamed(state, FREE, frame(time)), twice);
    expect(gone.shown).toBeNull();
  });
});

describe('among the named things it', () => {
  const { shown } = surveyUnnamed(surveyUnnamed(NOTHING_UNNAMED, BLOCKED, frame(0)), BLOCKED, frame(500));
  const list = (objects: readonly SceneObject[]) =>
    withUnnamed(objects, shown, IMAGE, VIEWPOINT).map(({ label, rank }) => [label, rank]);

  test('has its place by its distance, and the others move on', () => {
    expect(list([named('chair', 1, 1), named('person', 4, 2)])).toEqual([
      ['chair', 1],
      [OBSTACLE_LABEL, 2],
      ['person', 3],
    ]);
  });

  test('comes last where all are nearer, and alone where nothing is named', () => {
    expect(list([named('chair', 1, 1)])).toEqual([
      ['chair', 1],
      [OBSTACLE_LABEL, 2],
    ]);
    expect(list([])).toEqual([[OBSTACLE_LABEL, 1]]);
  });

  test('has the number of no track', () => {
    const [obstacle] = withUnnamed([], shown, IMAGE, VIEWPOINT);
    expect(obstacle!.track?.id).toBe(0);
  });

  test('is missing where nothing stands in the way', () => {
    const objects = [named('chair', 1, 1)];
    expect(withUnnamed(objects, null, IMAGE, VIEWPOINT)).toBe(objects);
  });
});
