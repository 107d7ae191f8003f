/**
 * Writes a `.br` and a `.gz` file beside each file of the build, for hosts that serve such files:
 * `npx tsx scripts/compress.ts [FOLDER]`, by default `dist`.
 */

import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, stat } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { writeWhole } from '../models/parts';
import { placesFrom } from '../models/places';

/** Pictures are compressed already; `_headers` is for the host, not for the browser. */
const COMPRESSIBLE = new Set([
  '.html',
  '.js',
  '.mjs',
  '.css',
  '.wasm',
  '.json',
  '.webmanifest',
  '.svg',
  '.part',
]);

/** Smaller than that a compressed file saves no packet on the wire. */
const SMALLEST_BYTES = 512;

const COMPRESSIONS = [
  {
    extension: '.br',
    compress: (bytes: Buffer) =>
      promisify(brotliCompress)(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
          // The largest window that browsers accept (RFC 7932, 9.1).
          [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        },
      }),
  },
  { extension: '.gz', compress: (bytes: Buffer) => promisify(gzip)(bytes, { level: 9 }) },
];

/**
 * Compresses all files below a folder. What was compressed once is kept in the user's cache by the hash of its
 * content, since brotli takes half a minute for the runtime, and the next build holds the same one.
 */
export async function compressFolder(
  folder: string,
  cache = join(placesFrom().cache, 'compressed'),
): Promise<void> {
  await mkdir(cache, { recursive: true });
  const files = await readdir(folder, { recursive: true });
  await Promise.all(
    files
      .filter((file) => COMPRESSIBLE.has(extname(file)))
      .map((file) => compressFile(join(folder, file), cache)),
  );
}

async function compressFile(path: string, cache: string): Promise<void> {
  const bytes = await readFile(path);
  if (bytes.length < SMALLEST_BYTES) return;
  for (const { extension, compress } of COMPRESSIONS) {
    if (await isNewer(path + extension, path)) continue;
    const kept = join(cache, createHash('sha256').update(bytes).digest('hex') + extension);
    const compressed = await readFile(kept).catch(async () => {
      const made = await compress(bytes);
      await writeWhole(kept, made);
      return made;
    });
    await writeWhole(path + extension, compressed);
  }
}

async function isNewer(path: string, other: string): Promise<boolean> {
  const changed = await stat(path).catch(() => undefined);
  return changed !== undefined && changed.mtimeMs >= (await stat(other)).mtimeMs;
}

if (process.argv[1] === import.meta.filename) {
  const folder = resolve(process.argv[2] ?? 'dist');
  await compressFolder(folder);
}
