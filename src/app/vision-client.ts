/** The page's side of the vision worker: starts it, falls back to one thread, and gives up on a worker that hangs. */

import { type Remote, releaseProxy, transfer, wrap } from 'comlink';
import type { DepthDescription, DetectorDescription } from '../scene/model-description';
import type { Scene } from '../scene/scene';
import type { Frame } from '../camera/frame-source';
import type { LookOptions } from '../worker/vision';
import type { VisionWorkerApi } from '../worker/vision-worker';
import workerUrl from '../worker/vision-worker?worker&url';
import { trustedScriptUrl } from '../offline/trusted-script-url';

/** More threads than this gain little on phones, whose other cores are slow ones, and cost battery. */
const MOST_THREADS = 4;

/**
 * Starting compiles 14 MB of WebAssembly and runs the network once: seconds on a slow phone. Some browsers hang for
 * ever when threads can't start (https://github.com/microsoft/onnxruntime/issues/11679).
 */
const START_TIMEOUT_MS = 40_000;

/** A look takes 0.05 to 0.5 s; one that takes this long won't come back. */
const LOOK_TIMEOUT_MS = 8_000;

export interface VisionClient {
  /** How many threads the runtime got. */
  readonly threads: number;
  /**
   * Hands the frame over (its bitmap can't be used afterwards) and resolves with what is in it.
   * @throws Error when the worker breaks or doesn't answer; the client is of no use then
   */
  look(frame: Pick<Frame, 'image' | 'time'>, options: LookOptions): Promise<Scene>;
  /**
   * Gives the worker a depth network for its looks from then on; a look that comes meanwhile waits.
   * @throws Error when the network can't run here; the client is of use all the same, unless its worker broke
   */
  addDepth(bytes: Uint8Array, description: DepthDescription): Promise<void>;
  dispose(): void;
}

/**
 * One core is left to the page, the camera and the voice. With both cores of a machine of two, a look took 0.7 of the
 * time of one thread while nothing else ran, twice the time while something did, and twice the work in any case
 * (measured in Chromium 156): one that is always in time serves better, and spares the battery.
 * @returns how many threads are worth trying here; 1 unless the page is cross-origin isolated
 */
export function threadsToTry(): number {
  if (!crossOriginIsolated) return 1;
  return Math.max(1, Math.min(MOST_THREADS, (navigator.hardwareConcurrency || 1) - 1));
}

/**
 * Starts a vision worker with this many threads, and where that fails another one with a single thread: a runtime
 * that failed to start can't be started again in the same worker.
 * @throws Error when the detector can't run here at all
 */
export async function startVision(
  bytes: Uint8Array,
  description: DetectorDescription,
  threads: number,
): Promise<VisionClient> {
  try {
    return await startWorker(bytes, description, threads);
  } catch (error) {
    if (threads === 1) throw error;
    return startWorker(bytes, description, 1);
  }
}

async function startWorker(
  bytes: Uint8Array,
  description: DetectorDescription,
  threads: number,
): Promise<VisionClient> {
  const worker = new Worker(trustedScriptUrl(workerUrl), { type: 'module', name: 'vision' });
  const api: Remote<VisionWorkerApi> = wrap(worker);
  let breakOff!: (reason: Error) => void;
  const broken = new Promise<never>((_, reject) => (breakOff = reject));
  // Whoever waits for an answer hears of a break; a break between two looks is heard by the next one.
  broken.catch(() => undefined);
  worker.addEventListener('error', ({ message }) =>
    breakOff(new Error(message || 'The vision worker broke')),
  );
  const dispose = () => {
    breakOff(new Error('The vision worker was ended'));
    api[releaseProxy]();
    worker.terminate();
  };
  try {
    await within(START_TIMEOUT_MS, Promise.race([api.prepare(bytes, description, threads), broken]));
  } catch (error) {
    dispose();
    throw error;
  }
  return {
    threads,
    dispose,
    async look({ image, time }, options) {
      try {
        const scene = api.look(transfer(image, [image]), time, options);
        return await within(LOOK_TIMEOUT_MS, Promise.race([scene, broken]));
      } finally {
        // Only a worker that is gone leaves it here.
        image.close();
      }
    },
    addDepth: (bytes, description) =>
      within(START_TIMEOUT_MS, Promise.race([api.prepareDepth(bytes, description), broken])),
  };
}

/** @throws Error when the promise hasn't settled after so many milliseconds */
async function within<Result>(milliseconds: number, promise: Promise<Result>): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
