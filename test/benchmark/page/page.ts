/** The page that is measured: `speed.ts` opens it and asks for one figure after the other. */

import { type Remote, transfer, wrap } from 'comlink';
import { type VisionClient, startVision } from '../../../src/app/vision-client';
import type { ModelManifest, ServedDepthModel, ServedModel } from '../../../src/scene/model-description';
import type { Picture } from '../../../src/worker/letterbox';
import roomUrl from '../../fixtures/pictures/room.svg?url';
import type { MeasuringWorkerApi } from './measuring-worker';

/** What a phone's camera gives when it is asked for little: 4:3. */
const FRAME = { width: 640, height: 480 };

/** The sizes of the default detector's longer side that are compared; the first one is the app's. */
const SIZES = [416, 320];

export interface Case {
  /** For programs. */
  readonly name: string;
  /** For people. */
  readonly title: string;
  /** A slow one is measured in every so many rounds only. */
  readonly every: number;
}

export interface Benchmark {
  /** @returns what can be measured; all ratios refer to the first one */
  prepare(): Promise<Case[]>;
  /** @returns milliseconds */
  measure(name: string): Promise<number>;
}

declare global {
  interface Window {
    readonly benchmark: Benchmark;
  }
}

const measures = new Map<string, () => Promise<number>>();
const cases: Case[] = [];

function add(name: string, title: string, measure: () => Promise<number>, every = 1): void {
  cases.push({ name, title, every });
  measures.set(name, measure);
}

Object.assign(window, {
  benchmark: {
    async prepare() {
      if (!crossOriginIsolated) throw new Error('Threads need a page that is isolated from other origins');
      const manifest = (await (await fetch('models/manifest.json')).json()) as ModelManifest;
      const isDefault = ({ description }: ServedModel) => description.name === manifest.defaultDetector;
      const model = manifest.detectors.find(isDefault)!;
      const others = manifest.detectors.filter((other) => other !== model);
      const frame = await drawFrame();
      await addDetector(model, frame);
      for (const other of others) await addOtherDetector(other, frame);
      if (manifest.depth) await addDepth(manifest.depth, model, frame);
      await addApp(model, frame);
      if (manifest.depth) await addStreams(model, manifest.depth, frame);
      return cases;
    },
    measure: (name) => measures.get(name)!(),
  } satisfies Benchmark,
});

async function addDetector(model: ServedModel, frame: ImageData): Promise<void> {
  const workers = { 1: await startWorker(model, 1, frame), 2: await startWorker(model, 2, frame) };
  for (const size of SIZES) {
    for (const threads of [1, 2] as const) {
      const title = `detect, ${model.title}, ${size} px, ${counted(threads)}`;
      add(`detect-${size}-threads-${threads}`, title, () => workers[threads].detect(size));
    }
  }
  add('letterbox', `letterbox to ${SIZES[0]} px, part of detect`, () => workers[1].letterbox());
  add('decode', 'decode and NMS, part of detect', () => workers[1].decode());
  add('gate', 'gate', () => workers[1].gate());
  add('survey', 'tracks, distances and order of ten things', () => workers[1].survey());
}

async function addOtherDetector(model: ServedModel, frame: ImageData): Promise<void> {
  const { name, input } = model.description;
  const worker = await startWorker(model, 1, frame);
  const title = `detect, ${model.title}, ${input.defaultSize} px, ${counted(1)}`;
  add(`detect-${name}`, title, () => worker.detect(input.defaultSize));
}

async function addDepth(depth: ServedDepthModel, detector: ServedModel, frame: ImageData): Promise<void> {
  const worker = await startWorker(detector, 1, frame);
  await worker.prepareDepth(await join(depth), depth.description);
  const title = `depth map, ${depth.title}, ${depth.description.input.shorterSide} px, ${counted(1)}`;
  add('depth-threads-1', title, () => worker.depthMap());
}

/** The app's own worker, as the page uses it: bitmap in, scene out. */
async function addApp(model: ServedModel, frame: ImageData): Promise<void> {
  const bytes = await join(model);
  const start = (threads: number) => startVision(bytes, model.description, threads);
  for (const threads of [1, 2]) {
    const client: VisionClient = await start(threads);
    add(`look-threads-${threads}`, `look, through the app's worker, ${counted(threads)}`, async () => {
      const image = await createImageBitmap(frame);
      return timeOf(() => client.look({ image, time: performance.now() }, { source: 'photo' }));
    });
  }
  for (const threads of [1, 2]) {
    const title = `start of the app's worker, ${counted(threads)}`;
    const measure = () => timeOf(async () => (await start(threads)).dispose());
    add(`start-threads-${threads}`, title, measure, 5);
  }
}

/** In a row, so that some of them have a depth map made after them. */
const LOOKS_IN_A_ROW = 12;

/** A camera, looked at as fast as it goes, without the depth network and with it: what that takes from the rate. */
async function addStreams(model: ServedModel, depth: ServedDepthModel, frame: ImageData): Promise<void> {
  // The gate would leave out a picture like the one before.
  const frames = [await createImageBitmap(frame), await mirrored(frame)];
  for (const withDepth of [false, true]) {
    const client = await startVision(await join(model), model.description, 1);
    if (withDepth) await client.addDepth(await join(depth), depth.description);
    const title = `a camera's look, of ${LOOKS_IN_A_ROW} in a row, ${withDepth ? 'with' : 'without'} depth, ${counted(1)}`;
    add(`stream${withDepth ? '-depth' : ''}-threads-1`, title, async () => {
      const time = await timeOf(async () => {
        for (let look = 0; look < LOOKS_IN_A_ROW; look += 1) {
          const image = await createImageBitmap(frames[look % frames.length]!);
          await client.look({ image, time: performance.now() }, { source: 'camera' });
        }
      });
      return time / LOOKS_IN_A_ROW;
    });
  }
}

async function mirrored(frame: ImageData): Promise<ImageBitmap> {
  const context = new OffscreenCanvas(frame.width, frame.height).getContext('2d')!;
  context.scale(-1, 1);
  context.drawImage(await createImageBitmap(frame), -frame.width, 0);
  return createImageBitmap(context.canvas);
}

async function startWorker(
  model: ServedModel,
  threads: number,
  { width, height, data }: ImageData,
): Promise<Remote<MeasuringWorkerApi>> {
  const worker = new Worker(new URL('./measuring-worker.ts', import.meta.url), { type: 'module' });
  const api: Remote<MeasuringWorkerApi> = wrap(worker);
  const bytes = await join(model);
  const picture: Picture = { width, height, data: new Uint8ClampedArray(data) };
  await api.prepare(transfer(bytes, [bytes.buffer]), model.description, threads, picture);
  return api;
}

async function join({ parts }: ServedModel<unknown>): Promise<Uint8Array<ArrayBuffer>> {
  const files = await Promise.all(
    parts.map(async ({ sha256 }) => (await fetch(`models/${sha256}.part`)).blob()),
  );
  return new Uint8Array(await new Blob(files).arrayBuffer());
}

/** A drawn room in which the detector finds several things, so that decoding and NMS have work. */
async function drawFrame(): Promise<ImageData> {
  const room = new Image();
  room.src = roomUrl;
  await room.decode();
  const context = new OffscreenCanvas(FRAME.width, FRAME.height).getContext('2d')!;
  context.drawImage(room, 0, 0, FRAME.width, FRAME.height);
  return context.getImageData(0, 0, FRAME.width, FRAME.height);
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function counted(threads: number): string {
  return threads === 1 ? '1 thread' : `${threads} threads`;
}
