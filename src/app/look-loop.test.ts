import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Frame, type FrameSource, SourceFault } from '../camera/frame-source';
import type { Scene } from '../scene/scene';
import type { LookOptions } from '../worker/vision';
import { type Looking, SLOW_AFTER_MS, lookLoop } from './look-loop';
import type { VisionClient } from './vision-client';

/** Stub: Node has no bitmaps; this one only knows whether it was closed. */
class StubImage {
  isClosed = false;
  close(): void {
    this.isClosed = true;
  }
}

/** What a stub source gives next: after how many milliseconds, a frame, an end, or an error. */
interface Delivery {
  readonly after: number;
  readonly result: 'frame' | null | Error;
}

const frameAfter = (after: number): Delivery => ({ after, result: 'frame' });
const END: Delivery = { after: 0, result: null };

/** What a frame may bring along with its picture. */
const FACTS: Pick<Frame, 'orientation' | 'focalLength35' | 'depth'> = {
  orientation: { pitch: -0.2, roll: 0.1, heading: 3 },
  focalLength35: 28,
  depth: { width: 1, height: 1, values: Float32Array.of(0.5), unit: 'per-metre' },
};

/** Stub: delivers by a list, and frames of its last delay for ever after it. */
class StubSource implements FrameSource {
  readonly kind = 'camera';
  readonly images: StubImage[] = [];
  readonly #deliveries: Delivery[];
  #pulled = 0;

  constructor(deliveries: readonly Delivery[]) {
    this.#deliveries = [...deliveries];
  }

  async nextFrame(): Promise<Frame | null> {
    const { after, result } = this.#deliveries[this.#pulled] ?? this.#deliveries.at(-1)!;
    this.#pulled += 1;
    await pause(after);
    if (result instanceof Error) throw result;
    if (result === null) return null;
    const image = new StubImage();
    this.images.push(image);
    return { image: image as unknown as ImageBitmap, time: performance.now(), ...FACTS };
  }

  stop(): void {
    this.#deliveries.splice(0, Infinity, END);
  }
}

/** Stub: a look takes so many milliseconds, and finds nothing. */
class StubVision implements VisionClient {
  readonly threads = 1;
  readonly looks: (LookOptions & { readonly at: number })[] = [];
  running = 0;
  mostAtOnce = 0;

  constructor(
    readonly takes: number,
    readonly failsWith?: Error,
  ) {}

  async look({ time }: Pick<Frame, 'time'>, options: LookOptions): Promise<Scene> {
    this.looks.push({ ...options, at: performance.now() });
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.running);
    await pause(this.takes);
    this.running -= 1;
    if (this.failsWith) throw this.failsWith;
    return {
      time,
      image: { width: 4, height: 3 },
      objects: [],
      faults: [],
      timings: { total: this.takes, detect: this.takes, depth: 0, scene: 0 },
    };
  }

  addDepth(): Promise<void> {
    throw new Error('The loop only looks');
  }

  dispose(): void {
    throw new Error('The loop does not own the vision worker');
  }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Begins a loop that can be watched. */
function begin(source: StubSource, vision: StubVision, more: Partial<Looking> = {}) {
  const abort = new AbortController();
  const scenes: Scene[] = [];
  const silences: SourceFault[] = [];
  const slow = { times: 0 };
  let end: 'running' | 'ended' | Error = 'running';
  const done = lookLoop({
    source,
    vision,
    options: () => ({}),
    onScene: (scene) => scenes.push(scene),
    onSilence: (fault) => silences.push(fault),
    onSlow: () => (slow.times += 1),
    signal: abort.signal,
    ...more,
  }).then(
    () => (end = 'ended'),
    (error: Error) => (end = error),
  );
  return { abort, scenes, silences, slow, done, end: () => end };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('looks', () => {
  it('come one after the other, and so do the frames: a slow look pulls none meanwhile', async () => {
    const source = new StubSource([frameAfter(10)]);
    const vision = new StubVision(300);
    const { scenes, abort } = begin(source, vision);
    await vi.advanceTimersByTimeAsync(305);
    expect(source.images).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2000);
    expect(vision.mostAtOnce).toBe(1);
    expect(scenes.length).toBeGreaterThan(5);
    expect(source.images.length - scenes.length).toBeLessThanOrEqual(1);
    abort.abort();
  });

  it('that take too long are told while they go on, once each', async () => {
    const { slow, scenes, abort } = begin(
      new StubSource([frameAfter(0)]),
      new StubVision(SLOW_AFTER_MS + 500),
    );
    await vi.advanceTimersByTimeAsync(SLOW_AFTER_MS + 100);
    expect(scenes).toHaveLength(0);
    expect(slow.times).toBe(1);
    await vi.advanceTimersByTimeAsync(SLOW_AFTER_MS + 500);
    expect(slow.times).toBe(2);
    abort.abort();
  });

  it('that are in time are not called slow', async () => {
    const { slow, abort } = begin(new StubSource([frameAfter(0)]), new StubVision(SLOW_AFTER_MS - 100));
    await vi.advanceTimersByTimeAsync(5 * SLOW_AFTER_MS);
    expect(slow.times).toBe(0);
    abort.abort();
  });

  it('begin at most every 100 ms, however fast source and worker are', async () => {
    const vision = new StubVision(5);
    const { abort } = begin(new StubSource([frameAfter(5)]), vision);
    await vi.advanceTimersByTimeAsync(1000);
    abort.abort();
    const gaps = vision.looks.slice(1).map(({ at }, index) => at - vision.looks[index]!.at);
    expect(vision.looks).toHaveLength(10);
    expect(new Set(gaps)).toEqual(new Set([100]));
  });

  it('follow each other at once when they are slower than that', async () => {
    const vision = new StubVision(200);
    const { abort } = begin(new StubSource([frameAfter(50)]), vision);
    await vi.advanceTimersByTimeAsync(1000);
    abort.abort();
    expect(vision.looks.map(({ at }) => at - vision.looks[0]!.at)).toEqual([0, 250, 500, 750]);
  });

  it('take the options anew each time, and the kind of the source', async () => {
    let minimumScore = 0.3;
    const vision = new StubVision(10);
    const options = () => ({ minimumScore });
    const { abort } = begin(new StubSource([frameAfter(0)]), vision, { options });
    await vi.advanceTimersByTimeAsync(50);
    minimumScore = 0.6;
    await vi.advanceTimersByTimeAsync(100);
    abort.abort();
    expect(vision.looks).toMatchObject([
      { minimumScore: 0.3, source: 'camera' },
      { minimumScore: 0.6, source: 'camera' },
    ]);
  });
});

describe('a look', () => {
  it('gets what the frame knows of its camera, whatever the options say', async () => {
    const vision = new StubVision(10);
    const options = () => ({ cameraHeight: 1.4, orientation: null, focalLength35: null, depth: null });
    const { abort } = begin(new StubSource([frameAfter(0)]), vision, { options });
    await vi.advanceTimersByTimeAsync(50);
    abort.abort();
    expect(vision.looks).toMatchObject([{ cameraHeight: 1.4, ...FACTS }]);
  });
});

describe('the end', () => {
  it('comes when the source has no more frames', async () => {
    const { done, scenes, end } = begin(
      new StubSource([frameAfter(0), frameAfter(0), END]),
      new StubVision(1),
    );
    await vi.advanceTimersByTimeAsync(300);
    await done;
    expect(end()).toBe('ended');
    expect(scenes).toHaveLength(2);
  });

  it('closes a frame that comes after the abort, and does not look at it', async () => {
    const source = new StubSource([frameAfter(50)]);
    const vision = new StubVision(1);
    const { abort, done, end } = begin(source, vision);
    await vi.advanceTimersByTimeAsync(20);
    abort.abort();
    await vi.advanceTimersByTimeAsync(50);
    await done;
    expect(end()).toBe('ended');
    expect(source.images.map(({ isClosed }) => isClosed)).toEqual([true]);
    expect(vision.looks).toEqual([]);
  });

  it('leaves open a frame that went to the vision worker, which closes it', async () => {
    const source = new StubSource([frameAfter(0), END]);
    const { done } = begin(source, new StubVision(1));
    await vi.advanceTimersByTimeAsync(200);
    await done;
    expect(source.images.map(({ isClosed }) => isClosed)).toEqual([false]);
  });

  it('keeps a scene to itself that comes after the abort', async () => {
    const { abort, done, scenes } = begin(new StubSource([frameAfter(0)]), new StubVision(50));
    await vi.advanceTimersByTimeAsync(20);
    abort.abort();
    await vi.advanceTimersByTimeAsync(50);
    await done;
    expect(scenes).toEqual([]);
  });

  it('comes before the first frame when the signal was aborted before', async () => {
    const source = new StubSource([frameAfter(0)]);
    const { done, end } = begin(source, new StubVision(1), { signal: AbortSignal.abort() });
    await done;
    expect(end()).toBe('ended');
    expect(source.images).toEqual([]);
  });
});

describe('what goes wrong', () => {
  it('a silent camera is told each time, and asked again until it is back', async () => {
    const taken = new SourceFault('camera-taken');
    const silent: Delivery = { after: 1500, result: taken };
    const { abort, silences, scenes } = begin(
      new StubSource([frameAfter(0), silent, silent, frameAfter(0)]),
      new StubVision(1),
    );
    await vi.advanceTimersByTimeAsync(3000);
    expect(scenes).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(500);
    expect(silences).toEqual([taken, taken]);
    expect(scenes.length).toBeGreaterThan(1);
    abort.abort();
  });

  it.each(['camera-unplugged', 'camera-refused', 'broken-video'] as const)(
    'the fault %s ends it',
    async (reason) => {
      const fault = new SourceFault(reason);
      const { done, end, silences } = begin(
        new StubSource([frameAfter(0), { after: 0, result: fault }]),
        new StubVision(1),
      );
      await vi.advanceTimersByTimeAsync(300);
      await done;
      expect(end()).toBe(fault);
      expect(silences).toEqual([]);
    },
  );

  it('a worker that breaks ends it', async () => {
    const broken = new Error('broken');
    const { done, end } = begin(new StubSource([frameAfter(0)]), new StubVision(1, broken));
    await vi.advanceTimersByTimeAsync(300);
    await done;
    expect(end()).toBe(broken);
  });
});
