import { afterEach, describe, expect, it } from 'vitest';
import {
  BLUE,
  colourAt,
  fixture,
  GREEN,
  GREY,
  pixelsOf,
  RED,
  WHITE,
  YELLOW,
} from '../../test/fixtures/fixture-files';
import { LONGEST_SIDE, openPhoto, type PhotoSource } from './photo-source';

const opened: PhotoSource[] = [];
const images: ImageBitmap[] = [];
afterEach(() => {
  opened.splice(0).forEach((source) => source.stop());
  images.splice(0).forEach((image) => image.close());
});

async function open(name: string): Promise<PhotoSource> {
  const source = await openPhoto(await fixture(`pictures/${name}`));
  opened.push(source);
  return source;
}

async function imageOf(source: PhotoSource): Promise<ImageBitmap> {
  const frame = await source.nextFrame();
  images.push(frame!.image);
  return frame!.image;
}

describe('a photo', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('with EXIF orientation %i comes upright', async (orientation) => {
    const source = await open(`orientation-${orientation}.jpg`);
    const image = await imageOf(source);
    expect([image.width, image.height]).toEqual([48, 32]);
    expect(source.size).toEqual({ width: 48, height: 32 });
    expect(colourAt(image, 0.25, 0.25)).toBe(RED);
    expect(colourAt(image, 0.75, 0.25)).toBe(GREEN);
    expect(colourAt(image, 0.25, 0.75)).toBe(BLUE);
    expect(colourAt(image, 0.75, 0.75)).toBe(YELLOW);
  });

  it('is laid on white where it is transparent', async () => {
    const image = await imageOf(await open('half-transparent.png'));
    expect(colourAt(image, 0.25, 0.5)).toBe(RED);
    expect(colourAt(image, 0.75, 0.5)).toBe(WHITE);
  });

  it('may be grey', async () => {
    expect(colourAt(await imageOf(await open('grey.jpg')), 0.5, 0.5)).toBe(GREY);
  });

  it('of 50 megapixels is shrunk, in its proportions, and keeps its original size on record', async () => {
    const source = await open('50-megapixels.png');
    expect(source.size.width).toBe(LONGEST_SIDE);
    expect(Math.abs(source.size.height - (LONGEST_SIDE * 6250) / 8000)).toBeLessThanOrEqual(1);
    const image = await imageOf(source);
    expect({ width: image.width, height: image.height }).toEqual(source.size);
    expect(colourAt(image, 0.5, 0.5)).toBe(WHITE);
  });

  it('gives one frame, then null', async () => {
    const source = await open('grey.jpg');
    const before = performance.now();
    const frame = await source.nextFrame();
    images.push(frame!.image);
    expect(frame!.time).toBeGreaterThanOrEqual(before);
    expect(frame!.time).toBeLessThanOrEqual(performance.now());
    expect(await source.nextFrame()).toBeNull();
  });

  it('gives null after stop, which may come twice', async () => {
    const source = await open('grey.jpg');
    source.stop();
    source.stop();
    expect(await source.nextFrame()).toBeNull();
  });

  it('leaves a frame alone that was taken before stop', async () => {
    const source = await open('grey.jpg');
    const image = await imageOf(source);
    source.stop();
    expect(image.width).toBe(48);
  });
});

describe('what a photo tells besides its picture', () => {
  const frameOf = async (source: PhotoSource) => {
    const frame = (await source.nextFrame())!;
    images.push(frame.image);
    return frame;
  };

  it('is nothing where it carries nothing', async () => {
    const source = await open('grey.jpg');
    expect(await frameOf(source)).toMatchObject({ orientation: null, focalLength35: null, depth: null });
  });

  it.each([
    ['in its XMP, as PNG', 'depth-in-xmp.jpg'],
    ['behind it, as JPEG', 'depth-behind.jpg'],
  ])('is depth %s, turned as the photo is, with the values that were stored', async (_, name) => {
    const { image, focalLength35, depth } = await frameOf(await open(name));
    expect([image.width, image.height]).toEqual([48, 32]);
    expect(colourAt(image, 0.25, 0.25)).toBe(RED);
    expect(focalLength35).toBe(28);
    expect(depth).toMatchObject({ width: 48, height: 32, unit: 'per-metre' });
    const at = (x: number, y: number) => depth!.values[y * 48 + x]!;
    // Near 0.5 m; 128 of 255 on the way to 5 m, in 1 / metres
    expect(at(12, 8)).toBeCloseTo(2, 1);
    expect(at(12, 24)).toBeCloseTo(2 + (128 / 255) * (0.2 - 2), 1);
    expect(at(36, 8)).toBeCloseTo(0.2, 1);
    expect(at(36, 24)).toBeCloseTo(0.2, 1);
  });

  it('is depth from the two halves of a stereo pair, of which the left one is the photo', async () => {
    const file = await fixture('pictures/pair.jps');
    const whole = await createImageBitmap(file);
    images.push(whole);
    const source = await openPhoto(file);
    opened.push(source);
    const { image, depth } = await frameOf(source);
    expect([whole.width, image.width, image.height]).toEqual([360, 180, 160]);
    expect(source.size).toEqual({ width: 180, height: 160 });
    expect(pixelsOf(image).slice(0, 720)).toEqual(pixelsOf(whole).slice(0, 720));
    const shown = await createImageBitmap(source.shown);
    images.push(shown);
    expect(pixelsOf(shown)).toEqual(pixelsOf(image));
    expect(depth).toMatchObject({ width: 180, height: 160, unit: 'relative' });
    const at = (x: number, y: number) => depth!.values[Math.floor(y * 160) * 180 + Math.floor(x * 180)]!;
    // The ground before the feet, and the wall behind.
    expect(at(0.2, 0.95)).toBeGreaterThan(at(0.2, 0.3) + 5);
  });

  it('is not worth more than the photo: damaged, it is left out', async () => {
    const file = await fixture('pictures/depth-in-xmp.jpg');
    const bytes = new Uint8Array(await file.arrayBuffer());
    const data = new TextDecoder('latin1').decode(bytes).indexOf('GDepth:Data="') + 'GDepth:Data="'.length;
    bytes.fill('A'.charCodeAt(0), data + 60, data + 120);
    const source = await openPhoto(new Blob([bytes]));
    opened.push(source);
    expect(await frameOf(source)).toMatchObject({ focalLength35: 28, depth: null });
  });

  it('is shown as it came, unless it is a pair', async () => {
    const file = await fixture('pictures/grey.jpg');
    const source = await openPhoto(file);
    opened.push(source);
    expect(source.shown).toBe(file);
  });
});

describe('refuses', () => {
  it.each([
    ['a text named .jpg', 'text.jpg', 'not-an-image'],
    ['a photo that was cut off', 'cut-off.jpg', 'broken-image'],
    ['a photo of which only the header is there', 'header-only.jpg', 'broken-image'],
    ['a single pixel', 'one-pixel.png', 'image-too-small'],
    ['72 megapixels, before it decodes them', '72-megapixels.png', 'image-too-large'],
  ])('%s', async (_, name, reason) => {
    await expect(open(name)).rejects.toMatchObject({ name: 'SourceFault', reason });
  });

  it('an empty file', async () => {
    await expect(openPhoto(new File([], 'empty.jpg', { type: 'image/jpeg' }))).rejects.toMatchObject({
      name: 'SourceFault',
      reason: 'empty-file',
    });
  });
});
