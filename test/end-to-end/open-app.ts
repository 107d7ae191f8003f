/** Sets the scene of an end-to-end test: server, way out, browser with camera and voice, and the app in it. */

import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright';
import { inject } from 'vitest';
import { type RunningServer, type ServeOptions, startServer } from '../../scripts/serve';
import { browserLaunchOptions } from '../browser';
import { AppPage } from './app-page';
import { awaitVoices, listenIn } from './spoken';
import { type WayOut, watchWayOut } from './way-out';

export interface OpenAppOptions {
  /** Served folder and headers; the production build by default. */
  readonly serve?: Partial<ServeOptions>;
  /** Arguments that give the browser a camera; none by default. */
  readonly camera?: readonly string[];
  /** Whether the browser gets a voice, where the machine has one; true by default. */
  readonly voice?: boolean;
  /** For instance its colour scheme and size; the camera is allowed by default. */
  readonly context?: BrowserContextOptions;
}

export interface OpenApp {
  readonly app: AppPage;
  readonly server: RunningServer;
  readonly wayOut: WayOut;
  readonly browser: Browser;
  readonly context: BrowserContext;
  /** Addresses of all requests that page, workers and service worker made. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** A small phone, held upright. */
const PHONE = { viewport: { width: 390, height: 780 }, locale: 'en-US' };

/** Serves the app and starts a browser for it, with a voice where there is one. The page is still blank. */
export async function openApp({
  serve,
  camera = [],
  voice = true,
  context: contextOptions,
}: OpenAppOptions = {}): Promise<OpenApp> {
  const server = await startServer({ directory: inject('site'), ...serve });
  const wayOut = await watchWayOut();
  const speech = voice ? inject('speech') : null;
  const browser = await chromium.launch({
    ...browserLaunchOptions([
      ...camera,
      ...wayOut.browserArguments,
      ...(speech ? ['--enable-speech-dispatcher'] : []),
    ]),
    env: { ...process.env, ...speech },
  });
  const context = await browser.newContext({ permissions: ['camera'], ...PHONE, ...contextOptions });
  await listenIn(context);
  const requests: string[] = [];
  context.on('request', (request) => requests.push(request.url()));
  const page = await context.newPage();
  // On a busy machine the voices may come later than the app waits for them; that is another test's concern.
  if (speech) await awaitVoices(page);
  return {
    app: new AppPage(page),
    server,
    wayOut,
    browser,
    context,
    requests,
    async close() {
      await browser.close();
      wayOut.close();
      await server.close();
    },
  };
}
