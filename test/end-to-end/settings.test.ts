import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lacksModels } from './needs';
import { type OpenApp, openApp } from './open-app';

describe('settings', () => {
  let scene: OpenApp;

  beforeAll(async () => {
    scene = await openApp();
    await scene.app.page.goto(scene.server.url);
    await scene.app.skipIntroduction();
  });

  afterAll(async () => {
    await scene.close();
  });

  // Its list of things to announce is the detector's.
  test.skipIf(lacksModels)('are kept across a reload', async () => {
    const { page, settingsButton } = scene.app;
    await settingsButton.click();
    await page.getByRole('radio', { name: 'Metres' }).check();
    await page.getByRole('slider', { name: /^Speed of speech/ }).fill('2');
    await page.getByRole('radio', { name: 'Only what I choose' }).check();
    await page.getByRole('checkbox', { name: 'car', exact: true }).check();
    await page.reload();
    await settingsButton.click();
    expect(await page.getByRole('radio', { name: 'Metres' }).isChecked()).toBe(true);
    expect(await page.getByRole('slider', { name: /^Speed of speech/ }).inputValue()).toBe('2');
    expect(await page.getByRole('checkbox', { name: 'car', exact: true }).isChecked()).toBe(true);
    expect(await page.getByRole('checkbox', { name: 'dog', exact: true }).isChecked()).toBe(false);
  });

  test('change the language at once, and for good', async () => {
    const { page, settingsButton } = scene.app;
    await page.reload();
    await settingsButton.click();
    await page.getByRole('combobox', { name: 'Language' }).selectOption('Deutsch');
    await page.getByRole('dialog', { name: 'Einstellungen' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Einstellungen' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('de');
  });
});
