import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { greyFile } from '../../../test/fixtures/photo-files';
import { barePng, isPng, pngSize } from './png';

const png = await greyFile({ width: 40, height: 24 }, (x) => x * 6);
const dressed = await sharp(png).withMetadata({ orientation: 6 }).withIccProfile('p3').png().toBuffer();

/** The types of the chunks of a PNG, in order. */
function chunks(file: Buffer): string[] {
  const types: string[] = [];
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at))
    types.push(file.toString('latin1', at + 4, at + 8));
  return types;
}

describe('a PNG', () => {
  it('tells its size', () => {
    expect(isPng(png)).toBe(true);
    expect(pngSize(png)).toEqual({ width: 40, height: 24 });
    expect(pngSize(png.subarray(0, 20))).toBeNull();
  });

  it('laid bare has its picture only, unchanged', async () => {
    expect(chunks(dressed)).toEqual(expect.arrayContaining(['iCCP', 'eXIf']));
    const bare = Buffer.from(barePng(dressed));
    expect(new Set(chunks(bare))).toEqual(new Set(['IHDR', 'IDAT', 'IEND']));
    expect(await sharp(bare).raw().toBuffer()).toEqual(await sharp(dressed).raw().toBuffer());
  });
});

it('anything else is laid bare without harm', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      barePng(Uint8Array.from([...png.subarray(0, 8), ...bytes]));
    }),
  );
});
