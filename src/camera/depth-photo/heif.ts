/**
 * Where a HEIF file, such as an iPhone's HEIC or an AVIF, keeps its EXIF (ISO/IEC 23008-12 and 14496-12): a box within a
 * box lists the items of the file, another one tells where each of them lies.
 */

import { hasText } from './text';

interface Box {
  readonly type: string;
  /** Of the content, behind the header. */
  readonly start: number;
  readonly end: number;
}

/** An iPhone's photo has about 60 items: the tiles of the picture, and its further pictures. */
const MOST_ITEMS = 1000;

export function isHeif(bytes: Uint8Array): boolean {
  return hasText(bytes.subarray(4), 'ftyp');
}

/** EXIF's TIFF; null where there is none, or the file is not sound. */
export function exifOfHeif(bytes: Uint8Array): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const meta = boxes(view, 0, bytes.length).find(({ type }) => type === 'meta');
    if (!meta) return null;
    // A "full" box has a version and flags before its content.
    const inner = boxes(view, meta.start + 4, meta.end);
    const [infos, locations] = ['iinf', 'iloc'].map((name) => inner.find(({ type }) => type === name));
    const id = infos && idOfExif(view, infos);
    const item = locations && id != null ? locationOf(view, locations, id) : null;
    if (!item) return null;
    const exif = bytes.subarray(item.start, item.start + item.length);
    // First comes the distance to the TIFF, which may have "Exif" and two zeros before it.
    return exif.subarray(4 + view.getUint32(item.start));
  } catch (error) {
    // Something led out of the file.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function boxes(view: DataView, from: number, to: number): Box[] {
  const found: Box[] = [];
  let at = from;
  while (at + 8 <= to && found.length < MOST_ITEMS) {
    const size = view.getUint32(at);
    const type = String.fromCharCode(...[4, 5, 6, 7].map((offset) => view.getUint8(at + offset)));
    // 1: a long size follows; 0: to the end.
    const [header, length] = size === 1 ? [16, Number(view.getBigUint64(at + 8))] : [8, size || to - at];
    if (length < header || at + length > to) break;
    found.push({ type, start: at + header, end: at + length });
    at += length;
  }
  return found;
}

function idOfExif(view: DataView, { start, end }: Box): number | null {
  const entries = boxes(view, start + (view.getUint8(start) === 0 ? 6 : 8), end);
  for (const { type, start: at } of entries) {
    const version = view.getUint8(at);
    if (type !== 'infe' || version < 2) continue;
    const [id, kindAt] = version === 2 ? [view.getUint16(at + 4), at + 8] : [view.getUint32(at + 4), at + 10];
    if (view.getUint32(kindAt) === EXIF) return id;
  }
  return null;
}

/** "Exif" */
const EXIF = 0x45786966;

/** Of an item in one piece at a place in the file, as EXIF always is. */
function locationOf(
  view: DataView,
  { start }: Box,
  wanted: number,
): { start: number; length: number } | null {
  const version = view.getUint8(start);
  const sizes = view.getUint16(start + 4);
  const [offsetSize, lengthSize, baseSize, indexSize] = [12, 8, 4, 0].map(
    (shift) => (sizes >> shift) & 15,
  ) as [number, number, number, number];
  const wide = version === 2 ? 4 : 2;
  const number = (at: number, size: number) => {
    if (size === 8) return Number(view.getBigUint64(at));
    return size === 4 ? view.getUint32(at) : size === 2 ? view.getUint16(at) : 0;
  };
  const count = Math.min(MOST_ITEMS, number(start + 6, wide));
  let at = start + 6 + wide;
  for (let item = 0; item < count; item++) {
    const id = number(at, wide);
    at += wide;
    const method = version > 0 ? view.getUint16(at) & 15 : 0;
    at += (version > 0 ? 2 : 0) + 2;
    const base = number(at, baseSize);
    at += baseSize;
    const extents = view.getUint16(at);
    at += 2;
    const index = version > 0 ? indexSize : 0;
    if (id === wanted) {
      if (method !== 0 || extents !== 1) return null;
      return {
        start: base + number(at + index, offsetSize),
        length: number(at + index + offsetSize, lengthSize),
      };
    }
    at += extents * (index + offsetSize + lengthSize);
  }
  return null;
}
