import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import {
  type TiffEntry,
  exifSegment,
  fraction,
  greyFile,
  orientationEntry,
  segment,
  short,
  withSegments,
} from '../../../test/fixtures/photo-files';
import { readExif } from './exif';
import { jpegSegments } from './jpeg';

const jpeg = await greyFile({ width: 16, height: 16 }, () => 128, 'jpeg');
const read = (...segments: Buffer[]) => {
  const file = withSegments(jpeg, ...segments);
  return readExif(file, jpegSegments(file));
};
const focalLength = (...entries: TiffEntry[]) => read(exifSegment(entries)).focalLength35;

const FOCAL_LENGTH_35 = 0xa405;
const FOCAL_LENGTH = 0x920a;
/** 4000 x 3000 pixels at 1000 per millimetre: a sensor of 4 x 3 mm, whose diagonal is 5. */
const SMALL_SENSOR = [
  { tag: 0xa002, type: 4, values: [4000] },
  { tag: 0xa003, type: 4, values: [3000] },
  fraction(0xa20e, 1000, 1),
  short(0xa210, 4),
] satisfies TiffEntry[];

describe('the focal length', () => {
  it.each([5, 26, 1000])('on 35 mm film is taken as it is written: %i mm', (millimetres) => {
    expect(focalLength(short(FOCAL_LENGTH_35, millimetres))).toBe(millimetres);
  });

  it.each([0, 4, 1001, 65535])('is unknown where it can not be right: %i mm', (millimetres) => {
    expect(focalLength(short(FOCAL_LENGTH_35, millimetres))).toBeNull();
  });

  it('is read in either byte order', () => {
    for (const little of [true, false])
      expect(read(exifSegment([short(FOCAL_LENGTH_35, 28)], [], little)).focalLength35).toBe(28);
  });

  it('as built is brought to film by the diagonal of the sensor', () => {
    // 43.267 mm over 5 mm, times 4 mm
    expect(focalLength(fraction(FOCAL_LENGTH, 4, 1), ...SMALL_SENSOR)).toBeCloseTo(34.613, 2);
  });

  it.each([
    [2, 25.4],
    [3, 10],
    [4, 1],
    [5, 0.001],
  ])('knows the unit %i of the sensor’s resolution', (unit, millimetres) => {
    const perUnit = fraction(0xa20e, Math.round(1000 * millimetres * 1000), 1000);
    const entries = [...SMALL_SENSOR.slice(0, 2), perUnit, short(0xa210, unit)];
    expect(focalLength(fraction(FOCAL_LENGTH, 4, 1), ...entries)).toBeCloseTo(34.613, 1);
  });

  it('as built grows with the digital zoom, where there was one', () => {
    const zoomed = (ratio: TiffEntry) => focalLength(fraction(FOCAL_LENGTH, 4, 1), ...SMALL_SENSOR, ratio);
    expect(zoomed(fraction(0xa404, 2, 1))).toBeCloseTo(69.23, 2);
    expect(zoomed(fraction(0xa404, 0, 1))).toBeCloseTo(34.613, 2);
    expect(zoomed(fraction(0xa404, 1, 0))).toBeNull();
  });

  it('on film has the zoom in it', () => {
    expect(focalLength(short(FOCAL_LENGTH_35, 52), fraction(0xa404, 2, 1))).toBe(52);
  });

  it('as built serves where the one on film is wrong', () => {
    expect(focalLength(short(FOCAL_LENGTH_35, 0), fraction(FOCAL_LENGTH, 4, 1), ...SMALL_SENSOR)).toBeCloseTo(
      34.613,
      2,
    );
  });

  it.each<[string, TiffEntry[]]>([
    ['nothing', []],
    ['no size of the sensor', [fraction(FOCAL_LENGTH, 4, 1)]],
    ['a resolution of 0', [fraction(FOCAL_LENGTH, 4, 1), ...SMALL_SENSOR, fraction(0xa20e, 0, 1)]],
    ['a resolution over 0', [fraction(FOCAL_LENGTH, 4, 1), ...SMALL_SENSOR, fraction(0xa20e, 1, 0)]],
    ['a length over 0', [fraction(FOCAL_LENGTH, 4, 0), ...SMALL_SENSOR]],
    ['a length of 0 over 0', [fraction(FOCAL_LENGTH, 0, 0), ...SMALL_SENSOR]],
    ['a unit that there is not', [fraction(FOCAL_LENGTH, 4, 1), ...SMALL_SENSOR, short(0xa210, 9)]],
  ])('is unknown with %s', (_, entries) => {
    expect(focalLength(...entries)).toBeNull();
  });
});

describe('the orientation', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('%i is read', (orientation) => {
    expect(read(exifSegment([], [orientationEntry(orientation)])).orientation).toBe(orientation);
  });

  it.each([0, 9, 65535])('%i is none, so the photo is upright', (orientation) => {
    expect(read(exifSegment([], [orientationEntry(orientation)])).orientation).toBe(1);
  });
});

it('the maker is read', () => {
  expect(read(exifSegment([], [{ tag: 0x010f, type: 2, values: 'FUJIFILM\0' }])).maker).toContain('FUJIFILM');
});

it('a photo without EXIF tells nothing', () => {
  expect(read()).toEqual({ orientation: 1, focalLength35: null, maker: '' });
  expect(read(segment(0xe1, 'Exif\0\0'))).toEqual({ orientation: 1, focalLength35: null, maker: '' });
});

describe('in a HEIF file, here an AVIF', () => {
  const withExif = sharp(jpeg).withExif({ IFD0: { Make: 'Ours' }, IFD2: { FocalLengthIn35mmFilm: '27' } });
  const heif = async () => withExif.clone().avif({ effort: 0 }).toBuffer();

  it('the facts are read as well', async () => {
    expect(readExif(await heif(), [])).toMatchObject({
      focalLength35: 27,
      maker: expect.stringContaining('Ours') as string,
    });
  });

  it('that has none, there are none', async () => {
    expect(readExif(await sharp(jpeg).avif({ effort: 0 }).toBuffer(), []).focalLength35).toBeNull();
  });

  it('that is damaged, nothing breaks', async () => {
    const sound = await heif();
    const head = sound.indexOf('mdat');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(head), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        fc.nat(sound.length),
        (damages, cut) => {
          const damaged = Buffer.from(sound.subarray(0, Math.max(20, sound.length - (cut % 3 ? 0 : cut))));
          for (const [at, value] of damages) if (at < damaged.length) damaged[at] = value;
          const { focalLength35 } = readExif(damaged, []);
          if (focalLength35 !== null) expect(focalLength35).toBeGreaterThanOrEqual(5);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

it('damaged EXIF breaks nothing, and gives only sound values', () => {
  const sound = exifSegment(
    [short(FOCAL_LENGTH_35, 28), fraction(FOCAL_LENGTH, 4, 1), ...SMALL_SENSOR],
    [orientationEntry(6)],
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(sound.length - 11), fc.nat(255)), { minLength: 1, maxLength: 12 }),
      (damages) => {
        const damaged = Buffer.from(sound);
        for (const [at, value] of damages) damaged[10 + at] = value;
        const { focalLength35, orientation } = read(damaged);
        expect(orientation).toBeGreaterThanOrEqual(1);
        expect(orientation).toBeLessThanOrEqual(8);
        if (focalLength35 !== null) {
          expect(focalLength35).toBeGreaterThanOrEqual(5);
          expect(focalLength35).toBeLessThanOrEqual(1000);
        }
      },
    ),
    { numRuns: 1000 },
  );
});
