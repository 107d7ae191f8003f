import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exifSegment, short, withSegments } from '../fixtures/photo-files';
import { beside, fileOf, stereoScene } from '../fixtures/stereo-scene';
import { readPhoto } from './photo';
import { PictureError, readPicture } from './picture';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nearsay-photo-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function savedAs(name: string, bytes: Buffer): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, bytes);
  return file;
}

/** EXIF's tag FocalLengthIn35mmFilm. */
const FOCAL_LENGTH_35 = 0xa405;

const grey = sharp({ create: { width: 80, height: 60, channels: 3, background: '#808080' } });

test('a photo comes with the focal length that its file tells', async () => {
  const jpeg = await grey.clone().jpeg().toBuffer();
  const file = await savedAs('phone.jpg', withSegments(jpeg, exifSegment([short(FOCAL_LENGTH_35, 52)])));
  const { picture, ...facts } = await readPhoto(file);
  expect(picture).toMatchObject({ width: 80, height: 60 });
  expect(facts).toEqual({ focalLength35: 52, depth: null });
});

test('a photo that tells nothing is whole, and nothing is known of it', async () => {
  const file = join(folder, 'plain.png');
  await grey.clone().png().toFile(file);
  expect(await readPhoto(file)).toMatchObject({
    picture: { width: 80, height: 60 },
    focalLength35: null,
    depth: null,
  });
});

test('of a stereo pair side by side the left half is the photo, with the depth of the pair', async () => {
  const { left, right } = stereoScene();
  const file = await savedAs('pair.jpg', await fileOf(beside(left, right)));
  const { picture, depth } = await readPhoto(file);
  const { width, height } = left;
  expect(picture).toMatchObject({ width, height });
  expect(depth).toMatchObject({ unit: 'relative' });
  const alone = await readPicture(await savedAs('left.jpg', await fileOf(left)));
  const differences = picture.data.map((value, index) => Math.abs(value - alone.data[index]!));
  // Two JPEGs of the same pixels, apart from the seam.
  expect(differences.reduce((sum, one) => sum + one, 0) / differences.length).toBeLessThan(2);
});

test('a file that is no photo says so', async () => {
  await expect(readPhoto(join(folder, 'absent.jpg'))).rejects.toThrow(PictureError);
});
