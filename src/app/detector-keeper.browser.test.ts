import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fixture } from '../../test/fixtures/fixture-files';
import { drawnRoom } from '../../test/harness/drawn-room';
import { lacksModels } from '../../test/harness/needs';
import { SessionHarness } from '../../test/harness/session-harness';
import { WorkerWatch } from '../../test/harness/worker-watch';
import { loadManifest } from '../offline/model-store';
import { MODEL_CACHE, modelUrl } from '../offline/model-parts';
import type { ServedModel } from '../scene/model-description';
import { en } from '../speech/phrases/en';
import type { Settings } from './settings';

/** How the session gets and keeps its detector: real models, real workers. What can't be had at will is a stub, by name. */

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const { messages } = en;

let workers: WorkerWatch;
let app: SessionHarness;

async function open(settings?: Partial<Settings>): Promise<void> {
  app = await SessionHarness.open(settings);
}

async function openReady(settings?: Partial<Settings>): Promise<void> {
  await open(settings);
  await app.session.loadDetector();
  expect(app.state.phase).toBe('ready');
}

async function scan(): Promise<void> {
  void app.session.startCamera();
  await app.until(({ phase, scene }) => phase === 'looking' && scene !== null);
}

/** Stub: the host has no models. */
function hideModels(): void {
  vi.spyOn(globalThis, 'fetch').mockImplementation(() => Promise.resolve(new Response('', { status: 404 })));
}

/** Stub: the host lacks this model, and it isn't stored. */
async function removeAndHide({ parts }: ServedModel): Promise<void> {
  const fetchAnything = globalThis.fetch.bind(globalThis);
  const cache = await caches.open(MODEL_CACHE);
  await Promise.all(parts.map(({ sha256 }) => cache.delete(modelUrl(`${sha256}.part`))));
  vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) =>
    parts.some(({ sha256 }) => String(input).includes(sha256))
      ? Promise.resolve(new Response('', { status: 404 }))
      : fetchAnything(input, init),
  );
}

beforeEach(() => {
  workers = new WorkerWatch();
});
afterEach(() => {
  vi.restoreAllMocks();
  app.close();
  workers.close();
});

describe.skipIf(lacksModels)('the detector', () => {
  describe('on its way', () => {
    it('tells how far it is, in bytes and in words, and when it is ready', async () => {
      await caches.delete(MODEL_CACHE);
      await open();
      const shares = new Set<number>();
      app.session.addEventListener('change', () => {
        const { download } = app.state;
        if (download) shares.add(download.bytes / download.total);
      });
      await app.session.loadDetector();
      expect(shares.size).toBeGreaterThan(3);
      expect(Math.max(...shares)).toBe(1);
      // What comes fast may pass a mark untold; none is told twice, or too late.
      const marks: string[] = Object.values(messages.downloadProgress);
      expect(app.messages[0]).toBe(messages.downloadStarted);
      const told = app.messages.slice(1, -1);
      expect(told.length).toBeGreaterThan(0);
      expect(told).toEqual(marks.filter((mark) => told.includes(mark)));
      expect(app.messages.at(-1)).toBe(messages.ready);
      expect(app.state).toMatchObject({ phase: 'ready', download: null });
    });

    it('says nothing of a download when it was stored before', async () => {
      await openReady();
      app.close();
      await openReady();
      expect(app.messages).toEqual([messages.ready]);
    });

    it('is told to work without internet once app and model are stored (stub: a service worker is there)', async () => {
      vi.spyOn(navigator.serviceWorker, 'controller', 'get').mockReturnValue({} as ServiceWorker);
      await open();
      app.session.appStored();
      expect(app.messages).toEqual([]);
      await app.session.loadDetector();
      expect(app.messages).toEqual([messages.readyOffline]);
      app.session.appStored();
      expect(app.messages).toEqual([messages.readyOffline, messages.readyOffline]);
    });

    it('brings its classes, its lowest score, and the others that there are', async () => {
      const { detectors } = await loadManifest();
      await openReady();
      const { description } = detectors[0]!;
      expect(app.state.classes).toEqual(description.classes);
      expect(app.state.minimumScore).toBe(description.defaultScore);
      expect(app.state.detectors.map(({ name }) => name)).toEqual(
        detectors.map(({ description: { name } }) => name),
      );
    });

    it('is waited for by a camera that was started meanwhile, also when a bad file is opened', async () => {
      await open();
      const loaded = app.session.loadDetector();
      const scanned = scan();
      await app.until(({ view }) => view?.kind === 'camera');
      await app.session.openFile(await fixture('pictures/text.jpg'));
      if (app.state.phase !== 'looking') expect(app.state.phase).toBe('opening');
      await loaded;
      await scanned;
      expect(app.phases).toEqual(['loading', 'opening', 'looking']);
    });

    it('is not told as kept when the device refuses to store it (stub: the storage is full)', async () => {
      await caches.delete(MODEL_CACHE);
      const full = new DOMException('as a browser would', 'QuotaExceededError');
      vi.spyOn(Cache.prototype, 'put').mockRejectedValue(full);
      await openReady();
      expect(app.messages.filter((text) => text === messages.modelFaults['storage-full'])).toHaveLength(1);
      expect(app.session.state.message?.text).toBe(messages.ready);
    });
  });

  describe('that is missing', () => {
    it('is told, and can be tried again', async () => {
      hideModels();
      await open();
      await app.session.loadDetector();
      expect(app.state).toMatchObject({ phase: 'unavailable', download: null });
      expect(app.state.message).toEqual({ text: messages.modelFaults['models-missing'], isFault: true });
      vi.restoreAllMocks();
      await app.session.loadDetector();
      expect(app.state).toMatchObject({ phase: 'ready', message: { text: messages.ready } });
    });

    it('is told to a person who opens a photo all the same, and tried again for them', async () => {
      const room = await drawnRoom();
      hideModels();
      await open();
      await app.session.loadDetector();
      app.forget();
      await app.session.openFile(room);
      expect(app.state).toMatchObject({ phase: 'unavailable', view: null });
      expect(app.messages).toEqual([messages.modelFaults['models-missing']]);
      vi.restoreAllMocks();
      await app.session.openFile(room);
      expect(app.state.scene?.objects[0]?.label).toBe('chair');
      expect(app.state.phase).toBe('ready');
    });

    it('does not stand in the way of the settings', async () => {
      hideModels();
      await open();
      await app.session.loadDetector();
      await app.session.changeSettings({ minimumScore: 0.6 });
      expect(app.state.minimumScore).toBe(0.6);
    });
  });

  describe('whose worker breaks', () => {
    it('is started again, once, and the camera looked at further', async () => {
      await openReady();
      await scan();
      app.forget();
      workers.breakNewest();
      await app.untilMessage(messages.runtimeRestarting);
      expect(app.state.message?.isFault).toBe(true);
      await app.untilLookedAgain();
      expect(app.state.phase).toBe('looking');
      expect(workers.started).toHaveLength(2);
      expect(app.state.settings.singleThreadOn).toBe(navigator.userAgent);

      workers.breakNewest();
      await app.until(({ phase }) => phase === 'ready');
      expect(app.state).toMatchObject({ view: null, scene: null });
      expect(app.messages).toEqual([messages.runtimeRestarting, messages.started, messages.runtimeFailed]);

      await scan();
      expect(workers.started).toHaveLength(3);
    });

    it('and can not be started again is told, and can be tried again', async () => {
      await openReady();
      await scan();
      workers.breakNewest();
      await vi.waitFor(() => expect(workers.started).toHaveLength(2), 10_000);
      workers.breakNewest();
      await app.until(({ phase }) => phase === 'unavailable');
      await app.untilMessage(messages.runtimeFailed);
      await scan();
    });

    it('just when the person stops is told only if they go on', async () => {
      await openReady();
      await scan();
      app.forget();
      workers.breakNewest();
      app.session.stop();
      await scan();
      expect(app.messages).toEqual([messages.stopped, messages.runtimeRestarting, messages.started]);
    });

    it('at a photo is started again, and the same photo is looked at', async () => {
      const room = await drawnRoom();
      await openReady();
      app.forget();
      workers.breakNewest();
      await app.session.openFile(room);
      expect(app.messages).toEqual([messages.lookingAtPhoto, messages.runtimeRestarting]);
      expect(app.state).toMatchObject({ phase: 'ready', view: { kind: 'photo' } });
      expect(app.state.scene?.objects[0]?.label).toBe('chair');
    });

    it('at a photo and can not be started again is told, and the photo that was shown stays', async () => {
      const room = await drawnRoom();
      await openReady();
      await app.session.openFile(room);
      const { view } = app.state;
      workers.breakNewest();
      const looked = app.session.openFile(room);
      await vi.waitFor(() => expect(workers.started).toHaveLength(2), 10_000);
      workers.breakNewest();
      await looked;
      expect(app.state.message).toEqual({ text: messages.runtimeFailed, isFault: true });
      expect(app.state.view).toBe(view);
      expect(app.state.scene?.objects[0]?.label).toBe('chair');
    });

    it('at its start with threads runs with one, and remembers it for this browser', async () => {
      vi.spyOn(navigator, 'hardwareConcurrency', 'get').mockReturnValue(3);
      await open();
      const loaded = app.session.loadDetector();
      await vi.waitFor(() => expect(workers.started).toHaveLength(1), 10_000);
      workers.breakNewest();
      await loaded;
      expect(app.state).toMatchObject({ phase: 'ready', settings: { singleThreadOn: navigator.userAgent } });
      expect(workers.started).toHaveLength(2);
    });
  });

  it('that a person has loaded already is left alone by the start of the page', async () => {
    await open();
    await scan();
    app.forget();
    await app.session.loadDetector();
    await app.untilLookedAgain();
    expect(app.messages).toEqual([]);
    expect(workers.started).toHaveLength(1);
  });

  it('is told to be on its way to a person who starts the camera before it is there', async () => {
    await open();
    const loaded = app.session.loadDetector();
    await scan();
    await loaded;
    expect(app.messages).toContain(messages.gettingReady);
    expect(app.messages.at(-1)).toBe(messages.started);
  });

  it('stays, and stays chosen, when another one can not be had', async () => {
    const { detectors } = await loadManifest();
    await openReady();
    app.forget();
    await removeAndHide(detectors.at(-1)!);
    await app.session.changeSettings({ detector: detectors.at(-1)!.description.name });
    expect(app.messages).toEqual([messages.downloadStarted, messages.modelFaults['models-missing']]);
    expect(app.state).toMatchObject({ phase: 'ready', settings: { detector: null } });
    await app.session.openFile(await drawnRoom());
    expect(app.state.scene?.objects[0]?.label).toBe('chair');
    expect(workers.started).toHaveLength(1);
  });

  it('is the standard one where the chosen one can not be had at the start', async () => {
    const { detectors } = await loadManifest();
    const { name } = detectors.at(-1)!.description;
    await removeAndHide(detectors.at(-1)!);
    await open({ detector: name });
    await app.session.loadDetector();
    expect(app.messages).toContain(messages.modelFaults['models-missing']);
    expect(app.state).toMatchObject({ phase: 'ready', message: { text: messages.ready } });
    expect(app.state.minimumScore).toBe(detectors[0]!.description.defaultScore);
    expect(app.state.settings.detector).toBe(name);
  });

  it('is the one that was chosen last, when one choice follows another at once', async () => {
    const { detectors } = await loadManifest();
    const [standard, other] = [detectors[0]!.description, detectors.at(-1)!.description];
    await openReady();
    app.forget();
    const choices = [other.name, standard.name, other.name].map((detector) =>
      app.session.changeSettings({ detector }),
    );
    await Promise.all(choices);
    expect(app.messages.filter((text) => text === messages.ready)).toHaveLength(1);
    expect(app.state).toMatchObject({
      phase: 'ready',
      settings: { detector: other.name },
      minimumScore: other.defaultScore,
    });
    await app.session.openFile(await drawnRoom());
    expect(app.state.scene).not.toBeNull();
  });

  it('can be exchanged while the camera is looked at, which ends that', async () => {
    const { detectors } = await loadManifest();
    await openReady();
    await scan();
    app.forget();
    await app.session.changeSettings({ detector: detectors.at(-1)!.description.name });
    expect(app.messages[0]).toBe(messages.stopped);
    expect(app.messages.at(-1)).toBe(messages.ready);
    expect(app.messages).not.toContain(messages.runtimeRestarting);
    expect(app.state).toMatchObject({ phase: 'ready', settings: { singleThreadOn: null } });
  });

  it('can be exchanged for another one, which gets its own lowest score', async () => {
    const { detectors } = await loadManifest();
    const { name, classes, defaultScore } = detectors.at(-1)!.description;
    await openReady();
    await app.session.changeSettings({ detector: name });
    expect(app.state).toMatchObject({ phase: 'ready', classes, minimumScore: defaultScore });
    expect(workers.started).toHaveLength(2);
    await app.session.openFile(await drawnRoom());
    expect(app.state.scene?.image.width).toBe(960);
  });
});
