/**
 * `npm run screenshots`: pictures of the built app for README and install prompt, on a room that we drew ourselves.
 * Needs a browser, the models, a build, and the speech server of the tests.
 */

import { mkdir } from 'node:fs/promises';
import { type Browser, type Page, chromium } from 'playwright';
import sharp from 'sharp';
import { browserLaunchOptions } from '../test/browser';
import { startSpeechServer } from '../test/end-to-end/speech-server';
import { startServer } from './serve';

const ROOM = 'test/fixtures/pictures/room.svg';
const FOLDER = 'public/screenshots';

/** What install prompts ask for: a phone held upright, and a computer's window. */
const FORMS = [
  { name: 'narrow', viewport: { width: 412, height: 915 }, scale: 1.5 },
  { name: 'wide', viewport: { width: 1280, height: 800 }, scale: 1 },
] as const;

async function lookAtRoom(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator('.message', { hasText: 'Ready' }).waitFor();
  await page.getByRole('button', { name: 'Skip' }).click();
  await page.getByRole('button', { name: 'I understand' }).first().click();
  const buffer = await sharp(ROOM).png().toBuffer();
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'room.png', mimeType: 'image/png', buffer });
  await page.getByRole('listitem').first().waitFor();
  await page.locator('.said', { hasText: 'Chair' }).waitFor();
}

async function takeScreenshots(browser: Browser, url: string): Promise<void> {
  for (const { name, viewport, scale } of FORMS) {
    const page = await browser.newPage({
      viewport,
      deviceScaleFactor: scale,
      colorScheme: 'dark',
      locale: 'en',
    });
    await lookAtRoom(page, url);
    await page.evaluate(() => {
      scrollTo(0, 0);
    });
    const png = await page.screenshot();
    await sharp(png).png({ palette: true, compressionLevel: 9 }).toFile(`${FOLDER}/${name}.png`);
    await page.close();
  }
}

await mkdir(FOLDER, { recursive: true });
const speech = await startSpeechServer();
const server = await startServer({ directory: 'dist' });
const browser = await chromium.launch({
  ...browserLaunchOptions(['--enable-speech-dispatcher']),
  env: { ...process.env, ...speech.environment },
});
try {
  await takeScreenshots(browser, server.url);
} finally {
  await browser.close();
  await server.close();
  await speech.stop();
}
