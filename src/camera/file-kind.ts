/** What a file's first bytes say it is: a still image, or media with a time line (video or sound). */
export type FileKind = 'image' | 'media';

/** So many first bytes suffice for every signature below. */
const HEAD_BYTES = 16;

/**
 * Signatures as https://mimesniff.spec.whatwg.org/ section 6 and https://www.rfc-editor.org/rfc/rfc9649 (WebP) give
 * them; "?" stands for any byte. The first match counts.
 */
const SIGNATURES: readonly (readonly [kind: FileKind, signature: string])[] = [
  ['image', '\xff\xd8\xff'], // JPEG
  ['image', '\x89PNG\r\n\x1a\n'],
  ['image', 'GIF8'],
  ['image', 'RIFF????WEBP'],
  ['image', 'BM????\0\0\0\0'], // Windows bitmap
  ['image', 'II*\0'], // TIFF
  ['image', 'MM\0*'],
  ['image', '????ftypavi'], // AVIF, still or animated
  ['image', '????ftyphe'], // HEIF with HEVC: the iPhone's own format
  ['image', '????ftypmif1'],
  ['image', '????ftypmsf1'],
  ['media', '????ftyp'], // MP4, QuickTime, 3GP, M4A
  ['media', '????moov'], // QuickTime of old
  ['media', '\x1aE\xdf\xa3'], // Matroska, WebM
  ['media', 'OggS'],
  ['media', 'RIFF????AVI '],
  ['media', 'RIFF????WAVE'],
  ['media', 'ID3'], // MP3
  ['media', 'fLaC'],
];

/** Tells a file's kind by its first bytes; null when they match nothing that we know. */
export function kindOfBytes(head: Uint8Array): FileKind | null {
  const matches = (signature: string) =>
    [...signature].every((char, at) => char === '?' || head[at] === char.charCodeAt(0));
  return SIGNATURES.find(([, signature]) => matches(signature))?.[0] ?? null;
}

/** Tells a file's kind by its first bytes; null also when it can't be read. */
export async function kindOfFile(file: Blob): Promise<FileKind | null> {
  const head = await file
    .slice(0, HEAD_BYTES)
    .arrayBuffer()
    .catch(() => new ArrayBuffer(0));
  return kindOfBytes(new Uint8Array(head));
}
