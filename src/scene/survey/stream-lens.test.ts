import { describe, expect, test } from 'vitest';
import { LEVEL_CAMERA, viewpointOfCamera } from '../distance/drawn-things.fixture';
import { bearingOfColumn } from '../geometry';
import type { Detection } from '../scene';
import { type DrawnCamera, drawStreet, randomNumbers } from '../self-calibration.fixture';
import type { Viewpoint } from '../viewpoint';
import { INITIAL_STREAM, type StreamState, surveyFrame } from './stream';

/** Looks down a little, so that the horizon tells the lens. */
const camera: DrawnCamera = { ...LEVEL_CAMERA, focalLength: 640, pitch: -0.3, height: 1.4 };
const { image } = camera;

/** The sensors are right; the lens is taken for a shorter one. */
const assumed: Viewpoint = { ...viewpointOfCamera(camera), focalLength: 480, focalLengthError: 0.15 };

/** One street after the other, five seconds apart. */
function walk(streets: number, viewpoint: Viewpoint, state: StreamState = INITIAL_STREAM) {
  const random = randomNumbers(7);
  let last = { state, viewpoint };
  for (let street = 0; street < streets; street += 1) {
    const detections: Detection[] = drawStreet(camera, 6, 0, random);
    const frame = { image, viewpoint, depth: null, minimumScore: 0.4, isTrusted: true };
    last = surveyFrame(last.state, detections, { ...frame, time: 10_000 + 5000 * street });
  }
  return last;
}

/** At the right border of the picture. */
const aside: Detection = {
  label: 'person',
  score: 0.9,
  box: { left: 580, top: 100, width: 50, height: 165 },
};

describe('the lens', () => {
  test('is as assumed at first', () => {
    expect(walk(1, assumed).viewpoint).toEqual(assumed);
  });

  test('is learned from things of known size, and used for metres and bearings', () => {
    const { state } = walk(20, assumed);
    const frame = { image, viewpoint: assumed, depth: null, minimumScore: 0.4, isTrusted: true };
    const { viewpoint, objects } = surveyFrame(state, [aside], { ...frame, time: 200_000 });
    expect(Math.abs(Math.log(viewpoint.focalLength / 640))).toBeLessThan(Math.log(640 / 480) / 2);
    expect(viewpoint.focalLengthError).toBeLessThan(0.12);
    expect(objects[0]!.bearing).toBeCloseTo(bearingOfColumn(605, image, viewpoint.focalLength), 12);
    const before = surveyFrame(INITIAL_STREAM, [aside], { ...frame, time: 200_000 }).objects[0]!;
    expect(objects[0]!.bearing).toBeLessThan(before.bearing);
    expect(objects[0]!.metres!.best).toBeGreaterThan(before.metres!.best);
  });

  test('holds in a picture of another resolution', () => {
    const { state, viewpoint } = walk(20, assumed);
    const large = { width: 2 * image.width, height: 2 * image.height };
    const frame = { image: large, depth: null, minimumScore: 0.4, isTrusted: true, time: 200_000 };
    const twice = { ...assumed, focalLength: 2 * assumed.focalLength };
    const found = surveyFrame(state, [], { ...frame, viewpoint: twice }).viewpoint.focalLength;
    // What was learned last counts, too; so nearly, not quite.
    expect(found / viewpoint.focalLength).toBeGreaterThan(1.9);
    expect(found / viewpoint.focalLength).toBeLessThan(2.1);
  });

  test('is learned only from what is shown and seen', () => {
    const [thing] = drawStreet(camera, 1, 0, randomNumbers(3));
    const unsure: Detection = { ...thing!, score: 0.5 };
    const frame = { image, viewpoint: assumed, depth: null, minimumScore: 0.4, isTrusted: true };
    const first = surveyFrame(INITIAL_STREAM, [unsure], { ...frame, time: 1000 });
    expect(first.objects).toEqual([]);
    expect(first.state.lens.seen.sights).toEqual([]);
    const second = surveyFrame(first.state, [unsure], { ...frame, time: 1200 });
    expect(second.state.lens.seen.sights).toHaveLength(1);
    expect(second.state.lens.seen.sights[0]!.box).not.toBeNull();
    const third = surveyFrame(second.state, [], { ...frame, time: 1400 });
    expect(third.objects).toHaveLength(1);
    expect(third.state.lens.seen.sights[0]!.box).toBeNull();
  });

  test('that was measured is not learned', () => {
    const measured = { ...assumed, focalLengthError: 0 };
    const { state, viewpoint } = walk(20, measured);
    expect(viewpoint).toBe(measured);
    expect(state.lens).toBe(INITIAL_STREAM.lens);
  });

  test('is not learned from a level camera, nor without sensors', () => {
    for (const viewpoint of [
      { ...assumed, orientation: null },
      { ...assumed, height: null },
      { ...assumed, orientation: { pitch: 0, roll: 0, heading: 0 } },
    ]) {
      expect(walk(20, viewpoint).viewpoint).toEqual(viewpoint);
    }
  });

  test('is worked out every two seconds, and again when time goes back', () => {
    const frame = { image, viewpoint: assumed, depth: null, minimumScore: 0.4, isTrusted: true };
    const times = [1000, 1500, 2999, 3000, 3200, 500, 900];
    let state = INITIAL_STREAM;
    const learnedAt = times.map((time) => {
      ({ state } = surveyFrame(state, [], { ...frame, time }));
      return state.lens.learnedAt;
    });
    expect(learnedAt).toEqual([1000, 1000, 1000, 3000, 3000, 500, 500]);
  });
});
