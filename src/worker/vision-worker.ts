/** The worker's entry: owns the networks, and turns frames into scenes. The page reaches it through comlink. */

import { expose } from 'comlink';
import mjsUrl from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import type { DepthDescription, DetectorDescription } from '../scene/model-description';
import type { Scene } from '../scene/scene';
import { type DepthEstimator, createDepthEstimator } from './depth-estimator';
import { type Detector, createDetector } from './detector';
import type { Picture } from './letterbox';
import { configureRuntime } from './runtime';
import { type LookOptions, type Vision, createVision } from './vision';

let detector: Detector | null = null;
let vision: Vision | null = null;
/** Stays when the detector is exchanged; null until the page has handed it over, which may never be. */
let depth: DepthEstimator | null = null;
let canvas: OffscreenCanvas | null = null;

const api = {
  /**
   * Starts the runtime, loads the detector and runs it once, so that the first real look isn't the slow one.
   * @param bytes the detector's ONNX file
   * @param threads takes effect on the first call only; a runtime that failed to start needs a new worker
   */
  async prepare(bytes: Uint8Array, description: DetectorDescription, threads: number): Promise<void> {
    configureRuntime({ threads, paths: { wasm: absolute(wasmUrl), mjs: absolute(mjsUrl) } });
    await detector?.release();
    detector = await createDetector(bytes, description);
    vision = createVision(detector);
    if (depth) vision.useDepth(depth);
    await detector.detect(WARM_UP_PICTURE);
  },

  /**
   * Loads the depth network, runs it once, and has it used from the next look on. The detector comes first: it starts
   * the runtime.
   * @param bytes the depth network's ONNX file
   */
  async prepareDepth(bytes: Uint8Array, description: DepthDescription): Promise<void> {
    if (!vision) throw new Error('The detector is not loaded yet');
    const estimator = await createDepthEstimator(bytes, description);
    await estimator.estimate(WARM_UP_PICTURE);
    vision.useDepth(estimator);
    await depth?.release();
    depth = estimator;
  },

  /**
   * @param image the upright frame; closed here
   * @param time when it was taken, milliseconds on the page's clock
   */
  async look(image: ImageBitmap, time: number, options: LookOptions): Promise<Scene> {
    try {
      if (!vision) throw new Error('The detector is not loaded yet');
      return await vision.look(pixelsOf(image), time, options);
    } finally {
      image.close();
    }
  },
};

export type VisionWorkerApi = typeof api;

/** A camera's aspect, so that the runtime allocates what the real frames will need. */
const WARM_UP_PICTURE: Picture = { width: 4, height: 3, data: new Uint8ClampedArray(4 * 3 * 4) };

/** The runtime starts its threads from a module of its own, to which our relative addresses mean something else. */
function absolute(url: string): string {
  return new URL(url, self.location.href).href;
}

function pixelsOf(image: ImageBitmap): Picture {
  const { width, height } = image;
  if (canvas?.width !== width || canvas.height !== height) canvas = new OffscreenCanvas(width, height);
  // A canvas that is read after each drawing is faster when the browser keeps it out of the graphics memory.
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false });
  if (!context) throw new Error('This browser gives the worker no canvas');
  context.drawImage(image, 0, 0);
  return { data: context.getImageData(0, 0, width, height).data, width, height };
}

expose(api);
