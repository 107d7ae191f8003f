import { afterEach, describe, expect, test } from 'vitest';
import { en } from '../../src/speech/phrases/en';
import { lacksModels } from './needs';
import { type OpenApp, openApp } from './open-app';

const { modelFaults } = en.messages;

describe('where the models can’t be had', () => {
  let scene: OpenApp;

  afterEach(async () => {
    await scene.close();
  });

  async function openWithModels(
    answer: (path: string) => 'missing' | 'damaged' | 'as they are',
  ): Promise<void> {
    scene = await openApp({
      serve: {
        intercept(request, response) {
          const path = request.url ?? '';
          if (!path.includes('/models/')) return false;
          const kind = answer(path);
          if (kind === 'missing') response.writeHead(404).end();
          if (kind === 'damaged') response.writeHead(200).end('not a network');
          return kind !== 'as they are';
        },
      },
    });
    await scene.app.page.goto(scene.server.url);
    await scene.app.skipIntroduction();
  }

  async function expectToBeTold(message: string): Promise<void> {
    const { app } = scene;
    await app.reads(message);
    await app.says(message);
    expect(await app.settingsButton.isEnabled()).toBe(true);
  }

  test('because the server has none, the app starts and says so', async () => {
    await openWithModels(() => 'missing');
    await expectToBeTold(modelFaults['models-missing']);
  });

  test.skipIf(lacksModels)(
    'because a part is damaged, the app says so, and gets it again when asked',
    async () => {
      let isDamaged = true;
      await openWithModels((path) => (isDamaged && path.endsWith('.part') ? 'damaged' : 'as they are'));
      await expectToBeTold(modelFaults['models-corrupt']);
      isDamaged = false;
      await scene.app.page.getByRole('button', { name: 'Try again' }).click();
      await scene.app.ready();
    },
  );
});
