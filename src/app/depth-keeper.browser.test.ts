import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';
import { drawnRoom } from '../../test/harness/drawn-room';
import { lacksModels } from '../../test/harness/needs';
import { SessionHarness } from '../../test/harness/session-harness';
import { WorkerWatch } from '../../test/harness/worker-watch';
import { MODEL_CACHE, modelUrl } from '../offline/model-parts';
import { chooseDepth, isModelStored, loadManifest } from '../offline/model-store';
import type { ModelManifest, ServedDepthModel } from '../scene/model-description';
import { en } from '../speech/phrases/en';
import { DepthKeeper } from './depth-keeper';

/** How the session gets its depth network: real models, real workers. What can't be had at will is a stub, by name. */

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const { messages } = en;

let workers: WorkerWatch;
let app: SessionHarness;
let depth: ServedDepthModel;
let gifts: MockInstance<DepthKeeper['give']>;
let posts: MockInstance<Worker['postMessage']>;

/** What the workers were asked to do, in order; a look, as often as there is one. */
const asked = (): string[] =>
  posts.mock.calls.flatMap(([message]) => (message as { path?: string[] }).path?.join('.') ?? []);
const handedOver = () => asked().filter((path) => path === 'prepareDepth').length;

/** Resolves when the depth network has been given to each worker, or never will be. */
const settled = () => Promise.all(gifts.mock.results.map(({ value }) => value as Promise<void>));

const removeFromStore = async ({ parts }: ServedDepthModel) => {
  const cache = await caches.open(MODEL_CACHE);
  await Promise.all(parts.map(({ sha256 }) => cache.delete(modelUrl(`${sha256}.part`))));
};

/** Stub: the host answers so where the address contains a word; all else it answers as it is. */
function answer(word: string, respond: () => Promise<Response>): void {
  const fetchAnything = globalThis.fetch.bind(globalThis);
  vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) =>
    String(input).includes(word) ? respond() : fetchAnything(input, init),
  );
}

/** Stub: the host's list of models is another one. */
async function serveManifest(change: (manifest: ModelManifest) => object): Promise<void> {
  const manifest = change(await loadManifest());
  answer('manifest.json', () => Promise.resolve(Response.json(manifest)));
}

async function openReady(): Promise<void> {
  app = await SessionHarness.open();
  await app.session.loadDetector();
  expect(app.state.phase).toBe('ready');
}

async function expectToSee(): Promise<void> {
  await app.session.openFile(await drawnRoom());
  expect(app.state.scene?.objects[0]?.label).toBe('chair');
}

beforeEach(async () => {
  depth = chooseDepth(await loadManifest())!;
  workers = new WorkerWatch();
  gifts = vi.spyOn(DepthKeeper.prototype, 'give');
  posts = vi.spyOn(Worker.prototype, 'postMessage');
});
afterEach(() => {
  vi.restoreAllMocks();
  app.close();
  workers.close();
});

describe.skipIf(lacksModels)('the depth network', () => {
  it('comes after the detector, is stored, and is given to the worker, without a word', async () => {
    await removeFromStore(depth);
    await openReady();
    expect(handedOver()).toBe(0);
    await settled();
    expect(asked().slice(0, 2)).toEqual(['prepare', 'prepareDepth']);
    expect(await isModelStored(depth)).toBe(true);
    expect(app.messages.at(-1)).toBe(messages.ready);
    expect(app.state.download).toBeNull();
    await expectToSee();
  });

  it('is given to each worker, and fetched once', async () => {
    const { detectors } = await loadManifest();
    await removeFromStore(depth);
    const fetches = vi.spyOn(globalThis, 'fetch');
    await openReady();
    await settled();
    await app.session.changeSettings({ detector: detectors.at(-1)!.description.name });
    await settled();
    expect(handedOver()).toBe(2);

    workers.breakNewest();
    await app.session.openFile(await drawnRoom());
    await settled();
    expect(workers.started).toHaveLength(3);
    expect(handedOver()).toBe(3);
    const { sha256 } = depth.parts[0]!;
    expect(fetches.mock.calls.filter(([url]) => String(url).includes(sha256))).toHaveLength(1);
  });

  it('lets a person who waits for the first thing that is seen have it first', async () => {
    app = await SessionHarness.open();
    void app.session.startCamera();
    await app.until(({ scene }) => scene !== null);
    await vi.waitFor(() => expect(handedOver()).toBe(1), 10_000);
    await settled();
    expect(asked().slice(0, 2)).toEqual(['prepare', 'look']);
    await app.untilLookedAgain();
  });

  it('that can not be had costs nothing, and is asked for again at the next start', async () => {
    await removeFromStore(depth);
    answer(depth.parts[0]!.sha256, () => Promise.resolve(new Response('', { status: 404 })));
    await openReady();
    await settled();
    expect(handedOver()).toBe(0);
    expect(app.messages.at(-1)).toBe(messages.ready);
    await expectToSee();
    app.close();

    vi.mocked(globalThis.fetch).mockRestore();
    await openReady();
    await settled();
    expect(handedOver()).toBe(1);
  });

  it('is not missed where the list of models has none, or is from before there were any', async () => {
    for (const none of [null, undefined]) {
      await serveManifest((manifest) => ({ ...manifest, depth: none }));
      await openReady();
      await settled();
      expect(gifts.mock.lastCall![0]).toBeNull();
      expect(handedOver()).toBe(0);
      await expectToSee();
      app.close();
      vi.mocked(globalThis.fetch).mockRestore();
    }
  });

  it('that the worker can not run leaves it as it is, and is given to no other', async () => {
    const { input } = depth.description;
    const unfit = { ...depth, description: { ...depth.description, input: { ...input, name: 'other' } } };
    const { detectors } = await loadManifest();
    await serveManifest((manifest) => ({ ...manifest, depth: unfit }));
    await openReady();
    await settled();
    expect(handedOver()).toBe(1);
    await expectToSee();
    await app.session.changeSettings({ detector: detectors.at(-1)!.description.name });
    await settled();
    expect(handedOver()).toBe(1);
    expect(workers.started).toHaveLength(2);
    expect(app.messages.at(-1)).toBe(messages.ready);
  });

  it('is not blamed for a worker that was replaced meanwhile', async () => {
    const { detectors } = await loadManifest();
    await openReady();
    await app.session.changeSettings({ detector: detectors.at(-1)!.description.name });
    await settled();
    expect(handedOver()).toBeGreaterThan(0);
    const before = handedOver();
    await app.session.changeSettings({ detector: null });
    await settled();
    expect(handedOver()).toBe(before + 1);
  });
});
