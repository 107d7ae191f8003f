/** A browser with the probe page (`offline-page/`) in it, fresh for each test, and what tests ask that page. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type Page, chromium } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { type RunningServer, type ServeOptions, startServer } from '../../scripts/serve';
import { browserLaunchOptions } from '../browser';
import { type FakeModel, buildSite } from './offline-site';

export interface Probe {
  /** Holds a folder per build. */
  folder: string;
  context: BrowserContext;
  page: Page;
  server: RunningServer;
  /** What the page complained about: refused by a policy, or broken. */
  complaints: string[];
  /** Parts that `page` asked for, wherever they came from: the browser's own cache may spare the server. */
  askedParts: string[];
  /** How often a document was loaded in `page`. */
  loads: number;
  /** Serves the first build, unless told otherwise, and stops after the test. */
  serve(options?: Partial<ServeOptions>): Promise<string>;
}

/** @param builds - models by the build's name, which is its version too. */
export function useProbe(builds: Readonly<Record<string, readonly FakeModel[]>>): Probe {
  const probe = { serve } as Probe;
  const servers: RunningServer[] = [];
  let browser: Browser;

  async function serve(options: Partial<ServeOptions> = {}): Promise<string> {
    const directory = join(probe.folder, Object.keys(builds)[0]!);
    probe.server = await startServer({ directory, ...options });
    servers.push(probe.server);
    return probe.server.url;
  }

  beforeAll(async () => {
    probe.folder = await mkdtemp(join(tmpdir(), 'nearsay-offline-'));
    for (const [name, models] of Object.entries(builds)) {
      await buildSite(join(probe.folder, name), name, models);
    }
    browser = await chromium.launch(browserLaunchOptions());
  });

  afterAll(async () => {
    await browser.close();
    await rm(probe.folder, { recursive: true });
  });

  beforeEach(async () => {
    probe.context = await browser.newContext();
    probe.page = await probe.context.newPage();
    probe.complaints = [];
    probe.askedParts = [];
    probe.loads = 0;
    probe.page.on('console', (message) => {
      if (message.type() === 'error') probe.complaints.push(message.text());
    });
    probe.page.on('pageerror', (error) => probe.complaints.push(error.message));
    probe.page.on('request', (request) => {
      if (request.url().endsWith('.part')) probe.askedParts.push(new URL(request.url()).pathname.slice(1));
    });
    probe.page.on('load', () => (probe.loads += 1));
  });

  afterEach(async () => {
    await probe.context.close();
    await Promise.all(servers.splice(0).map((running) => running.close()));
  });

  return probe;
}

/** The events that the page was told of, once this one is among them. */
export async function eventsWith(event: string, page: Page): Promise<string[]> {
  await page.waitForFunction((wanted) => window.probe?.events.includes(wanted), event);
  return page.evaluate(() => window.probe.events);
}

/** The default model as the page gets it, as text. */
export function loadDefaultModel(page: Page): Promise<string> {
  return loadNamedModel(page);
}

/** The model of that name as the page gets it, as text. */
export function loadNamedModel(page: Page, name?: string): Promise<string> {
  return page.evaluate(async (name) => {
    const { loadManifest, chooseDetector, loadModel } = window.probe;
    const bytes = await loadModel(chooseDetector(await loadManifest(), name));
    return new TextDecoder().decode(bytes);
  }, name);
}

export function textOf({ parts }: FakeModel): string {
  return Buffer.concat(parts).toString();
}

/** Addresses in each cache, relative to the page, in alphabetical order. */
export function cachedPaths(page: Page): Promise<Record<string, string[]>> {
  return page.evaluate(async () => {
    const paths: Record<string, string[]> = {};
    for (const name of await caches.keys()) {
      const requests = await (await caches.open(name)).keys();
      paths[name] = requests.map(({ url }) => url.slice(new URL('./', location.href).href.length)).sort();
    }
    return paths;
  });
}

/** The addresses of these models' parts, each once, in alphabetical order. */
export function partPaths(...models: readonly FakeModel[]): string[] {
  const paths = models.flatMap(({ served }) => served.parts.map(({ sha256 }) => `models/${sha256}.part`));
  return [...new Set(paths)].sort();
}

/** The parts that the server was asked for. */
export function partRequests({ requests }: RunningServer): string[] {
  return requests
    .filter((request) => request.endsWith('.part'))
    .map((request) => request.slice('GET /'.length));
}
