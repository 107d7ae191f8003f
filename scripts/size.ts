/**
 * What a first visit costs over the wire: `npx tsx scripts/size.ts [FOLDER]`, by default `dist`. Counts every file
 * that the service worker stores, the service worker itself, the default detector and the depth network, as
 * `compress.ts` made them. Of the languages English is always stored, and the device's own: the largest one counts.
 */

import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readManifest } from '../models/build';
import { languageInPath } from '../src/offline/language-files';

export interface FileSize {
  /** Relative to the build. */
  readonly path: string;
  /** Of the brotli file, or of the file itself where there is none. */
  readonly bytes: number;
  readonly kind: 'app' | 'runtime' | 'model';
}

/** The files of a first visit, largest first. A build without models has none of kind "model". */
export async function firstVisit(build: string): Promise<FileSize[]> {
  const serviceWorker = await readFile(join(build, 'service-worker.js'), 'utf8');
  const listed = [...serviceWorker.matchAll(/"url":"([^"]+)"/g)].map(([, url]) => url!);
  const manifest = await readManifest(join(build, 'models'));
  const detector = manifest?.detectors.find(
    ({ description }) => description.name === manifest.defaultDetector,
  );
  const parts = [detector, manifest?.depth]
    .flatMap((model) => model?.parts ?? [])
    .map(({ sha256 }) => `models/${sha256}.part`);
  const sizes = ['service-worker.js', ...listed, ...parts].map(async (path) => ({
    path,
    bytes: await bytesOnWire(join(build, path)),
    kind: kindOf(path),
  }));
  const files = (await Promise.all(sizes)).sort((a, b) => b.bytes - a.bytes);
  const largestLanguage = files.find(({ path }) => languageInPath(path));
  return files.filter((file) => file === largestLanguage || !languageInPath(file.path));
}

export function total(files: readonly FileSize[], ...kinds: readonly FileSize['kind'][]): number {
  return files.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { bytes }) => sum + bytes, 0);
}

async function bytesOnWire(path: string): Promise<number> {
  const compressed = await stat(`${path}.br`).catch(() => undefined);
  return (compressed ?? (await stat(path))).size;
}

/** The runtime's own files: its WebAssembly with what loads it, and its interface (vite.config.ts sets it apart). */
function kindOf(path: string): FileSize['kind'] {
  if (path.endsWith('.part')) return 'model';
  return /\/ort-[^/]+\.(wasm|mjs|js)$/.test(path) ? 'runtime' : 'app';
}

if (process.argv[1] === import.meta.filename) {
  const files = await firstVisit(resolve(process.argv[2] ?? 'dist'));
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1).padStart(8)} kB`;
  for (const { path, bytes, kind } of files) console.log(`${kilobytes(bytes)}  ${kind.padEnd(7)}  ${path}`);
  for (const kind of ['app', 'runtime', 'model'] as const) {
    console.log(`${kilobytes(total(files, kind))}  all of kind "${kind}"`);
  }
  console.log(`${kilobytes(total(files, 'app', 'runtime', 'model'))}  first visit`);
}
