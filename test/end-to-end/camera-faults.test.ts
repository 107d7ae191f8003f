import { afterEach, describe, expect, test } from 'vitest';
import { en } from '../../src/speech/phrases/en';
import { lacksShared, sharedPath } from '../shared-data';
import { eventually } from './app-page';
import { NO_CAMERA, WALK, cameraArguments, cameraClip, signalCamera } from './fake-camera';
import { lacksModels } from './needs';
import { type OpenApp, type OpenAppOptions, openApp } from './open-app';

const { sourceFaults } = en.messages;

const SAVANNA = 'data/public/seed_photos/3627527276_6fe8cd9bfe_z.jpg';

describe.skipIf(lacksModels || lacksShared(WALK))('a camera', () => {
  let scene: OpenApp;

  async function begin(options: OpenAppOptions): Promise<OpenApp> {
    scene = await openApp(options);
    return scene;
  }

  afterEach(async () => {
    await scene.close();
  });

  /** The message is read and said, and nothing is lost: the former result stays, and Start is there again. */
  async function expectRefusal(message: string): Promise<void> {
    const { app, server } = scene;
    await app.open(server.url);
    await app.choosePhoto(sharedPath(SAVANNA));
    await app.waitForThings();
    const before = await app.things();
    await app.startButton.click();
    await app.reads(message);
    await app.says(message);
    expect(await app.things()).toEqual(before);
    expect(await app.startButton.isVisible()).toBe(true);
  }

  test('that the person refuses', async () => {
    await begin({ camera: cameraArguments(cameraClip()), context: { permissions: [] } });
    await expectRefusal(sourceFaults['camera-refused']);
  });

  test('that is absent', async () => {
    await begin({ camera: NO_CAMERA });
    await expectRefusal(sourceFaults['camera-absent']);
  });

  test('that another app holds', async () => {
    const { context } = await begin({ camera: cameraArguments(cameraClip()) });
    // A stub: Chromium's fake device can't be held by another app.
    await context.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = () =>
        Promise.reject(new DOMException('Could not start video source', 'NotReadableError'));
    });
    await expectRefusal(sourceFaults['camera-taken']);
  });

  test('that is unplugged in mid-scan, and started again', async () => {
    const { app, server, browser } = await begin({ camera: cameraArguments(cameraClip()) });
    await app.open(server.url);
    await app.start();
    await app.waitForThings();
    await signalCamera(browser, 'SIGKILL');
    await app.reads(sourceFaults['camera-unplugged']);
    await app.says(sourceFaults['camera-unplugged']);
    // Things that were seen before are no longer known to be there.
    await eventually(() => app.list.isVisible()).toBe(false);
    await app.start();
    await app.waitForThings();
  });

  test('that falls silent in mid-scan, and comes back', async () => {
    const { app, server, browser } = await begin({ camera: cameraArguments(cameraClip()) });
    await app.open(server.url);
    await app.start();
    await app.waitForThings();
    await signalCamera(browser, 'SIGSTOP');
    await app.says(sourceFaults['camera-taken']);
    await signalCamera(browser, 'SIGCONT');
    const saidSince = async () => {
      const said = await app.said();
      return said.slice(said.lastIndexOf(sourceFaults['camera-taken']) + 1).join();
    };
    await eventually(saidSince).toMatch(/person|people|car|bus|truck/i);
  });
});
