import { mkdtemp, readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compressFolder } from './compress';

const TEXT = 'Nearest first. '.repeat(200);

let folder: string;
let cache: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nearsay-compress-'));
  cache = await mkdtemp(join(tmpdir(), 'nearsay-compress-cache-'));
});

afterEach(() => Promise.all([folder, cache].map((path) => rm(path, { recursive: true }))));

describe('compressFolder', () => {
  it('writes both kinds beside the file, and they unpack to the same bytes', async () => {
    await writeFile(join(folder, 'page.html'), TEXT);
    await compressFolder(folder, cache);
    expect(brotliDecompressSync(await readFile(join(folder, 'page.html.br'))).toString()).toBe(TEXT);
    expect(gunzipSync(await readFile(join(folder, 'page.html.gz'))).toString()).toBe(TEXT);
  });

  it('leaves pictures, tiny files and the headers file alone', async () => {
    await writeFile(join(folder, 'icon.png'), TEXT);
    await writeFile(join(folder, 'tiny.js'), 'let x;');
    await writeFile(join(folder, '_headers'), TEXT);
    await compressFolder(folder, cache);
    expect((await readdir(folder)).sort()).toEqual(['_headers', 'icon.png', 'tiny.js']);
  });

  it('makes nothing anew that is up to date, and follows a change', async () => {
    const path = join(folder, 'code.js');
    await writeFile(path, TEXT);
    await compressFolder(folder, cache);
    const { mtimeMs } = await stat(`${path}.br`);
    await compressFolder(folder, cache);
    expect((await stat(`${path}.br`)).mtimeMs).toBe(mtimeMs);

    await writeFile(path, TEXT + TEXT);
    const later = new Date(mtimeMs + 5000);
    await utimes(path, later, later);
    await compressFolder(folder, cache);
    expect(brotliDecompressSync(await readFile(`${path}.br`)).toString()).toBe(TEXT + TEXT);
  });

  it('takes from the cache what it compressed before, by content', async () => {
    await writeFile(join(folder, 'one.js'), TEXT);
    await compressFolder(folder, cache);
    for (const kept of await readdir(cache)) await writeFile(join(cache, kept), 'from the cache');
    await writeFile(join(folder, 'two.js'), TEXT);
    await compressFolder(folder, cache);
    expect(await readFile(join(folder, 'two.js.br'), 'utf8')).toBe('from the cache');
  });
});
