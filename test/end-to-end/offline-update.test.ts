/** The service worker in a real browser: updates. */

import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { MODEL_CACHE } from '../../src/offline/model-parts';
import {
  cachedPaths,
  eventsWith,
  loadDefaultModel,
  loadNamedModel,
  partPaths,
  partRequests,
  textOf,
  useProbe,
} from './offline-probe';
import { fakeModel } from './offline-site';

const FIRST = fakeModel('detector', 'abc');
/** Keeps two parts of the model and changes one. */
const SECOND = fakeModel('detector', 'abd');
const NEW_PART = `models/${SECOND.served.parts[2]!.sha256}.part`;
/** In the manifest, but not the default. */
const OTHER = fakeModel('other', 'x');
const SECOND_OTHER = fakeModel('other', 'xy');
const NEW_PART_OF_OTHER = `models/${SECOND_OTHER.served.parts[1]!.sha256}.part`;

const probe = useProbe({ first: [FIRST, OTHER], second: [SECOND, SECOND_OTHER] });

/** Opens the first build, on a host of its own. @returns the folder that the host serves, and its address */
async function open(name: string): Promise<[string, string]> {
  const site = join(probe.folder, name);
  await deploy('first', site);
  const url = await probe.serve({ directory: site });
  await probe.page.goto(url);
  await eventsWith('ready', probe.page);
  return [site, url];
}

async function deploy(build: 'first' | 'second', site: string): Promise<void> {
  await rm(site, { recursive: true, force: true });
  await cp(join(probe.folder, build), site, { recursive: true });
}

async function checkForUpdate(): Promise<void> {
  await probe.page.evaluate(() => window.probe.offline.checkForUpdate());
}

async function applyUpdate(): Promise<void> {
  await probe.page.evaluate(() => window.probe.offline.applyUpdate());
  await probe.page.waitForFunction(() => window.probe?.version === 'second');
}

/** Resolves when what was found is no longer being installed. @returns whether it waits now, or has failed */
async function isInstalled(): Promise<boolean> {
  const state = (name: 'installing' | 'waiting') =>
    probe.page.evaluate(async (name) => (await navigator.serviceWorker.ready)[name] !== null, name);
  await expect.poll(() => state('installing')).toBe(false);
  return state('waiting');
}

const offers = (page: Page) =>
  page.evaluate(() => window.probe.events.filter((event) => event === 'update offered').length);

describe('update', () => {
  it('is offered with its model, changes nothing until it is wanted, and keeps what stays the same', async () => {
    const [site, url] = await open('site');
    await loadDefaultModel(probe.page);
    const bystander = await probe.context.newPage();
    await bystander.goto(url);
    await eventsWith('started', bystander);

    await deploy('second', site);
    probe.server.requests.length = 0;
    await checkForUpdate();
    await eventsWith('update offered', probe.page);
    await eventsWith('update offered', bystander);
    expect(partRequests(probe.server)).toEqual([NEW_PART]);
    expect((await cachedPaths(probe.page))[MODEL_CACHE]).toEqual(partPaths(FIRST, SECOND));

    expect(await probe.page.evaluate(() => window.probe.loadLate())).toBe('first');
    await probe.page.reload();
    expect(await probe.page.evaluate(() => window.probe.version)).toBe('first');
    await eventsWith('update offered', probe.page);

    await applyUpdate();
    expect(await eventsWith('replaced', bystander)).toContain('update offered');
    expect(await bystander.evaluate(() => window.probe.version)).toBe('first');
    await expect.poll(async () => (await cachedPaths(probe.page))[MODEL_CACHE]).toEqual(partPaths(SECOND));

    await probe.server.close();
    await probe.page.reload();
    expect(await probe.page.evaluate(() => window.probe.version)).toBe('second');
    expect(await loadDefaultModel(probe.page)).toBe(textOf(SECOND));
  });

  it('brings the model that the person has besides the default one, so that it works offline too', async () => {
    const [site] = await open('both');
    await loadDefaultModel(probe.page);
    await loadNamedModel(probe.page, 'other');

    await deploy('second', site);
    probe.server.requests.length = 0;
    await checkForUpdate();
    await eventsWith('update offered', probe.page);
    expect(partRequests(probe.server)).toEqual([NEW_PART, NEW_PART_OF_OTHER]);

    await probe.server.close();
    await applyUpdate();
    expect(await loadNamedModel(probe.page, 'other')).toBe(textOf(SECOND_OTHER));
    expect(await loadDefaultModel(probe.page)).toBe(textOf(SECOND));
  });

  it.each([
    ['default', 'broken', NEW_PART],
    ['other', 'other-broken', NEW_PART_OF_OTHER],
  ])(
    'is not offered when its %s model can not be had, and the old version goes on',
    async (_, name, part) => {
      const [site] = await open(name);
      await loadDefaultModel(probe.page);
      await loadNamedModel(probe.page, 'other');

      await deploy('second', site);
      await rm(join(site, part));
      await checkForUpdate();
      expect(await isInstalled()).toBe(false);
      expect(partRequests(probe.server)).toContain(part);
      expect(await offers(probe.page)).toBe(0);

      await probe.server.close();
      await probe.page.reload();
      expect(await probe.page.evaluate(() => window.probe.version)).toBe('first');
      expect(await loadDefaultModel(probe.page)).toBe(textOf(FIRST));
      expect(await loadNamedModel(probe.page, 'other')).toBe(textOf(OTHER));
    },
  );

  it('is offered also after one that failed, and once more when a newer one comes', async () => {
    const [site] = await open('again');
    await deploy('second', site);
    await rm(join(site, NEW_PART));
    await checkForUpdate();
    expect(await isInstalled()).toBe(false);

    await deploy('second', site);
    await checkForUpdate();
    await expect.poll(() => offers(probe.page)).toBe(1);

    // To the browser the first build is newer than what waits.
    await deploy('first', site);
    await checkForUpdate();
    await expect.poll(() => offers(probe.page)).toBe(2);
    expect(await isInstalled()).toBe(true);
    expect(await offers(probe.page)).toBe(2);
  });
});
