import { afterEach, describe, expect, it } from 'vitest';
import { BLUE, colourAt, fixture, GREEN, GREY, RED, WHITE, YELLOW } from '../../test/fixtures/fixture-files';
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
