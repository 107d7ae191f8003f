/** The service worker in a real browser, on a real server that is really stopped: storing, policy, isolation. */

import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MODEL_CACHE } from '../../src/offline/model-parts';
import { SECURITY_HEADERS } from '../../src/offline/security-headers';
import { cachedPaths, eventsWith, loadDefaultModel, partPaths, textOf, useProbe } from './offline-probe';
import { fakeModel } from './offline-site';

const MODEL = fakeModel('detector', 'abc');

const probe = useProbe({ first: [MODEL, fakeModel('other', 'x')] });

describe('first visit, host with headers', () => {
  it('stores exactly the shell, says so once, and reloads nothing', async () => {
    const url = await probe.serve();
    await probe.page.goto(url);

    expect(await eventsWith('ready', probe.page)).toEqual(['started', 'ready']);
    expect(probe.loads).toBe(1);
    await loadDefaultModel(probe.page);
    const { [MODEL_CACHE]: models, ...others } = await cachedPaths(probe.page);
    expect(models).toEqual(partPaths(MODEL));
    expect(Object.keys(others)).toEqual([`workbox-precache-v2-${url}`]);
    const shell = Object.values(others)[0]!.map((path) =>
      path.replace(/\?__WB_REVISION__=\w+$/, '?').replace(/-[\w-]{8}\./, '-#.'),
    );
    expect(shell).toEqual([
      'assets/en-#.js',
      'assets/index-#.js',
      'assets/late-#.js',
      'assets/probe-worker-#.js',
      'icons/mark.svg?',
      'index.html?',
      'manifest.webmanifest?',
      'models/manifest.json?',
    ]);
  });

  it('works below a path, and with the server stopped: page, worker, model, every start address', async () => {
    await cp(join(probe.folder, 'first'), join(probe.folder, 'parent/nearsay'), { recursive: true });
    const url = `${await probe.serve({ directory: join(probe.folder, 'parent') })}nearsay/`;
    await probe.page.goto(url);
    await eventsWith('ready', probe.page);
    const model = await loadDefaultModel(probe.page);
    expect(model).toBe(textOf(MODEL));

    await probe.server.close();
    for (const address of ['', 'index.html', '?start=camera', '?shared', '#list']) {
      await probe.page.goto(url + address);
      expect(await eventsWith('started', probe.page)).toEqual(['started']);
    }
    await probe.page.reload();
    expect(await probe.page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(await probe.page.evaluate(() => window.probe.startWorker())).toMatchObject({ isIsolated: true });
    expect(await probe.page.evaluate(() => window.probe.loadLate())).toBe('first');
    expect(await loadDefaultModel(probe.page)).toBe(model);
  });
});

describe('policy', () => {
  it('lets the app do what it needs: styles of Lit, workers, storage', async () => {
    await probe.page.goto(await probe.serve());
    await eventsWith('ready', probe.page);
    await probe.page.reload();
    await eventsWith('started', probe.page);
    const color = await probe.page
      .locator('probe-element')
      .evaluate((element) => getComputedStyle(element).color);
    expect(color).toBe('rgb(1, 2, 3)');
    await probe.page.evaluate(() => window.probe.startWorker());
    await loadDefaultModel(probe.page);
    expect(probe.complaints).toEqual([]);
  });

  it('refuses other hosts, text as code, and scripts that nobody vouched for', async () => {
    await probe.page.goto(await probe.serve());
    await eventsWith('started', probe.page);
    const refused = await probe.page.evaluate(async () => {
      const outcome = async (action: () => unknown) => {
        try {
          await action();
          return 'done';
        } catch (error) {
          return (error as Error).name;
        }
      };
      const other = location.href.replace('localhost', '127.0.0.1');
      return {
        fetch: await outcome(() => fetch(other)),
        worker: await outcome(() => new Worker('./assets/none.js')),
        foreignScript: await outcome(() => window.probe.trustedScriptUrl(other)),
        markup: await outcome(() => (document.createElement('p').innerHTML = '<b>x</b>')),
      };
    });
    expect(refused).toEqual({
      fetch: 'TypeError',
      worker: 'TypeError',
      foreignScript: 'TypeError',
      markup: 'TypeError',
    });
    expect(await probe.page.evaluate(() => window.probe.startWorker())).toMatchObject({ mayEvaluate: false });
  });
});

describe('host without headers', () => {
  it('reloads once, then page and workers are isolated and under the policy', async () => {
    await probe.page.goto(await probe.serve({ headers: false }));
    await probe.page.waitForFunction(() => crossOriginIsolated);

    expect(await eventsWith('started', probe.page)).toEqual(['started']);
    expect(probe.loads).toBe(2);
    expect(await probe.page.evaluate(() => window.probe.startWorker())).toEqual({
      isIsolated: true,
      hasSharedMemory: true,
      mayEvaluate: false,
    });
    const headers = await probe.page.evaluate(async () => {
      const answers = await Promise.all(['./', window.probe.workerUrl].map((url) => fetch(url)));
      return answers.map((answer) => Object.fromEntries(answer.headers));
    });
    const expected = Object.entries(SECURITY_HEADERS).map(([name, value]) => [name.toLowerCase(), value]);
    for (const answer of headers) expect(answer).toMatchObject(Object.fromEntries(expected));

    await probe.server.close();
    await probe.page.reload();
    expect(await probe.page.evaluate(() => crossOriginIsolated)).toBe(true);
  });

  it('does not reload when the app has begun to speak', async () => {
    await probe.page.goto(`${await probe.serve({ headers: false })}?stay`);
    expect(await eventsWith('started', probe.page)).toContain('started');
    expect(await probe.page.evaluate(() => crossOriginIsolated)).toBe(false);
  });

  it('never reloads twice, even if that did not help (stub: a browser that never isolates)', async () => {
    await probe.page.addInitScript(() => {
      Object.defineProperty(window, 'crossOriginIsolated', { value: false });
    });
    await probe.page.goto(await probe.serve({ headers: false }));
    await eventsWith('started', probe.page);
    expect(probe.loads).toBe(2);
  });

  it('starts all the same where the service worker can not be had', async () => {
    const url = await probe.serve({
      headers: false,
      intercept: (request, response) => {
        const isWorker = request.url === '/service-worker.js';
        if (isWorker) response.writeHead(404).end();
        return isWorker;
      },
    });
    await probe.page.goto(url);
    expect(await eventsWith('started', probe.page)).toEqual(['started']);
  });
});
