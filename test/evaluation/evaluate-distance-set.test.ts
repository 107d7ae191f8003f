import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Box, Metres, SceneObject } from '../../src/scene/scene';
import type { LookOptions, Vision } from '../../src/worker/vision';
import type { DistancePhoto, DistanceSet } from './distance-set';
import { evaluateDistanceSet } from './evaluate-distance-set';

const SIZE = { width: 200, height: 100 };
const OPTIONS = { size: 416, minimumScore: 0.3 };

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nearsay-distances-'));
  file = join(folder, 'grey.png');
  await sharp({ create: { ...SIZE, channels: 3, background: '#808080' } }).toFile(file);
});
afterAll(() => rm(folder, { recursive: true }));

const boxAt = (left: number): Box => ({ left, top: 20, width: 40, height: 40 });
const truth = (left: number, distance: number) => ({ labels: ['car'], box: boxAt(left), distance });

/** A found object, exactly where the true one at this place is. */
function found(
  left: number,
  rank: number,
  referencePx: number,
  score: number,
  metres: Metres | null,
): SceneObject {
  const box = boxAt(left);
  return { label: 'car', score, box, referencePx, lowerMiddlePx: 0, rank, bearing: 0, metres, track: null };
}

/** A pipeline that says the same of each picture, and remembers what it was told about it. */
function visionSaying(objects: readonly SceneObject[]): Vision & { readonly told: LookOptions[] } {
  const told: LookOptions[] = [];
  const vision: Pick<Vision, 'look'> = {
    look: (_, time, options) => {
      told.push(options);
      return Promise.resolve({
        time,
        image: SIZE,
        objects,
        faults: [],
        timings: { total: 0, detect: 0, depth: 0, scene: 0 },
      });
    },
  };
  return { ...(vision as Vision), told };
}

const setOf = (photos: readonly Partial<DistancePhoto>[], facts: Partial<DistanceSet> = {}): DistanceSet => ({
  name: 'cars',
  cameraHeight: null,
  pitch: null,
  photos: photos.map((photo) => ({
    file,
    ...SIZE,
    focalLength: null,
    objects: [],
    ignored: [],
    ...photo,
  })),
  ...facts,
});

test('passes on what is known of the camera, and nothing else', async () => {
  const vision = visionSaying([]);
  const facts = { cameraHeight: 1.65, pitch: 0 };
  await evaluateDistanceSet(setOf([{ focalLength: 700 }, {}], facts), vision, OPTIONS, () => undefined);
  await evaluateDistanceSet(setOf([{}]), vision, OPTIONS, () => undefined);
  const photo = { source: 'photo', ...OPTIONS, focalLength35: null, depth: null };
  const level = { orientation: { pitch: 0, roll: 0, heading: 0 }, cameraHeight: 1.65 };
  expect(vision.told).toEqual([
    { ...photo, focalLength: 700, ...level },
    { ...photo, ...level },
    { ...photo, orientation: null, cameraHeight: null },
  ]);
});

test('judges the rank and, beside it, the pixels of the same objects; errors only where the lens is known', async () => {
  const metres = (best: number) => ({ near: best - 1, best, far: best + 1 });
  // The nearer car ties by pixels, and the surer one comes first there; by rank it is right.
  const vision = visionSaying([found(0, 1, 9.6, 0.4, metres(5.5)), found(100, 2, 10.4, 0.9, null)]);
  const objects = [truth(0, 5), truth(100, 10), truth(150, 20)];
  const set = setOf([{ focalLength: 700, objects }, { objects }]);
  let photos = 0;
  const result = await evaluateDistanceSet(set, vision, OPTIONS, () => photos++);
  expect(photos).toBe(2);
  expect(result).toMatchObject({
    set: 'cars',
    photos: 2,
    objects: 6,
    matched: 4,
    pairs: 2,
    nearestPhotos: 2,
    pixelRule: { pairsRight: 1, nearestRight: 0 },
    measured: { pairsRight: 2, nearestRight: 2, coverage: 0.5, insideRange: 1, errorObjects: 1 },
  });
  expect(result.measured.medianError).toBeCloseTo(0.1);
});

test('refuses a photo that isn’t the one of the ground truth', async () => {
  const evaluating = evaluateDistanceSet(setOf([{ width: 300 }]), visionSaying([]), OPTIONS, () => undefined);
  await expect(evaluating).rejects.toThrow('is 200 x 100 pixels, not 300 x 100 as the ground truth says');
});
