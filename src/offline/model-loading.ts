/**
 * The app's models, from storage or else from the network: parts are fetched one after the other and stored as they
 * arrive, so an interrupted download goes on where it stopped. The same with or without a service worker.
 * The page calls it and hands the bytes to the vision worker; the service worker calls it for an update. No dedicated
 * worker may (see `model-parts.ts`).
 */

import type { ModelManifest, ModelPart, ServedDepthModel, ServedModel } from '../scene/model-description';
import { ModelFault } from './model-fault';
import { fetchModelFile, fetchPart, isPartStored, sha256, storePart, storedPart } from './model-parts';

export interface LoadModelOptions {
  /** Bytes of the model that are there, stored ones included, of how many. */
  readonly onProgress?: (bytes: number, total: number) => void;
  /** Stops the download; what has been stored stays. */
  readonly signal?: AbortSignal;
  /** The device refuses to keep the model ('storage-full'); told once, and loading goes on. */
  readonly onNotKept?: (fault: ModelFault) => void;
}

/**
 * The models of this version of the app. Under a service worker this is the manifest that was stored together with
 * the app's code, so that code never meets a model that it can't read, and offline is no different.
 * @throws ModelFault
 */
export async function loadManifest(): Promise<ModelManifest> {
  const response = await fetchModelFile('manifest.json', { cache: 'no-cache' });
  const manifest = await response.json().catch((error: unknown) => {
    throw new ModelFault('models-corrupt', { cause: error });
  });
  return manifest as ModelManifest;
}

/** The detector of that name, or the default one when there is none of that name (any more). */
export function chooseDetector(manifest: ModelManifest, name = manifest.defaultDetector): ServedModel {
  const named = (wanted: string) => manifest.detectors.find(({ description }) => description.name === wanted);
  const model = named(name) ?? named(manifest.defaultDetector);
  if (!model) throw new ModelFault('models-missing');
  return model;
}

/** The depth network, or null when there is none; a list of models from before there were any says nothing of it. */
export function chooseDepth({ depth }: Partial<ModelManifest>): ServedDepthModel | null {
  return depth ?? null;
}

/** The parts of all models. */
export function partsOf(manifest: ModelManifest): ModelPart[] {
  return [...manifest.detectors, chooseDepth(manifest)].flatMap((model) => model?.parts ?? []);
}

/**
 * The bytes of the model's ONNX file. Spoilt parts are deleted and fetched again without a word.
 * @throws ModelFault; the abort reason when `signal` is aborted.
 */
export async function loadModel(
  model: ServedModel<unknown>,
  { onProgress, signal, onNotKept }: LoadModelOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let done = 0;
  let isKept = true;
  for (const part of model.parts) {
    signal?.throwIfAborted();
    const report = (bytes: number) => onProgress?.(done + bytes, model.bytes);
    const stored = await storedPart(part.sha256);
    const bytes = stored ?? (await fetchPart(part, signal, report));
    if (!stored && isKept) isKept = await keep(part, bytes, onNotKept);
    parts.push(bytes);
    report(part.bytes);
    done += part.bytes;
  }
  const whole = new Uint8Array(await new Blob(parts).arrayBuffer());
  if ((await sha256(whole)) !== model.sha256) throw new ModelFault('models-corrupt');
  return whole;
}

async function keep(
  part: ModelPart,
  bytes: Uint8Array<ArrayBuffer>,
  onNotKept: LoadModelOptions['onNotKept'],
): Promise<boolean> {
  try {
    await storePart(part.sha256, bytes);
    return true;
  } catch (error) {
    onNotKept?.(new ModelFault('storage-full', { cause: error }));
    return false;
  }
}

/** Whether all parts are stored, so that `loadModel` needs no network (unless one turns out to be spoilt). */
export async function isModelStored(model: ServedModel<unknown>): Promise<boolean> {
  const stored = await Promise.all(model.parts.map(({ sha256 }) => isPartStored(sha256)));
  return stored.every(Boolean);
}
