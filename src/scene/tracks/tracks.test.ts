import { describe, expect, test } from 'vitest';
import type { Box, CameraOrientation, Detection } from '../scene';
import { turnBox } from './camera-motion';
import {
  INITIAL_TRACKS,
  LOWEST_TRACKED_SCORE,
  type TrackedDetection,
  type TrackedFrame,
  updateTracks,
} from './tracks';

const image = { width: 640, height: 480 };
const FOCAL_LENGTH = 500;
const box = (left: number, top = 200, width = 50, height = 100): Box => ({ left, top, width, height });
const seen = (at: Box, score = 0.6, label = 'person'): Detection => ({ label, score, box: at });

/** One list of detections per look, 200 ms apart. */
function watch(
  looks: readonly (readonly Detection[])[],
  frameOf: (index: number) => Partial<TrackedFrame> = () => ({}),
): TrackedDetection[][] {
  let state = INITIAL_TRACKS;
  return looks.map((detections, index) => {
    const frame = {
      time: 200 * index,
      image,
      focalLength: FOCAL_LENGTH,
      orientation: null,
      minimumScore: 0.4,
    };
    const update = updateTracks(state, detections, { ...frame, ...frameOf(index) });
    state = update.state;
    return update.tracked;
  });
}

const ids = (tracked: readonly TrackedDetection[]) => tracked.map(({ trackId }) => trackId);

describe('a thing', () => {
  test('keeps its number while it moves', () => {
    const looks = watch(Array.from({ length: 10 }, (_, index) => [seen(box(100 + 15 * index))]));
    expect(looks.map(ids)).toEqual(looks.map(() => [1]));
  });

  test('is shown from the second sighting on', () => {
    const looks = watch([[seen(box(100))], [seen(box(102))]]);
    expect(looks.map(([first]) => first!.shown)).toEqual([false, true]);
  });

  test('is shown at once when it is near and quite sure', () => {
    expect(watch([[seen(box(100, 180, 200, 300))]])[0]![0]!.shown).toBe(true);
  });

  test('is followed on where the detector is unsure of it', () => {
    const looks = watch([0.6, 0.6, 0.15, 0.12, 0.2].map((score) => [seen(box(100), score)]));
    expect(looks.map(ids)).toEqual(looks.map(() => [1]));
    expect(looks.at(-1)![0]).toMatchObject({ shown: true, coasting: false, score: 0.2 });
  });

  test('is kept for a moment where the detector misses it, and then left', () => {
    const looks = watch([[seen(box(100))], [seen(box(100))], [], [], [], [], []]);
    expect(looks.slice(2).map((tracked) => tracked.map(({ coasting }) => coasting))).toEqual([
      [true],
      [true],
      [true],
      [],
      [],
    ]);
    expect(looks[2]![0]).toMatchObject({ trackId: 1, shown: true, detectedBox: null, score: 0.6 });
  });

  test('that was missed goes on as it went', () => {
    const looks = watch([...Array.from({ length: 8 }, (_, index) => [seen(box(100 + 20 * index))]), []]);
    expect(looks[8]![0]!.box.left).toBeGreaterThan(looks[7]![0]!.box.left + 8);
  });

  test('that was missed has its number when it comes back, and a new one when it comes back late', () => {
    const missedFor = (count: number) =>
      watch([
        [seen(box(100))],
        [seen(box(100))],
        ...Array.from({ length: count }, () => []),
        [seen(box(100))],
      ]);
    expect(ids(missedFor(3).at(-1)!)).toEqual([1]);
    expect(ids(missedFor(6).at(-1)!)).toEqual([2]);
  });

  test('is not started by an unsure detection', () => {
    expect(watch([[seen(box(100), 0.39)], [seen(box(100), 0.39)]]).flat()).toEqual([]);
    expect(LOWEST_TRACKED_SCORE).toBeLessThan(0.39);
  });

  test('is called by the name that it gets most', () => {
    const names = ['car', 'car', 'truck', 'car', 'truck', 'car'];
    const looks = watch(names.map((label) => [seen(box(100), 0.6, label)]));
    expect(looks.map((tracked) => tracked.map(({ label }) => label))).toEqual(names.map(() => ['car']));
    expect(looks.map(ids)).toEqual(names.map(() => [1]));
  });

  test('is no second one by a second name', () => {
    const car = [seen(box(100), 0.7, 'car'), seen(box(104, 202, 56, 100), 0.5, 'truck')];
    expect(watch([[car[0]!], car, car]).map(ids)).toEqual([[1], [1], [1]]);
    expect(watch([car]).map((tracked) => tracked.map(({ label }) => label))).toEqual([['car']]);
  });

  test('trembles less in its box', () => {
    const heights = [100, 108, 97, 104, 95, 106, 99, 103, 96, 105];
    const looks = watch(heights.map((height) => [seen(box(100, 200, 50, height))]));
    const smoothed = looks.slice(3).map(([first]) => first!.box.height);
    expect(Math.max(...smoothed) - Math.min(...smoothed)).toBeLessThan(9);
    expect(looks.map(([first]) => first!.detectedBox!.height)).toEqual(heights);
  });

  test('that reaches the lower edge reaches it, however it was smoothed', () => {
    const heights = [150, 150, 190, 230, 280];
    const looks = watch(heights.map((height) => [seen(box(100, 200, 50, height))]));
    const bottoms = looks.map(([first]) => first!.box.top + first!.box.height);
    expect(bottoms.at(-1)).toBe(480);
    for (const bottom of bottoms.slice(0, -1)) expect(bottom).toBeLessThan(0.98 * 480);
  });
});

describe('two things', () => {
  test('that pass each other keep their numbers', () => {
    const looks = watch(
      Array.from({ length: 12 }, (_, index) => [
        seen(box(100 + 14 * index, 200)),
        seen(box(254 - 14 * index, 215, 60, 110)),
      ]),
    );
    const [right, left] = [looks[0]![0]!, looks[0]![1]!];
    const last = looks.at(-1)!;
    const leftmost = last.reduce((a, b) => (a.box.left < b.box.left ? a : b));
    expect(right.box.left).toBeLessThan(left.box.left);
    expect(leftmost.trackId).toBe(left.trackId);
    expect(new Set(looks.flatMap(ids)).size).toBe(2);
  });

  test('of different kinds in about one place are two', () => {
    const looks = watch([0, 1, 2].map(() => [seen(box(100)), seen(box(90, 230, 80, 80), 0.6, 'bicycle')]));
    expect(looks.map(ids)).toEqual([
      [1, 2],
      [1, 2],
      [1, 2],
    ]);
  });
});

describe('a phone that swings', () => {
  const places = [box(250), box(330, 180, 60, 130), box(420, 230, 40, 60)];
  const LEVEL: CameraOrientation = { pitch: 0, roll: 0, heading: 0 };
  /** 11 degrees to and fro with each look: up to twice the width of the things. */
  const orientationAt = (index: number) => ({
    ...LEVEL,
    heading: 0.1 * (index % 2),
    pitch: 0.03 * (index % 3),
  });
  const swung = (count: number) =>
    Array.from({ length: count }, (_, index) => {
      const view = (orientation: CameraOrientation) => ({ focalLength: FOCAL_LENGTH, image, orientation });
      return places.map((place) => seen(turnBox(place, view(LEVEL), view(orientationAt(index)))!));
    });

  test('does not mix up things where its sensors tell', () => {
    const looks = watch(swung(10), (index) => ({ orientation: orientationAt(index) }));
    expect(looks.map(ids)).toEqual(looks.map(() => [1, 2, 3]));
    looks.forEach((tracked, index) => {
      tracked.forEach(({ box: { left }, detectedBox }) =>
        expect(Math.abs(left - detectedBox!.left), `${index}`).toBeLessThan(3),
      );
    });
  });

  test('does not mix up things where no sensor tells', () => {
    const looks = watch(swung(10));
    expect(looks.map(ids)).toEqual(looks.map(() => [1, 2, 3]));
  });

  test('does not mix up things where its sensors are late by a third of a look', () => {
    const lateAt = (index: number) => {
      const now = orientationAt(index);
      const before = orientationAt(Math.max(0, index - 1));
      const mix = (a: number, b: number) => (2 * a + b) / 3;
      return { ...LEVEL, heading: mix(now.heading, before.heading), pitch: mix(now.pitch, before.pitch) };
    };
    const looks = watch(swung(10), (index) => ({ orientation: lateAt(index) }));
    expect(looks.map(ids)).toEqual(looks.map(() => [1, 2, 3]));
  });

  test('away leaves things behind', () => {
    const looks = watch([[seen(box(300))], [seen(box(300))], []], (index) => ({
      orientation: { ...LEVEL, heading: index < 2 ? 0 : 2 },
    }));
    expect(looks[2]).toEqual([]);
  });
});

describe('a new beginning', () => {
  const twice = [[seen(box(100))], [seen(box(100))]];

  test.each<[string, (index: number) => Partial<TrackedFrame>]>([
    ['the size of the image changes', (index) => (index < 2 ? {} : { image: { width: 480, height: 640 } })],
    ['time goes back', (index) => (index < 2 ? { time: 1000 + index } : { time: 900 })],
    ['nobody looked for long', (index) => (index < 2 ? {} : { time: 10_000 })],
  ])('with new numbers is made when %s', (_, frameOf) => {
    const looks = watch([...twice, [seen(box(100))]], frameOf);
    expect(looks.map(ids)).toEqual([[1], [1], [2]]);
    expect(looks[2]![0]!.shown).toBe(false);
  });

  test('is not made when looks are seldom', () => {
    const looks = watch([...twice, [seen(box(100))], []], (index) => ({ time: 1900 * index }));
    expect(looks.map(ids)).toEqual([[1], [1], [1], []]);
    expect(looks[1]![0]!.shown).toBe(true);
  });
});
