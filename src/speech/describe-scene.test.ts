import { describe, expect, test } from 'vitest';
import { describeScene } from './describe-scene';
import { de } from './phrases/de';
import { en } from './phrases/en';
import { PREFERENCES, sceneAt, type SceneOptions, type Thing } from './scenes.fixture';

function told(things: readonly Thing[], options?: SceneOptions, preferences = PREFERENCES): string {
  return describeScene(sceneAt(0, things, options), en, preferences).text;
}

describe('a scene in words', () => {
  test('is an answer, nearest first', () => {
    const scene = sceneAt(0, [
      { label: 'giraffe', at: 20, foot: 0.4 },
      { label: 'zebra', at: -20, foot: 0.2 },
    ]);
    const expected = { urgency: 'answer', language: 'en', text: 'Zebra, left. Giraffe, right.' };
    expect(describeScene(scene, en, PREFERENCES)).toEqual(expected);
    expect(describeScene(scene, de, PREFERENCES).text).toBe('Zebra, links. Giraffe, rechts.');
  });

  test('names three things and counts the others one by one', () => {
    const labels = ['person', 'dog', 'cat', 'chair', 'bench', 'car', 'car', 'bus'];
    const things = labels.map((label, index): Thing => ({ label, foot: index / 10 }));
    expect(told(things)).toBe('Person, ahead. Dog, ahead. Cat, ahead. And 5 more.');
    expect(told(things.slice(0, 4))).toMatch(/Cat, ahead\. And one more\.$/);
    expect(told(things.slice(0, 3))).toMatch(/Cat, ahead\.$/);
  });

  test('joins neighbours in the order that are alike, and none over another thing', () => {
    const zebra = (foot: number): Thing => ({ label: 'zebra', foot });
    expect(told([zebra(0.1), zebra(0.15), { label: 'giraffe', foot: 0.18 }, zebra(0.2)])).toBe(
      '2 zebras, ahead. Giraffe, ahead. Zebra, ahead.',
    );
  });

  test('tells the nearest distance of a group', () => {
    const at = (best: number) => ({ near: best, best, far: best });
    const people = [4, 3].map((best, index): Thing => ({
      label: 'person',
      foot: 0.1 * index,
      metres: at(best),
    }));
    expect(told(people, {}, { ...PREFERENCES, units: 'metres' })).toBe('2 people, 3 metres, ahead.');
  });

  test('calls ties equally near', () => {
    const tied: Thing[] = [
      { label: 'person', at: -20, foot: 0.2 },
      { label: 'chair', at: 20, foot: 0.2 },
    ];
    expect(told([...tied, { label: 'car', foot: 0.5 }])).toBe(
      'Equally near: person, left; chair, right. Car, ahead.',
    );
  });

  test('never says that nothing is there', () => {
    expect(told([])).toBe('Nothing that I know is in the picture.');
    expect(told([{ label: 'person', score: 0.1 }])).toBe('Nothing that I know is in the picture.');
    const choosy = { ...PREFERENCES, announced: ['car'] };
    expect(told([{ label: 'person' }], {}, choosy)).toBe('Nothing that you chose to hear is in the picture.');
  });

  test('tells the fault of a picture first, and nothing else of one that can’t be seen', () => {
    expect(told([{ label: 'person' }], { faults: ['dark'] })).toBe(
      'Too dark. I may miss things. Person, ahead.',
    );
    expect(told([{ label: 'person' }], { faults: ['covered'] })).toBe('Camera covered. Uncover the lens.');
    expect(told([], { faults: ['frozen'] })).not.toContain('Nothing');
  });
});
