import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import {
  decodeWithSharp,
  exifSegment,
  extendedXmpSegments,
  greyFile,
  noRest,
  orientationEntry,
  withSegments,
  xmp,
  xmpSegment,
} from '../../../test/fixtures/photo-files';
import { readPhotoFacts } from './photo-facts';
import { FOCAL_LENGTH, TURNED, depthJpeg, depthPng, photo, read, sides } from './photo-facts.fixture';

describe("Google's older format", () => {
  const NAMESPACE = { GDepth: 'http://ns.google.com/photos/1.0/depthmap/' };
  const written = (more: string, data = depthPng.toString('base64'), mime = 'image/png') =>
    xmp(NAMESPACE, `GDepth:Mime="${mime}" ${more}`, `<GDepth:Data>${data}</GDepth:Data>`);
  const METRES = 'GDepth:Format="RangeInverse" GDepth:Near="0.5" GDepth:Far="5" GDepth:Units="m"';

  it('gives depth in metres, from PNG and from JPEG', async () => {
    for (const [data, mime] of [
      [depthPng, 'image/png'],
      [depthJpeg, 'image/jpeg'],
    ] as const) {
      const facts = await read(
        withSegments(photo, xmpSegment(written(METRES, data.toString('base64'), mime))),
      );
      expect(facts.depth).toMatchObject({ width: 32, height: 24, unit: 'per-metre' });
      expect(sides(facts)).toEqual([expect.closeTo(0.5, 2), expect.closeTo(5, 1)]);
    }
  });

  it('in the linear form, in millimetres', async () => {
    const attributes = 'GDepth:Format="RangeLinear" GDepth:Near="1000" GDepth:Far="3000" GDepth:Units="mm"';
    const facts = await read(withSegments(photo, xmpSegment(written(attributes))));
    expect(sides(facts)).toEqual([expect.closeTo(1, 5), expect.closeTo(3, 5)]);
  });

  it('without a unit gives what is nearer, not how far it is', async () => {
    const attributes = 'GDepth:Format="RangeInverse" GDepth:Near="29.3" GDepth:Far="878.7"';
    const facts = await read(withSegments(photo, xmpSegment(written(attributes))));
    expect(facts.depth!.unit).toBe('relative');
    const [left, right] = sides(facts);
    expect(left).toBeGreaterThan(right);
  });

  it('in an extended packet, with a confidence map beside it', async () => {
    const id = '36BE52D449F3E6B9760D7602FF75168D';
    const main = xmp(
      { ...NAMESPACE, xmpNote: 'http://ns.adobe.com/xmp/note/' },
      `${METRES} GDepth:Mime="image/png" GDepth:ConfidenceMime="image/png" xmpNote:HasExtendedXMP="${id}"`,
    );
    const white = await greyFile({ width: 32, height: 24 }, () => 255);
    const extended = xmp(
      NAMESPACE,
      `GDepth:Confidence="${white.toString('base64')}" GDepth:Data="${depthPng.toString('base64')}"`,
    );
    const segments = [xmpSegment(main), ...extendedXmpSegments(id, extended, 100)];
    expect(sides(await read(withSegments(photo, ...segments)))).toEqual([
      expect.closeTo(0.5, 2),
      expect.closeTo(5, 1),
    ]);
  });

  it('is turned with the photo', async () => {
    // Stored with its right side at the top: what is stored on the left comes to the top.
    const { depth } = await read(withSegments(photo, TURNED, xmpSegment(written(METRES))));
    expect([depth!.width, depth!.height]).toEqual([24, 32]);
    const at = (y: number) => 1 / depth!.values[y * 24 + 12]!;
    expect([at(3), at(28)]).toEqual([expect.closeTo(0.5, 2), expect.closeTo(5, 1)]);
  });

  it('is turned once, though its own file asks for a turn as well, and has colours of its own', async () => {
    const dressed = withSegments(depthJpeg, exifSegment([], [orientationEntry(6)]));
    const text = written(METRES, dressed.toString('base64'), 'image/jpeg');
    const asked: (number | undefined)[] = [];
    const { depth } = await readPhotoFacts({
      bytes: withSegments(photo, TURNED, xmpSegment(text)),
      name: '',
      decode: async (picture) => {
        asked.push((await sharp(picture.bytes).metadata()).orientation);
        return decodeWithSharp(picture);
      },
      rest: noRest,
    });
    expect(asked).toEqual([undefined]);
    expect([depth!.width, depth!.height]).toEqual([24, 32]);
    expect(1 / depth!.values[3 * 24 + 12]!).toBeCloseTo(0.5, 1);
  });

  it.each<[string, string]>([
    ['that is no base64', written(METRES, 'not*base64')],
    ['that is no picture', written(METRES, Buffer.from('Only words.').toString('base64'))],
    ['that was cut off', written(METRES, depthPng.subarray(0, 60).toString('base64'))],
    ['that is empty', written(METRES, '')],
    ['without a near', written('GDepth:Format="RangeInverse" GDepth:Far="5" GDepth:Units="m"')],
    [
      'whose near is far',
      written('GDepth:Format="RangeInverse" GDepth:Near="9" GDepth:Far="5" GDepth:Units="m"'),
    ],
    [
      'of a format that there is not',
      written('GDepth:Format="Range" GDepth:Near="1" GDepth:Far="5" GDepth:Units="m"'),
    ],
  ])('leaves the photo as it is with depth %s', async (_, text) => {
    const facts = await read(withSegments(photo, FOCAL_LENGTH, xmpSegment(text)));
    expect(facts).toEqual({ focalLength35: 28, depth: null, isSideBySide: false });
  });

  it('does not decode a depth picture that would fill the memory', async () => {
    const bomb = Buffer.from(depthPng);
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    const text = written(METRES, bomb.toString('base64'));
    const decoded: unknown[] = [];
    const facts = await readPhotoFacts({
      bytes: withSegments(photo, xmpSegment(text)),
      name: '',
      decode: (picture) => {
        decoded.push(picture.size);
        return decodeWithSharp(picture);
      },
      rest: noRest,
    });
    expect(decoded).toEqual([]);
    expect(facts.depth).toBeNull();
  });
});
