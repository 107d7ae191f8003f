import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { firstVisit, total } from './size';

let build: string;

beforeEach(async () => {
  build = await mkdtemp(join(tmpdir(), 'nearsay-size-'));
});

afterEach(async () => {
  await rm(build, { recursive: true });
});

/** A build whose service worker lists these files, of so many bytes each; compressed ones aren't listed. */
async function write(files: Readonly<Record<string, number>>): Promise<void> {
  for (const [path, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(build, path)), { recursive: true });
    await writeFile(join(build, path), Buffer.alloc(bytes));
  }
  const listed = Object.keys(files).filter((path) => !path.endsWith('.br'));
  const manifest = listed.map((path) => `{"revision":null,"url":"${path}"}`);
  await writeFile(join(build, 'service-worker.js'), `precache([${manifest.join()}])`);
}

const sizes = async () =>
  Object.fromEntries((await firstVisit(build)).map(({ path, bytes }) => [path, bytes]));

test('counts what is stored, as it comes over the wire', async () => {
  await write({ 'index.html': 600, 'assets/index-0123abcd.js': 5000, 'assets/index-0123abcd.js.br': 900 });
  expect(await sizes()).toEqual({
    'index.html': 600,
    'assets/index-0123abcd.js': 900,
    'service-worker.js': expect.any(Number) as number,
  });
});

test('counts English, and of the other languages the one that weighs most over the wire', async () => {
  await write({
    'assets/en-0123abcd.js': 100,
    'assets/language-de-0123abcd.js': 800,
    'assets/language-de-0123abcd.js.br': 300,
    'assets/language-ta-0123abcd.js': 700,
    'assets/language-ta-0123abcd.js.br': 400,
    'assets/language-fr-0123abcd.js': 350,
  });
  expect(await sizes()).toEqual({
    'assets/en-0123abcd.js': 100,
    'assets/language-ta-0123abcd.js': 400,
    'service-worker.js': expect.any(Number) as number,
  });
});

test('lists the largest first, and adds up what is the app and what is the runtime', async () => {
  await write({
    'assets/index-0123abcd.js': 10_000,
    'assets/language-de-0123abcd.js': 2000,
    'assets/ort-wasm-0123abcd.wasm': 50_000,
  });
  const files = await firstVisit(build);
  expect(files.map(({ path }) => path)).toEqual([
    'assets/ort-wasm-0123abcd.wasm',
    'assets/index-0123abcd.js',
    'assets/language-de-0123abcd.js',
    'service-worker.js',
  ]);
  expect(total(files, 'runtime')).toBe(50_000);
  expect(total(files, 'app')).toBe(12_000 + files.at(-1)!.bytes);
});
