import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { lacksShared, sharedPath } from '../shared-data';
import { axeViolations } from './axe';
import { WALK, cameraArguments, cameraClip } from './fake-camera';
import { walkByTab } from './keyboard';
import { lacksModels } from './needs';
import { type OpenApp, openApp } from './open-app';
import { templates as labels } from '../../src/localisation/labels/en';

const SAVANNA = 'data/public/seed_photos/3627527276_6fe8cd9bfe_z.jpg';

/** Each view is looked at in all of these. A zoom of 200 % halves the CSS pixels of a window of 1280x800. */
const PRESENTATIONS = [
  {
    name: 'dark, on a phone',
    context: { colorScheme: 'dark', viewport: { width: 390, height: 780 }, hasTouch: true },
  },
  {
    name: 'light, 320 px wide',
    context: { colorScheme: 'light', viewport: { width: 320, height: 640 }, hasTouch: true },
  },
  {
    name: 'light, with a mouse, at a zoom of 200 %',
    context: {
      colorScheme: 'light',
      viewport: { width: 640, height: 400 },
      deviceScaleFactor: 2,
      hasTouch: false,
    },
  },
] as const;

describe.each(PRESENTATIONS)('$name', ({ context }) => {
  let scene: OpenApp;
  /** Lets all but the first part of the model fail, which are held back until then. */
  let failDownload: () => void;

  /** What is wrong with the view as it stands. */
  async function faults(): Promise<string[]> {
    const { page } = scene.app;
    const widerThanScreen = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    return [
      ...(await axeViolations(page)),
      ...(widerThanScreen > 0 ? [`the page is ${widerThanScreen} px wider than the screen`] : []),
    ];
  }

  async function faultsByKeyboard(isMoving = false): Promise<string[]> {
    const { stops, faults: found } = await walkByTab(scene.app.page, isMoving);
    expect(stops).not.toEqual([]);
    return [...found];
  }

  /** Closes the dialog that is open, if one is. */
  afterEach(async () => {
    await scene.app.page.keyboard.press('Escape');
  });

  describe('while the models are on their way', () => {
    beforeAll(async () => {
      const failed = new Promise<void>((resolve) => (failDownload = resolve));
      let partsAsked = 0;
      scene = await openApp({
        context,
        serve: {
          intercept(request, response) {
            if (!request.url?.endsWith('.part') || partsAsked++ === 0) return false;
            void failed.then(() => response.writeHead(404).end());
            return true;
          },
        },
      });
      await scene.app.page.goto(scene.server.url);
    });

    afterAll(async () => {
      await scene.close();
    });

    test('the introduction, step by step, with the safety notice in it', async () => {
      const { page } = scene.app;
      for (const goOn of ['Next', 'Next', 'I understand', 'Next', 'Next', 'Next', 'Finish']) {
        // The safety notice has a second button of that name, at its top.
        const button = page.getByRole('button', { name: goOn, exact: true }).last();
        await button.waitFor();
        expect(await faults()).toEqual([]);
        expect(await faultsByKeyboard()).toEqual([]);
        await button.click();
      }
      await scene.app.startButton.waitFor();
    });

    test.skipIf(lacksModels)('the download', async () => {
      await scene.app.page.getByRole('progressbar', { name: 'Download' }).waitFor();
      expect(await faults()).toEqual([]);
      expect(await faultsByKeyboard()).toEqual([]);
    });

    test.skipIf(lacksModels)('the download that failed', async () => {
      failDownload();
      await scene.app.page.getByRole('button', { name: 'Try again' }).waitFor();
      expect(await faults()).toEqual([]);
      // What is said of it is written meanwhile.
      expect(await faultsByKeyboard(true)).toEqual([]);
    });

    test('the settings', async () => {
      await scene.app.settingsButton.click();
      expect(await faults()).toEqual([]);
      expect(await faultsByKeyboard()).toEqual([]);
    });

    test('what the app can’t do', async () => {
      await scene.app.safetyButton.click();
      expect(await faults()).toEqual([]);
      expect(await faultsByKeyboard()).toEqual([]);
    });

    test('that pictures can be dropped is written only where there is a mouse', async () => {
      const hint = scene.app.page.getByText(labels.dropHere);
      expect(await hint.isVisible()).toBe(!context.hasTouch);
    });
  });

  describe.skipIf(lacksModels || lacksShared(WALK))('with models and camera', () => {
    beforeAll(async () => {
      scene = await openApp({ context, camera: cameraArguments(cameraClip()) });
      await scene.app.open(scene.server.url);
    });

    afterAll(async () => {
      await scene.close();
    });

    test('the start', async () => {
      expect(await faults()).toEqual([]);
      expect(await faultsByKeyboard()).toEqual([]);
    });

    test('the settings, with the choice of things', async () => {
      await scene.app.settingsButton.click();
      await scene.app.page.getByRole('radio', { name: 'Only what I choose' }).check();
      await scene.app.page.getByRole('checkbox').first().waitFor();
      expect(await faults()).toEqual([]);
      await scene.app.page.getByRole('radio', { name: 'Everything' }).check();
    });

    test('the choice of what to find', async () => {
      await scene.app.page.getByRole('button', { name: 'Find something' }).click();
      await scene.app.page.getByRole('button', { name: 'chair', exact: true }).waitFor();
      expect(await faults()).toEqual([]);
    });

    test('the practice', async () => {
      await scene.app.page.getByRole('button', { name: 'Practise' }).click();
      await scene.app.page.getByRole('button', { name: 'A person comes toward you' }).click();
      expect(await faults()).toEqual([]);
      expect(await faultsByKeyboard()).toEqual([]);
    });

    test('a held picture', async () => {
      await scene.app.start();
      await scene.app.waitForThings();
      await scene.app.page.getByRole('button', { name: 'Hold the picture' }).click();
      await scene.app.startButton.waitFor();
      await scene.app.page.getByRole('button', { name: 'Next thing' }).waitFor();
      expect(await faults()).toEqual([]);
      expect(await faultsByKeyboard()).toEqual([]);
    });

    test('a scan', async () => {
      await scene.app.start();
      await scene.app.waitForThings();
      expect(await faults()).toEqual([]);
      expect(await faultsByKeyboard(true)).toEqual([]);
      await scene.app.stop();
    });

    test('a photo and its things', async () => {
      await scene.app.choosePhoto(sharedPath(SAVANNA));
      await scene.app.waitForThings();
      expect(await faults()).toEqual([]);
      expect(await faultsByKeyboard()).toEqual([]);
    });

    test('an error', async () => {
      await scene.app.choosePhoto({ name: 'empty.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(0) });
      await scene.app.reads(/This file is empty/);
      expect(await faults()).toEqual([]);
    });
  });
});
