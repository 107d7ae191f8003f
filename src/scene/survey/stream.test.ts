import { describe, expect, test } from 'vitest';
import {
  IMAGE,
  LEVEL_CAMERA,
  boxOf,
  drawnDepth,
  inPicture,
  viewpointOfCamera,
  withoutSensors,
} from '../distance/drawn-things.fixture';
import type { Box, DepthMap, Detection, SceneObject } from '../scene';
import { type CarriedDepth, INITIAL_STREAM, type StreamFrame, type StreamState, surveyFrame } from './stream';

const EVERY_MS = 200;
const VIEWPOINT = viewpointOfCamera(LEVEL_CAMERA);

const detected = (label: string, box: Box, score = 0.9): Detection => ({ label, score, box });
const at = (label: string, right: number, ahead: number, score = 0.9) =>
  detected(label, inPicture(boxOf(label, right, ahead)), score);

/** What a stream shows, frame after frame. */
class Stream {
  state: StreamState = INITIAL_STREAM;
  time = 1000;

  see(detections: readonly Detection[], more: Partial<StreamFrame> = {}): SceneObject[] {
    const { state, objects } = surveyFrame(this.state, detections, {
      ...{ time: this.time, image: IMAGE, viewpoint: VIEWPOINT, depth: null },
      ...{ minimumScore: 0.4, isTrusted: true },
      ...more,
    });
    this.state = state;
    this.time += EVERY_MS;
    return objects;
  }

  /** The same for so many frames; gives the last one. */
  seeFor(frames: number, detections: readonly Detection[], more: Partial<StreamFrame> = {}): SceneObject[] {
    let objects: SceneObject[] = [];
    for (let frame = 0; frame < frames; frame += 1) objects = this.see(detections, more);
    return objects;
  }
}

const labelsOf = (objects: readonly SceneObject[]) => objects.map(({ label }) => label);

describe('a thing in a stream', () => {
  test('keeps its number while it comes nearer, and tells how fast', () => {
    const stream = new Stream();
    const numbers = new Set<number>();
    let last: SceneObject | undefined;
    for (let ahead = 10; ahead > 5; ahead -= 0.25) {
      [last] = stream.see([at('person', 0.5, ahead), at('car', 5, 20)]);
      numbers.add(last!.track!.id);
    }
    expect(numbers.size).toBe(1);
    expect(last!.label).toBe('person');
    // 0.25 m in each fifth of a second.
    expect(last!.track!.approach).toBeGreaterThan(0.8);
    expect(last!.track!.approach).toBeLessThan(1.7);
    expect(last!.metres!.best).toBeGreaterThan(4.5);
    expect(last!.metres!.best).toBeLessThan(6.2);
  });

  test('is steadier than its box', () => {
    const stream = new Stream();
    const person = at('person', 0.5, 6);
    const bests: number[] = [];
    for (let frame = 0; frame < 30; frame += 1) {
      const off = frame % 2 ? 4 : -4;
      const { box } = person;
      const [object] = stream.see([{ ...person, box: { ...box, height: box.height + off } }]);
      if (frame > 5) bests.push(object!.metres!.best);
    }
    const still = (off: number) => {
      const { box } = person;
      return new Stream().see([{ ...person, box: { ...box, height: box.height + off } }])[0]!.metres!.best;
    };
    expect(Math.max(...bests) / Math.min(...bests) - 1).toBeLessThan((still(-4) / still(4) - 1) / 2);
  });

  test('has its place and its rank by metres', () => {
    const objects = new Stream().seeFor(2, [at('car', 4, 15), at('person', -1, 6), at('dog', 0.5, 4)]);
    expect(labelsOf(objects)).toEqual(['dog', 'person', 'car']);
    expect(objects.map(({ rank }) => rank)).toEqual([1, 2, 3]);
  });

  test('is not shown while it may be a ghost, but is followed and measured', () => {
    const stream = new Stream();
    const ghost = at('person', 0, 8, 0.5);
    expect(stream.see([ghost])).toEqual([]);
    expect([...stream.state.boxes.values()]).toEqual([ghost.box]);
    expect(stream.state.distances.size).toBe(1);
    expect(stream.see([ghost])).toHaveLength(1);
  });

  test('has no say about others while it may be a ghost', () => {
    const person = at('person', 0, 7);
    const before = { ...at('car', 0, 5), score: 0.45 };
    const alone = new Stream().see([person])[0]!.metres;
    const [object] = new Stream().see([person, before]);
    expect(object!.label).toBe('person');
    expect(object!.metres).toEqual(alone);
  });

  test('that has a second name is one thing', () => {
    const dog = at('dog', 0, 5);
    for (const label of ['cat', 'chair']) {
      expect(labelsOf(new Stream().seeFor(2, [dog, { ...dog, label, score: 0.8 }]))).toEqual(['dog']);
    }
  });
});

describe('two that are about as near', () => {
  const pair = (left: number, right: number) => [at('person', -1.2, left), at('person', 1.2, right)];
  const orderOf = (objects: readonly SceneObject[]) => objects.map(({ track }) => track!.id);

  test('keep their order while they tremble', () => {
    const stream = new Stream();
    const first = orderOf(stream.seeFor(3, pair(5.8, 6.2)));
    expect(orderOf(stream.seeFor(6, pair(6.2, 5.8)))).toEqual(first);
    expect(orderOf(stream.seeFor(6, pair(5.8, 6.2)))).toEqual(first);
  });

  test('change it when one is clearly nearer', () => {
    const stream = new Stream();
    const first = orderOf(stream.seeFor(3, pair(5, 8)));
    for (let step = 0.2; step < 3; step += 0.2) stream.see(pair(5 + step, 8 - step));
    expect(orderOf(stream.seeFor(5, pair(8, 5)))).toEqual([...first].reverse());
  });

  test('have their place by their steady distance, not by what one look says', () => {
    const stream = new Stream();
    const [near, far] = [at('person', -1.2, 6), at('person', 1.2, 7.8, 0.8)];
    const first = orderOf(stream.seeFor(10, [near, far]));
    // The detector finds the nearer one's lower half only once: that seems to be another person, or one far off.
    const { box } = near;
    const small = { ...near, box: { ...box, top: box.top + 20, height: box.height - 70 } };
    expect(new Stream().see([small, far])[0]!.score).toBe(far.score);
    expect(orderOf(stream.see([small, far]))).toEqual(first);
  });
});

describe('a thing that the detector misses', () => {
  test('is still shown where it is expected, as far as it was', () => {
    const stream = new Stream();
    stream.seeFor(3, [at('dog', 1, 5)]);
    const [id] = stream.state.order;
    const measuredAt = stream.time - EVERY_MS;
    const { sizes } = stream.state.distances.get(id!)!;
    const [dog] = stream.see([]);
    expect(dog!.track!.id).toBe(id);
    expect(dog!.metres!.best).toBeGreaterThan(4.3);
    expect(dog!.metres!.best).toBeLessThan(5.7);
    expect(stream.state.distances.get(id!)!.known!.measuredAt).toBe(measuredAt);
    // How large it seems to be where it is only expected tells nothing of how it grows.
    expect(stream.state.distances.get(id!)!.sizes).toEqual(sizes);
  });

  test('has no say about the others', () => {
    // Behind the car, or alone; what was known before is forgotten.
    const person = at('person', 0, 8);
    const metresAfter = (missed: readonly Detection[]) => {
      const stream = new Stream();
      stream.seeFor(3, [person, ...missed]);
      stream.state = { ...stream.state, distances: new Map() };
      const objects = stream.see([person]);
      expect(objects).toHaveLength(1 + missed.length);
      return objects.find(({ label }) => label === 'person')!.metres;
    };
    expect(metresAfter([at('car', 0, 5.5)])).toEqual(metresAfter([]));
  });

  test('is gone where the picture cannot be trusted', () => {
    const stream = new Stream();
    stream.seeFor(3, [at('person', 0, 8), at('dog', 1, 5)]);
    expect(labelsOf(stream.see([at('person', 0, 8)], { isTrusted: false }))).toEqual(['person']);
    expect(labelsOf(stream.see([at('person', 0, 8)]))).toEqual(['dog', 'person']);
  });

  test('is gone after a moment', () => {
    const stream = new Stream();
    stream.seeFor(3, [at('dog', 1, 5)]);
    expect(stream.seeFor(3, [])).toHaveLength(1);
    expect(stream.see([])).toEqual([]);
  });
});

describe('a depth map of an earlier frame', () => {
  const person = at('person', 0, 7);
  const movedBox = { ...person.box, left: person.box.left + 150 };

  /** The person was seen, a map was taken then, and now they are somewhere else in the picture. */
  function metresWith(depthOf: (boxes: StreamState['boxes']) => CarriedDepth | null) {
    const stream = new Stream();
    stream.seeFor(3, [person]);
    const depth = depthOf(stream.state.boxes);
    // On the way, so that the track follows.
    for (const step of [50, 100])
      stream.see([{ ...person, box: { ...person.box, left: person.box.left + step } }]);
    stream.state = { ...stream.state, distances: new Map() };
    return stream.see([{ ...person, box: movedBox }], { depth })[0]!.metres!;
  }

  const map: DepthMap = drawnDepth([[person.box, 7]], 40);

  test('is read where the track was when it was taken', () => {
    const without = metresWith(() => null);
    const carried = metresWith((boxes) => ({ map, boxes }));
    const misread = metresWith(() => ({ map, boxes: new Map([[1, movedBox]]) }));
    expect(carried.far / carried.near).toBeLessThan(without.far / without.near);
    expect(Math.abs(carried.best / 7 - 1)).toBeLessThan(0.1);
    expect(misread.far).toBeGreaterThan(carried.far);
  });

  test('says nothing of a track that was not there', () => {
    expect(metresWith(() => ({ map, boxes: new Map([[99, person.box]]) }))).toEqual(metresWith(() => null));
  });
});

describe('where the tracks are', () => {
  test('is told of all of them by number, for the next depth map', () => {
    const stream = new Stream();
    const objects = stream.seeFor(3, [at('person', -1, 6), at('dog', 1, 5)]);
    expect([...stream.state.boxes.keys()].sort()).toEqual(objects.map(({ track }) => track!.id).sort());
    for (const { track, box } of objects) expect(stream.state.boxes.get(track!.id)).toEqual(box);
    expect(stream.state.order).toEqual(objects.map(({ track }) => track!.id));
  });
});

describe('a picture of another size', () => {
  test('begins anew, with new numbers', () => {
    const stream = new Stream();
    const [before] = stream.seeFor(3, [at('person', 0, 6)]);
    const [after] = stream.see([at('person', 0, 6)], { image: { width: 480, height: 640 } });
    expect(after!.track!.id).not.toBe(before!.track!.id);
  });
});

describe('without sensors', () => {
  test('a stream is measured all the same, less surely', () => {
    const things = [at('person', -1, 6), at('person', 1, 9)];
    const known = new Stream().seeFor(3, things)[0]!.metres!;
    const unknown = new Stream().seeFor(3, things, { viewpoint: withoutSensors(VIEWPOINT) })[0]!.metres!;
    expect(unknown.far / unknown.near).toBeGreaterThan(known.far / known.near);
  });
});
