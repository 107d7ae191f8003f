/** The runtime's threads under the page's own policy: real ones, on a machine that says how many cores it has. */

import { describe, expect, test } from 'vitest';
import { lacksShared, sharedPath } from '../shared-data';
import { lacksModels } from './needs';
import { openApp } from './open-app';

const SAVANNA = 'data/public/seed_photos/3627527276_6fe8cd9bfe_z.jpg';

/** Stub: the number of cores is a fact of the machine, and this one may have few. */
const withCores = (cores: number) =>
  `Object.defineProperty(Navigator.prototype, 'hardwareConcurrency', { get: () => ${cores} });`;

describe.skipIf(lacksModels || lacksShared(SAVANNA))('threads', () => {
  test.each([
    { cores: 1, headers: true, threads: 1 },
    { cores: 2, headers: true, threads: 1 },
    { cores: 4, headers: true, threads: 3 },
    { cores: 8, headers: true, threads: 4 },
    // A plain host: our service worker isolates the page.
    { cores: 4, headers: false, threads: 3 },
  ])('$threads with $cores cores (stub), headers $headers: a photo is looked at', async (machine) => {
    const { app, server, close } = await openApp({ serve: { headers: machine.headers }, voice: false });
    try {
      await app.page.addInitScript(withCores(machine.cores));
      await app.open(server.url);
      await app.choosePhoto(sharedPath(SAVANNA));
      await app.waitForThings();
      expect(await app.things()).toHaveLength(4);
      // The vision worker is itself one of the threads.
      const helpers = app.page.workers().filter((worker) => worker.url().includes('ort-wasm'));
      expect(1 + helpers.length).toBe(machine.threads);
    } finally {
      await close();
    }
  });
});
