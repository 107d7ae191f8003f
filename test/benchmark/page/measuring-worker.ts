/** A worker that runs the vision worker's own code, part by part, and takes the time of each. */

import { expose } from 'comlink';
import mjsUrl from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import type { DepthDescription, DetectorDescription } from '../../../src/scene/model-description';
import { decode } from '../../../src/worker/decode/decode';
import { type DepthEstimator, createDepthEstimator } from '../../../src/worker/depth-estimator';
import { type Detector, createDetector } from '../../../src/worker/detector';
import { type GateState, INITIAL_GATE_STATE, passGate } from '../../../src/worker/gate';
import { type Letterbox, type Picture, fillTensor, planLetterbox } from '../../../src/worker/letterbox';
import { configureRuntime, loadNetwork } from '../../../src/worker/runtime';
import { suppressOverlaps } from '../../../src/worker/suppress-overlaps';
import { walkPastTenThings } from './ten-things';

/** Short work is done so often for one figure, since browsers' clocks tick in steps of 5 to 100 microseconds. */
const REPEATS = 10;

interface Prepared {
  readonly detector: Detector;
  readonly picture: Picture;
  readonly letterbox: Letterbox;
  readonly tensor: Float32Array;
  /** What the network answers to the picture. */
  readonly output: Float32Array;
}

const nextLook = walkPastTenThings();

let prepared: Prepared | null = null;
let depth: DepthEstimator | null = null;
let gate: GateState = INITIAL_GATE_STATE;

/** All times are milliseconds. */
const api = {
  async prepare(
    bytes: Uint8Array,
    description: DetectorDescription,
    threads: number,
    picture: Picture,
  ): Promise<void> {
    const absolute = (url: string) => new URL(url, location.href).href;
    configureRuntime({ threads, paths: { wasm: absolute(wasmUrl), mjs: absolute(mjsUrl) } });
    const { input } = description;
    const letterbox = planLetterbox(picture, input);
    const { width, height } = letterbox.tensor;
    const tensor = new Float32Array(3 * width * height);
    fillTensor(picture, letterbox, input, tensor);
    const network = await loadNetwork(bytes, input.name, description.output.name);
    const output = (await network.run(tensor, [1, 3, height, width])).slice();
    await network.release();
    prepared = {
      detector: await createDetector(bytes, description),
      picture,
      letterbox,
      tensor,
      output,
    };
  },

  /** From the picture to the objects. */
  async detect(size: number): Promise<number> {
    const { detector, picture } = ready();
    const start = performance.now();
    await detector.detect(picture, { size });
    return performance.now() - start;
  },

  /** After `prepare`: the detector starts the runtime, as in the app. */
  async prepareDepth(bytes: Uint8Array, description: DepthDescription): Promise<void> {
    depth = await createDepthEstimator(bytes, description);
  },

  /** From the picture to the map. */
  async depthMap(): Promise<number> {
    const start = performance.now();
    await depth!.estimate(ready().picture);
    return performance.now() - start;
  },

  letterbox(): number {
    const { detector, picture, tensor } = ready();
    const { input } = detector.description;
    return timeOf(() => {
      fillTensor(picture, planLetterbox(picture, input), input, tensor);
    });
  },

  decode(): number {
    const { detector, letterbox, output } = ready();
    const { description } = detector;
    return timeOf(() => {
      const candidates = decode(output, letterbox, description, description.defaultScore);
      suppressOverlaps(candidates, description.overlapThreshold);
    });
  },

  gate(): number {
    const { picture } = ready();
    return timeOf(() => {
      gate = passGate(gate, picture, performance.now(), true).state;
    });
  },

  /** Tracks, distances and order of ten things. */
  survey(): number {
    return timeOf(nextLook);
  },
};

export type MeasuringWorkerApi = typeof api;

function ready(): Prepared {
  if (!prepared) throw new Error('The measuring worker is not prepared');
  return prepared;
}

function timeOf(work: () => void): number {
  const start = performance.now();
  for (let repeat = 0; repeat < REPEATS; repeat++) work();
  return (performance.now() - start) / REPEATS;
}

expose(api);
