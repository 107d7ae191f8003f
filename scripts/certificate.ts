/**
 * A self-signed certificate for this machine: a phone's browser gives the camera to https pages only. It is kept, so
 * that a phone has to accept it once.
 */

import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { writeWhole } from '../models/parts';

export interface Certificate {
  /** PEM texts. */
  readonly key: string;
  readonly cert: string;
}

/** The key is for nobody but its owner. */
const OWNER_ONLY = 0o600;

/** The IPv4 addresses by which other machines reach this one. */
export function networkAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
}

/**
 * The one that is kept, if it is whole and serves; else a new one, which takes its place.
 * @param addresses - IP addresses that the certificate must be good for, besides this machine's name.
 * @param folder - where it is kept; made when absent.
 */
export async function certificateFor(addresses: readonly string[], folder: string): Promise<Certificate> {
  const path = join(folder, 'certificate.json');
  const kept = await readCertificate(path);
  if (kept && isGoodFor(kept, addresses)) return kept;
  const certificate = await makeCertificate(addresses);
  await mkdir(folder, { recursive: true });
  await writeWhole(path, JSON.stringify(certificate), OWNER_ONLY);
  return certificate;
}

/** @returns undefined where there is none, or a damaged one: text cut off, or a key of another certificate */
async function readCertificate(path: string): Promise<Certificate | undefined> {
  try {
    const { key, cert } = JSON.parse(await readFile(path, 'utf8')) as Certificate;
    return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key)) ? { key, cert } : undefined;
  } catch {
    return undefined;
  }
}

function isGoodFor({ cert }: Certificate, addresses: readonly string[]): boolean {
  const certificate = new X509Certificate(cert);
  return (
    new Date(certificate.validTo) > new Date() &&
    addresses.every((address) => certificate.checkIP(address) !== undefined)
  );
}

async function makeCertificate(addresses: readonly string[]): Promise<Certificate> {
  const names = ['localhost', hostname()];
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'Nearsay on this machine' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...names.map((value) => ({ type: 2 as const, value })),
          ...addresses.map((ip) => ({ type: 7 as const, ip })),
        ],
      },
    ],
  });
  return { key, cert };
}
