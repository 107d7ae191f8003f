import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SECURITY_HEADERS } from '../src/offline/security-headers';
import { compressFolder } from './compress';
import { type RunningServer, startServer } from './serve';

const PART = `models/${'0'.repeat(64)}.part`;

const FILES: Record<string, string> = {
  'index.html': '<!doctype html>'.padEnd(2000),
  'service-worker.js': '',
  'manifest.webmanifest': '{}',
  'assets/code-12345678.js': 'let x;'.repeat(500),
  'assets/runtime-12345678.mjs': '',
  'assets/runtime-12345678.wasm': '\0asm',
  'models/manifest.json': '{}',
  [PART]: 'part',
};

let folder: string;
let directory: string;
let server: RunningServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nearsay-serve-'));
  directory = join(folder, 'dist');
  for (const [name, content] of Object.entries(FILES)) {
    await mkdir(join(directory, name, '..'), { recursive: true });
    await writeFile(join(directory, name), content);
  }
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await compressFolder(directory, join(folder, 'cache'));
});

afterAll(() => rm(folder, { recursive: true }));

afterEach(() => server.close());

const headersOf = async (path: string, headers: Record<string, string> = {}) =>
  Object.fromEntries((await fetch(server.url + path, { headers })).headers);

describe('startServer', () => {
  it.each([
    ['', 'text/html;charset=utf-8', 'no-cache'],
    ['service-worker.js', 'text/javascript', 'no-cache'],
    ['manifest.webmanifest', 'application/manifest+json', 'no-cache'],
    ['models/manifest.json', 'application/json', 'no-cache'],
    ['assets/code-12345678.js', 'text/javascript', 'public, max-age=31536000, immutable'],
    ['assets/runtime-12345678.mjs', 'text/javascript', 'public, max-age=31536000, immutable'],
    ['assets/runtime-12345678.wasm', 'application/wasm', 'public, max-age=31536000, immutable'],
    [PART, 'application/octet-stream', 'public, max-age=31536000, immutable'],
  ])('sends type, cache rule and security headers with "%s"', async (path, type, cacheControl) => {
    server = await startServer({ directory });
    const security = Object.entries(SECURITY_HEADERS).map(([name, value]) => [name.toLowerCase(), value]);
    expect(await headersOf(path)).toMatchObject({
      'content-type': type,
      'cache-control': cacheControl,
      ...Object.fromEntries(security),
    });
  });

  it.each([
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['identity', undefined],
  ])('sends what the browser can unpack: %s', async (accepted, encoding) => {
    server = await startServer({ directory });
    const response = await fetch(`${server.url}assets/code-12345678.js`, {
      headers: { 'Accept-Encoding': accepted },
    });
    expect(response.headers.get('content-encoding') ?? undefined).toBe(encoding);
    expect(await response.text()).toBe(FILES['assets/code-12345678.js']);
  });

  it('imitates a plain host', async () => {
    server = await startServer({ directory, headers: false });
    const sent = await headersOf('');
    for (const name of Object.keys(SECURITY_HEADERS)) expect(sent).not.toHaveProperty(name.toLowerCase());
    expect(sent['cache-control']).toBe('max-age=600');
  });

  it('notes each request, and answers 404 for what is not there', async () => {
    server = await startServer({ directory });
    const response = await fetch(`${server.url}none.js?x=1`, { method: 'HEAD' });
    expect(response.status).toBe(404);
    expect(server.requests).toEqual(['HEAD /none.js?x=1']);
  });

  it('stays inside its folder', async () => {
    server = await startServer({ directory });
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(server.port, 'localhost', () =>
        socket.write('GET /../secret.txt HTTP/1.0\r\n\r\n'),
      );
      socket.once('data', (data) => {
        resolve(data.toString());
      });
    });
    expect(answer).toContain('404');
    expect(answer).not.toContain('secret');
  });

  it('cuts open connections when it closes', async () => {
    server = await startServer({ directory, intercept: () => true });
    const pending = fetch(server.url);
    await expect.poll(() => server.requests).toHaveLength(1);
    await server.close();
    await expect(pending).rejects.toThrow();
    await expect(fetch(server.url)).rejects.toThrow();
  });

  it('says when the port is taken', async () => {
    server = await startServer({ directory });
    await expect(startServer({ directory, port: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
