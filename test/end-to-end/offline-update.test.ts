/** The service worker in a real browser: updates, and files that come from other apps. */

import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ServeOptions } from '../../scripts/serve';
import { MODEL_CACHE } from '../../src/offline/model-parts';
import {
  cachedPaths,
  eventsWith,
  loadDefaultModel,
  partPaths,
  partRequests,
  textOf,
  useProbe,
} from './offline-probe';
import { fakeModel } from './offline-site';

const FIRST = fakeModel('detector', 'abc');
/** Keeps two parts of the model and changes one. */
const SECOND = fakeModel('detector', 'abd');
/** In the manifest, but not the default. */
const OTHER = fakeModel('other', 'x');

const probe = useProbe({ first: [FIRST, OTHER], second: [SECOND, OTHER] });

describe('update', () => {
  it('is offered with its model, changes nothing until it is wanted, and keeps what stays the same', async () => {
    const site = join(probe.folder, 'site');
    await cp(join(probe.folder, 'first'), site, { recursive: true });
    const url = await probe.serve({ directory: site });
    await probe.page.goto(url);
    await eventsWith('ready', probe.page);
    await loadDefaultModel(probe.page);
    const bystander = await probe.context.newPage();
    await bystander.goto(url);
    await eventsWith('started', bystander);

    await rm(site, { recursive: true });
    await cp(join(probe.folder, 'second'), site, { recursive: true });
    probe.server.requests.length = 0;
    await probe.page.evaluate(() => window.probe.offline.checkForUpdate());
    await eventsWith('update offered', probe.page);
    await eventsWith('update offered', bystander);
    expect(partRequests(probe.server)).toEqual([`models/${SECOND.served.parts[2]!.sha256}.part`]);
    expect((await cachedPaths(probe.page))[MODEL_CACHE]).toEqual(partPaths(FIRST, SECOND));

    expect(await probe.page.evaluate(() => window.probe.loadLate())).toBe('first');
    await probe.page.reload();
    expect(await probe.page.evaluate(() => window.probe.version)).toBe('first');
    await eventsWith('update offered', probe.page);

    await probe.page.evaluate(() => window.probe.offline.applyUpdate());
    await probe.page.waitForFunction(() => window.probe?.version === 'second');
    expect(await eventsWith('replaced', bystander)).toContain('update offered');
    expect(await bystander.evaluate(() => window.probe.version)).toBe('first');
    await expect.poll(async () => (await cachedPaths(probe.page))[MODEL_CACHE]).toEqual(partPaths(SECOND));

    await probe.server.close();
    await probe.page.reload();
    expect(await probe.page.evaluate(() => window.probe.version)).toBe('second');
    expect(await loadDefaultModel(probe.page)).toBe(textOf(SECOND));
  });

  it('is not offered when its model can not be had, and the old version goes on', async () => {
    const site = join(probe.folder, 'broken');
    await cp(join(probe.folder, 'first'), site, { recursive: true });
    await probe.page.goto(await probe.serve({ directory: site }));
    await eventsWith('ready', probe.page);
    await loadDefaultModel(probe.page);

    await cp(join(probe.folder, 'second'), site, { recursive: true });
    await rm(join(site, `models/${SECOND.served.parts[2]!.sha256}.part`));
    await probe.page.evaluate(() => window.probe.offline.checkForUpdate());
    await expect
      .poll(() => probe.page.evaluate(async () => (await navigator.serviceWorker.ready).installing))
      .toBeNull();
    expect(await probe.page.evaluate(async () => (await navigator.serviceWorker.ready).waiting)).toBeNull();
    expect(partRequests(probe.server)).toContain(`models/${SECOND.served.parts[2]!.sha256}.part`);

    await probe.server.close();
    await probe.page.reload();
    expect(await probe.page.evaluate(() => window.probe.version)).toBe('first');
    expect(await loadDefaultModel(probe.page)).toBe(textOf(FIRST));
  });
});

describe('share target', () => {
  let charset: string;

  // The system posts a form to the address in the manifest; a page that isn't the app's is the nearest thing to that.
  const serveForm: NonNullable<ServeOptions['intercept']> = (request, response) => {
    if (request.url !== '/outside.html') return false;
    response.setHeader('Content-Type', `text/html; charset=${charset}`);
    response.end(`<form method="post" enctype="multipart/form-data" action="share-target">
      <input type="file" name="file" /><button>Share</button></form>`);
    return true;
  };

  const bytes = Buffer.from([137, 80, 78, 71, 0, 255]);

  async function share(): Promise<void> {
    const url = await probe.serve({ intercept: serveForm });
    await probe.page.goto(url);
    await eventsWith('ready', probe.page);
    await probe.page.goto(`${url}outside.html`);
    await probe.server.close();
    const file = { name: 'Straße, 1.png', mimeType: 'image/png', buffer: bytes };
    await probe.page.locator('input').setInputFiles(file);
    await probe.page.locator('button').click();
    await probe.page.waitForURL(`${url}?shared`);
    await eventsWith('started', probe.page);
  }

  const take = () =>
    probe.page.evaluate(async () => {
      const file = await window.probe.takeSharedFile();
      return file && [file.name, file.type, [...new Uint8Array(await file.arrayBuffer())]];
    });

  it('takes a file that is sent from outside the app, once, also offline', async () => {
    charset = 'utf-8';
    await share();
    expect(await take()).toEqual(['Straße, 1.png', 'image/png', [...bytes]]);
    expect(await take()).toBeNull();
  });

  it('opens the app also when what was sent can not be read', async () => {
    // The file's name in another encoding makes a form that no browser can take apart.
    charset = 'windows-1252';
    await share();
    expect(await take()).toBeNull();
  });
});
