import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Detection } from '../scene';
import { INITIAL_TRACKS, type TrackedDetection, updateTracks } from './tracks';

const image = { width: 640, height: 480 };

const anyDetection: fc.Arbitrary<Detection> = fc
  .record({
    label: fc.constantFrom('person', 'car', 'truck', 'bench'),
    score: fc.integer({ min: 5, max: 100 }).map((percent) => percent / 100),
    left: fc.integer({ min: 0, max: 600 }),
    top: fc.integer({ min: 0, max: 440 }),
    width: fc.integer({ min: 4, max: 300 }),
    height: fc.integer({ min: 4, max: 300 }),
  })
  .map(({ label, score, left, top, width, height }) => ({
    label,
    score,
    box: { left, top, width: Math.min(width, 640 - left), height: Math.min(height, 480 - top) },
  }));

const angle = fc.double({ min: -0.4, max: 0.4, noNaN: true });

interface Look {
  readonly detections: Detection[];
  readonly pause: number;
  readonly orientation: { pitch: number; roll: number; heading: number } | null;
}

const anyLook: fc.Arbitrary<Look> = fc.record({
  detections: fc.array(anyDetection, { maxLength: 8 }),
  pause: fc.integer({ min: 30, max: 1200 }),
  orientation: fc.option(fc.record({ pitch: angle, roll: angle, heading: angle })),
});
const anyLooks = fc.array(anyLook, { maxLength: 15 });

function watch(looks: readonly Look[]): TrackedDetection[][] {
  let state = INITIAL_TRACKS;
  let time = 0;
  return looks.map(({ detections, pause, orientation }) => {
    time += pause;
    const update = updateTracks(state, detections, {
      time,
      image,
      focalLength: 500,
      orientation,
      minimumScore: 0.4,
    });
    state = update.state;
    return update.tracked;
  });
}

describe('whatever is seen', () => {
  test('the order of the detections changes nothing', () => {
    const shuffled = anyLooks.chain((looks) =>
      fc.tuple(
        fc.constant(looks),
        fc.tuple(
          ...looks.map((look) =>
            fc
              .shuffledSubarray(look.detections, { minLength: look.detections.length })
              .map((detections) => ({ ...look, detections })),
          ),
        ),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([looks, others]) => {
        expect(watch(others)).toEqual(watch(looks));
      }),
    );
  });

  test('every sure detection is told, but second boxes of one thing', () => {
    fc.assert(
      fc.property(anyLooks, (looks) => {
        watch(looks).forEach((tracked, index) => {
          const sure = looks[index]!.detections.filter(({ score }) => score >= 0.4);
          if (sure.length > 0) expect(tracked.some(({ coasting }) => !coasting)).toBe(true);
          for (const { detectedBox, coasting } of tracked) {
            expect(detectedBox === null).toBe(coasting);
            if (detectedBox)
              expect(looks[index]!.detections.map(({ box }) => box)).toContainEqual(detectedBox);
          }
        });
      }),
    );
  });

  test('each number stands for one thing in a look, and none comes back after it was gone', () => {
    fc.assert(
      fc.property(anyLooks, (looks) => {
        let highest = 0;
        for (const tracked of watch(looks)) {
          const ids = tracked.map(({ trackId }) => trackId);
          expect(new Set(ids).size).toBe(ids.length);
          expect(ids.toSorted((a, b) => a - b)).toEqual(ids);
          const fresh = ids.filter((id) => id > highest);
          expect(fresh).toEqual(fresh.map((_, index) => highest + 1 + index));
          highest = Math.max(highest, ...ids);
        }
      }),
    );
  });

  test('boxes lie in the image and are something', () => {
    fc.assert(
      fc.property(anyLooks, (looks) => {
        for (const { box } of watch(looks).flat()) {
          expect(box.left).toBeGreaterThanOrEqual(0);
          expect(box.top).toBeGreaterThanOrEqual(0);
          expect(box.width).toBeGreaterThan(0);
          expect(box.height).toBeGreaterThan(0);
          expect(box.left + box.width).toBeLessThanOrEqual(image.width + 1e-6);
          expect(box.top + box.height).toBeLessThanOrEqual(image.height + 1e-6);
        }
      }),
    );
  });

  test('what is given is left alone', () => {
    fc.assert(
      fc.property(anyLook, ({ detections }) => {
        const frozen = Object.freeze(detections.map((detection) => Object.freeze(detection)));
        const frame = { time: 0, image, focalLength: 500, orientation: null, minimumScore: 0.4 };
        const { state } = updateTracks(INITIAL_TRACKS, frozen, frame);
        const before = structuredClone(state);
        updateTracks(state, frozen, { ...frame, time: 200 });
        expect(state).toEqual(before);
      }),
    );
  });
});
