/**
 * `npm test`: everything that CI runs. Its last line is "N passed, N failed" (and ", N skipped" where tests were
 * skipped, which never happens when the environment has CI set), and its exit status is 0 only if nothing failed.
 */

import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { IN_CI } from '../test/shared-data';
import { findBrowser } from './find-browser';
import { runCommand } from './run-command';
import {
  NOTHING,
  type Tally,
  type VitestReport,
  closingLine,
  sum,
  tallyOfStep,
  tallyOfVitest,
} from './tally';

const REPORTS = 'test-results';

/** A hanging test must not cost the closing line: what isn't done by then has failed. */
const LIMIT_MS = 28 * 60_000;

const started = Date.now();
const timeLeft = () => Math.max(1, LIMIT_MS - (Date.now() - started));

function heading(text: string): void {
  console.log(`\n== ${text}\n`);
}

async function runStep(name: string, script: string): Promise<Tally> {
  heading(name);
  return tallyOfStep(await runCommand('npm', ['run', '--silent', script], { limit: timeLeft() }));
}

/** Runs one of the projects in `vite.config.ts`. */
async function runProject(project: string, browser: string | undefined): Promise<Tally> {
  heading(`Tests: ${project}`);
  const report = join(REPORTS, `${project}.json`);
  rmSync(report, { force: true });
  const args = ['vitest', 'run', '--project', project, '--reporter=default', '--reporter=json'];
  const succeeded = await runCommand('npx', [...args, `--outputFile.json=${report}`], {
    limit: timeLeft(),
    environment: browser === undefined ? {} : { NEARSAY_BROWSER: browser },
  });
  return tallyOfVitest(readReport(report), succeeded);
}

function readReport(path: string): VitestReport | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as VitestReport;
  } catch {
    return undefined;
  }
}

/** Without a browser nobody can ask its test files for their tests, so they are counted as files. */
function withoutBrowser(project: string, folder: string, ending: string): Tally {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith(ending),
  );
  console.log(`\n== Tests: ${project}: left out, because there is no browser.`);
  if (IN_CI) return tallyOfStep(false);
  return { ...NOTHING, skipped: files.map((file) => `all of ${join(folder, file)}`) };
}

async function main(): Promise<void> {
  heading('Models');
  const models = await runCommand('npm', ['run', '--silent', 'models'], { limit: timeLeft() });
  if (!models) console.log('The models could not be had: tests that need them are skipped, and fail in CI.');

  heading('Browser');
  const browser = await findBrowser();
  console.log(browser ?? 'No browser could be found or installed.');

  const total = sum([
    IN_CI ? tallyOfStep(models) : NOTHING,
    await runStep('Types', 'types'),
    await runStep('Lint', 'lint'),
    await runProject('unit', browser),
    browser ? await runProject('component', browser) : withoutBrowser('component', 'src', '.browser.test.ts'),
    browser
      ? await runProject('end-to-end', browser)
      : withoutBrowser('end-to-end', 'test/end-to-end', '.test.ts'),
  ]);
  if (total.skipped.length > 0) heading(`Skipped\n\n${total.skipped.join('\n')}`);
  console.log(`\n${closingLine(total)}`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

await main();
