/**
 * What all end-to-end tests share, made once for a run: the production build, and one speech server. One server for
 * the run, and not one per file: starting it costs seconds, the voices and the audio hold no state between tests,
 * and a browser that finds two at once hangs. (`globalSetup` of the end-to-end project in `vite.config.ts`.)
 */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { IN_CI } from '../shared-data';
import { type SpeechEnvironment, type SpeechServer, startSpeechServer } from './speech-server';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Folder of the production build. */
    site: string;
    /** Whether the build holds models. */
    siteHasModels: boolean;
    /** How to reach the speech server, or null where there is none. */
    speech: SpeechEnvironment | null;
  }
}

const PROJECT_ROOT = resolve(import.meta.dirname, '../..');
const SITE = join(PROJECT_ROOT, 'test-results', 'site');

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const site = process.env.NEARSAY_SITE ?? SITE;
  if (process.env.NEARSAY_SITE === undefined) buildSite();
  const siteHasModels = existsSync(join(site, 'models', 'manifest.json'));
  if (!siteHasModels && IN_CI)
    throw new Error('The build holds no models, which CI needs: run "npm run models".');
  project.provide('site', site);
  project.provide('siteHasModels', siteHasModels);

  const server = await speechServer();
  project.provide('speech', server?.environment ?? null);
  return async () => {
    await server?.stop();
  };
}

/** Builds in a process of its own: inside vitest the build would take its NODE_ENV of "test" for development. */
function buildSite(): void {
  const { status, stderr } = spawnSync('npx', ['vite', 'build', '--outDir', SITE, '--logLevel', 'error'], {
    cwd: PROJECT_ROOT,
    env: { ...process.env, NODE_ENV: 'production', VITEST: '' },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The production build failed:\n${stderr}`);
}

/** The speech server, or undefined where it can't be had, which outside CI only skips the tests with a voice. */
async function speechServer(): Promise<SpeechServer | undefined> {
  try {
    return await startSpeechServer();
  } catch (error) {
    if (IN_CI) throw error;
    console.warn(`${String(error)} Tests that need a voice are skipped.`);
    return undefined;
  }
}
