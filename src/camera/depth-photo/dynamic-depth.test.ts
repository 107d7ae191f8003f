import { describe, expect, it } from 'vitest';
import { withSegments, xmp, xmpSegment } from '../../../test/fixtures/photo-files';
import { FOCAL_LENGTH, depthJpeg, depthPng, photo, read, sides } from './photo-facts.fixture';

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
