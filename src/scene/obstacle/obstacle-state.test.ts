import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Obstacle } from './find-obstacle';
import { NO_OBSTACLE, updateObstacle } from './obstacle-state';

function obstacle(left: number, best: number): Obstacle {
  return {
    box: { left, top: 100, width: 60, height: 200 },
    metres: { near: best / 1.5, best, far: best * 1.5 },
  };
}

const POST = obstacle(200, 2);
const SAME = obstacle(220, 1.8);
const ELSEWHERE = obstacle(400, 2);
const NEARER = obstacle(200, 1);

/** One map each 200 ms unless told; what is shown after each. */
function shown(found: readonly (Obstacle | null)[], pause = 200): (Obstacle | null)[] {
  let state = NO_OBSTACLE;
  return found.map((each, index) => {
    const update = updateObstacle(state, each, index * pause);
    state = update.state;
    return update.shown;
  });
}

describe('an obstacle over time', () => {
  test('is shown when it is seen again, and as it was seen last', () => {
    expect(shown([POST, SAME, POST])).toEqual([null, SAME, POST]);
    expect(shown([POST, null, SAME])).toEqual([null, null, SAME]);
  });

  test.each([
    ['after two maps without it', [POST, null, null, POST]],
    ['elsewhere', [POST, ELSEWHERE, POST, ELSEWHERE]],
    ['at another distance', [POST, NEARER, POST, NEARER]],
    ['once', [null, POST, null, null]],
  ])('is not shown when it is seen %s', (_, found) => {
    expect(shown(found)).toEqual(found.map(() => null));
  });

  test('stays while maps miss it, for 600 ms', () => {
    expect(shown([POST, POST, null, null, POST])).toEqual([null, POST, POST, POST, POST]);
    expect(shown([POST, POST, null, null, null, null])).toEqual([null, POST, POST, POST, null, null]);
  });

  test('stays while one slow map misses it, not two', () => {
    expect(shown([POST, POST, null, null], 700)).toEqual([null, POST, POST, null]);
  });

  test('gives way to another one that is seen again', () => {
    expect(shown([POST, POST, NEARER, NEARER])).toEqual([null, POST, POST, NEARER]);
  });

  test('is forgotten after two seconds, and when time begins anew', () => {
    expect(shown([POST, POST, POST], 2001)).toEqual([null, null, null]);
    const { state } = updateObstacle(updateObstacle(NO_OBSTACLE, POST, 900).state, POST, 1000);
    expect(updateObstacle(state, null, 500)).toEqual({ state: NO_OBSTACLE, shown: null });
    expect(updateObstacle(state, null, 1100).shown).toBe(POST);
  });

  test('changes only to what is seen, for the second time in three maps', () => {
    const anything = fc.constantFrom(POST, SAME, ELSEWHERE, NEARER, null);
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 40 }), (found) => {
        shown(found).forEach((each, index, all) => {
          if (each === null || each === all[index - 1]) return;
          expect(each).toBe(found[index]);
          const lately = [...found.slice(Math.max(0, index - 2), index), all[index - 1]];
          const places = lately.map((other) => other?.box.left);
          expect(places.some((left) => left !== undefined && Math.abs(left - each.box.left) < 60)).toBe(true);
        });
      }),
    );
  });
});
