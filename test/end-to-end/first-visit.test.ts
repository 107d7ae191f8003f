/** What a first visit fetches, and what that costs over the wire. */

import { join } from 'node:path';
import { type Browser, chromium } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { compressFolder } from '../../scripts/compress';
import { startServer } from '../../scripts/serve';
import { readManifest } from '../../models/build';
import { type FileSize, firstVisit, total } from '../../scripts/size';
import { languageInPath } from '../../src/offline/language-files';
import { APP_BUDGET, FIRST_VISIT_BUDGET } from '../benchmark/sizes';
import { browserLaunchOptions } from '../browser';
import { lacksModels } from './needs';

let files: FileSize[];

beforeAll(async () => {
  await compressFolder(inject('site'));
  files = await firstVisit(inject('site'));
});

describe('first visit', () => {
  it('keeps the app itself small', () => {
    expect(total(files, 'app')).toBeGreaterThan(0);
    expect(total(files, 'app')).toBeLessThanOrEqual(APP_BUDGET);
  });

  it.skipIf(lacksModels)('fits the budget with runtime, default detector and depth network', async () => {
    const { defaultDetector, detectors, depth } = (await readManifest(join(inject('site'), 'models')))!;
    const detector = detectors.find(({ description }) => description.name === defaultDetector);
    const parts = [...detector!.parts, ...depth!.parts].map(({ sha256 }) => `models/${sha256}.part`);
    expect(new Set(parts)).toEqual(
      new Set(files.filter(({ kind }) => kind === 'model').map(({ path }) => path)),
    );
    expect(total(files, 'app', 'runtime', 'model')).toBeLessThanOrEqual(FIRST_VISIT_BUDGET);
  });

  describe.skipIf(lacksModels)('in a browser', () => {
    let browser: Browser;

    beforeAll(async () => {
      browser = await chromium.launch(browserLaunchOptions());
    });

    afterAll(() => browser.close());

    it.each([
      ['with headers', true],
      ['without headers', false],
    ])('fetches just what was counted, and the large files once, on a host %s', async (_, headers) => {
      const server = await startServer({ directory: inject('site'), headers });
      const language = files.map(({ path }) => languageInPath(path)).find((found) => found !== null)!;
      const page = await browser.newPage({ locale: language });
      await page.goto(server.url);
      const fetched = () => [...new Set(server.requests.map(pathOf))].sort();
      await expect.poll(fetched, { timeout: 60_000 }).toEqual(files.map(({ path }) => path).sort());
      const large = server.requests.filter((request) => /\.(wasm|part)$/.test(request));
      expect(large).toEqual([...new Set(large)]);
      await page.close();
      await server.close();
    });
  });
});

/** Of "GET /path?query", relative to the app; the start page has two addresses. */
function pathOf(request: string): string {
  return new URL(request.replace('GET ', ''), 'http://host').pathname.slice(1) || 'index.html';
}
