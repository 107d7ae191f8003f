/** How a PNG file is laid out (https://www.w3.org/TR/png-3/#5DataRep): enough for depth pictures. */

import type { Size } from '../../scene/scene';
import { joined } from './jpeg';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Length, type and checksum of a chunk. */
const CHUNK_FRAME_BYTES = 12;

/** The first letter of a chunk's type is small where a decoder may do without it (bit 5). */
const ANCILLARY = 0x20;

export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, index) => bytes[index] === byte);
}

/** In pixels; null where the file is too short to tell. */
export function pngSize(bytes: Uint8Array): Size | null {
  if (!isPng(bytes) || bytes.length < 24) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** The same picture without what turns it or changes its values on the way to the screen (eXIf, gAMA, iCCP ...). */
export function barePng(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = [bytes.subarray(0, SIGNATURE.length)];
  let at = SIGNATURE.length;
  while (at + CHUNK_FRAME_BYTES <= bytes.length) {
    const end = at + CHUNK_FRAME_BYTES + view.getUint32(at);
    if ((bytes[at + 4]! & ANCILLARY) === 0) parts.push(bytes.subarray(at, end));
    at = end;
  }
  return joined(parts);
}
