/** Several pictures in one JPEG file (CIPA DC-007, "Multi-Picture Format"): a list of them in the first one. */

import { APPLICATION, type JpegSegment, isJpeg, jpegSegments } from './jpeg';
import { hasText } from './text';
import { type Tiff, readTiff } from './tiff';

/** A further picture of the file. */
export interface FurtherPicture {
  /** A whole JPEG file. */
  readonly bytes: Uint8Array;
  /** It shows the same thing as the first one, from another viewpoint. */
  readonly isDisparity: boolean;
  /** Metres between the viewpoints of this picture and the first; null where nothing tells. */
  readonly baseline: number | null;
  /** Between the optical axes of the two, degrees; null where nothing tells. */
  readonly convergence: number | null;
}

const HEADER = 'MPF\0';
const TAG = { entries: 0xb002, convergence: 0xb205, baseline: 0xb206 };
const ENTRY_BYTES = 16;

/** The format has more, for panoramas; an iPhone's portrait has 7. */
const MOST_PICTURES = 16;

/** The lowest 24 bits of an entry's attributes: its type. */
const TYPE_BITS = 0xffffff;
const DISPARITY = 0x020002;

/** All pictures but the first; none where the file holds only one. */
export function furtherPictures(bytes: Uint8Array, segments: readonly JpegSegment[]): FurtherPicture[] {
  const index = indexOf(bytes, segments);
  const entries = index?.tiff.first.get(TAG.entries) ?? [];
  const pictures: FurtherPicture[] = [];
  for (let at = ENTRY_BYTES; at + ENTRY_BYTES <= entries.length; at += ENTRY_BYTES) {
    if (pictures.length + 1 >= MOST_PICTURES) break;
    const entry = new DataView(Uint8Array.from(entries.slice(at, at + ENTRY_BYTES)).buffer);
    const number = (offset: number) => entry.getUint32(offset, index!.isLittle);
    const start = index!.start + number(8);
    const end = start + number(4);
    if (end > bytes.length || !isJpeg(bytes, start)) continue;
    const picture = bytes.subarray(start, end);
    const isDisparity = (number(0) & TYPE_BITS) === DISPARITY;
    pictures.push({ bytes: picture, isDisparity, ...viewpointOf(picture) });
  }
  return pictures;
}

/** What a picture says of its own viewpoint; it has no list, so its attributes come first. */
function viewpointOf(picture: Uint8Array): Pick<FurtherPicture, 'baseline' | 'convergence'> {
  const attributes = indexOf(picture, jpegSegments(picture))?.tiff.first;
  const known = (tag: number) => {
    const value = attributes?.get(tag)?.[0];
    return value !== undefined && Number.isFinite(value) ? value : null;
  };
  return { baseline: known(TAG.baseline), convergence: known(TAG.convergence) };
}

function indexOf(
  bytes: Uint8Array,
  segments: readonly JpegSegment[],
): { readonly tiff: Tiff; readonly start: number; readonly isLittle: boolean } | null {
  const segment = segments.find(
    ({ marker, start, end }) => marker === APPLICATION + 2 && hasText(bytes.subarray(start, end), HEADER),
  );
  if (!segment) return null;
  const start = segment.start + HEADER.length;
  const tiff = readTiff(bytes.subarray(start, segment.end));
  return tiff && { tiff, start, isLittle: bytes[start] === 0x49 };
}
