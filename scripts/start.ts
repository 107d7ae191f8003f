/** `npm start`: makes what is missing (models, build), then serves the app and says where. */

import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { renderUnicodeCompact } from 'uqr';
import { buildModels, readManifest } from '../models/build';
import { placesFrom } from '../models/places';
import { certificateFor, networkAddresses } from './certificate';
import { compressFolder } from './compress';
import { type RunningServer, type ServeOptions, startServer } from './serve';

const USAGE = `Usage: npm start -- [--host] [--port NUMBER]
  --host   also serves over https to the phones in this network
  --port   port on this machine, 4173 unless told otherwise`;

const PROJECT = resolve(import.meta.dirname, '..');
const BUILD = join(PROJECT, 'dist');

/** What a build is made of. */
const SOURCES = [
  'src',
  'public',
  'scripts',
  'index.html',
  'vite.config.ts',
  'tsconfig.json',
  'package-lock.json',
  'LICENSE',
  'NOTICE',
];

/** The service worker is made after the page, so where it is missing a build was broken off. */
const LAST_FILE_OF_BUILD = 'service-worker.js';

const DEFAULT_PORT = 4173;

interface Options {
  readonly host: boolean;
  readonly port: number;
}

/** @throws Error that says what is wrong with the command line, and what would be right. */
function readOptions(): Options {
  try {
    const { values } = parseArgs({
      options: { host: { type: 'boolean', default: false }, port: { type: 'string' } },
    });
    return { host: values.host, port: readPort(values.port) };
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${USAGE}`, { cause: error });
  }
}

function readPort(text = String(DEFAULT_PORT)): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new Error(`--port takes a whole number from 1 to 65535, not "${text}".`);
}

/** Where models can't be had the app still starts, with those of before or with none, and says what it lacks. */
async function provideModels(): Promise<void> {
  try {
    await buildModels();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    const hasModels = (await readManifest(placesFrom().output)) !== null;
    console.error(
      hasModels
        ? 'Starting with the models that were made before.'
        : 'Starting without models: the app will open, and say that it can see nothing yet.',
    );
  }
}

async function provideBuild(): Promise<void> {
  if (!(await isBuildFresh())) {
    console.log('Building the app ...');
    const { build } = await import('vite');
    await build({ root: PROJECT, logLevel: 'warn' });
    console.log('Compressing it (the first time this takes up to a minute) ...');
  }
  await compressFolder(BUILD);
}

async function isBuildFresh(): Promise<boolean> {
  const built = join(BUILD, LAST_FILE_OF_BUILD);
  if (!existsSync(built)) return false;
  const sources = await Promise.all(SOURCES.map((source) => newestChange(join(PROJECT, source))));
  return Math.max(...sources) < (await stat(built)).mtimeMs;
}

/** When something in a file or folder last changed, deletions included: milliseconds since 1970. */
async function newestChange(path: string): Promise<number> {
  const stats = await stat(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  const entries = await readdir(path);
  const changes = await Promise.all(entries.map((entry) => newestChange(join(path, entry))));
  return Math.max(stats.mtimeMs, ...changes);
}

/** At the wanted port, or at the next one that is free. */
async function serveAtFreePort(options: ServeOptions & { readonly port: number }): Promise<RunningServer> {
  try {
    return await startServer(options);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return serveAtFreePort({ ...options, port: options.port + 1 });
  }
}

async function serveToPhones(port: number): Promise<void> {
  const addresses = networkAddresses();
  if (addresses.length === 0) {
    console.log('This machine is in no network, so there is no address for a phone.');
    return;
  }
  const tls = await certificateFor(addresses, placesFrom().cache);
  const server = await serveAtFreePort({ directory: BUILD, port, host: '0.0.0.0', tls });
  const urls = addresses.map((address) => `https://${address}:${server.port}/`);
  console.log(`\nOn a phone in the same network: ${urls.join(' or ')}\n`);
  console.log(renderUnicodeCompact(urls[0]!));
  console.log(
    '\nThe phone will warn of the certificate, because this machine made it itself; accept it once.\n' +
      'Browsers store no app for offline use from such an address: for that, put the folder "dist" on a host\n' +
      'with a certificate of its own.',
  );
}

async function main(): Promise<void> {
  const { host, port } = readOptions();
  await provideModels();
  await provideBuild();
  const server = await serveAtFreePort({ directory: BUILD, port });
  console.log(`\nNearsay is at ${server.url}`);
  if (host) await serveToPhones(server.port + 1);
  console.log('\nPress Ctrl+C to stop.');
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
