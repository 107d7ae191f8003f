import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { en } from '../speech/phrases/en';
import { fixture } from '../../test/fixtures/fixture-files';
import { lacksModels } from '../../test/harness/needs';
import { OrientationOverride } from '../../test/harness/orientation-override';
import { SessionHarness } from '../../test/harness/session-harness';
import type { LookOptions } from '../worker/vision';
import { DEFAULT_SETTINGS } from './settings';

/** What the session gives to the vision worker with each picture; all parts are real, and the messages are read. */

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let app: SessionHarness;
/** With which options the worker was asked to look, in order. */
const looks: LookOptions[] = [];

/** As comlink writes a call. */
interface Call {
  readonly path?: readonly string[];
  readonly argumentList?: readonly { readonly value: unknown }[];
}

function readMessages(): void {
  const send = Worker.prototype.postMessage as (...message: unknown[]) => void;
  vi.spyOn(Worker.prototype, 'postMessage').mockImplementation(function (
    this: Worker,
    ...message: unknown[]
  ) {
    const { path, argumentList } = message[0] as Call;
    if (path?.[0] === 'look') looks.push(argumentList![2]!.value as LookOptions);
    Reflect.apply(send, this, message);
  });
}

describe.skipIf(lacksModels)('the worker is told', () => {
  const override = new OrientationOverride();
  beforeAll(async () => {
    app = await SessionHarness.open();
    await app.session.loadDetector();
  });
  beforeEach(() => {
    looks.length = 0;
    readMessages();
  });
  afterEach(async () => {
    app.session.stop();
    vi.restoreAllMocks();
    await override.clear();
  });
  afterAll(() => app.close());

  it('of the camera how it is turned, and how high the person holds it', async () => {
    await override.set({ alpha: 0, beta: 70, gamma: 0 });
    vi.spyOn(MediaStreamTrack.prototype, 'getSettings').mockReturnValue({ facingMode: 'environment' });
    void app.session.startCamera();
    await vi.waitUntil(() => looks.at(-1)?.orientation, { timeout: 30_000 });
    expect(looks.at(-1)).toMatchObject({
      source: 'camera',
      cameraHeight: DEFAULT_SETTINGS.cameraHeightMetres,
      orientation: { pitch: expect.closeTo((-20 * Math.PI) / 180, 2) as number },
      focalLength35: null,
      depth: null,
    });
    await app.session.changeSettings({ cameraHeightMetres: 0.9 });
    await vi.waitUntil(() => looks.at(-1)?.cameraHeight === 0.9, { timeout: 30_000 });
  });

  it('of a photo what it carries, and no height: the person did not take it now', async () => {
    await app.session.openFile(await fixture('pictures/depth-in-xmp.jpg'));
    expect(looks).toMatchObject([
      {
        source: 'photo',
        cameraHeight: null,
        orientation: null,
        focalLength35: 28,
        depth: { width: 48, height: 32, unit: 'per-metre' },
      },
    ]);
  });

  it('of a video nothing of the kind', async () => {
    await app.session.openFile(await fixture('videos/moving.webm'));
    expect(looks[0]).toMatchObject({
      source: 'video',
      cameraHeight: null,
      orientation: null,
      focalLength35: null,
      depth: null,
    });
  });

  it('of a stereo pair its left half, which is also what is shown', async () => {
    await app.session.openFile(await fixture('pictures/pair.jps'));
    expect(looks).toMatchObject([{ depth: { width: 180, height: 160, unit: 'relative' } }]);
    const { view, scene } = app.state;
    expect(scene?.image).toEqual({ width: 180, height: 160 });
    if (view?.kind !== 'photo') throw new Error('The photo is not shown');
    const shown = new Image();
    shown.src = view.url;
    await shown.decode();
    expect([shown.naturalWidth, shown.naturalHeight]).toEqual([180, 160]);
  });

  it('nothing before the person answered whether the sensor may be read, which is asked within the tap', async () => {
    const events = DeviceOrientationEvent as unknown as { requestPermission: () => Promise<string> };
    let answer!: (permission: string) => void;
    const request = vi
      .spyOn(events, 'requestPermission')
      .mockReturnValue(new Promise((resolve) => (answer = resolve)));
    const camera = vi.spyOn(navigator.mediaDevices, 'getUserMedia');
    const started = app.session.startCamera();
    expect(request).toHaveBeenCalledTimes(1);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(camera).not.toHaveBeenCalled();
    answer('denied');
    await vi.waitUntil(() => looks.length > 0, { timeout: 30_000 });
    expect(app.messages).toContain(en.messages.sensorsRefused);
    app.session.stop();
    await started;
  });
});
