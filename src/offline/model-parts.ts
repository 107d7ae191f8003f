/**
 * The parts of models: one file each, named by its SHA-256, kept in a cache of their own that outlives updates of
 * the app. A part is checked against its name before it is stored and whenever it is read.
 *
 * Runs in the page and in the service worker. Addresses are relative to `location`, and both lie in the app's base
 * folder; a dedicated worker doesn't, so it gets its model from the page.
 */

import type { ModelPart } from '../scene/model-description';
import { ModelFault } from './model-fault';
import { watchForStall } from './stall';

/** The number goes up when the way of storing changes, not when models do. */
export const MODEL_CACHE = 'nearsay-models-1';

const PART_FILE = /^([0-9a-f]{64})\.part$/;

export function modelUrl(file: string): string {
  return new URL(`models/${file}`, location.href).href;
}

/** The hash in a part's address, or null when the address isn't one of a part of this app. */
export function hashInPartUrl(url: string): string | null {
  const folder = modelUrl('');
  return (url.startsWith(folder) && PART_FILE.exec(url.slice(folder.length))?.[1]) || null;
}

/** Lower-case hexadecimal SHA-256. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The part as it was stored, or null when it isn't there or is spoilt; a spoilt one is deleted. */
export async function storedPart(hash: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const cache = await caches.open(MODEL_CACHE);
    const response = await cache.match(modelUrl(`${hash}.part`));
    if (!response) return null;
    const bytes = new Uint8Array(await response.arrayBuffer());
    if ((await sha256(bytes)) === hash) return bytes;
    await cache.delete(modelUrl(`${hash}.part`));
  } catch {
    // A browser that refuses storage altogether (private windows do) has nothing stored.
  }
  return null;
}

export async function isPartStored(hash: string): Promise<boolean> {
  try {
    return Boolean(await caches.match(modelUrl(`${hash}.part`), { cacheName: MODEL_CACHE }));
  } catch {
    return false;
  }
}

/** @throws whatever the browser says when it refuses to store, QuotaExceededError above all. */
export async function storePart(hash: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const headers = { 'Content-Type': 'application/octet-stream', 'Content-Length': String(bytes.length) };
  const cache = await caches.open(MODEL_CACHE);
  await cache.put(modelUrl(`${hash}.part`), new Response(bytes, { headers }));
}

/** Deletes the parts of this app that aren't among `hashes`. Other apps of the same origin keep theirs. */
export async function removeOtherParts(hashes: ReadonlySet<string>): Promise<void> {
  const cache = await caches.open(MODEL_CACHE);
  for (const request of await cache.keys()) {
    const hash = hashInPartUrl(request.url);
    if (hash && !hashes.has(hash)) await cache.delete(request);
  }
}

/**
 * Fetches a part from the network and checks it. One that arrives spoilt is asked for once more, past the
 * browser's own cache.
 * @param onBytes - told how many bytes of the part have arrived.
 * @throws ModelFault; the abort reason when `signal` is aborted.
 */
export async function fetchPart(
  part: ModelPart,
  signal: AbortSignal | undefined,
  onBytes: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const watch = watchForStall(signal);
  const report = (bytes: number) => {
    watch.alive();
    onBytes(bytes);
  };
  try {
    for (const cache of ['default', 'reload'] as const) {
      const response = await fetchModelFile(`${part.sha256}.part`, { cache, signal: watch.signal });
      const bytes = await readBody(response, watch.signal, report);
      if (bytes.length === part.bytes && (await sha256(bytes)) === part.sha256) return bytes;
    }
  } finally {
    watch.end();
  }
  throw new ModelFault('models-corrupt');
}

/**
 * @param file - name in the folder `models/`.
 * @throws ModelFault; the abort reason when the fetch is aborted.
 */
export async function fetchModelFile(file: string, init: RequestInit): Promise<Response> {
  const response = await fetch(modelUrl(file), init).catch((error: unknown) => {
    throw asFault(error, init.signal);
  });
  if (response.status === 404 || isPage(response)) throw new ModelFault('models-missing');
  if (!response.ok) throw new ModelFault('models-unreachable');
  return response;
}

/** Hosts made for single-page apps answer with their start page where a file is missing. */
function isPage(response: Response): boolean {
  return response.headers.get('Content-Type')?.startsWith('text/html') ?? false;
}

async function readBody(
  response: Response,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let arrived = 0;
  try {
    const reader = response.body!.getReader();
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      chunks.push(chunk.value);
      arrived += chunk.value.length;
      onBytes(arrived);
    }
  } catch (error) {
    throw asFault(error, signal);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

function asFault(error: unknown, signal: AbortSignal | null | undefined): unknown {
  return signal?.aborted ? error : new ModelFault('models-unreachable', { cause: error });
}
