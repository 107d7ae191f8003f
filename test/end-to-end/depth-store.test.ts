/** The depth network in store: an extra, which updates bring along, and which never stands in their way. */

import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MODEL_CACHE } from '../../src/offline/model-parts';
import { cachedPaths, eventsWith, loadDefaultModel, partPaths, textOf, useProbe } from './offline-probe';
import { type FakeModel, fakeModel } from './offline-site';

const DETECTOR = fakeModel('detector', 'ab');
const DEPTH: FakeModel = { ...fakeModel('depth', 'cd'), isDepth: true };
/** Keeps one part and changes the other. */
const SECOND_DEPTH: FakeModel = { ...fakeModel('depth', 'ce'), isDepth: true };
const NEW_PART = `models/${SECOND_DEPTH.served.parts[1]!.sha256}.part`;

const probe = useProbe({ first: [DETECTOR, DEPTH], second: [DETECTOR, SECOND_DEPTH] });

/** Opens the first build, on a host of its own, as a person does who gets both models. @returns the host's folder */
async function openWithModels(name: string): Promise<string> {
  const site = join(probe.folder, name);
  await cp(join(probe.folder, 'first'), site, { recursive: true });
  await probe.page.goto(await probe.serve({ directory: site }));
  await eventsWith('ready', probe.page);
  expect(await loadDefaultModel(probe.page)).toBe(textOf(DETECTOR));
  expect(await loadDepth()).toBe(textOf(DEPTH));
  return site;
}

/** The depth network as the page gets it, as text; or why it can't be had. */
function loadDepth(): Promise<string> {
  return probe.page.evaluate(async () => {
    const { chooseDepth, loadManifest, loadModel } = window.probe;
    const model = chooseDepth(await loadManifest());
    if (!model) return 'none';
    return loadModel(model).then(
      (bytes) => new TextDecoder().decode(bytes),
      (error: unknown) => (error as { reason: string }).reason,
    );
  });
}

/** @param lacking a file that the host has lost */
async function update(site: string, lacking?: string): Promise<void> {
  await rm(site, { recursive: true });
  await cp(join(probe.folder, 'second'), site, { recursive: true });
  if (lacking) await rm(join(site, lacking));
  await probe.page.evaluate(() => window.probe.offline.checkForUpdate());
  await eventsWith('update offered', probe.page);
  await probe.page.evaluate(() => window.probe.offline.applyUpdate());
  await probe.page.waitForFunction(() => window.probe?.version === 'second');
}

describe('the depth network', () => {
  it('is brought along by an update, which keeps what stays the same, and works offline', async () => {
    const site = await openWithModels('site');
    expect((await cachedPaths(probe.page))[MODEL_CACHE]).toEqual(partPaths(DETECTOR, DEPTH));
    await update(site);
    const stored = async () => (await cachedPaths(probe.page))[MODEL_CACHE];
    await expect.poll(stored).toEqual(partPaths(DETECTOR, SECOND_DEPTH));
    await probe.server.close();
    await probe.page.reload();
    expect(await loadDepth()).toBe(textOf(SECOND_DEPTH));
    expect(await loadDefaultModel(probe.page)).toBe(textOf(DETECTOR));
  });

  it('that can not be had keeps no update from coming', async () => {
    const site = await openWithModels('lacking');
    await update(site, NEW_PART);
    expect(await loadDepth()).toBe('models-missing');
    expect(await loadDefaultModel(probe.page)).toBe(textOf(DETECTOR));
  });
});
