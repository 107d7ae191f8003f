/** Against a real HTTP server on this machine: what upstream servers, and the connections to them, get wrong. */

import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadCatalogue, type CatalogueEntry } from './catalogue';
import { getFiles, ModelUnavailable } from './get';
import { sha256 } from './integrity';

vi.setConfig({ testTimeout: 60_000 });

const CONTENT = new Uint8Array(300_000).map((_, index) => (index * 31) % 251);
const WRONG = CONTENT.map((byte) => 255 - byte);

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

let folder: string;
let server: Server;
let base: string;
let routes: Record<string, Handler>;
/** One line for each request: path and asked range. */
let requests: string[];
let warnings: string[];
/** Bytes of the file that are on disk, by the first path that was asked for. */
let arrived: Record<string, number>;
let silenceLimitMs: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nearsay-get-'));
  [routes, requests, warnings, arrived, silenceLimitMs] = [{}, [], [], {}, 20_000];
  server = createServer((request, response) => {
    const { range = '' } = request.headers;
    requests.push(`${request.url} ${range}`.trim());
    const handler = routes[request.url!];
    if (handler) handler(request, response);
    else response.writeHead(404).end('not found');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

/** Serves bytes as a well-behaved server does, from the asked place on. */
const serve =
  (bytes: Uint8Array): Handler =>
  (request, response) => {
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const headers = { 'Content-Length': bytes.length - start };
    if (start > 0) {
      response.writeHead(206, {
        ...headers,
        'Content-Range': `bytes ${start}-${bytes.length - 1}/${bytes.length}`,
      });
    } else response.writeHead(200, headers);
    response.end(bytes.subarray(start));
  };

/** Cuts the connection once so many bytes have reached the disk, the given number of times; then serves well. */
const cutting = (times: number, after: number): Handler => {
  let left = times;
  return (request, response) => {
    if (left-- <= 0) return serve(CONTENT)(request, response);
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const headers = { 'Content-Length': CONTENT.length - start };
    if (start > 0) response.writeHead(206, { ...headers, 'Content-Range': `bytes ${start}-299999/300000` });
    else response.writeHead(200, headers);
    response.write(CONTENT.subarray(start, start + after));
    const timer = setInterval(() => {
      if ((arrived[request.url!] ?? 0) < start + after) return;
      clearInterval(timer);
      request.socket.destroy();
    }, 2);
  };
};

async function get(...paths: string[]): Promise<Uint8Array> {
  const [entry] = (await loadCatalogue()).detectors;
  const urls = paths.map((path) => (path.startsWith('http') ? path : base + path));
  const file = { name: 'weights.bin', bytes: CONTENT.length, sha256: sha256(CONTENT), urls };
  const files = await getFiles(
    { ...(entry as CatalogueEntry), files: [file] },
    { cache: join(folder, 'cache'), mirror: join(folder, 'mirror') },
    {
      warn: (message) => warnings.push(message),
      progress: {
        start: () => undefined,
        advance: (done) => (arrived[paths[0]!] = done),
        stop: () => undefined,
      },
      silenceLimitMs,
      pauseMs: 1,
    },
  );
  return files.get('weights.bin')!;
}

const cachedFiles = () => readdir(join(folder, 'cache/upstream'));

async function putInMirror(bytes: Uint8Array) {
  const place = join(folder, 'mirror/nanodet-plus-m-1.5x-416/original');
  await mkdir(place, { recursive: true });
  await writeFile(join(place, 'weights.bin'), bytes);
}

async function putInCache(bytes: Uint8Array, ending = '') {
  await mkdir(join(folder, 'cache/upstream'), { recursive: true });
  await writeFile(join(folder, 'cache/upstream', sha256(CONTENT) + ending), bytes);
}

const isContent = (bytes: Uint8Array) => expect(Buffer.compare(bytes, CONTENT)).toBe(0);

describe('where files come from', () => {
  it('downloads once, then takes the cache', async () => {
    routes['/a'] = serve(CONTENT);
    isContent(await get('/a'));
    isContent(await get('/a'));
    expect(requests).toEqual(['/a']);
    expect(arrived['/a']).toBe(CONTENT.length);
    expect(await cachedFiles()).toEqual([sha256(CONTENT)]);
  });

  it('takes the mirror before any address', async () => {
    await putInMirror(CONTENT);
    isContent(await get('/a'));
    expect(requests).toEqual([]);
  });

  it('does not use a wrong file in the mirror, and says so', async () => {
    await putInMirror(WRONG);
    routes['/a'] = serve(CONTENT);
    isContent(await get('/a'));
    expect(warnings.join()).toContain('weights.bin is not used: expected SHA-256');
    expect(warnings.join()).toContain(sha256(WRONG));
  });

  it('removes a damaged file from the cache, says so, and downloads it again', async () => {
    await putInCache(CONTENT.subarray(0, 1000));
    routes['/a'] = serve(CONTENT);
    isContent(await get('/a'));
    expect(warnings.join()).toContain(
      'weights.bin is damaged and was removed: expected 300000 bytes, found 1000',
    );
    isContent(await readFile(join(folder, 'cache/upstream', sha256(CONTENT))));
  });

  it('keeps no damaged file in the cache, even when there is no other', async () => {
    await putInCache(WRONG);
    await expect(get('/missing')).rejects.toThrow(ModelUnavailable);
    expect(await cachedFiles()).toEqual([]);
  });

  it('tries the next address when the first does not have the file', async () => {
    routes['/b'] = serve(CONTENT);
    isContent(await get('/missing', '/b'));
    expect(requests).toEqual(['/missing', '/b']);
  });

  it('tries the next address when the first has another file', async () => {
    routes['/a'] = serve(WRONG);
    routes['/b'] = serve(CONTENT);
    isContent(await get('/a', '/b'));
  });
});

describe('interrupted downloads', () => {
  it('go on where the connection broke', async () => {
    routes['/a'] = cutting(2, 100_000);
    isContent(await get('/a'));
    expect(requests).toEqual(['/a', '/a bytes=100000-', '/a bytes=200000-']);
  });

  it('go on where an earlier run stopped', async () => {
    await putInCache(CONTENT.subarray(0, 250_000), '.partial');
    routes['/a'] = serve(CONTENT);
    isContent(await get('/a'));
    expect(requests).toEqual(['/a bytes=250000-']);
    expect(await cachedFiles()).toEqual([sha256(CONTENT)]);
  });

  it('begin anew when the server knows no ranges', async () => {
    await putInCache(CONTENT.subarray(0, 250_000), '.partial');
    routes['/a'] = (_, response) => response.writeHead(200).end(CONTENT);
    isContent(await get('/a'));
    await putInCache(WRONG.subarray(0, 250_000), '.partial');
    await rm(join(folder, 'cache/upstream', sha256(CONTENT)));
    isContent(await get('/a'));
  });

  it.each([404, 429, 503])('go on at the next address when the first answers %i', async (status) => {
    await putInCache(CONTENT.subarray(0, 250_000), '.partial');
    routes['/a'] = (_, response) => response.writeHead(status).end('not now');
    routes['/b'] = serve(CONTENT);
    isContent(await get('/a', '/b'));
    expect(requests).toEqual(['/a bytes=250000-', '/b bytes=250000-']);
  });

  it('go on in a later run, although no address had the file in this one', async () => {
    await putInCache(CONTENT.subarray(0, 250_000), '.partial');
    routes['/a'] = (_, response) => response.writeHead(503).end('not now');
    await expect(get('/a')).rejects.toThrow('it answered 503 Service Unavailable');
    routes['/a'] = serve(CONTENT);
    isContent(await get('/a'));
    expect(requests).toEqual(['/a bytes=250000-', '/a bytes=250000-']);
  });

  it('go on after a network that answers with a page of its own, of whatever length', async () => {
    await putInCache(CONTENT.subarray(0, 250_000), '.partial');
    const page = '<h1>Log in</h1>'.repeat(100);
    routes['/a'] = (_, response) => response.writeHead(200, { 'Content-Length': page.length }).end(page);
    await expect(get('/a')).rejects.toThrow('would send 1500 bytes, 300000 are missing');
    routes['/a'] = (_, response) => {
      response.writeHead(200).write(page.slice(0, 100));
      response.end(page.slice(100));
    };
    await expect(get('/a')).rejects.toThrow('the connection ended after 1500 of 300000 bytes');
    routes['/a'] = serve(CONTENT);
    isContent(await get('/a'));
    expect(requests).toEqual(Array(3).fill('/a bytes=250000-'));
  });

  it('go on after a rest of another length, of which nothing is written', async () => {
    await putInCache(CONTENT.subarray(0, 250_000), '.partial');
    routes['/a'] = serve(WRONG.subarray(0, 290_000));
    await expect(get('/a')).rejects.toThrow('would send 40000 bytes, 50000 are missing');
    routes['/a'] = serve(CONTENT);
    isContent(await get('/a'));
    expect(requests).toEqual(Array(2).fill('/a bytes=250000-'));
  });

  it('begin anew when what was there before proves wrong', async () => {
    await putInCache(WRONG.subarray(0, 250_000), '.partial');
    routes['/a'] = serve(CONTENT);
    isContent(await get('/a'));
    expect(requests).toEqual(['/a bytes=250000-', '/a']);
  });

  it('need no connection when all bytes were there already', async () => {
    await putInCache(CONTENT, '.partial');
    isContent(await get('/a'));
    expect(requests).toEqual([]);
  });

  it('keep what came when they fail in the end', async () => {
    routes['/a'] = cutting(100, 10_000);
    await expect(get('/a')).rejects.toThrow(ModelUnavailable);
    expect(requests).toHaveLength(6);
    expect(await cachedFiles()).toEqual([`${sha256(CONTENT)}.partial`]);
    routes['/a'] = serve(CONTENT);
    isContent(await get('/a'));
    expect(requests.at(-1)).toBe('/a bytes=60000-');
  });

  it('survive two at the same time', async () => {
    routes['/a'] = cutting(2, 50_000);
    routes['/b'] = cutting(2, 70_000);
    const both = await Promise.all([get('/a'), get('/b')]);
    both.forEach(isContent);
  });
});

describe('what can not be had', () => {
  it('names a wrong file, what was expected and what was found, and keeps nothing', async () => {
    routes['/a'] = serve(WRONG);
    await expect(get('/a')).rejects.toThrow(
      `it sent another file: expected SHA-256 ${sha256(CONTENT)}, found ${sha256(WRONG)}`,
    );
    await expect(get('/a')).rejects.toThrow('weights.bin of the model nanodet-plus-m-1.5x-416');
    expect(await cachedFiles()).toEqual([]);
  });

  it('stops a server that sends too much', async () => {
    routes['/a'] = (_, response) => response.writeHead(200).end(new Uint8Array([...CONTENT, 1]));
    await expect(get('/a')).rejects.toThrow('more than the expected 300000 bytes');
    expect(await cachedFiles()).toEqual([]);
  });

  // Left to itself, Node gives such a connection up after some 8 seconds.
  it(
    'refuses a file of another length before it comes, and ends the connection',
    { timeout: 4_000 },
    async () => {
      const closed = new Promise((resolve) => {
        routes['/a'] = (_, response) => {
          response.once('close', resolve);
          response.writeHead(200, { 'Content-Length': 300_001 }).write(CONTENT.subarray(0, 1000));
        };
      });
      await expect(get('/a')).rejects.toThrow('would send 300001 bytes, 300000 are missing');
      await closed;
      expect(await cachedFiles()).toEqual([]);
    },
  );

  it('does not take the length of a compressed answer for that of the file', async () => {
    const compressed = gzipSync(CONTENT);
    const headers = { 'Content-Encoding': 'gzip', 'Content-Length': compressed.length };
    routes['/a'] = (_, response) => response.writeHead(200, headers).end(compressed);
    isContent(await get('/a'));
  });

  it('refuses another range than it asked for, and distrusts what was there', async () => {
    await putInCache(CONTENT.subarray(0, 1000), '.partial');
    routes['/a'] = (_, response) =>
      response.writeHead(206, { 'Content-Range': 'bytes 5-299999/300000' }).end(CONTENT.subarray(5));
    await expect(get('/a')).rejects.toThrow('another range of bytes');
    expect(await cachedFiles()).toEqual([]);
  });

  it('distrusts what was there when the server has no such range', async () => {
    await putInCache(CONTENT.subarray(0, 1000), '.partial');
    routes['/a'] = (_, response) => response.writeHead(416).end();
    await expect(get('/a')).rejects.toThrow('it answered 416 Range Not Satisfiable');
    expect(await cachedFiles()).toEqual([]);
  });

  it('gives up a server that falls silent', async () => {
    silenceLimitMs = 300;
    routes['/a'] = () => undefined;
    await expect(get('/a')).rejects.toThrow('no byte came for 0.3 seconds');
    routes['/b'] = (_, response) => void response.writeHead(200).write(CONTENT.subarray(0, 1000));
    await expect(get('/b')).rejects.toThrow('no byte came for 0.3 seconds');
  });

  it('says what was tried and what to do', async () => {
    const failure = await get('/a', 'http://nearsay.invalid/b', 'http://127.0.0.1:1/c').catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(ModelUnavailable);
    const { message } = failure as Error;
    expect(message).toContain(`weights.bin: not there`);
    expect(message).toContain(`${base}/a: it answered 404 Not Found`);
    expect(message).toMatch(/http:\/\/nearsay\.invalid\/b: no connection/);
    expect(message).toMatch(/http:\/\/127\.0\.0\.1:1\/c: (connect ECONNREFUSED|bad port)/);
    expect(message).toContain('Connect to the internet and run "npm run models" again');
    expect(message).toContain(join(folder, 'mirror/nanodet-plus-m-1.5x-416/original/weights.bin'));
  });
});
