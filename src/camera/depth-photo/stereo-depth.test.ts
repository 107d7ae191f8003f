import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import {
  type TiffEntry,
  decodeWithSharp,
  exifSegment,
  fraction,
  multiPictureFile,
  noRest,
  orientationEntry,
  segment,
  short,
  withSegments,
} from '../../../test/fixtures/photo-files';
import { beside, fileOf, pattern, stereoScene } from '../../../test/fixtures/stereo-scene';
import { lacksShared, sharedPath } from '../../../test/shared-data';
import type { DepthMap } from '../../scene/scene';
import { readPhotoFacts } from './photo-facts';

const PHOTOS = 'data/public/coco128_val/images';
const scene = stereoScene();
const pair = await fileOf(beside(scene.left, scene.right));
const crossed = await fileOf(beside(scene.right, scene.left));
const [left, right] = (await Promise.all([scene.left, scene.right].map(fileOf))) as [Buffer, Buffer];

const read = (bytes: Buffer, name = 'photo.jpg') =>
  readPhotoFacts({ bytes, name, decode: decodeWithSharp, rest: noRest });

/** The inverse depth at a place, given as shares of the sides. */
function at({ width, height, values }: DepthMap, x: number, y: number): number {
  return values[Math.floor(y * height) * width + Math.floor(x * width)]!;
}
/** Wall, ground before the feet, and the post. */
const places = (depth: DepthMap) => ({
  wall: at(depth, 0.2, 0.3),
  feet: at(depth, 0.2, 0.97),
  post: at(depth, 0.52, 0.4),
});

function expectScene(depth: DepthMap | null): void {
  expect(depth).toMatchObject({ width: 320, height: 200, unit: 'relative' });
  const { wall, feet, post } = places(depth!);
  expect(post).toBeGreaterThan(wall + 5);
  expect(feet).toBeGreaterThan(post + 1);
  expect(depth!.values.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
}

describe('two pictures beside each other', () => {
  it('are found by what they show, and give relative depth', async () => {
    const facts = await read(pair);
    expect(facts.isSideBySide).toBe(true);
    expectScene(facts.depth);
  });

  it('are found for crossed eyes too: the ground tells which eye is which', async () => {
    const facts = await read(crossed);
    expect(facts.isSideBySide).toBe(true);
    const { wall, feet } = places(facts.depth!);
    expect(feet).toBeGreaterThan(wall + 5);
  });

  it('may be named a pair', async () => {
    const small = stereoScene({ width: 200, height: 160 });
    const file = await fileOf(beside(small.left, small.right));
    // 5:2 is as wide as a panorama; at 400 x 320 only the name tells.
    const square = await fileOf(
      beside(stereoScene({ width: 200, height: 200 }).left, stereoScene({ width: 200, height: 200 }).right),
    );
    expect((await read(file)).isSideBySide).toBe(true);
    expect((await read(square)).isSideBySide).toBe(false);
    expect((await read(square, 'party.JPS')).isSideBySide).toBe(true);
  });

  describe('with the descriptor of stereo JPEG', () => {
    const described = (jpeg: Buffer, flags: number, layout = 2, type = 1) =>
      withSegments(jpeg, segment(0xe3, '_JPSJPS_', Buffer.from([0, 4, 0, flags, layout, type])));
    const LEFT_FIRST = 0x04;

    it('are of the eyes that it says, even against the ground', async () => {
      expectScene((await read(described(pair, LEFT_FIRST))).depth);
      const { wall, feet } = places((await read(described(pair, 0))).depth!);
      expect(feet).toBeLessThan(wall);
    });

    it.each([
      ['one above the other', [LEFT_FIRST, 3]],
      ['in alternating lines', [LEFT_FIRST, 1]],
      ['squeezed to half of their width', [LEFT_FIRST | 0x02]],
      ['not at all', [LEFT_FIRST, 2, 0]],
    ] as [string, [number, number?, number?]][])(
      'are none when it says that they are %s',
      async (_, fields) => {
        expect(await read(described(pair, ...fields))).toMatchObject({ isSideBySide: false, depth: null });
      },
    );
  });

  it('keep their depth to themselves where nothing tells which eye is which', async () => {
    // Nothing but the post before the wall: neither nearer below nor above.
    const shifts = scene.shifts.map((_, index) => {
      const x = (index % 320) / 320;
      return x > 0.4 && x < 0.6 ? 13 : 3;
    });
    const second = scene.left.data.slice();
    for (const layer of [3, 13])
      shifts.forEach((shift, index) => {
        if (shift === layer && index % 320 >= layer) second[index - layer] = scene.left.data[index]!;
      });
    const facts = await read(await fileOf(beside(scene.left, { ...scene.left, data: second })));
    expect(facts).toMatchObject({ isSideBySide: true, depth: null });
  });
});

it('two pictures of which nearly a half doesn’t fit are a pair only if the file says so', async () => {
  const half = scene.right.data.slice();
  half.set(pattern(scene.left, 77).data.subarray(0, 0.45 * half.length));
  const doubtful = await fileOf(beside(scene.left, { ...scene.right, data: half }));
  expect((await read(doubtful)).isSideBySide).toBe(false);
  expect((await read(doubtful, 'pair.jps')).isSideBySide).toBe(true);
});

describe('a wide photo is no pair', () => {
  it.each<[string, () => Promise<Buffer>]>([
    ['of two things', () => fileOf(beside(scene.left, pattern(scene.left, 50)))],
    ['of the same thing twice', () => fileOf(beside(scene.left, scene.left))],
    ['of nothing', () => fileOf({ width: 640, height: 200, data: new Uint8Array(640 * 200).fill(200) })],
    ['that the camera held upright', async () => withSegments(pair, exifSegment([], [orientationEntry(6)]))],
  ])('%s', async (_, file) => {
    expect(await read(await file())).toMatchObject({ isSideBySide: false, depth: null });
  });

  it.skipIf(lacksShared(PHOTOS))(
    'made of two others',
    async () => {
      const folder = sharedPath(PHOTOS);
      const names = readdirSync(folder).filter((name) => name.endsWith('.jpg'));
      const taken = names.filter((_, index) => index % 10 === 0);
      for (const [index, name] of taken.entries()) {
        const [one, other] = await Promise.all(
          [name, taken[(index + 1) % taken.length]!].map((each) =>
            sharp(join(folder, each))
              .resize(320, 240, { fit: 'fill' })
              .removeAlpha()
              .toColourspace('srgb')
              .raw()
              .toBuffer(),
          ),
        );
        const file = await sharp({ create: { width: 640, height: 240, channels: 3, background: '#000' } })
          .composite(
            [one!, other!].map((input, side) => ({
              input,
              raw: { width: 320, height: 240, channels: 3 as const },
              left: side * 320,
              top: 0,
            })),
          )
          .jpeg()
          .toBuffer();
        expect((await read(file)).isSideBySide, name).toBe(false);
      }
    },
    60_000,
  );
});

describe('two views in a file of several pictures', () => {
  const DISPARITY = 0x020002;
  const baseline = fraction(0xb206, 65, 1000);
  const parallel: TiffEntry = { tag: 0xb205, type: 10, values: [0, 1] };
  const toedIn: TiffEntry = { tag: 0xb205, type: 10, values: [2, 1] };
  const LENS = exifSegment([short(0xa405, 35)]);
  const file = (first: Buffer, attributes: TiffEntry[] = [], type = DISPARITY) =>
    multiPictureFile([
      { jpeg: first, type },
      { jpeg: right, type, attributes },
    ]);

  it('give relative depth for the first of them', async () => {
    const facts = await read(file(left));
    expect(facts.isSideBySide).toBe(false);
    expectScene(facts.depth);
  });

  it('give metres, where file and lens tell how far apart and how wide they look', async () => {
    const { depth } = await read(file(withSegments(left, LENS), [parallel, baseline]));
    expect(depth!.unit).toBe('per-metre');
    // focal length in pixels: 35 mm of 43.27, times the diagonal of 377; distance = focal length * 65 mm / shift
    const focalLength = (35 / 43.2666) * Math.hypot(320, 200);
    expect(1 / places(depth!).post).toBeCloseTo((focalLength * 0.065) / 13, 1);
  });

  it('give to what only the left eye sees the depth of what lies behind, and to what nobody matched none', async () => {
    const { depth } = await read(file(withSegments(left, LENS), [parallel, baseline]));
    const { wall } = places(depth!);
    // A strip 10 pixels wide, left of the post, which begins at 45 % of 320.
    expect(at(depth!, 0.43, 0.3) / wall).toBeCloseTo(1, 0.7);
    expect(at(depth!, 0.001, 0.3)).toBe(0);
  });

  it('give no metres where things would lie behind infinity: somebody moved the pictures', async () => {
    const moved = {
      ...scene.right,
      data: scene.right.data.map((_, index) => scene.right.data[index - 8] ?? 0),
    };
    const views = [withSegments(left, LENS), await fileOf(moved)];
    const bytes = multiPictureFile(
      views.map((jpeg) => ({ jpeg, type: DISPARITY, attributes: [parallel, baseline] })),
    );
    expectScene((await read(bytes)).depth);
  });

  it.each<[string, Buffer, TiffEntry[]]>([
    ['the distance of the lenses', withSegments(left, LENS), [parallel]],
    [
      'a distance that lenses have',
      withSegments(left, LENS),
      [parallel, fraction(0xb206, 0xffffffff, 0xffffffff)],
    ],
    ['that they look the same way', withSegments(left, LENS), [baseline]],
    [
      'that they look the same way, but that they are turned inward',
      withSegments(left, LENS),
      [baseline, toedIn],
    ],
    ['the focal length', left, [parallel, baseline]],
    [
      'that nobody shifted them afterwards',
      withSegments(left, exifSegment([short(0xa405, 35)], [{ tag: 0x010f, type: 2, values: 'FUJIFILM\0' }])),
      [parallel, baseline],
    ],
  ])('give none without %s', async (_, first, attributes) => {
    expect((await read(file(first, attributes))).depth).toMatchObject({ unit: 'relative' });
  });

  it('are turned with the photo', async () => {
    const { depth } = await read(file(withSegments(left, exifSegment([], [orientationEntry(6)]))));
    expect(depth).toMatchObject({ width: 200, height: 320 });
    // What was stored at the lower edge, the feet, comes to the left.
    expect(at(depth!, 0.03, 0.2)).toBeGreaterThan(at(depth!, 0.7, 0.2) + 5);
  });

  it('give none where they are not two views, or not of one thing', async () => {
    expect((await read(file(left, [], 0))).depth).toBeNull();
    const other = await fileOf(pattern(scene.left, 3));
    const unrelated = multiPictureFile([left, other].map((jpeg) => ({ jpeg, type: DISPARITY })));
    expect((await read(unrelated)).depth).toBeNull();
  });
});
