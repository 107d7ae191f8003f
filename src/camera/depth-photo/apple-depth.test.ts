import { describe, expect, it } from 'vitest';
import { multiPictureFile, withSegments, xmp, xmpSegment } from '../../../test/fixtures/photo-files';
import { FOCAL_LENGTH, depthJpeg, photo, read, sides } from './photo-facts.fixture';

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
