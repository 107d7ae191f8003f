import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Box, DepthMap } from '../scene/scene';
import type { DepthEstimator } from './depth-estimator';
import { type DepthPace, type Mapped, createDepthPace } from './depth-pace';
import type { Picture } from './letterbox';

const picture: Picture = { width: 4, height: 3, data: new Uint8ClampedArray(48) };
const BOXES = new Map<number, Box>([[7, { left: 1, top: 1, width: 2, height: 1 }]]);

/** What is known of a frame that was taken at this time, milliseconds. */
const frameAt = (time: number, boxes: ReadonlyMap<number, Box> = BOXES): Mapped => ({
  frame: {
    ...{ time, image: { width: 4, height: 3 }, objects: [] },
    viewpoint: { focalLength: 4, focalLengthError: 0, height: null, orientation: null },
  },
  boxes,
});

/** Stands in for the network, and does nothing for so long; each of its maps holds how many it has made. */
function stubEstimator(milliseconds: number) {
  const starts: number[] = [];
  const estimate = vi.fn(async (): Promise<DepthMap> => {
    starts.push(performance.now());
    const values = Float32Array.of(starts.length);
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return { width: 1, height: 1, values, unit: 'relative' };
  });
  return { estimator: { estimate } as unknown as DepthEstimator, estimate, starts };
}

/** Looks at a frame every so often, as the vision worker does, and asks for a map after each. */
async function lookFor(pace: DepthPace, estimator: DepthEstimator, milliseconds: number, everyMs = 50) {
  const end = performance.now() + milliseconds;
  while (performance.now() < end) {
    pace.next(estimator, picture, frameAt(performance.now()));
    await vi.advanceTimersByTimeAsync(everyMs);
  }
}

const numberOf = (pace: DepthPace, time: number) => pace.mapFor(picture, time)?.map.values[0] ?? null;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the share of the time that the network gets', () => {
  test.each([30, 60, 250, 1000])('is at most 12 per cent when it needs %i ms', async (milliseconds) => {
    const { estimator, starts } = stubEstimator(milliseconds);
    await lookFor(createDepthPace(), estimator, 60_000);
    const rounds = starts.length - 1;
    const share = (rounds * milliseconds) / (starts.at(-1)! - starts[0]!);
    expect(rounds).toBeGreaterThan(3);
    expect(share).toBeLessThanOrEqual(0.12);
    // What is too fast for that waits for another reason.
    if (milliseconds >= 60) expect(share).toBeGreaterThan(0.09);
  });

  test('is that of two maps a second at most', async () => {
    const { estimator, starts } = stubEstimator(5);
    await lookFor(createDepthPace(), estimator, 10_000, 20);
    expect(starts.length).toBeGreaterThanOrEqual(18);
    expect(starts.length).toBeLessThanOrEqual(21);
    for (let index = 1; index < starts.length; index += 1) {
      expect(starts[index]! - starts[index - 1]!).toBeGreaterThanOrEqual(500);
    }
  });

  test('goes by the clock of the frames, as a clip that is looked at slower than it plays', async () => {
    const { estimator, starts } = stubEstimator(100);
    const pace = createDepthPace();
    // 100 ms of the clip in each second.
    for (let time = 0; time < 10_000; time += 100) {
      pace.next(estimator, picture, frameAt(time));
      await vi.advanceTimersByTimeAsync(1000);
    }
    // A hundred of 12 per cent are 0.83 s of the clip: one in 9 of its 100 frames.
    expect(starts).toHaveLength(12);
  });

  test('begins anew when time goes back, whether the last map was made or not', async () => {
    const failing = { estimate: () => Promise.reject(new Error('out of memory')) };
    for (const first of [stubEstimator(60).estimator, failing as unknown as DepthEstimator]) {
      const { estimator, starts } = stubEstimator(60);
      const pace = createDepthPace();
      pace.next(first, picture, frameAt(100_000));
      await vi.advanceTimersByTimeAsync(100);
      pace.next(estimator, picture, frameAt(200));
      await vi.advanceTimersByTimeAsync(100);
      expect(starts).toHaveLength(1);
      pace.next(estimator, picture, frameAt(300));
      await vi.advanceTimersByTimeAsync(100);
      expect(starts).toHaveLength(1);
    }
  });

  test('counts from how long the last map took', async () => {
    const slow = stubEstimator(1000);
    const quick = stubEstimator(60);
    const pace = createDepthPace();
    pace.next(slow.estimator, picture, frameAt(0));
    await vi.advanceTimersByTimeAsync(1100);
    // 1 s of 12 per cent of the time: the next one begins 8.3 s after the first.
    await lookFor(pace, quick.estimator, 7000);
    expect(quick.starts).toHaveLength(0);
    await lookFor(pace, quick.estimator, 500);
    expect(quick.starts).toHaveLength(1);
  });
});

describe('whoever asks for a map', () => {
  test('has sent its scene before the network begins', async () => {
    const { estimator, estimate } = stubEstimator(60);
    createDepthPace().next(estimator, picture, frameAt(0));
    expect(estimate).not.toHaveBeenCalled();
    // Whatever follows from promises alone comes first.
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    expect(estimate).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(estimate).toHaveBeenCalledExactlyOnceWith(picture);
  });

  test('gets none while one is being made', async () => {
    const { estimator, starts } = stubEstimator(400);
    const pace = createDepthPace();
    await lookFor(pace, estimator, 350);
    expect(starts).toHaveLength(1);
    expect(numberOf(pace, 0)).toBeNull();
  });

  test('can wait until none is being made', async () => {
    const { estimator } = stubEstimator(400);
    const pace = createDepthPace();
    await expect(pace.settled()).resolves.toBeUndefined();
    pace.next(estimator, picture, frameAt(0));
    let settled = false;
    const waiting = pace.settled().then(() => (settled = true));
    await vi.advanceTimersByTimeAsync(390);
    expect(settled).toBe(false);
    await vi.advanceTimersByTimeAsync(20);
    expect(settled).toBe(true);
    expect(numberOf(pace, 0)).toBe(1);
    await waiting;
  });
});

describe('a map', () => {
  async function paceWithMapOf(time: number) {
    const pace = createDepthPace();
    pace.next(stubEstimator(60).estimator, picture, frameAt(time));
    await vi.advanceTimersByTimeAsync(100);
    return pace;
  }

  test('comes with where the things were when its frame was taken', async () => {
    const pace = await paceWithMapOf(1000);
    expect(pace.mapFor(picture, 1000)?.boxes).toBe(BOXES);
    expect(pace.mapFor(picture, 1000)?.map).toMatchObject({ width: 1, height: 1, unit: 'relative' });
  });

  test('holds for two seconds', async () => {
    const pace = await paceWithMapOf(1000);
    expect(numberOf(pace, 1000)).toBe(1);
    expect(numberOf(pace, 3000)).toBe(1);
    expect(numberOf(pace, 3001)).toBeNull();
  });

  test('does not hold for frames before it, as after a jump in a video', async () => {
    expect(numberOf(await paceWithMapOf(1000), 999)).toBeNull();
  });

  test('does not hold for a frame of another size', async () => {
    const pace = await paceWithMapOf(1000);
    expect(pace.mapFor({ width: 3, height: 4 }, 1000)).toBeNull();
    expect(pace.mapFor({ width: 4, height: 4 }, 1000)).toBeNull();
    expect(pace.mapFor({ width: 5, height: 3 }, 1000)).toBeNull();
  });

  test('gives way to the next one', async () => {
    const { estimator } = stubEstimator(60);
    const pace = createDepthPace();
    await lookFor(pace, estimator, 1300);
    await pace.settled();
    expect(numberOf(pace, performance.now())).toBe(3);
  });
});

describe('a network that fails', () => {
  /** Stands in for a runtime that is out of memory: before it does anything, or some time after. */
  const failing = {
    at_once: (): never => {
      throw new Error('out of memory');
    },
    later: async (): Promise<DepthMap> => {
      await new Promise((resolve) => setTimeout(resolve, 60));
      throw new Error('out of memory');
    },
  };

  test.each(['at_once', 'later'] as const)('hurts nobody, and leaves the former map (%s)', async (when) => {
    const pace = createDepthPace();
    pace.next(stubEstimator(60).estimator, picture, frameAt(0));
    await vi.advanceTimersByTimeAsync(1000);
    pace.next({ estimate: failing[when] } as unknown as DepthEstimator, picture, frameAt(1000, new Map()));
    await vi.advanceTimersByTimeAsync(100);
    await expect(pace.settled()).resolves.toBeUndefined();
    expect(numberOf(pace, 1100)).toBe(1);
    expect(pace.mapFor(picture, 1100)?.boxes).toBe(BOXES);
  });

  test('is asked again, but no more often than one that works', async () => {
    const estimate = vi.fn(failing.later);
    const pace = createDepthPace();
    await lookFor(pace, { estimate } as unknown as DepthEstimator, 10_000);
    expect(estimate.mock.calls.length).toBeGreaterThanOrEqual(15);
    expect(estimate.mock.calls.length).toBeLessThanOrEqual(20);
    const { estimator, estimate: working } = stubEstimator(60);
    await lookFor(pace, estimator, 1000);
    expect(working).toHaveBeenCalled();
    expect(numberOf(pace, performance.now())).not.toBeNull();
  });
});
