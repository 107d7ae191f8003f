import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { excerpt, soundSegments } from '../recording';
import { lacksShared } from '../shared-data';
import { eventually } from './app-page';
import { WALK, cameraArguments, cameraClip } from './fake-camera';
import { LONGEST_TASK_MS, watchMainThread } from './main-thread';
import { lacksModels, lacksVoice, speechEnvironment } from './needs';
import { type OpenApp, openApp } from './open-app';
import { recordSpeech } from './speech-server';
import { type Spoken, spokenIn } from './spoken';

/** A class of the clip, or of what a detector may take its things for; never a message of the app. */
const THINGS =
  /person|people|car|bus|truck|motorcycle|bicycle|bench|traffic light|handbag|backpack|umbrella/i;

/** The clip lasts 20 s; all of it is seen. */
const SCAN_MS = 22_000;

/**
 * The logarithm of the distance by which what comes later in the list may be nearer: near ties keep their order (15 %),
 * and the list rounds.
 */
const NEAR_TIE = Math.log(1.3);

/** An engine that was told to stop plays what it has handed to the sound server. */
const FADE_OUT_MS = 700;

/** The browser itself looks for a newer version, some time after the page was loaded. */
const UPDATE_CHECK = 'GET /service-worker.js';

describe.skipIf(lacksModels || lacksShared(WALK))('scanning with the camera', () => {
  let scene: OpenApp;

  beforeAll(async () => {
    scene = await openApp({ camera: cameraArguments(cameraClip()) });
    await scene.app.open(scene.server.url);
  });

  afterEach(async () => {
    if (await scene.app.stopButton.isVisible()) await scene.app.stop();
  });

  afterAll(async () => {
    await scene.close();
  });

  test('lists what is there, nearest first, without holding up the page or sending anything', async () => {
    const { app, server, requests, wayOut } = scene;
    await app.start();
    await app.waitForThings();
    const asked = server.requests.length;
    const watch = await watchMainThread(app.page);
    await app.page.waitForTimeout(SCAN_MS);
    const tasks = await watch.stop();
    console.log('The longest task on the main thread:', tasks[0] ?? 'below 10 ms');
    expect(tasks.filter(({ computed }) => computed > LONGEST_TASK_MS)).toEqual([]);

    const logarithms = (await app.things()).flatMap(({ metres }) =>
      metres ? [(Math.log(metres.near) + Math.log(metres.far)) / 2] : [],
    );
    expect(logarithms.length).toBeGreaterThan(0);
    const steps = logarithms.slice(1).map((value, index) => value - logarithms[index]!);
    expect(Math.min(0, ...steps)).toBeGreaterThan(-NEAR_TIE);

    expect(server.requests.slice(asked).filter((request) => request !== UPDATE_CHECK)).toEqual([]);
    expect(requests.filter((url) => !url.startsWith(server.url) && !url.startsWith('blob:'))).toEqual([]);
    expect(wayOut.attempts).toEqual([]);
  });

  describe.skipIf(lacksVoice)('with a voice', () => {
    test('speaks of them with a real local voice that can be heard, and falls silent at Stop', async () => {
      const { app } = scene;
      const recorder = await recordSpeech(speechEnvironment());
      const since = recorder.recording().startedAt;
      const spoken = async () => (await spokenIn(app.page)).filter(({ asked }) => asked > since);
      await app.start();
      await eventually(async () => (await spoken()).filter(isHeardThing).length).toBeGreaterThanOrEqual(3);
      await app.stop();
      await eventually(async () => (await spoken()).at(-1)).toMatchObject({
        text: 'Stopped.',
        ended: expect.any(Number),
      });
      await app.page.waitForTimeout(3000);
      const recording = await recorder.stop();

      for (const { text, localService, started, ended } of (await spoken()).filter(isHeardThing)) {
        expect(localService, text).toBe(true);
        expect(soundSegments(excerpt(recording, started!, ended!)), text).not.toEqual([]);
      }
      const last = (await spoken()).at(-1)!;
      expect(last.text).toBe('Stopped.');
      expect(soundSegments(excerpt(recording, last.ended! + FADE_OUT_MS, Infinity))).toEqual([]);
    });
  });
});

/** It names a thing, and was not cut off by the next one before it could sound. */
function isHeardThing({ text, started, ended }: Spoken): boolean {
  return THINGS.test(text) && started !== null && ended !== null && ended - started > 500;
}
