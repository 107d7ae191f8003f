/** Finds a browser for the tests, or installs one. */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright';
import { browserCandidates, firstWorking } from '../test/browser';
import { runCommand } from './run-command';

const DOWNLOAD_LIMIT_MS = 5 * 60_000;

/**
 * The system's Chromium or Chrome; else Playwright's own, downloaded if need be; else Debian's package, when we are
 * root on Debian or its like.
 * @returns the browser's path, or undefined when there is none to be had
 */
export async function findBrowser(): Promise<string | undefined> {
  return (
    workingBrowser() ??
    ((await installPlaywrightBrowser()) ? workingBrowser() : undefined) ??
    ((await installDebianPackage()) ? workingBrowser() : undefined)
  );
}

/** Looks anew at each call, since one may have been installed meanwhile. */
function workingBrowser(): string | undefined {
  return firstWorking([...browserCandidates(), ...[chromium.executablePath()].filter(existsSync)]);
}

async function installPlaywrightBrowser(): Promise<boolean> {
  console.log("No Chromium or Chrome found; getting Playwright's own.");
  return runCommand('npx', ['playwright', 'install', '--no-shell', 'chromium'], { limit: DOWNLOAD_LIMIT_MS });
}

async function installDebianPackage(): Promise<boolean> {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return false;
  console.log("Installing Debian's chromium.");
  const options = { limit: DOWNLOAD_LIMIT_MS, environment: { DEBIAN_FRONTEND: 'noninteractive' } };
  await runCommand('apt-get', ['update', '-q'], options);
  return runCommand('apt-get', ['install', '-qy', '--no-install-recommends', 'chromium'], options);
}
