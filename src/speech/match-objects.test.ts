import { expect, test } from 'vitest';
import { matchObjects, type Matchable, type Sighting } from './match-objects';

const box = (left: number, top: number, width = 0.2, height = 0.4) => ({ left, top, width, height });

function known(
  label: string,
  at: ReturnType<typeof box>,
  { lastSeen = 0, trackId = null as number | null } = {},
): Matchable {
  return { label, box: at, lastSeen, trackId };
}

function sighting(label: string, at: ReturnType<typeof box>, trackId: number | null = null): Sighting {
  const unused = {
    score: 1,
    referencePx: 0,
    lowerMiddlePx: 0,
    rank: 1,
    bearing: 0,
    metres: null,
    track: trackId === null ? null : { id: trackId, approach: null, timeToContact: null },
  };
  return { box: at, object: { label, box: at, ...unused } };
}

test('the same class near the same place is the same thing', () => {
  const person = known('person', box(0.4, 0.4));
  const seen = sighting('person', box(0.5, 0.45));
  expect(matchObjects([person], [seen], 200).get(seen)).toBe(person);
});

test('another class is another thing, at whatever place', () => {
  const seen = sighting('chair', box(0.4, 0.4));
  expect(matchObjects([known('person', box(0.4, 0.4))], [seen], 200).size).toBe(0);
});

test('the other side of the picture, or twice the size, is another thing', () => {
  const person = known('person', box(0, 0.4, 0.1, 0.2));
  expect(matchObjects([person], [sighting('person', box(0.8, 0.4, 0.1, 0.2))], 200).size).toBe(0);
  expect(matchObjects([person], [sighting('person', box(0, 0.3, 0.22, 0.44))], 200).size).toBe(0);
});

test('the more time has passed, the farther it may have gone, up to a second', () => {
  const person = known('person', box(0.1, 0.4, 0.1, 0.2));
  const seen = sighting('person', box(0.5, 0.4, 0.1, 0.2));
  expect(matchObjects([person], [seen], 100).size).toBe(0);
  expect(matchObjects([person], [seen], 600).size).toBe(1);
  const farther = sighting('person', box(0.85, 0.4, 0.1, 0.2));
  expect(matchObjects([person], [farther], 1000).size).toBe(0);
  expect(matchObjects([person], [farther], 4000).size).toBe(0);
});

test('each is matched once, the nearest pair first', () => {
  const left = known('person', box(0.2, 0.4));
  const right = known('person', box(0.4, 0.4));
  const seenRight = sighting('person', box(0.38, 0.4));
  const seenLeft = sighting('person', box(0.18, 0.4));
  const third = sighting('person', box(0.3, 0.4));
  const matches = matchObjects([left, right], [third, seenRight, seenLeft], 200);
  expect(matches.get(seenLeft)).toBe(left);
  expect(matches.get(seenRight)).toBe(right);
  expect(matches.has(third)).toBe(false);
});

test('the same track is the same thing, wherever it went', () => {
  const nearby = known('person', box(0.8, 0.4));
  const tracked = known('person', box(0.1, 0.4), { trackId: 7 });
  const seen = sighting('person', box(0.8, 0.4), 7);
  expect(matchObjects([nearby, tracked], [seen], 200).get(seen)).toBe(tracked);
});

test('a thing whose track was lost is found by its place under its new number', () => {
  const person = known('person', box(0.4, 0.4), { trackId: 7 });
  const seen = sighting('person', box(0.45, 0.4), 8);
  expect(matchObjects([person], [seen], 1200).get(seen)).toBe(person);
});

test('a number that another source gives to something else makes it no known thing', () => {
  const person = known('person', box(0.1, 0.4), { trackId: 1 });
  expect(matchObjects([person], [sighting('chair', box(0.1, 0.4), 1)], 200).size).toBe(0);
});
