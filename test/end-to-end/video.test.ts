import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { en } from '../../src/speech/phrases/en';
import { lacksShared, sharedPath } from '../shared-data';
import { WALK } from './fake-camera';
import { lacksModels } from './needs';
import { type OpenApp, openApp } from './open-app';
import { firstSeconds } from './pictures';

describe.skipIf(lacksModels || lacksShared(WALK))('a video file', () => {
  let scene: OpenApp;

  beforeAll(async () => {
    scene = await openApp();
    await scene.app.open(scene.server.url);
  });

  afterAll(async () => {
    await scene.close();
  });

  test('is watched like the camera, to its end', async () => {
    const { app } = scene;
    await app.chooseVideo(firstSeconds(sharedPath(WALK), 6));
    await app.waitForThings();
    await app.says(/person|people|car|bus|truck/i);
    await app.says(en.messages.videoEnded);
    expect(await app.startButton.isVisible()).toBe(true);
  });
});
