/** Measures the vision worker's code and its parts in a real browser. */

import { type Page, chromium } from 'playwright';
import { startServer } from '../../scripts/serve';
import { browserLaunchOptions } from '../browser';
import type { Case } from './page/page';
import { median, medianRatio } from './statistics';

const WARM_UP_ROUNDS = 3;

/** A thread of the runtime that waits for more work keeps its core busy for a moment. */
const PAUSE_MS = 20;

export interface Speed {
  readonly name: string;
  readonly title: string;
  /** Median, milliseconds. */
  readonly ms: number;
  /** Times the first one. */
  readonly ratio: number;
  /** How often it was measured. */
  readonly count: number;
}

export interface SpeedReport {
  readonly browser: string;
  readonly cores: number;
  readonly speeds: readonly Speed[];
}

/**
 * All cases are measured in turn, round after round, so that what else the machine does falls on all of them.
 * @param folder the built page
 * @param tick is called after each round
 */
export async function measureSpeed(folder: string, rounds: number, tick: () => void): Promise<SpeedReport> {
  const server = await startServer({ directory: folder });
  const browser = await chromium.launch(browserLaunchOptions());
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    const cases = await page.evaluate(() => window.benchmark.prepare());
    const samples = cases.map((): (number | undefined)[] => []);
    for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
      for (const [index, one] of cases.entries()) {
        const isDue = round < 0 ? one.every === 1 : round % one.every === 0;
        const ms = isDue ? await measure(page, one) : undefined;
        if (round >= 0) samples[index]!.push(ms);
      }
      if (round >= 0) tick();
    }
    const cores = await page.evaluate(() => navigator.hardwareConcurrency);
    return { browser: `Chromium ${browser.version()}`, cores, speeds: summarise(cases, samples) };
  } finally {
    await browser.close();
    await server.close();
  }
}

async function measure(page: Page, { name }: Case): Promise<number> {
  await page.waitForTimeout(PAUSE_MS);
  return page.evaluate((wanted) => window.benchmark.measure(wanted), name);
}

function summarise(cases: readonly Case[], samples: readonly (readonly (number | undefined)[])[]): Speed[] {
  const baseline = samples[0]!.map(Number);
  return cases.map(({ name, title }, index) => {
    const measured = samples[index]!.filter((ms) => ms !== undefined);
    const ratio = medianRatio(samples[index]!, baseline);
    return { name, title, ms: median(measured), ratio, count: measured.length };
  });
}
