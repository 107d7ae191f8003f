/** The instruments themselves, on small pages with known faults: a check that can't find a fault proves nothing. */

import { type Browser, type Page, chromium } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SECURITY_HEADERS } from '../../src/offline/security-headers';
import { browserLaunchOptions } from '../browser';
import { axeViolations } from './axe';
import { walkByTab } from './keyboard';
import { watchMainThread } from './main-thread';
import { type WayOut, watchWayOut } from './way-out';

let browser: Browser;
let wayOut: WayOut;

beforeAll(async () => {
  wayOut = await watchWayOut();
  browser = await chromium.launch(browserLaunchOptions(wayOut.browserArguments));
});

afterAll(async () => {
  await browser.close();
  wayOut.close();
});

/** A page under the app's own security headers, so that the instruments are known to work under them. */
async function pageWith(body: string, { headers = SECURITY_HEADERS, css = '' } = {}): Promise<Page> {
  const page = await browser.newPage();
  await page.route('http://localhost/**', (route) =>
    route.request().url().endsWith('.css')
      ? route.fulfill({
          contentType: 'text/css',
          body: `button { min-width: 64px; min-height: 64px } ${css}`,
        })
      : route.fulfill({
          headers: { ...headers, 'Content-Type': 'text/html' },
          body: `<!doctype html><html lang="en"><title>Page</title><link rel="stylesheet" href="/page.css" /><main>${body}</main></html>`,
        }),
  );
  await page.goto('http://localhost/');
  return page;
}

describe('walkByTab', () => {
  test('finds nothing wrong with good controls', async () => {
    const page = await pageWith(
      '<h1>Page</h1><button>Start</button><label><button aria-label="Stop"></button></label>',
    );
    expect(await walkByTab(page)).toEqual({ stops: ['button "Start"', 'button "Stop"'], faults: [] });
  });

  test('finds a control without a name', async () => {
    const page = await pageWith('<button></button>');
    expect((await walkByTab(page)).faults).toEqual(['button "" has no name']);
  });

  test('finds a control that does not show its focus', async () => {
    const page = await pageWith('<button>Start</button>', { css: 'button { outline: none }' });
    expect((await walkByTab(page)).faults).toEqual(['button "Start" does not show that it has the focus']);
  });

  test('finds a target that is too small, also where the Tab key does not stop', async () => {
    const page = await pageWith(
      '<label for="a">A</label><input id="a" type="radio" name="n" checked><label for="b">B</label><input id="b" type="radio" name="n">',
      { css: 'input[type=radio] { margin: 3px; width: 20px; height: 20px }' },
    );
    const { stops, faults } = await walkByTab(page);
    expect(stops).toEqual(['radio "A"']);
    expect(faults).toEqual([
      expect.stringMatching(/^input "A" is \d+x\d+ px$/),
      expect.stringMatching(/^input "B" is/),
    ]);
  });

  test('finds a control that the Tab key passes by', async () => {
    const page = await pageWith('<button>Start</button><button tabindex="-1">Hidden from keys</button>');
    expect((await walkByTab(page)).faults).toEqual([
      'button "Hidden from keys" is not reached by the Tab key',
    ]);
  });

  test('stays in an open dialog', async () => {
    const page = await pageWith(
      '<button>Start</button><dialog><button>Close</button><button>More</button></dialog>',
    );
    await page.evaluate(() => {
      document.querySelector('dialog')?.showModal();
    });
    expect(await walkByTab(page)).toEqual({ stops: ['button "More"', 'button "Close"'], faults: [] });
  });
});

describe('axeViolations', () => {
  test('finds nothing in a good page', async () => {
    expect(await axeViolations(await pageWith('<h1>Page</h1><button>Start</button>'))).toEqual([]);
  });

  test('names the rule, the element and what to do', async () => {
    const page = await pageWith('<h1>Page</h1><p>Text</p><img src="/icon.png" />', {
      css: 'p { color: #666 }',
    });
    const violations = (await axeViolations(page)).join('\n');
    expect(violations).toContain('image-alt (critical)');
    expect(violations).toMatch(/color-contrast-enhanced.*\n {2}p: /);
  });
});

describe('watchMainThread', () => {
  /** Keeps the main thread busy for 80 ms, in a task of its own. */
  const block = (page: Page) =>
    page.evaluate(
      () =>
        new Promise((resolve) => {
          setTimeout(() => {
            const end = performance.now() + 80;
            while (performance.now() < end);
            resolve(undefined);
          });
        }),
    );

  test('finds a task that holds the main thread, and what it is', async () => {
    const page = await pageWith('<button>Start</button>');
    const watch = await watchMainThread(page);
    await block(page);
    const [longest] = await watch.stop();
    expect(longest!.lasted).toBeGreaterThanOrEqual(80);
    expect(longest!.computed).toBeLessThanOrEqual(longest!.lasted);
    expect(longest!.what).toMatch(/TimerFire/);
  });

  test('finds nothing that happened before or after', async () => {
    const page = await pageWith('<button>Start</button>');
    await block(page);
    const watch = await watchMainThread(page);
    await page.waitForTimeout(200);
    const tasks = await watch.stop();
    await block(page);
    expect(tasks.filter(({ what }) => what.includes('TimerFire'))).toEqual([]);
  });
});

describe('watchWayOut', () => {
  test('sees what leaves the machine, by whatever way, and lets nothing through', async () => {
    const page = await pageWith('<h1>Page</h1>', { headers: {} });
    const before = wayOut.attempts.length;
    await page.evaluate(async () => {
      await fetch('http://fetched.example/').catch(() => undefined);
      const source =
        "fetch('https://worker.example/', { mode: 'no-cors' }).catch(() => 0).finally(() => postMessage(0))";
      const worker = new Worker(URL.createObjectURL(new Blob([source])));
      await new Promise((resolve) => (worker.onmessage = resolve));
    });
    expect(wayOut.attempts.slice(before)).toEqual(
      expect.arrayContaining(['GET http://fetched.example/', 'CONNECT worker.example:443']),
    );
  });
});
