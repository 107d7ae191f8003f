import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lacksShared, sharedPath } from '../shared-data';
import { readDistanceSet } from './distance-set';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nearsay-distances-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function setNamed(name: string, content: unknown): Promise<string> {
  const set = join(folder, name);
  await mkdir(set, { recursive: true });
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  await writeFile(join(set, 'ground_truth.json'), text);
  return set;
}

const VAN = { class: 'car', kitti_class: 'Van', bbox: [10, 20, 30, 40], distance_m: 12.5 };
const IMAGE = { image: 'images/a.png', width: 200, height: 100, objects: [VAN], ignore: [] };

describe('readDistanceSet', () => {
  test('reads photos, objects and what is to be ignored', async () => {
    const ignore = [{ bbox: [1, 2, 3, 4] }, { class: 'person', bbox: [5, 6, 7, 8] }];
    const images = [{ ...IMAGE, intrinsics: { fx: 700, fy: 701, cx: 99, cy: 50 }, ignore }];
    const set = await setNamed('elsewhere', { images });
    expect(await readDistanceSet(set)).toEqual({
      name: 'elsewhere',
      cameraHeight: null,
      pitch: null,
      photos: [
        {
          file: join(set, 'images/a.png'),
          width: 200,
          height: 100,
          focalLength: 700,
          objects: [{ labels: ['car'], box: { left: 10, top: 20, width: 30, height: 40 }, distance: 12.5 }],
          ignored: [
            { labels: null, box: { left: 1, top: 2, width: 3, height: 4 } },
            { labels: ['person'], box: { left: 5, top: 6, width: 7, height: 8 } },
          ],
        },
      ],
    });
  });

  test('adds what is known of a set by its name', async () => {
    const set = await readDistanceSet(await setNamed('kitti_object', { images: [IMAGE] }));
    expect(set).toMatchObject({ cameraHeight: 1.65, pitch: 0 });
    expect(set.photos[0]).toMatchObject({ focalLength: null, objects: [{ labels: ['car', 'truck'] }] });
  });

  test.each([
    ['no JSON', '{"images": [', 'it is not JSON'],
    ['another table', { annotations: [] }, 'images'],
    ['a distance of nothing', { images: [{ ...IMAGE, objects: [{ ...VAN, distance_m: 0 }] }] }, 'distance_m'],
    ['half a box', { images: [{ ...IMAGE, objects: [{ ...VAN, bbox: [1, 2] }] }] }, 'bbox'],
  ])('says where the fault is in %s', async (_, content, place) => {
    const reading = readDistanceSet(await setNamed('faulty', content));
    await expect(reading).rejects.toThrow(/ground_truth\.json is not a table of true distances/);
    await expect(reading).rejects.toThrow(place);
  });

  test('names the file that is missing', async () => {
    await expect(readDistanceSet('nowhere')).rejects.toThrow("nowhere/ground_truth.json can't be read");
  });
});

describe.skipIf(lacksShared('data/public/kitti_object'))('the shared sets', () => {
  /** Counted in the sets' own tables by hand. */
  test.each([
    ['kitti_object', 18, 62, 8],
    ['nuscenes_keyframe', 3, 16, 3],
    ['rgbd_indoor', 14, 32, 14],
  ])('%s has its photos, objects and focal lengths', async (name, photos, objects, lenses) => {
    const set = await readDistanceSet(sharedPath(`data/public/${name}`));
    expect(set.photos).toHaveLength(photos);
    expect(set.photos.flatMap((photo) => photo.objects)).toHaveLength(objects);
    expect(set.photos.filter(({ focalLength }) => focalLength !== null)).toHaveLength(lenses);
  });
});
