import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { certificateFor } from './certificate';
import { startServer } from './serve';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nearsay-certificate-'));
});

afterEach(() => rm(folder, { recursive: true }));

describe('certificateFor', () => {
  it('is good for https at that address, to a client that accepts it', async () => {
    const tls = await certificateFor(['127.0.0.1'], folder);
    const server = await startServer({ directory: folder, host: '127.0.0.1', tls });
    const status = await new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: server.port, ca: tls.cert };
      request(options, (response) => {
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(404);
    await server.close();
  });

  it('is kept, so that a phone accepts it once', async () => {
    const first = await certificateFor(['192.168.1.2', '10.0.0.1'], folder);
    expect(await certificateFor(['10.0.0.1'], folder)).toEqual(first);
  });

  it('is made anew for an address that it lacks', async () => {
    const first = await certificateFor(['192.168.1.2'], folder);
    expect(await certificateFor(['192.168.1.3'], folder)).not.toEqual(first);
  });
});
