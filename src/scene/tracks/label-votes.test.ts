import { describe, expect, test } from 'vitest';
import { areRelated, electLabel, vote, type Votes } from './label-votes';

const NONE: Votes = new Map();

describe('the name of a track', () => {
  test('is the one that was given with most certainty', () => {
    const votes = vote(vote(vote(NONE, 'truck', 0.5, 0), 'car', 0.4, 0.1), 'car', 0.4, 0.1);
    expect(electLabel(votes)).toBe('car');
  });

  test('does not change for one look', () => {
    const car = vote(vote(NONE, 'car', 0.6, 0), 'car', 0.6, 0.2);
    expect(electLabel(vote(car, 'truck', 0.7, 0.2))).toBe('car');
  });

  test('changes when the other one lasts', () => {
    let votes = vote(vote(vote(NONE, 'truck', 0.6, 0), 'truck', 0.6, 0.2), 'truck', 0.6, 0.2);
    for (let look = 0; look < 6; look++) votes = vote(votes, 'bus', 0.6, 0.2);
    expect(electLabel(votes)).toBe('bus');
  });

  test('stays as it was between equals', () => {
    expect(electLabel(vote(vote(NONE, 'car', 0.5, 0), 'truck', 0.5, 0))).toBe('car');
  });
});

describe('names for one thing', () => {
  test.each([
    ['car', 'truck', true],
    ['dog', 'sheep', true],
    ['person', 'person', true],
    ['obstacle', 'obstacle', true],
    ['person', 'bicycle', false],
    ['dog', 'chair', false],
    ['obstacle', 'person', false],
    ['obstacle', 'pole', false],
  ])('%s and %s: %s', (a, b, expected) => {
    expect(areRelated(a, b)).toBe(expected);
    expect(areRelated(b, a)).toBe(expected);
  });
});
