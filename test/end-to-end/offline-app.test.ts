import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lacksShared, sharedPath } from '../shared-data';
import { eventually } from './app-page';
import { WALK, cameraArguments, cameraClip } from './fake-camera';
import { lacksModels } from './needs';
import { type OpenApp, openApp } from './open-app';

const SAVANNA = 'data/public/seed_photos/3627527276_6fe8cd9bfe_z.jpg';

describe.skipIf(lacksModels || lacksShared(WALK))('after the first visit, with the server gone', () => {
  let scene: OpenApp;

  beforeAll(async () => {
    scene = await openApp({ camera: cameraArguments(cameraClip()) });
    await scene.app.open(scene.server.url);
    await scene.app.reads('Ready, also without internet.');
    await scene.server.close();
    await scene.app.page.reload();
    await scene.app.ready();
  });

  afterAll(async () => {
    await scene.close();
  });

  test('nothing answers at its address any more', async () => {
    await expect(fetch(scene.server.url)).rejects.toThrow('fetch failed');
  });

  test('a photo is still listed and said', async () => {
    const { app } = scene;
    await app.choosePhoto(sharedPath(SAVANNA));
    await app.waitForThings();
    expect((await app.things()).map(({ text }) => /^\p{L}+/u.exec(text)?.[0])).toEqual([
      'Zebra',
      'Zebra',
      'Giraffe',
      'Zebra',
    ]);
    await app.says(/zebra.*giraffe.*zebra/i);
  });

  test('the camera is still watched, and what it sees is said', async () => {
    const { app } = scene;
    await app.start();
    await app.waitForThings();
    await app.says(/person|people|car|truck|bus/i);
    await eventually(async () => (await app.things()).length).toBeGreaterThan(0);
    await app.stop();
  });
});
