/** The share target in a real browser: files that come from other apps. */

import { describe, expect, it } from 'vitest';
import type { ServeOptions } from '../../scripts/serve';
import { eventsWith, useProbe } from './offline-probe';
import { fakeModel } from './offline-site';

const probe = useProbe({ only: [fakeModel('detector', 'a')] });

const BYTES = Buffer.from([137, 80, 78, 71, 0, 255]);

type Field = 'file' | 'text';

/**
 * The system posts a form to the address in the manifest; a page that isn't the app's is the nearest thing to that. The
 * file's name in another encoding makes a form that no browser can take apart.
 */
const serveForms: NonNullable<ServeOptions['intercept']> = (request, response) => {
  const [, field, charset] = /^\/outside-(\w+)-(.*)\.html$/.exec(request.url ?? '') ?? [];
  if (!field) return false;
  response.setHeader('Content-Type', `text/html; charset=${charset}`);
  response.end(`<form method="post" enctype="multipart/form-data" action="share-target">
    <input type="${field}" name="${field}" /><button>Share</button></form>`);
  return true;
};

async function open(): Promise<string> {
  const url = await probe.serve({ intercept: serveForms });
  await probe.page.goto(url);
  await eventsWith('ready', probe.page);
  return url;
}

async function openForm(url: string, field: Field = 'file', charset = 'utf-8'): Promise<void> {
  await probe.page.goto(`${url}outside-${field}-${charset}.html`);
  const file = { name: 'Straße, 1.png', mimeType: 'image/png', buffer: BYTES };
  if (field === 'file') await probe.page.locator('input').setInputFiles(file);
}

async function send(url: string): Promise<void> {
  await probe.page.locator('button').click();
  await probe.page.waitForURL(`${url}?shared`);
  await eventsWith('started', probe.page);
}

const take = () =>
  probe.page.evaluate(async () => {
    const file = await window.probe.takeSharedFile();
    return file && [file.name, file.type, [...new Uint8Array(await file.arrayBuffer())]];
  });

describe('share target', () => {
  it('takes a file that is sent from outside the app, once, also offline', async () => {
    const url = await open();
    await openForm(url);
    await probe.server.close();
    await send(url);
    expect(await take()).toEqual(['Straße, 1.png', 'image/png', [...BYTES]]);
    expect(await take()).toBeNull();
  });

  it.each<[string, Field, string]>([
    ['without a file', 'text', 'utf-8'],
    ['that can not be read', 'file', 'windows-1252'],
  ])('opens the app also for a form %s, and forgets an earlier file that nobody took', async (_, ...form) => {
    const url = await open();
    await openForm(url);
    await send(url);
    await openForm(url, ...form);
    await send(url);
    expect(await take()).toBeNull();
  });
});
