import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { en } from '../../src/speech/phrases/en';
import { lacksShared, sharedPath } from '../shared-data';
import { lacksModels } from './needs';
import { type OpenApp, openApp } from './open-app';
import { spokenIn } from './spoken';

const SAVANNA = 'data/public/seed_photos/3627527276_6fe8cd9bfe_z.jpg';

describe.skipIf(lacksModels || lacksShared(SAVANNA))('in a browser without a voice', () => {
  let scene: OpenApp;

  beforeAll(async () => {
    scene = await openApp({ voice: false });
    await scene.app.open(scene.server.url);
  });

  afterAll(async () => {
    await scene.close();
  });

  test('the app says so, in writing and to the screen reader', async () => {
    const { app } = scene;
    await app.reads(en.messages.speechFaults['no-engine']);
    await app.says(en.messages.speechFaults['no-engine']);
  });

  test('the screen reader gets the whole photo', async () => {
    const { app } = scene;
    await app.choosePhoto(sharedPath(SAVANNA));
    await app.says(/zebra.*giraffe.*zebra/i);
    expect(await spokenIn(app.page)).toEqual([]);
  });
});
