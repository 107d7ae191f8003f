import { describe, expect, test } from 'vitest';
import type { Scene } from '../scene/scene';
import { EMPTY_MEMORY, presentObjects, remember, withSaid } from './remembered-objects';
import { at, sceneAt, scenesOf, type Thing } from './scenes.fixture';

const person: Thing = { label: 'person', at: -20 };
const chair: Thing = { label: 'chair', at: 20, foot: 0.5 };

const after = (scenes: readonly Scene[]) =>
  scenes.reduce((memory, scene) => remember(memory, scene, () => true), EMPTY_MEMORY);

const labels = (scenes: readonly Scene[]) => presentObjects(after(scenes)).map(({ label }) => label);

describe('what is present', () => {
  test('was seen in two of three looks, one of them the newest', () => {
    expect(labels(scenesOf(0, 0.2, () => [person]))).toEqual([]);
    expect(labels(scenesOf(0, 0.4, () => [person]))).toEqual(['person']);
    expect(labels([sceneAt(0, [person]), sceneAt(0.2, []), sceneAt(0.4, [person])])).toEqual(['person']);
    expect(labels([...scenesOf(0, 2, () => [person]), sceneAt(2, [])])).toEqual([]);
  });

  test('was seen again at all, after an absence in which it was remembered', () => {
    const scenes = [...scenesOf(0, 1, () => [person]), ...scenesOf(1, 2, () => []), sceneAt(2, [person])];
    expect(labels(scenes)).toEqual(['person']);
  });

  test('was seen once, where it was tracked before it came into the scene', () => {
    const scene = sceneAt(0, [person]);
    const tracked = scene.objects.map((object) => ({
      ...object,
      track: { id: 1, approach: null, timeToContact: null },
    }));
    expect(labels([{ ...scene, objects: tracked }])).toEqual(['person']);
  });

  test('keeps its identity through a short absence and loses it in a long one', () => {
    const before = scenesOf(0, 1, () => [person]);
    const ids = (gap: number) =>
      presentObjects(
        after([...before, ...scenesOf(1, 1 + gap, () => []), ...scenesOf(1 + gap, 2 + gap, () => [person])]),
      ).map(({ id }) => id);
    const [first] = presentObjects(after(before));
    expect(ids(3)).toEqual([first!.id]);
    expect(ids(5)).not.toEqual([first!.id]);
  });

  test('a repeated look shows what it showed', () => {
    const looks = scenesOf(0, 1, () => [person, chair]);
    expect(labels([...looks, sceneAt(1, [person, chair], { looked: false })])).toEqual(['person', 'chair']);
  });

  test('a repeated look that was not taken in brings nothing back', () => {
    const looks = scenesOf(0, 1, () => [person]);
    expect(labels([...looks, sceneAt(1, [], { looked: false })])).toEqual([]);
    expect(labels([...looks, sceneAt(1, [{ ...person, at: 20 }], { looked: false })])).toEqual([]);
  });

  test('a scene older than the newest changes nothing', () => {
    const memory = after(scenesOf(0, 1, () => [person]));
    expect(remember(memory, sceneAt(0.5, [chair]), () => true)).toBe(memory);
  });
});

test('what is known of a thing follows the newest look', () => {
  const near = { label: 'chair', at: 20, size: 0.1, metres: at(2) };
  const track = { id: 1, approach: 1, timeToContact: 4 };
  const scenes = [
    ...scenesOf(0, 1, () => [{ ...near, track }]),
    sceneAt(1, [{ ...near, at: 18, metres: at(1.9) }]),
  ];
  const [known] = presentObjects(after(scenes));
  expect(known).toMatchObject({ trackId: null, timeToContact: null, metres: at(1.9), direction: 'right' });
  expect(known!.bearing).toBeCloseTo((18 * Math.PI) / 180);
  const [before] = presentObjects(after(scenes.slice(0, -1)));
  expect(before).toMatchObject({ id: known!.id, trackId: 1, timeToContact: 4, metres: at(2) });
});

test('in the way is what lies in the corridor itself, without the margin of what moves', () => {
  const inPath = (angle: number) =>
    presentObjects(after(scenesOf(0, 1, () => [{ ...person, at: angle, size: 0.05, metres: at(3) }])))[0]!
      .inPath;
  // 0.45 m beside the way ahead are 8.6 degrees at 3 m; the box is 1.3 degrees wide on each side.
  expect(inPath(9)).toBe(true);
  expect(inPath(12)).toBe(false);
});

test('what was said is kept by object, and can be taken back', () => {
  const memory = after(scenesOf(0, 1, () => [person, chair]));
  const [nearest, other] = presentObjects(memory);
  const said = { at: 1000, direction: 'left', zone: 'far', hazard: null, groupSize: 1, texts: [] } as const;
  const told = withSaid(memory, new Map([nearest!, other!].map(({ id }) => [id, said])));
  expect(presentObjects(told).map((object) => object.said?.at)).toEqual([1000, 1000]);
  const back = withSaid(told, new Map([[other!.id, null]]));
  expect(presentObjects(back).map((object) => object.said?.at)).toEqual([1000, undefined]);
});
