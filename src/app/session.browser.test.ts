import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  type MockInstance,
  vi,
} from 'vitest';
import { fixture } from '../../test/fixtures/fixture-files';
import { drawnRoom } from '../../test/harness/drawn-room';
import { lacksModels } from '../../test/harness/needs';
import { SessionHarness } from '../../test/harness/session-harness';
import { WorkerWatch } from '../../test/harness/worker-watch';
import { en } from '../speech/phrases/en';
import { SLOW_AFTER_MS } from './look-loop';

/** All of it is real: Chromium's fake camera, files, the vision worker with the detector that the app serves. */

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const { messages } = en;
const notAnImage = messages.sourceFaults['not-an-image'];

let workers: WorkerWatch;
let app: SessionHarness;

const room = drawnRoom();
const badFile = () => fixture('pictures/text.jpg');
const cameraTrack = () => {
  const { view } = app.state;
  if (view?.kind !== 'camera') throw new Error('The camera is not shown');
  return (view.element.srcObject as MediaStream).getVideoTracks()[0]!;
};
const labels = () => app.state.scene?.objects.map(({ label }) => label);

/** Stub: a headless page can't be sent to the background, so it says that it is. */
function hide(isHidden: boolean): void {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(isHidden);
  document.dispatchEvent(new Event('visibilitychange'));
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function scan(): Promise<void> {
  void app.session.startCamera();
  await app.until(({ phase, scene }) => phase === 'looking' && scene !== null);
}

async function lookAtRoom(): Promise<void> {
  await app.session.openFile(await room);
  expect(labels()?.[0]).toBe('chair');
}

describe.skipIf(lacksModels)('the session', () => {
  beforeAll(async () => {
    workers = new WorkerWatch();
    app = await SessionHarness.open();
    await app.session.loadDetector();
    expect(app.state.phase).toBe('ready');
  });
  beforeEach(() => {
    app.session.stop();
    app.forget();
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  afterAll(() => {
    app.close();
    workers.close();
  });

  describe('a photo', () => {
    it('is looked at, shown and told, and stays', async () => {
      const done = app.session.openFile(await room);
      await app.untilMessage(messages.lookingAtPhoto);
      expect(app.state.phase).toBe('opening');
      await done;
      expect(app.state).toMatchObject({ phase: 'ready', view: { kind: 'photo' } });
      expect(app.state.scene?.image).toEqual({ width: 960, height: 720 });
      expect(labels()?.[0]).toBe('chair');
      await app.until(({ lastSaid }) => /^Chair, (about )?\d+ steps?, slightly right\./.test(lastSaid));
    });

    it('shows and tells only what is certain enough, and tells only what is chosen', async () => {
      await app.session.changeSettings({ minimumScore: 0.6, announced: ['clock'] });
      await app.session.openFile(await room);
      expect(labels()).toEqual(['chair', 'potted plant', 'clock']);
      await app.until(({ lastSaid }) => /^Clock, .*slightly right\.$/.test(lastSaid));
      await app.session.changeSettings({ minimumScore: null, announced: 'all' });
      await lookAtRoom();
      expect(labels()!.length).toBeGreaterThan(3);
    });

    it('stays with its things when a bad file comes after it', async () => {
      await lookAtRoom();
      const { view, scene } = app.state;
      await app.session.openFile(await badFile());
      expect(app.state).toMatchObject({ phase: 'ready', message: { text: notAnImage, isFault: true } });
      expect(app.state.view).toBe(view);
      expect(app.state.scene).toBe(scene);
    });
  });

  describe('the camera', () => {
    it('is looked at until it is stopped, which frees it and clears the screen', async () => {
      await scan();
      await app.untilLookedAgain();
      expect(app.messages).toEqual([messages.started]);
      const track = cameraTrack();
      app.session.stop();
      expect(app.state).toMatchObject({ phase: 'ready', view: null, scene: null });
      expect(app.state.message?.text).toBe(messages.stopped);
      expect(track.readyState).toBe('ended');
    });

    it('goes on when a bad file is opened', async () => {
      await scan();
      const track = cameraTrack();
      await app.session.openFile(await badFile());
      expect(app.state.message).toEqual({ text: notAnImage, isFault: true });
      await app.untilLookedAgain();
      expect(app.state.phase).toBe('looking');
      expect(track.readyState).toBe('live');
    });

    it('gives way to a good photo, at once with all that it showed', async () => {
      await scan();
      const track = cameraTrack();
      const done = app.session.openFile(await room);
      await app.untilMessage(messages.lookingAtPhoto);
      expect(app.state).toMatchObject({ view: null, scene: null });
      await done;
      expect(track.readyState).toBe('ended');
      expect(app.state).toMatchObject({ phase: 'ready', view: { kind: 'photo' } });
    });

    it('keeps the screen on while it is looked at', async () => {
      const requests = vi.spyOn(navigator.wakeLock, 'request');
      await scan();
      const [lock] = await Promise.all(
        requests.mock.results.map(({ value }) => value as Promise<WakeLockSentinel>),
      );
      expect(lock!.released).toBe(false);
      app.session.stop();
      await vi.waitFor(() => expect(lock!.released).toBe(true));
    });

    it('is told to be paused while the page is hidden (stub: it says so), and to look again after it', async () => {
      await scan();
      hide(true);
      expect(app.state.message).toEqual({ text: messages.paused, isFault: true });
      expect(app.state.scene).toBeNull();
      app.forget();
      await pause(500);
      expect(app.messages).toEqual([]);
      hide(false);
      await app.untilLookedAgain();
      expect(app.messages).toEqual([messages.started]);
    });

    it('that is started while the page is hidden (stub: it says so) is not said to look', async () => {
      const watched = app.session.startCamera();
      hide(true);
      await app.until(({ phase }) => phase === 'looking');
      await pause(500);
      expect(app.messages.at(-1)).toBe(messages.paused);
      expect(app.messages).not.toContain(messages.started);
      hide(false);
      await app.untilMessage(messages.started);
      app.session.stop();
      await watched;
    });

    it('that is looked at too slowly is told to be so, and not to be looked at, nor what it showed', async () => {
      await scan();
      app.forget();
      workers.delayMs = SLOW_AFTER_MS + 500;
      try {
        await app.untilMessage(messages.tooSlow);
        expect(app.state.scene).toBeNull();
        await pause(2 * workers.delayMs);
        expect(new Set(app.messages)).toEqual(new Set([messages.tooSlow]));
        expect(app.state.scene).toBeNull();
      } finally {
        workers.delayMs = 0;
      }
      await app.untilMessage(messages.started);
      await app.untilLookedAgain();
    });

    it('that is unplugged (stub: its track ends) is told, and what it showed is gone', async () => {
      await scan();
      const track = cameraTrack();
      track.stop();
      track.dispatchEvent(new Event('ended'));
      await app.until(({ phase }) => phase === 'ready');
      expect(app.state.message).toEqual({ text: messages.sourceFaults['camera-unplugged'], isFault: true });
      expect(app.state).toMatchObject({ view: null, scene: null });
    });

    it('that another app takes (stub: its track is muted) is told, and looked at again when it is free', async () => {
      await scan();
      Object.defineProperty(cameraTrack(), 'muted', { configurable: true, value: true });
      await app.until(({ lastSaid }) => lastSaid === messages.sourceFaults['camera-taken']);
      expect(app.state).toMatchObject({ phase: 'looking', scene: null });
      app.session.change({ lastSaid: '', message: null });
      app.session.describeNow();
      await app.until(({ lastSaid }) => lastSaid === messages.sourceFaults['camera-taken']);
      Object.defineProperty(cameraTrack(), 'muted', { configurable: true, value: false });
      app.forget();
      await app.untilMessage(messages.started);
      await app.untilLookedAgain();
    });

    it('that is refused (stub: getUserMedia rejects) is told, and a photo that was shown stays', async () => {
      await lookAtRoom();
      const { view } = app.state;
      const refusal = new DOMException('as a browser would', 'NotAllowedError');
      vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockRejectedValue(refusal);
      await app.session.startCamera();
      expect(app.state.message).toEqual({ text: messages.sourceFaults['camera-refused'], isFault: true });
      expect(app.state.phase).toBe('ready');
      expect(app.state.view).toBe(view);
    });
  });

  describe('a video', () => {
    it('is looked at to its end, which is told', async () => {
      await app.session.openFile(await fixture('videos/moving.webm'));
      expect(app.messages).toEqual([messages.lookingAtVideo, messages.videoEnded]);
      expect(app.phases).toEqual(['opening', 'looking', 'ready']);
      expect(app.state).toMatchObject({ view: null, scene: null });
    });

    it('is not told to be paused when the page is hidden: nobody walks by a video', async () => {
      void app.session.openFile(await fixture('videos/moving.webm'));
      await app.until(({ phase }) => phase === 'looking');
      hide(true);
      hide(false);
      expect(app.messages).toEqual([messages.lookingAtVideo]);
    });
  });

  describe('a wish that changes while a source is opened', () => {
    /** The camera that was asked for last, once it is given. */
    const cameraAskedFor = (requests: MockInstance<typeof navigator.mediaDevices.getUserMedia>) =>
      requests.mock.results.at(-1)!.value as Promise<MediaStream>;

    it('to nothing: the camera is let go as soon as it is there', async () => {
      const requests = vi.spyOn(navigator.mediaDevices, 'getUserMedia');
      const done = app.session.startCamera();
      await vi.waitFor(() => expect(requests).toHaveBeenCalled());
      app.session.stop();
      await done;
      const stream = await cameraAskedFor(requests);
      expect(stream.getVideoTracks().map(({ readyState }) => readyState)).toEqual(['ended']);
      expect(app.state).toMatchObject({ phase: 'ready', view: null, message: { text: messages.stopped } });
    });

    it('to a photo: the photo is looked at, and the camera let go', async () => {
      const requests = vi.spyOn(navigator.mediaDevices, 'getUserMedia');
      const camera = app.session.startCamera();
      await lookAtRoom();
      await camera;
      const stream = await cameraAskedFor(requests);
      expect(stream.getVideoTracks().map(({ readyState }) => readyState)).toEqual(['ended']);
      expect(app.state).toMatchObject({ phase: 'ready', view: { kind: 'photo' } });
      expect(app.messages).toEqual([messages.lookingAtPhoto]);
    });

    it('to the camera: the photo is forgotten', async () => {
      void app.session.openFile(await room);
      await scan();
      expect(app.state.view?.kind).toBe('camera');
      expect(app.messages).toEqual([messages.started]);
    });

    it('to a bad file: its fault is told, and no other', async () => {
      const [damaged, bad] = [await fixture('pictures/cut-off.jpg'), await badFile()];
      const former = app.session.openFile(damaged);
      await app.session.openFile(bad);
      await former;
      expect(app.state.phase).toBe('ready');
      expect(app.messages).toEqual([notAnImage]);
    });
  });

  describe('What is ahead?', () => {
    it('tells the whole scene of the photo again', async () => {
      await lookAtRoom();
      await app.until(({ lastSaid }) => lastSaid.startsWith('Chair'));
      const { lastSaid } = app.state;
      app.session.change({ lastSaid: '' });
      app.session.describeNow();
      await app.until((state) => state.lastSaid === lastSaid);
    });

    it('begins to look where nothing is looked at', async () => {
      app.session.describeNow();
      await app.until(({ phase, scene }) => phase === 'looking' && scene !== null);
    });

    it('leaves a camera alone that is being opened', async () => {
      const requests = vi.spyOn(navigator.mediaDevices, 'getUserMedia');
      void app.session.startCamera();
      app.session.describeNow();
      expect(app.messages).toEqual([messages.gettingReady]);
      await app.until(({ phase }) => phase === 'looking');
      expect(requests).toHaveBeenCalledTimes(1);
    });
  });
});
