import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PictureError, readPicture } from './picture';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nearsay-picture-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A picture of 40 x 20 pixels: left half red, right half blue. */
function redAndBlue(): Sharp {
  return sharp({ create: { width: 40, height: 20, channels: 3, background: '#0000ff' } }).composite([
    { input: { create: { width: 20, height: 20, channels: 3, background: '#ff0000' } }, left: 0, top: 0 },
  ]);
}

function grey(width: number, height: number): Sharp {
  return sharp({ create: { width, height, channels: 3, background: '#808080' } });
}

async function write(name: string, content: Sharp | Uint8Array): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, content instanceof Uint8Array ? content : await content.toBuffer());
  return file;
}

async function pixel(file: string, x: number, y: number): Promise<number[]> {
  const { data, width } = await readPicture(file);
  return [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];
}

/** JPEG and colour profiles change a colour by a few levels. */
function expectColour(actual: number[], expected: readonly number[], tolerance = 3): void {
  for (const [channel, value] of expected.entries()) {
    expect(Math.abs(actual[channel]! - value), `${actual} for ${expected}`).toBeLessThanOrEqual(tolerance);
  }
}

describe('reading a photo', () => {
  test('gives opaque RGBA, row by row', async () => {
    const file = await write('plain.png', redAndBlue().png());
    const picture = await readPicture(file);
    expect([picture.width, picture.height, picture.data.length]).toEqual([40, 20, 40 * 20 * 4]);
    expect(await pixel(file, 0, 19)).toEqual([255, 0, 0, 255]);
    expect(await pixel(file, 39, 0)).toEqual([0, 0, 255, 255]);
  });

  test('turns it upright, as EXIF says', async () => {
    // Orientation 6: the stored picture's left side is the upright one's top (CIPA DC-008, tag 274).
    const file = await write('turned.jpg', redAndBlue().withMetadata({ orientation: 6 }).jpeg());
    const picture = await readPicture(file);
    expect([picture.width, picture.height]).toEqual([20, 40]);
    expectColour(await pixel(file, 10, 5), [254, 0, 0]);
    expectColour(await pixel(file, 10, 35), [0, 0, 254]);
  });

  test('lays transparent parts on white', async () => {
    const clear = { width: 16, height: 16, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } as const;
    const file = await write('clear.png', sharp({ create: clear }).png());
    expect(await pixel(file, 8, 8)).toEqual([255, 255, 255, 255]);
  });

  test('reads grey', async () => {
    const file = await write('grey.png', grey(20, 20).toColourspace('b-w').png());
    expect(await pixel(file, 3, 3)).toEqual([128, 128, 128, 255]);
  });

  test('reads 16 bits for each channel', async () => {
    const file = await write('deep.png', redAndBlue().toColourspace('rgb16').png());
    expect((await sharp(file).metadata()).depth).toBe('ushort');
    expect(await pixel(file, 0, 0)).toEqual([255, 0, 0, 255]);
  });

  test('reads the colours of print (CMYK)', async () => {
    const file = await write('print.jpg', grey(20, 20).toColourspace('cmyk').jpeg());
    expect((await sharp(file).metadata()).space).toBe('cmyk');
    expectColour(await pixel(file, 3, 3), [128, 128, 128], 20);
  });

  test('reads 50 megapixels', async () => {
    const file = await write('large.jpg', grey(8660, 5774).jpeg());
    const { width, height } = await readPicture(file);
    expect([width, height]).toEqual([8660, 5774]);
  }, 60_000);

  test('passes over a few stray bytes before the end, as some cameras leave them', async () => {
    const photo = await redAndBlue().jpeg().toBuffer();
    const endMarker = photo.subarray(-2);
    const file = await write(
      'stray.jpg',
      Buffer.concat([photo.subarray(0, -2), Buffer.from('stray'), endMarker]),
    );
    expect((await readPicture(file)).width).toBe(40);
  });
});

describe('refusing what is no photo', () => {
  const noise = Buffer.from(Array.from({ length: 60 * 60 * 3 }, (_, index) => (index * 7919) % 251));
  const photo = () => sharp(noise, { raw: { width: 60, height: 60, channels: 3 } });
  const half = async (made: Sharp) => {
    const bytes = await made.toBuffer();
    return bytes.subarray(0, bytes.length / 2);
  };

  const cases: [string, string, () => Promise<Sharp | Uint8Array> | Sharp | Uint8Array][] = [
    ['an empty file', 'empty', () => new Uint8Array(0)],
    ['text', 'not a photo', () => Buffer.from('Dear diary')],
    [
      'a drawing',
      'not a photo',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"/>'),
    ],
    ['a truncated JPEG', 'cut short or damaged', () => half(photo().jpeg())],
    ['a truncated PNG', 'cut short or damaged', () => half(photo().png())],
    ['one pixel', 'too small to see anything in: 1 x 1 pixels', () => grey(1, 1).png()],
    ['65 megapixels', 'too large: 8200 x 8000 pixels', () => grey(8200, 8000).jpeg()],
  ];

  test.each(cases)(
    '%s',
    async (name, message, make) => {
      const file = await write(`${name}.jpg`, await make());
      await expect(readPicture(file)).rejects.toThrow(PictureError);
      await expect(readPicture(file)).rejects.toThrow(message);
    },
    60_000,
  );

  test('a file that is not there, and a folder', async () => {
    await expect(readPicture(join(folder, 'absent.jpg'))).rejects.toThrow('There is no such file.');
    await expect(readPicture(folder)).rejects.toThrow('This is a folder, not a photo.');
  });
});
