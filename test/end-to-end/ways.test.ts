import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { lacksShared } from '../shared-data';
import { WALK, cameraArguments, cameraClip } from './fake-camera';
import { lacksModels } from './needs';
import { type OpenApp, openApp } from './open-app';

/** The ways to use the app besides walking, each as a person goes through it. */
describe.skipIf(lacksModels || lacksShared(WALK))('the ways of use', () => {
  let scene: OpenApp;
  const press = (name: string | RegExp) => scene.app.page.getByRole('button', { name }).click();

  beforeAll(async () => {
    scene = await openApp({ camera: cameraArguments(cameraClip()) });
    await scene.app.open(scene.server.url);
  });

  afterEach(async () => {
    await scene.app.page.keyboard.press('Escape');
    if (await scene.app.stopButton.isVisible()) await scene.app.stop();
  });

  afterAll(async () => {
    await scene.close();
  });

  test('one tap looks around: three things and a count, and the picture stays', async () => {
    await press('What is ahead?');
    await scene.app.says(/^\w+, .*(steps?|reach).*\./);
    await scene.app.startButton.waitFor();
    await scene.app.waitForThings();
    const said = (await scene.app.said()).at(-1)!;
    expect(said.split(/\. /).length).toBeLessThanOrEqual(4);
  });

  test('what was held can be gone through, thing by thing', async () => {
    const [first] = await scene.app.things();
    await press('Next thing');
    await scene.app.says(new RegExp(`^${first!.text.split(',', 1)[0]},`));
  });

  test('a thing is found, and the search ends with the camera', async () => {
    await press('Find something');
    await scene.app.page.getByRole('textbox').fill('pers');
    await press('person');
    await scene.app.says('Looking for: person. Turn slowly.');
    await scene.app.says(/^Person, /);
    await scene.app.page.getByRole('button', { name: /^Stop finding/ }).waitFor();
    await scene.app.stop();
    await scene.app.page.getByRole('button', { name: 'Find something' }).waitFor();
  });

  test('practice needs no camera, and its dangers are told as such', async () => {
    await press('Practise');
    await press('A person comes toward you');
    await scene.app.says('Practice. This is not the camera.');
    await scene.app.says('Stop. Person, ahead.');
    await scene.app.says('Person clear.');
  });

  test.each([
    ['find', 'What are you looking for?'],
    ['look', 'Picture to explore'],
  ])('the shortcut "%s" of the icon does it at once', async (start, name) => {
    const { page } = scene.app;
    await page.goto(`${scene.server.url}?start=${start}`);
    if (start === 'find') await page.getByRole('dialog', { name }).waitFor();
    else await page.getByLabel(name).waitFor();
  });
});
