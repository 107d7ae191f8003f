/** The model store in a real browser, with everything that goes wrong on the way and on the device. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { MODEL_CACHE } from '../../src/offline/model-parts';
import { STALL_LIMIT_MS } from '../../src/offline/stall';
import { cachedPaths, eventsWith, partRequests, textOf, useProbe } from './offline-probe';
import { fakeModel } from './offline-site';

const MODEL = fakeModel('detector', 'abc');
const [A, B, C] = MODEL.served.parts.map(({ sha256 }) => `models/${sha256}.part`) as [string, string, string];

const probe = useProbe({ only: [MODEL] });

type Intercept = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Opens the page; the service worker can be kept from it, because the store must work the same without. */
async function open(withServiceWorker: boolean, intercept: Intercept = () => false): Promise<void> {
  const url = await probe.serve({
    intercept: (request, response) => {
      if (withServiceWorker || request.url !== '/service-worker.js') return intercept(request, response);
      response.writeHead(404).end();
      return true;
    },
  });
  await probe.page.goto(url);
  await eventsWith(withServiceWorker ? 'ready' : 'started', probe.page);
}

interface Outcome {
  readonly text: string | null;
  /** Of the ModelFault, or the name of another error. */
  readonly fault: string | null;
  readonly progress: readonly number[];
  readonly notKept: readonly string[];
  readonly isStored: boolean;
}

/** @param abortAt - bytes at which the person has had enough. */
function load(abortAt = Infinity): Promise<Outcome> {
  return probe.page.evaluate(async (abortAt) => {
    const { ModelFault, chooseDetector, isModelStored, loadManifest, loadModel } = window.probe;
    const progress: number[] = [];
    const notKept: string[] = [];
    const aborter = new AbortController();
    const model = chooseDetector(await loadManifest());
    const loaded = loadModel(model, {
      signal: aborter.signal,
      onNotKept: ({ reason }) => notKept.push(reason),
      onProgress(bytes) {
        progress.push(bytes);
        document.title = String(bytes);
        if (bytes >= abortAt) aborter.abort();
      },
    });
    const [text, fault] = await loaded.then(
      (bytes) => [new TextDecoder().decode(bytes), null] as const,
      (error: Error) => [null, error instanceof ModelFault ? error.reason : error.name] as const,
    );
    return { text, fault, progress, notKept, isStored: await isModelStored(model) };
  }, abortAt);
}

/** Answers once, or each time, for that part; the server does the rest. */
function forPart(part: string, times: number, answer: (response: ServerResponse) => void): Intercept {
  return (request, response) => {
    if (request.url !== `/${part}` || times <= 0) return false;
    times -= 1;
    answer(response);
    return true;
  };
}

const HALF_PART = MODEL.parts[1]!.length / 2;

/** The first half of the second part; what comes then, if anything, is up to the test. */
const sendHalf = (response: ServerResponse, sent?: () => void) => {
  response.writeHead(200, { 'Content-Length': MODEL.parts[1]!.length });
  response.write(MODEL.parts[1]!.subarray(0, HALF_PART), sent);
};

/** Half of the second part, then the connection is gone. */
const breakOff = (response: ServerResponse) => {
  sendHalf(response, () => setTimeout(() => response.destroy(), 50));
};

const sendOtherBytes = (response: ServerResponse) =>
  response.writeHead(200, { 'Cache-Control': 'max-age=600' }).end(Buffer.alloc(MODEL.parts[1]!.length, 'no'));

describe.each([
  ['under the service worker', true],
  ['without a service worker', false],
])('%s', (_, withServiceWorker) => {
  it('loads part by part, shows how it goes, and needs the network once', async () => {
    const partBytes = MODEL.parts[0]!.length;
    let pending: ServerResponse | undefined;
    const holdBack = (response: ServerResponse) => {
      sendHalf(response);
      pending = response;
    };
    await open(withServiceWorker, forPart(B, 1, holdBack));
    const loaded = load();
    // The rest of the second part is held back until the page has told of its first half.
    await probe.page.waitForFunction((bytes) => Number(document.title) > bytes, partBytes);
    pending!.end(MODEL.parts[1]!.subarray(HALF_PART));
    const { text, progress, isStored } = await loaded;
    expect(text).toBe(textOf(MODEL));
    expect(isStored).toBe(true);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect(progress.at(-1)).toBe(MODEL.served.bytes);

    expect(await load()).toMatchObject({ text, progress: [1, 2, 3].map((count) => count * partBytes) });
    expect(partRequests(probe.server)).toEqual([A, B, C]);
  });

  it('goes on where a download broke off', async () => {
    await open(withServiceWorker, forPart(B, 1, breakOff));
    expect(await load()).toMatchObject({ text: null, fault: 'models-unreachable', isStored: false });
    expect((await cachedPaths(probe.page))[MODEL_CACHE]).toEqual([A]);

    await probe.page.reload();
    probe.server.requests.length = 0;
    expect(await load()).toMatchObject({ text: textOf(MODEL), isStored: true });
    expect(partRequests(probe.server)).toEqual([B, C]);
  });

  it('says so when there is no network, and keeps what has arrived', async () => {
    await open(withServiceWorker, forPart(B, 1, breakOff));
    await load();
    const manifest = await probe.page.evaluate(() => window.probe.loadManifest());
    await probe.server.close();
    const fault = await probe.page.evaluate(
      (model) =>
        window.probe.loadModel(model).catch((error: unknown) => (error as { reason: string }).reason),
      manifest.detectors[0]!,
    );
    expect(fault).toBe('models-unreachable');
    expect((await cachedPaths(probe.page))[MODEL_CACHE]).toEqual([A]);
  });

  it('gives up a download from which nothing comes any more, and goes on with it later', async () => {
    await open(withServiceWorker, forPart(B, 1, sendHalf));
    await probe.page.clock.install();
    const loaded = load();
    await expect.poll(() => partRequests(probe.server)).toEqual([A, B]);
    // Time passes only by this in the page; no test waits half a minute.
    await probe.page.clock.runFor(2 * STALL_LIMIT_MS);
    expect(await loaded).toMatchObject({ text: null, fault: 'models-unreachable' });
    expect(await load()).toMatchObject({ text: textOf(MODEL), isStored: true });
  });

  it('fetches a deleted part again', async () => {
    await open(withServiceWorker);
    await load();
    await probe.page.evaluate(async ([name, part]) => (await caches.open(name)).delete(part), [
      MODEL_CACHE,
      B,
    ] as const);
    probe.askedParts.length = 0;
    expect(await load()).toMatchObject({ text: textOf(MODEL), isStored: true });
    expect(probe.askedParts).toEqual([B]);
  });

  it('replaces a spoilt part without a word', async () => {
    await open(withServiceWorker);
    await load();
    await probe.page.evaluate(
      async ([name, part]) => (await caches.open(name)).put(part, new Response('spoilt')),
      [MODEL_CACHE, B] as const,
    );
    probe.askedParts.length = 0;
    expect(await load()).toMatchObject({ text: textOf(MODEL), fault: null, notKept: [] });
    expect(probe.askedParts).toEqual([B]);
    expect(await load()).toMatchObject({ text: textOf(MODEL) });
    expect(probe.askedParts).toEqual([B]);
  });

  it('asks again, past the cache of the browser, when wrong bytes arrive', async () => {
    await open(withServiceWorker, forPart(B, 1, sendOtherBytes));
    expect(await load()).toMatchObject({ text: textOf(MODEL), fault: null });
    expect(partRequests(probe.server)).toEqual([A, B, B, C]);
  });

  it('uses and keeps nothing that is wrong twice', async () => {
    await open(withServiceWorker, forPart(B, 2, sendOtherBytes));
    expect(await load()).toMatchObject({ text: null, fault: 'models-corrupt' });
    expect((await cachedPaths(probe.page))[MODEL_CACHE]).toEqual([A]);
  });

  it('says so when the host lacks a part', async () => {
    await open(
      withServiceWorker,
      forPart(B, 1, (response) => response.writeHead(404).end()),
    );
    expect(await load()).toMatchObject({ text: null, fault: 'models-missing' });
  });

  it('stops when it is told to, and keeps the parts that are there', async () => {
    await open(withServiceWorker, forPart(B, 1, sendHalf));
    const { fault } = await load(MODEL.parts[0]!.length + 1);
    expect(fault).toBe('AbortError');
    expect((await cachedPaths(probe.page))[MODEL_CACHE]).toEqual([A]);
  });

  it('works from memory when the device refuses to store (stub: a full disk)', async () => {
    await open(withServiceWorker);
    await probe.page.evaluate(() => {
      Cache.prototype.put = () => Promise.reject(new DOMException('Full', 'QuotaExceededError'));
    });
    const { text, fault, notKept, isStored } = await load();
    expect({ text, fault, notKept, isStored }).toEqual({
      text: textOf(MODEL),
      fault: null,
      notKept: ['storage-full'],
      isStored: false,
    });
  });
});

describe('manifest', () => {
  const outcome = () =>
    probe.page.evaluate(() =>
      window.probe.loadManifest().then(
        ({ defaultDetector }) => defaultDetector,
        (error: unknown) => (error as { reason: string }).reason,
      ),
    );

  it('is missing where the host has none, also where the start page stands in for it', async () => {
    await open(false, (request, response) => {
      if (!request.url?.endsWith('manifest.json')) return false;
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Start</title>');
      return true;
    });
    expect(await outcome()).toBe('models-missing');
  });

  it('is corrupt when it can not be read', async () => {
    await open(false, (request, response) => {
      if (!request.url?.endsWith('manifest.json')) return false;
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"defaultDetector":');
      return true;
    });
    expect(await outcome()).toBe('models-corrupt');
  });

  it('must agree with the parts as a whole', async () => {
    await open(true);
    const fault = await probe.page.evaluate(async () => {
      const [model] = (await window.probe.loadManifest()).detectors;
      return window.probe
        .loadModel({ ...model!, sha256: model!.parts[0]!.sha256 })
        .catch((error: unknown) => (error as { reason: string }).reason);
    });
    expect(fault).toBe('models-corrupt');
  });
});
