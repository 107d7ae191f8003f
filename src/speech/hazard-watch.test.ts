import { describe, expect, test } from 'vitest';
import { ANNOUNCEMENT_RULES as RULES } from './announcement-rules';
import { clearedHazard, untoldHazards } from './hazard-watch';
import {
  EMPTY_MEMORY,
  presentObjects,
  remember,
  type Memory,
  type RememberedObject,
} from './remembered-objects';
import type { Said } from './remembered-objects';
import { at, scenesOf, type Thing } from './scenes.fixture';

const NOW = 5000;

const chairInTheWay: Thing = { label: 'chair', size: 0.1, metres: at(1.3) };

const seenTwice = scenesOf(0, 0.4, () => [chairInTheWay]);
const [chair] = presentObjects(
  seenTwice.reduce((memory, scene) => remember(memory, scene, () => true), EMPTY_MEMORY),
);

const inTheWay: Said = {
  at: NOW - 2000,
  direction: 'ahead',
  zone: 'twoSteps',
  hazard: 'inPath',
  groupSize: 1,
  texts: [],
};

/** The chair was told as a hazard, was one last 1.5 s ago, and stands beside the way since, or as is given. */
const told = (changes: Partial<RememberedObject> = {}): RememberedObject => ({
  ...chair!,
  said: inTheWay,
  looks: [],
  lastHazardAt: NOW - 1500,
  lastSeen: NOW,
  inPath: false,
  ...changes,
});

const memoryOf = (...objects: RememberedObject[]): Memory => ({ objects, nextId: 9, time: NOW });

const leftEdge = { left: 0.01, top: 0, width: 0.2, height: 0.4 };
const rightEdge = { ...leftEdge, left: 0.79 };
const outOfSight = { lastSeen: NOW - RULES.absentAfterMs };

describe('a hazard that was told', () => {
  test.each<[string, Partial<RememberedObject>]>([
    ['stands beside the way', {}],
    ['stands in the way, farther off', { inPath: true, zone: 'fourSteps', metres: at(2.5) }],
    ['has just been no hazard for long enough', { lastHazardAt: NOW - RULES.clearHoldMs }],
    ['has been none for almost too long', { lastHazardAt: NOW - RULES.clearStaleMs + 1 }],
    ['left the picture to the left', { ...outOfSight, box: leftEdge, bearing: -0.4 }],
    ['left the picture to the right', { ...outOfSight, box: rightEdge, bearing: 0.4 }],
  ])('is cleared when it %s', (_, changes) => {
    expect(clearedHazard(memoryOf(told(changes)))?.label).toBe('chair');
  });

  test.each<[string, Partial<RememberedObject>]>([
    ['stands in the way as near', { inPath: true }],
    ['came nearer', { inPath: true, zone: 'reach', metres: at(0.5) }],
    ['was a hazard a moment ago', { lastHazardAt: NOW - RULES.clearHoldMs + 1 }],
    ['was a hazard too long ago', { lastHazardAt: NOW - RULES.clearStaleMs }],
    ['was told as news only', { said: { ...inTheWay, hazard: null } }],
    ['was never told', { said: null }],
    ['vanished from before the person', { ...outOfSight, box: { ...leftEdge, left: 0.4 }, bearing: 0 }],
    [
      'vanished beside, well inside the picture',
      { ...outOfSight, box: { ...leftEdge, left: 0.1 }, bearing: -0.4 },
    ],
    ['vanished, as wide as the picture', { ...outOfSight, box: { ...leftEdge, width: 0.98 }, bearing: 0 }],
    ['flickers at the side', { lastSeen: NOW - RULES.absentAfterMs + 1, box: leftEdge, bearing: -0.4 }],
  ])('is not cleared when it %s', (_, changes) => {
    expect(clearedHazard(memoryOf(told(changes)))).toBeNull();
  });

  test('is not cleared while another thing is a hazard, told or not', () => {
    const other = { ...chair!, id: 8, lastSeen: NOW };
    expect(untoldHazards(memoryOf(told(), other)).map(({ object }) => object.id)).toEqual([8]);
    expect(clearedHazard(memoryOf(told(), other))).toBeNull();
    expect(clearedHazard(memoryOf(told(), { ...other, said: inTheWay }))).toBeNull();
  });
});

test('only what is worse than it was told is untold', () => {
  const stages = (hazard: Said['hazard']) =>
    untoldHazards(memoryOf({ ...chair!, lastSeen: NOW, said: { ...inTheWay, hazard } })).map(
      ({ stage }) => stage,
    );
  expect(stages(null)).toEqual(['inPath']);
  expect(stages('inPath')).toEqual([]);
  expect(stages('imminent')).toEqual([]);
});
