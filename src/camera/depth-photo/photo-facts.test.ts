import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type TiffEntry,
  greyFile,
  multiPictureFile,
  withSegments,
  xmp,
  xmpSegment,
} from '../../../test/fixtures/photo-files';
import { FOCAL_LENGTH, TURNED, depthPng, photo, read } from './photo-facts.fixture';

describe('a photo without depth', () => {
  it('tells its focal length', async () => {
    expect(await read(withSegments(photo, FOCAL_LENGTH))).toEqual({
      focalLength35: 28,
      depth: null,
      isSideBySide: false,
    });
  });

  it('or nothing', async () => {
    const nothing = { focalLength35: null, depth: null, isSideBySide: false };
    expect(await read(photo)).toEqual(nothing);
    expect(await read(await greyFile({ width: 64, height: 48 }, () => 1))).toEqual(nothing);
    expect(await read(Buffer.from('Only words.'))).toEqual(nothing);
    expect(await read(Buffer.alloc(0))).toEqual(nothing);
  });
});

describe('several pictures in one file', () => {
  it('of which one lies outside of it are as many as lie inside', async () => {
    const whole = multiPictureFile([
      { jpeg: photo, type: 0x030000 },
      { jpeg: photo, type: 0 },
    ]);
    expect(await read(whole.subarray(0, whole.length - 10))).toMatchObject({ depth: null });
  });

  it('that are two views of nothing give no depth', async () => {
    const views = [photo, photo].map((jpeg) => ({ jpeg, type: 0x020002, attributes: [] as TiffEntry[] }));
    expect(await read(multiPictureFile(views))).toEqual({
      focalLength35: null,
      depth: null,
      isSideBySide: false,
    });
  });
});

it('a damaged file never fails, and gives only sound numbers', async () => {
  const sound = withSegments(
    photo,
    TURNED,
    xmpSegment(
      xmp(
        { GDepth: 'http://ns.google.com/photos/1.0/depthmap/' },
        `GDepth:Format="RangeInverse" GDepth:Near="0.5" GDepth:Far="5" GDepth:Units="m" GDepth:Data="${depthPng.toString('base64')}"`,
      ),
    ),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
      fc.nat(sound.length),
      async (damages, length) => {
        const damaged = Buffer.from(sound.subarray(0, length));
        for (const [at, value] of damages) if (at < length) damaged[at] = value;
        const { depth } = await read(damaged);
        if (depth) expect(depth.values.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});
