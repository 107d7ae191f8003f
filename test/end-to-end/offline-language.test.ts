/** The service worker in a real browser: the files of languages. */

import { cp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { LANGUAGE_CACHE, languageInPath } from '../../src/offline/language-files';
import { cachedPaths, eventsWith, useProbe } from './offline-probe';
import { fakeModel } from './offline-site';

const MODEL = fakeModel('detector', 'a');

const probe = useProbe({ first: [MODEL], second: [MODEL] });

/** Serves the first build from a folder of its own. @returns the folder */
async function host(name: string): Promise<string> {
  const site = join(probe.folder, name);
  await deploy('first', site);
  await probe.serve({ directory: site });
  return site;
}

async function deploy(build: 'first' | 'second', site: string): Promise<void> {
  await rm(site, { recursive: true, force: true });
  await cp(join(probe.folder, build), site, { recursive: true });
}

/** A page on a device that is set to this language, where the first visit is over. */
async function visitIn(locale: string): Promise<Page> {
  const context = await probe.context.browser()!.newContext({ locale });
  const page = await context.newPage();
  await page.goto(probe.server.url);
  await eventsWith('ready', page);
  return page;
}

const sayFar = (page: Page, language: string) => page.evaluate((tag) => window.probe.sayFar(tag), language);

const languagesAmong = (paths: readonly string[] = []) => paths.flatMap((path) => languageInPath(path) ?? []);

const storedFiles = async (page: Page) => (await cachedPaths(page))[LANGUAGE_CACHE] ?? [];

const storedLanguages = async (page: Page) => languagesAmong(await storedFiles(page));

/** Languages whose file the server was asked for, in the order of the first time. */
const askedLanguages = () => [
  ...new Set(languagesAmong(probe.server.requests.map((request) => request.slice('GET /'.length)))),
];

async function fileOf(language: string, site: string): Promise<string> {
  const files = await readdir(join(site, 'assets'));
  return join(
    'assets',
    files.find((file) => languageInPath(`assets/${file}`) === language)!,
  );
}

describe('a first visit', () => {
  it('stores the language of the device, and no other', async () => {
    await host('device');
    const page = await visitIn('de-AT');
    expect(await storedLanguages(page)).toEqual(['de']);
    expect(askedLanguages()).toEqual(['de']);

    await probe.server.close();
    await page.reload();
    expect(await sayFar(page, 'de')).toBe('first: weit weg');
    expect(await sayFar(page, 'en')).toBe('first: far');
    await page.context().close();
  });

  it('stores none where English is spoken, which is there anyway', async () => {
    await host('english');
    const page = await visitIn('en-GB');
    expect((await cachedPaths(page))[LANGUAGE_CACHE]).toBeUndefined();
    expect(askedLanguages()).toEqual([]);
    await page.context().close();
  });

  it('stores also a language that the page loaded before the service worker was there', async () => {
    await host('early');
    await probe.page.goto(`${probe.server.url}?language=fr`);
    await eventsWith('ready', probe.page);
    await eventsWith('first: loin', probe.page);
    await expect.poll(() => storedLanguages(probe.page), { timeout: 10_000 }).toEqual(['fr']);

    await probe.server.close();
    await probe.page.reload();
    expect(await sayFar(probe.page, 'fr')).toBe('first: loin');
  });
});

describe('later', () => {
  it('a language is stored when it is first chosen; one that never was can not be had offline', async () => {
    await host('later');
    await probe.page.goto(probe.server.url);
    await eventsWith('ready', probe.page);
    expect(await sayFar(probe.page, 'pt-BR')).toBe('first: longe');
    expect(await storedLanguages(probe.page)).toEqual(['pt']);

    await probe.server.close();
    await probe.page.reload();
    expect(await sayFar(probe.page, 'pt')).toBe('first: longe');
    await expect(sayFar(probe.page, 'it')).rejects.toThrow(/fetch/i);
    expect(await sayFar(probe.page, 'en')).toBe('first: far');
  });

  it('an update brings the languages that the person had, offline, and lets the former files go', async () => {
    const site = await host('update');
    const page = await visitIn('de-AT');
    await sayFar(page, 'es');
    const former = await storedFiles(page);
    expect(languagesAmong(former)).toEqual(['de', 'es']);

    await deploy('second', site);
    probe.server.requests.length = 0;
    await page.evaluate(() => window.probe.offline.checkForUpdate());
    await eventsWith('update offered', page);
    expect(askedLanguages().sort()).toEqual(['de', 'es']);
    const both = await storedFiles(page);
    expect(both).toEqual(expect.arrayContaining(former));
    expect(languagesAmong(both)).toEqual(['de', 'de', 'es', 'es']);

    await probe.server.close();
    await page.reload();
    expect(await sayFar(page, 'es')).toBe('first: lejos');
    await page.evaluate(() => window.probe.offline.applyUpdate());
    await page.waitForFunction(() => window.probe?.version === 'second');
    expect(await sayFar(page, 'es')).toBe('second: lejos');
    expect(await sayFar(page, 'de')).toBe('second: weit weg');
    await expect.poll(() => storedLanguages(page)).toEqual(['de', 'es']);
    expect((await storedFiles(page)).filter((file) => former.includes(file))).toEqual([]);
    await page.context().close();
  });

  it('an update that lacks such a language is not offered, and the former version goes on', async () => {
    const site = await host('lacking');
    await probe.page.goto(probe.server.url);
    await eventsWith('ready', probe.page);
    await sayFar(probe.page, 'it');

    await deploy('second', site);
    const file = await fileOf('it', site);
    await rm(join(site, file));
    await probe.page.evaluate(() => window.probe.offline.checkForUpdate());
    await expect.poll(() => probe.server.requests).toContain(`GET /${file}`);
    const isInstalling = () =>
      probe.page.evaluate(async () => (await navigator.serviceWorker.ready).installing !== null);
    await expect.poll(isInstalling).toBe(false);
    expect(await probe.page.evaluate(() => window.probe.events)).not.toContain('update offered');

    await probe.server.close();
    await probe.page.reload();
    expect(await probe.page.evaluate(() => window.probe.version)).toBe('first');
    expect(await sayFar(probe.page, 'it')).toBe('first: lontano');
  });
});
