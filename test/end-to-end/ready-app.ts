/**
 * The app in a browser that can be heard, without its first questions: for measuring, inside of vitest and outside of it.
 */

import { type Browser, type BrowserContext, type Page, chromium } from 'playwright';
import type { Settings } from '../../src/app/settings';
import { browserLaunchOptions } from '../browser';
import type { SpeechEnvironment } from './speech-server';
import { awaitVoices, listenIn } from './spoken';

/**
 * Run by tsx, functions that are handed to the page call this helper of the bundler's, which the page lacks
 * (https://github.com/privatenumber/tsx/issues/113).
 */
const NAMING_HELPER = 'globalThis.__name = (named) => named';

const READY_WITHIN_MS = 60_000;

/**
 * A browser whose voice and whose tones both come to the speech server's recorder. Playwright mutes its browsers; the
 * voice alone is not concerned, for it comes from the speech server.
 */
export function launchAudible(speech: SpeechEnvironment, args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    ...browserLaunchOptions([...args, '--enable-speech-dispatcher']),
    ignoreDefaultArgs: ['--mute-audio'],
    env: { ...process.env, ...speech },
  });
}

/**
 * Opens the app as somebody does who has been through its first minute.
 * @param settings what differs from the defaults; the heartbeat is off, for it is a sound like any other
 * @param prepare puts more watchers into the context before the page loads
 */
export async function openReadyApp(
  browser: Browser,
  url: string,
  settings: Partial<Settings> = {},
  prepare: (context: BrowserContext) => Promise<void> = () => Promise.resolve(),
): Promise<Page> {
  const context = await browser.newContext({
    permissions: ['camera'],
    viewport: { width: 390, height: 780 },
    locale: 'en-US',
  });
  await context.addInitScript(NAMING_HELPER);
  await listenIn(context);
  await prepare(context);
  const page = await context.newPage();
  await awaitVoices(page);
  // Any file of the app's origin that isn't the app: its settings must be there before it starts.
  await page.goto(`${url}LICENSE`);
  await page.evaluate(storeSettings, {
    safetyNoticeHeard: true,
    firstMinuteDone: true,
    heartbeat: false,
    ...settings,
  });
  await page.goto(url);
  await page
    .getByText(/^Ready/)
    .first()
    .waitFor({ timeout: READY_WITHIN_MS });
  return page;
}

/** Runs in the page. As `src/app/settings-store.ts` keeps them; what is missing the app takes from its defaults. */
function storeSettings(settings: object): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('nearsay', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('settings');
    opening.onerror = () => reject(opening.error!);
    opening.onsuccess = () => {
      const database = opening.result;
      const writing = database.transaction('settings', 'readwrite');
      writing.objectStore('settings').put(settings, 'current');
      writing.oncomplete = () => {
        database.close();
        resolve();
      };
      writing.onerror = () => reject(writing.error!);
    };
  });
}
