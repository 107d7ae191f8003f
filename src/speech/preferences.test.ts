import { describe, expect, test } from 'vitest';
import { PREFERENCES, sceneAt, transcript, scenesOf } from './scenes.fixture';
import { wanted } from './preferences';

const { objects } = sceneAt(0, [
  { label: 'person', score: 0.8 },
  { label: 'dog', score: 0.8, foot: 0.4 },
  { label: 'dog', score: 0.2, foot: 0.5 },
  { label: 'obstacle', score: 0.1, foot: 0.6 },
]);

function labels(announced: readonly string[] | 'all'): string[] {
  return wanted(objects, { ...PREFERENCES, announced }).map(({ label }) => label);
}

describe('what the person wants to hear of', () => {
  test('is everything that is certain enough, where all or nothing was chosen', () => {
    expect(labels('all')).toEqual(['person', 'dog', 'obstacle']);
    expect(labels([])).toEqual(['person', 'dog', 'obstacle']);
  });

  test('is what is followed, though the detector is less certain of it just now', () => {
    const track = { id: 1, approach: null, timeToContact: null };
    const followed = objects.map((object) => ({ ...object, track }));
    expect(wanted(followed, PREFERENCES).map(({ score }) => score)).toEqual([0.8, 0.8, 0.2, 0.1]);
  });

  test('is what was chosen, and an obstacle whatever was chosen', () => {
    expect(labels(['dog'])).toEqual(['dog', 'obstacle']);
    expect(labels(['cat'])).toEqual(['obstacle']);
  });

  test('so an obstacle is said by its name', () => {
    const metres = { near: 1.2, best: 1.5, far: 2 };
    const scenes = scenesOf(0, 2, () => [{ label: 'person' }, { label: 'obstacle', metres }]);
    expect(transcript(scenes, { ...PREFERENCES, announced: ['cat'] })).toEqual([
      '0.2 Obstacle, about 2 steps, ahead.',
    ]);
  });
});
