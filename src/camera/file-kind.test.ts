import { describe, expect, it } from 'vitest';
import { kindOfBytes, kindOfFile } from './file-kind';

/** Bytes from text in which each character is one byte. */
const bytes = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));

describe('kindOfBytes', () => {
  it.each([
    ['a JPEG', '\xff\xd8\xff\xe1\x02\x80Exif'],
    ['a WebP', 'RIFF\x24\0\0\0WEBPVP8 '],
    ['an AVIF', '\0\0\0\x20ftypavif\0\0\0\0'],
    ['a HEIC from an iPhone', '\0\0\0\x24ftypheic\0\0\0\0'],
  ])('knows %s as an image', (_, head) => expect(kindOfBytes(bytes(head))).toBe('image'));

  it.each([
    ['an MP4', '\0\0\0\x20ftypisom\0\0\x02\0'],
    ["an iPhone's video", '\0\0\0\x14ftypqt  \0\0\0\0'],
    ['a WebM', '\x1a\x45\xdf\xa3\x9f\x42\x86\x81'],
    ['an AVI, though RIFF like WebP', 'RIFF\x24\0\0\0AVI LIST'],
    ['an M4A', '\0\0\0\x20ftypM4A \0\0\0\0'],
  ])('knows %s as media', (_, head) => expect(kindOfBytes(bytes(head))).toBe('media'));

  it.each([
    ['text', 'This is no picture'],
    ['nothing', ''],
    ['a head cut off within its signature', '\x89PN'],
  ])('knows %s as neither', (_, head) => expect(kindOfBytes(bytes(head))).toBeNull());
});

it('kindOfFile reads the beginning of a file, whatever its type says', async () => {
  const file = new Blob(['GIF89a', 'and much more'], { type: 'video/mp4' });
  expect(await kindOfFile(file)).toBe('image');
});
