/** Fingerprints of files: nothing is used unless its bytes are those that were pinned. */

import { createHash } from 'node:crypto';

/** Hexadecimal SHA-256. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** @returns null when the bytes are the expected ones, else what is wrong with them, in words. */
export function findFault(bytes: Uint8Array, expected: { bytes: number; sha256: string }): string | null {
  if (bytes.length !== expected.bytes) return `expected ${expected.bytes} bytes, found ${bytes.length}`;
  const found = sha256(bytes);
  return found === expected.sha256 ? null : `expected SHA-256 ${expected.sha256}, found ${found}`;
}
