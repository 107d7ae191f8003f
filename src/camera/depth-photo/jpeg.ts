/** How a JPEG file is laid out (ITU-T T.81, annex B): its segments, its size in pixels, and where it ends. */

import type { Size } from '../../scene/scene';

/** Of a marker segment: its marker's second byte, and where its data lie, without marker and length. */
export interface JpegSegment {
  readonly marker: number;
  readonly start: number;
  readonly end: number;
}

const START_OF_IMAGE = 0xd8;
const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;
/** The first of the sixteen kinds of segments that belong to applications. */
export const APPLICATION = 0xe0;
/** Adobe's segment: it says how colours were encoded, so decoders need it. */
const ADOBE = APPLICATION + 14;

/** A frame header begins the picture proper; C4, C8 and CC in its range are other things. */
const isFrameHeader = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** These stand alone, without a length: restart markers, and one for temporary use. */
const standsAlone = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);

/** 10 MB of extended XMP make 160 segments; a file with more than this many is made to cost time. */
const MOST_SEGMENTS = 2000;

export function isJpeg(bytes: Uint8Array, from = 0): boolean {
  return bytes[from] === 0xff && bytes[from + 1] === START_OF_IMAGE && bytes[from + 2] === 0xff;
}

/** The segments before the first scan, as far as the file is sound; none where it is no JPEG. */
export function jpegSegments(bytes: Uint8Array): JpegSegment[] {
  const segments: JpegSegment[] = [];
  if (!isJpeg(bytes)) return segments;
  let segment = segmentAt(bytes, 2);
  while (segment && segment.marker !== START_OF_SCAN && segments.length < MOST_SEGMENTS) {
    segments.push(segment);
    segment = segmentAt(bytes, segment.end);
  }
  return segments;
}

/** In pixels, as stored; null where no frame header tells. */
export function jpegSize(bytes: Uint8Array, segments: readonly JpegSegment[]): Size | null {
  const frame = segments.find(({ marker, start, end }) => isFrameHeader(marker) && end - start >= 5);
  if (!frame) return null;
  return { width: twoBytes(bytes, frame.start + 3), height: twoBytes(bytes, frame.start + 1) };
}

/** The position after the end marker of the JPEG that the file begins with; null where it has none. */
export function jpegEnd(bytes: Uint8Array): number | null {
  if (!isJpeg(bytes)) return null;
  let at = 2;
  for (;;) {
    const segment = segmentAt(bytes, at);
    if (!segment) return bytes[at] === 0xff && bytes[at + 1] === END_OF_IMAGE ? at + 2 : null;
    at = segment.marker === START_OF_SCAN ? nextMarker(bytes, segment.end) : segment.end;
  }
}

/**
 * The same picture without whatever turns it or changes its values on the way to the screen: EXIF, colour profiles,
 * and other applications' segments. What remains decodes to the values that were stored.
 */
export function bareJpeg(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const segments = jpegSegments(bytes);
  const isKept = ({ marker }: JpegSegment) =>
    marker < APPLICATION || marker > APPLICATION + 15 || marker === ADOBE;
  const kept = segments.filter(isKept).map(({ start, end }) => bytes.subarray(start - 4, end));
  return joined([bytes.subarray(0, 2), ...kept, bytes.subarray(segments.at(-1)?.end ?? 2)]);
}

export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The segment whose marker stands at this position, after fill bytes and lone markers; null where there is none. */
function segmentAt(bytes: Uint8Array, position: number): JpegSegment | null {
  let at = position;
  for (;;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1];
    if (marker === undefined || marker === 0 || marker === END_OF_IMAGE) return null;
    if (marker === 0xff) at += 1;
    else if (standsAlone(marker)) at += 2;
    else {
      const end = at + 2 + twoBytes(bytes, at + 2);
      return end >= at + 4 && end <= bytes.length ? { marker, start: at + 4, end } : null;
    }
  }
}

/** Within a scan 0xFF is followed by 0, or by a restart marker; anything else is the next marker. */
function nextMarker(bytes: Uint8Array, position: number): number {
  let at = bytes.indexOf(0xff, position);
  while (at >= 0 && (bytes[at + 1] === 0 || bytes[at + 1] === 0xff || standsAlone(bytes[at + 1] ?? 0)))
    at = bytes.indexOf(0xff, at + 1);
  return at < 0 ? bytes.length : at;
}

function twoBytes(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}
