import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import {
  exifSegment,
  greyFile,
  orientationEntry,
  segment,
  withSegments,
} from '../../../test/fixtures/photo-files';
import { bareJpeg, jpegEnd, jpegSegments, jpegSize } from './jpeg';

/** With an edge of a scan that holds many 0xFF bytes: noise compresses badly. */
const noise = await sharp({
  create: {
    width: 90,
    height: 60,
    channels: 3,
    background: '#808080',
    noise: { type: 'gaussian', mean: 128, sigma: 60 },
  },
})
  .jpeg({ quality: 100 })
  .toBuffer();
const progressive = await sharp(noise).jpeg({ progressive: true }).toBuffer();

describe('a JPEG', () => {
  it.each([
    ['baseline', noise],
    ['progressive', progressive],
  ])('(%s) tells its size, and where it ends', (_, jpeg) => {
    expect(jpegSize(jpeg, jpegSegments(jpeg))).toEqual({ width: 90, height: 60 });
    expect(jpegEnd(jpeg)).toBe(jpeg.length);
    expect(jpegEnd(Buffer.concat([jpeg, noise, jpeg]))).toBe(jpeg.length);
  });

  it('with a picture inside a segment ends after its own end, not after that one’s', () => {
    const inside = withSegments(noise, segment(0xe1, 'thumbnail', progressive));
    expect(jpegEnd(inside)).toBe(inside.length);
  });

  it('may have fill bytes before a marker', () => {
    const filled = withSegments(noise, Buffer.from([0xff, 0xff, 0xff]), segment(0xfe, 'a comment'));
    expect(jpegSegments(filled)[0]).toMatchObject({ marker: 0xfe });
    expect(jpegEnd(filled)).toBe(filled.length);
  });

  it('that is cut off has no end', () => {
    expect(jpegEnd(noise.subarray(0, noise.length - 2))).toBeNull();
    expect(jpegEnd(noise.subarray(0, 20))).toBeNull();
  });

  it('with a segment that is longer than the file has only those before it', () => {
    const lying = withSegments(noise, segment(0xfe, 'sound'), Buffer.from([0xff, 0xe1, 0xff, 0xff]));
    const short = lying.subarray(0, 500);
    expect(jpegSegments(short).map(({ marker }) => marker)).toEqual([0xfe]);
  });
});

describe('a bare JPEG', () => {
  it('keeps its values, and asks for no turn', async () => {
    const grey = await greyFile({ width: 40, height: 24 }, (x) => x * 6, 'jpeg');
    const dressed = withSegments(
      grey,
      exifSegment([], [orientationEntry(6)]),
      segment(0xe2, 'ICC_PROFILE\0', 'not really one'),
    );
    const bare = bareJpeg(dressed);
    const { orientation, width, height } = await sharp(bare).metadata();
    expect({ orientation, width, height }).toEqual({ orientation: undefined, width: 40, height: 24 });
    expect(await sharp(bare).raw().toBuffer()).toEqual(await sharp(grey).raw().toBuffer());
  });

  it('keeps what tells how colours were encoded', () => {
    const adobe = withSegments(noise, segment(0xee, 'Adobe', '\0\x64\0\0\0\0\x01'));
    expect(jpegSegments(bareJpeg(adobe)).map(({ marker }) => marker)).toContain(0xee);
  });
});

it('anything else is no JPEG, whatever its bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (bytes, beginsLikeOne) => {
      const file = beginsLikeOne ? Uint8Array.from([0xff, 0xd8, 0xff, ...bytes]) : bytes;
      for (const { start, end } of jpegSegments(file)) {
        expect(start).toBeLessThanOrEqual(end);
        expect(end).toBeLessThanOrEqual(file.length);
      }
      expect(jpegEnd(file) ?? 0).toBeLessThanOrEqual(file.length);
      bareJpeg(file);
    }),
    { numRuns: 500 },
  );
});
