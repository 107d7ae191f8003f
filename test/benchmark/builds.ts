/** Builds what is measured: the page with the app's worker code, and the app itself. */

import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build, loadConfigFromFile } from 'vite';
import { compressFolder } from '../../scripts/compress';

const PROJECT = resolve(import.meta.dirname, '../..');
const RESULTS = join(PROJECT, 'test-results', 'benchmark');

/** @returns folder of the page that is measured, the models with it */
export async function buildPage(): Promise<string> {
  const outDir = join(RESULTS, 'page');
  const app = await loadConfigFromFile(
    { command: 'build', mode: 'production' },
    join(PROJECT, 'vite.config.ts'),
  );
  const { resolve: resolution = {}, worker = {}, build: how = {} } = app!.config;
  await build({
    configFile: false,
    logLevel: 'error',
    root: join(import.meta.dirname, 'page'),
    base: './',
    publicDir: join(PROJECT, 'public'),
    resolve: resolution,
    worker,
    build: { ...how, outDir, emptyOutDir: true },
  });
  return outDir;
}

/** @returns folder of the app's production build, compressed as a host would serve it */
export async function buildApp(): Promise<string> {
  const outDir = join(RESULTS, 'app');
  // In a process of its own: the build of the service worker talks on standard output, which is for the results.
  const args = ['vite', 'build', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'error'];
  await promisify(execFile)('npx', args, { cwd: PROJECT });
  await compressFolder(outDir);
  return outDir;
}
