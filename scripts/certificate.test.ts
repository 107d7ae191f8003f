import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Certificate, certificateFor } from './certificate';
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

  it.each<[string, (whole: Certificate, other: Certificate) => string]>([
    ['empty', () => ''],
    ['cut off', (whole) => JSON.stringify(whole).slice(0, -10)],
    ['not what it was', () => 'null'],
    ['without a key', ({ cert }) => JSON.stringify({ cert })],
    ['with a damaged certificate', ({ key, cert }) => JSON.stringify({ key, cert: cert.slice(0, 200) })],
    ['with a damaged key', ({ key, cert }) => JSON.stringify({ key: key.slice(0, 60), cert })],
    ['with the key of another', ({ cert }, { key }) => JSON.stringify({ key, cert })],
  ])('is made anew where the kept one is %s', async (_, damage) => {
    const file = join(folder, 'certificate.json');
    const other = await certificateFor(['192.168.1.3'], folder);
    const whole = await certificateFor(['192.168.1.2'], folder);
    await writeFile(file, damage(whole, other));
    const mended = await certificateFor(['192.168.1.2'], folder);
    expect(mended.cert).not.toBe(whole.cert);
    expect(await certificateFor(['192.168.1.2'], folder)).toEqual(mended);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(mended);
  });

  it('is kept whole, and for its owner alone, whoever could read the one before', async () => {
    const file = join(folder, 'certificate.json');
    await writeFile(file, 'damaged', { mode: 0o644 });
    await certificateFor(['192.168.1.2'], folder);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['certificate.json']);
  });
});
