/** Asks axe-core what in the page keeps people out. */

import axe from 'axe-core';
import type { Page } from 'playwright';
import { AXE_OPTIONS, violationTexts } from '../axe-rules';

/**
 * The violations in the page as it stands, one text each. The script runs by the debugger's right, which no Content
 * Security Policy of the page restricts.
 */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const results = await page.evaluate(
    (options) => (window as unknown as { axe: typeof axe }).axe.run(document, options),
    AXE_OPTIONS,
  );
  return violationTexts(results);
}
