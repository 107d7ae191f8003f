import { expect, test } from 'vitest';
import type { Box } from '../../src/scene/scene';
import { matchTruth } from './match-truth';

const at = (left: number, width = 100): Box => ({ left, top: 0, width, height: 100 });
const found = (label: string, box: Box) => ({ label, box });
const truth = (label: string, box: Box, distance = 5) => ({ labels: [label], box, distance });

/** The matches as pairs of places in the two lists. */
function places(
  ones: Parameters<typeof matchTruth>[0],
  { objects, ignored = [] }: Partial<Parameters<typeof matchTruth>[1]>,
): number[][] {
  return matchTruth(ones, { objects: objects!, ignored }).map((match) => [
    ones.indexOf(match.found),
    objects!.indexOf(match.truth),
  ]);
}

test('a box belongs to the true box that it overlaps enough and whose name it has', () => {
  // Shifted by 48 of 100 pixels: 52 of 148 is .351; by 49: 51 of 149 is .342.
  expect(places([found('car', at(48))], { objects: [truth('car', at(0))] })).toEqual([[0, 0]]);
  expect(places([found('car', at(49))], { objects: [truth('car', at(0))] })).toEqual([]);
  expect(places([found('bus', at(0))], { objects: [truth('car', at(0))] })).toEqual([]);
});

test('an object may have several names that are right', () => {
  const van = { labels: ['car', 'truck'], box: at(0), distance: 5 };
  expect(places([found('truck', at(0))], { objects: [van] })).toEqual([[0, 0]]);
});

test('the best overlap is matched first, whatever the order, and each object once', () => {
  const objects = [truth('car', at(0)), truth('car', at(40))];
  // The first one overlaps both true boxes; the second one only the first of them, and better.
  const ones = [found('car', at(20)), found('car', at(2)), found('car', at(4))];
  expect(places(ones, { objects })).toEqual([
    [0, 1],
    [1, 0],
  ]);
  expect(places(ones.toReversed(), { objects })).toEqual([
    [1, 0],
    [2, 1],
  ]);
});

test('what fits an ignored region better is no longer there for a true object', () => {
  const objects = [truth('person', at(0))];
  const ones = [found('person', at(30))];
  const ignoredAs = (labels: string[] | null) => [{ labels, box: at(35) }];
  expect(places(ones, { objects })).toEqual([[0, 0]]);
  expect(places(ones, { objects, ignored: ignoredAs(['person']) })).toEqual([]);
  expect(places(ones, { objects, ignored: ignoredAs(null) })).toEqual([]);
  expect(places(ones, { objects, ignored: ignoredAs(['car']) })).toEqual([[0, 0]]);
});
