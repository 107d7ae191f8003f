import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import {
  type TiffEntry,
  decodeWithSharp,
  exifSegment,
  extendedXmpSegments,
  greyFile,
  multiPictureFile,
  noRest,
  orientationEntry,
  short,
  withSegments,
  xmp,
  xmpSegment,
} from '../../../test/fixtures/photo-files';
import { type PhotoFacts, readPhotoFacts } from './photo-facts';

const read = (bytes: Uint8Array, name = 'photo.jpg'): Promise<PhotoFacts> =>
  readPhotoFacts({ bytes, name, decode: decodeWithSharp, rest: noRest });

const photo = await greyFile({ width: 64, height: 48 }, () => 128, 'jpeg');
/** Black on the left, white on the right. */
const halfDepth = (x: number) => (x < 16 ? 0 : 255);
const depthPng = await greyFile({ width: 32, height: 24 }, halfDepth);
const depthJpeg = await greyFile({ width: 32, height: 24 }, halfDepth, 'jpeg');
const FOCAL_LENGTH = exifSegment([short(0xa405, 28)]);
const TURNED = exifSegment([short(0xa405, 28)], [orientationEntry(6)]);

/** The depth on the left and on the right of the upright photo, in metres; as they are where they are none. */
function sides({ depth }: PhotoFacts): [left: number, right: number] {
  const { width, height, values, unit } = depth!;
  const row = (height >> 1) * width;
  const ends = [values[row + 2]!, values[row + width - 3]!] as [number, number];
  return unit === 'relative' ? ends : [1 / ends[0], 1 / ends[1]];
}

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

describe('Dynamic Depth', () => {
  const ROOT = 'http://ns.google.com/photos/dd/1.0/';
  const NAMESPACES = Object.fromEntries(
    ['Device', 'Container', 'Item', 'Camera', 'DepthMap'].map((name) => [
      name,
      `${ROOT}${name.toLowerCase()}/`,
    ]),
  );
  const DEPTH_URI = 'android/depthmap';

  interface Appended {
    readonly uri: string;
    readonly data: Buffer;
    readonly padding?: number;
  }

  /** A photo with files behind it, and with bytes of which nothing speaks between them and behind. */
  function file(
    appended: readonly Appended[],
    {
      units = 'Meters',
      uri = DEPTH_URI,
      between = 0,
      behind = 0,
      primaryPadding = 0,
      semantic = 'Depth',
    } = {},
  ): Buffer {
    const item = (address: string, length: number, padding: number) =>
      `<rdf:li rdf:parseType="Resource"><Container:Item Item:Mime="image/jpeg" Item:Length="${length}" ` +
      `Item:Padding="${padding}" Item:DataURI="${address}"/></rdf:li>`;
    const items = [
      item('primary_image', 0, primaryPadding),
      ...appended.map(({ uri: address, data, padding = 0 }) => item(address, data.length, padding)),
    ];
    const depthMap =
      `<Camera:DepthMap rdf:parseType="Resource"><DepthMap:ItemSemantic>${semantic}</DepthMap:ItemSemantic>` +
      '<DepthMap:Format>RangeInverse</DepthMap:Format>' +
      `<DepthMap:Units>${units}</DepthMap:Units><DepthMap:Near>1</DepthMap:Near><DepthMap:Far>4</DepthMap:Far>` +
      `<DepthMap:DepthURI>${uri}</DepthMap:DepthURI></Camera:DepthMap>`;
    const text = xmp(
      NAMESPACES,
      '',
      `<Device:Container><Container:Directory><rdf:Seq>${items.join('')}</rdf:Seq></Container:Directory>` +
        '</Device:Container><Device:Cameras><rdf:Seq><rdf:li rdf:parseType="Resource">' +
        `<Device:Camera rdf:parseType="Resource">${depthMap}</Device:Camera></rdf:li></rdf:Seq></Device:Cameras>`,
    );
    return Buffer.concat([
      withSegments(photo, FOCAL_LENGTH, xmpSegment(text)),
      Buffer.alloc(primaryPadding + between),
      ...appended.flatMap(({ data, padding = 0 }) => [data, Buffer.alloc(padding)]),
      Buffer.alloc(behind),
    ]);
  }

  const depth: Appended = { uri: DEPTH_URI, data: depthJpeg };
  const original: Appended = { uri: 'android/original_image', data: photo, padding: 7 };
  const confidence: Appended = { uri: 'android/confidencemap', data: depthPng };
  const near = [expect.closeTo(1, 1), expect.closeTo(4, 0)];

  it('is found among the files behind the photo', async () => {
    expect(sides(await read(file([original, depth, confidence])))).toEqual(near);
    expect(sides(await read(file([depth])))).toEqual(near);
  });

  it('behind the space that the photo leaves', async () => {
    expect(sides(await read(file([original, depth], { primaryPadding: 5, behind: 9 })))).toEqual(near);
  });

  it('counted from the end, where something was put between', async () => {
    expect(sides(await read(file([depth, confidence], { between: 100 })))).toEqual(near);
  });

  it.each(['Diopters', 'None', ''])('in "%s" gives what is nearer, not how far it is', async (units) => {
    const facts = await read(file([depth], { units }));
    expect(facts.depth!.unit).toBe('relative');
    const [left, right] = sides(facts);
    expect(left).toBeGreaterThan(right);
  });

  it.each<[string, Buffer]>([
    ['whose file is not in the list', file([original, confidence])],
    ['whose file is missing', file([depth]).subarray(0, -depthJpeg.length)],
    ['whose file is nothing known', file([{ uri: DEPTH_URI, data: Buffer.alloc(500, 7) }])],
    ['whose file is said to be longer than all', file([{ ...depth, padding: 0 }]).subarray(0, -200)],
    ['of which the photo itself is the file', file([original], { uri: 'primary_image' })],
    ['that marks the person only', file([depth], { semantic: 'Segmentation' })],
  ])('%s is none', async (_, bytes) => {
    expect(await read(bytes)).toEqual({ focalLength35: 28, depth: null, isSideBySide: false });
  });
});

describe("an iPhone's portrait photo", () => {
  const NAMESPACES = {
    apdi: 'http://ns.apple.com/pixeldatainfo/1.0/',
    depthData: 'http://ns.apple.com/depthData/1.0/',
  };
  const code = (letters: string) => String(Buffer.from(letters).readUInt32BE());
  const auxiliary = (format: string, { accuracy = 'absolute', least = 0.25, most = 2, more = '' } = {}) =>
    withSegments(
      depthJpeg,
      xmpSegment(
        xmp(
          NAMESPACES,
          '',
          `<apdi:IntMaxValue>255</apdi:IntMaxValue><apdi:IntMinValue>0</apdi:IntMinValue>${more}` +
            `<apdi:StoredFormat>${code('L008')}</apdi:StoredFormat><apdi:NativeFormat>${code(format)}</apdi:NativeFormat>` +
            `<apdi:FloatMinValue>${least}</apdi:FloatMinValue><apdi:FloatMaxValue>${most}</apdi:FloatMaxValue>` +
            `<depthData:Accuracy>${accuracy}</depthData:Accuracy>`,
        ),
      ),
    );
  const file = (...others: Buffer[]) =>
    multiPictureFile(
      [withSegments(photo, FOCAL_LENGTH), ...others].map((jpeg, index) => ({
        jpeg,
        type: index === 0 ? 0x030000 : 0,
      })),
      false,
    );

  it('gives its disparity, which is the inverse of metres', async () => {
    const facts = await read(file(auxiliary('hdis')));
    expect(facts.focalLength35).toBe(28);
    // Black is far here.
    expect(sides(facts)).toEqual([expect.closeTo(4, 1), expect.closeTo(0.5, 2)]);
  });

  it('gives its depth, where that is what was stored', async () => {
    expect(sides(await read(file(auxiliary('fdep'))))).toEqual([
      expect.closeTo(0.25, 2),
      expect.closeTo(2, 1),
    ]);
  });

  it('tells only what is nearer where Apple says that it knows no more', async () => {
    const facts = await read(file(auxiliary('hdis', { accuracy: 'relative' })));
    expect(facts.depth!.unit).toBe('relative');
    const [left, right] = sides(facts);
    expect(right).toBeGreaterThan(left);
  });

  it('is not misled by mattes of skin and hair, and by the picture for bright screens', async () => {
    const matte = auxiliary('L008', { more: '<apdi:AuxiliaryImageType>depth</apdi:AuxiliaryImageType>' });
    const gainMap = withSegments(
      depthJpeg,
      xmpSegment(xmp({ HDRGainMap: 'urn:x' }, 'HDRGainMap:Version="1"')),
    );
    expect((await read(file(matte, gainMap))).depth).toBeNull();
    expect(sides(await read(file(matte, gainMap, auxiliary('fdis'))))).toEqual([
      expect.closeTo(4, 1),
      expect.closeTo(0.5, 2),
    ]);
  });

  it.each([
    ['no range', { least: 2, most: 2 }],
    ['no numbers', { least: NaN, most: NaN }],
    ['an endless range', { least: 0, most: Infinity }],
  ])('gives none with %s', async (_, range) => {
    expect((await read(file(auxiliary('hdis', range)))).depth).toBeNull();
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
