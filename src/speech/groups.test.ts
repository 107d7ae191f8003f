import { describe, expect, test } from 'vitest';
import { ANNOUNCEMENT_RULES as RULES } from './announcement-rules';
import { groupAlike, nameGroup, nearnessOf, type Placed } from './groups';
import { at, sceneAt } from './scenes.fixture';

const person = (changes: Partial<Placed> = {}): Placed => ({
  label: 'person',
  metres: null,
  bearing: 0,
  direction: 'ahead',
  nearness: 0.2,
  ...changes,
});

const sizes = (...things: Placed[]) => groupAlike(things).map(({ length }) => length);

describe('alike', () => {
  test.each<[string, Partial<Placed>, number[]]>([
    ['the same place', {}, [2]],
    ['another class', { label: 'dog' }, [1, 1]],
    ['another direction', { direction: 'left' }, [1, 1]],
    ['almost too far up the picture', { nearness: 0.2 + RULES.groupByPicture - 0.01 }, [2]],
    ['too far up the picture', { nearness: 0.2 + RULES.groupByPicture + 0.01 }, [1, 1]],
  ])('%s', (_, changes, expected) => {
    expect(sizes(person(), person(changes))).toEqual(expected);
  });

  test('by metres where both have them, whichever is nearer; by the picture where one has none', () => {
    const near = person({ metres: at(4) });
    const almost = person({ metres: at(4 * RULES.groupByMetres - 0.1), nearness: 0.9 });
    const beyond = person({ metres: at(4 * RULES.groupByMetres + 0.1) });
    expect(sizes(near, almost)).toEqual([2]);
    expect(sizes(almost, near)).toEqual([2]);
    expect(sizes(near, beyond)).toEqual([1, 1]);
    expect(sizes(beyond, near)).toEqual([1, 1]);
    expect(sizes(near, person())).toEqual([2]);
  });

  test('as the first of them, so that a queue is not one group', () => {
    const queue = [0, 0.1, 0.2, 0.3].map((nearness) => person({ nearness }));
    expect(sizes(...queue)).toEqual([2, 2]);
  });

  test('only beside each other in the order: what comes between is told between', () => {
    expect(sizes(person(), person({ label: 'dog' }), person())).toEqual([1, 1, 1]);
  });
});

describe('a group as one thing', () => {
  test('is where the first is, as far as the nearest, and so many', () => {
    const group = [person({ bearing: 0.1, metres: at(3) }), person(), person({ metres: at(2) })];
    expect(nameGroup(group)).toEqual({
      label: 'person',
      direction: 'ahead',
      bearing: 0.1,
      metres: at(2),
      count: 3,
    });
  });

  test('has no distance where none of them has', () => {
    expect(nameGroup([person()])).toMatchObject({ metres: null, count: 1 });
  });
});

test('nearness is the same at any size of the picture', () => {
  const [object] = sceneAt(0, [{ label: 'person' }]).objects;
  const twice = { ...object!, referencePx: object!.referencePx * 2 };
  expect(nearnessOf(twice, 1280)).toBe(nearnessOf(object!, 640));
});
