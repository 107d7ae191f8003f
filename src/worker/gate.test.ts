import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Colour, drawPicture, randomNumbers, readPhoto } from '../../test/fixtures/pictures';
import { lacksShared, sharedPath } from '../../test/shared-data';
import { GATE, type GateState, INITIAL_GATE_STATE, largestDifference, passGate, thumbnailOf } from './gate';
import type { Picture } from './letterbox';

const SIZE = { width: 320, height: 240 };

/** A sensor's noise: the same grey level up or down in all channels, uniform, which is 3 levels in the mean square. */
const NOISE = 5;

let seed = 0;

/** A new frame of the same scene: each call has other noise. */
function frame(greyAt: (x: number, y: number) => number, noise = NOISE): Picture {
  const random = randomNumbers(++seed);
  return drawPicture(SIZE, (x, y) => {
    const grey = greyAt(x, y) + (2 * random() - 1) * noise;
    return [grey, grey, grey];
  });
}

/** A chequered scene: squares of 40 pixels in one of two grey levels. */
const chequered = (low: number, high: number) => (x: number, y: number) =>
  (Math.floor(x / 40) + Math.floor(y / 40)) % 2 ? low : high;

const SCENE = chequered(80, 160);

/** Passes frames through the gate, one every so many milliseconds, and gives all verdicts. */
function passAll(pictures: readonly Picture[], everyMs: number, live = true) {
  let state: GateState = INITIAL_GATE_STATE;
  return pictures.map((picture, index) => {
    const verdict = passGate(state, picture, 1000 + index * everyMs, live);
    state = verdict.state;
    return verdict;
  });
}

const faultsOf = (picture: Picture) => passGate(INITIAL_GATE_STATE, picture, 0, true).faults;

describe('the thumbnail', () => {
  test('is the luma of ITU-R BT.601, cell by cell, row by row', () => {
    const colours: Colour[] = [
      [255, 0, 0],
      [0, 255, 0],
      [0, 0, 255],
      [255, 255, 255],
    ];
    const thumbnail = thumbnailOf(
      drawPicture(SIZE, (x, y) => colours[(x < 160 ? 0 : 1) + (y < 120 ? 0 : 2)]!),
    );
    const cell = (column: number, row: number) => thumbnail[row * GATE.columns + column];
    expect(thumbnail).toHaveLength(32 * 24);
    expect(cell(0, 0)).toBeCloseTo(0.299 * 255, 2);
    expect(cell(31, 11)).toBeCloseTo(0.587 * 255, 2);
    expect(cell(15, 12)).toBeCloseTo(0.114 * 255, 2);
    expect(cell(16, 23)).toBeCloseTo(255, 2);
  });

  test.each([
    [1, 1],
    [2, 3],
    [1, 4000],
    [4000, 1],
  ])('covers a picture of %ix%i', (width, height) => {
    const thumbnail = thumbnailOf(drawPicture({ width, height }, () => [200, 200, 200]));
    expect(thumbnail.every((grey) => Math.abs(grey - 200) < 0.01)).toBe(true);
  });

  test('differs by the largest of its cells, either way', () => {
    const before = thumbnailOf(frame(() => 100, 0));
    const after = before.slice();
    after[5] = before[5]! + 7;
    after[6] = before[6]! - 9;
    expect(largestDifference(before, after)).toBeCloseTo(9, 5);
    expect(largestDifference(after, before)).toBeCloseTo(9, 5);
    expect(largestDifference(before, before)).toBe(0);
  });
});

describe('a picture that cannot be trusted', () => {
  test('is covered when it has no structure and little light: a finger, a pocket, a lid', () => {
    expect(faultsOf(frame(() => 40))).toEqual(['covered']);
    expect(faultsOf(frame(() => 0, 0))).toEqual(['covered']);
  });

  test('is blank when it has no structure though light: a wall, a glare', () => {
    expect(faultsOf(frame(() => 150))).toEqual(['blank']);
    expect(faultsOf(frame(() => 255, 0))).toEqual(['blank']);
  });

  test('is dark when there is structure but hardly light: a lamp at night', () => {
    const lamp = (x: number, y: number) => (Math.hypot(x - 160, y - 50) < 20 ? 255 : 3);
    expect(faultsOf(frame(lamp, 2))).toEqual(['dark']);
  });

  test('is nothing of this when there are light and structure', () => {
    expect(faultsOf(frame(SCENE))).toEqual([]);
  });

  test('is nothing of this where the source is no camera: a film may show a dark wall', () => {
    for (const film of [frame(() => 40), frame(() => 150), frame(() => 0, 0)]) {
      expect(passGate(INITIAL_GATE_STATE, film, 0, false).faults).toEqual([]);
    }
  });
});

describe('a picture that does not move', () => {
  const still = frame(SCENE);
  const stillFrames = (count: number) => new Array<Picture>(count).fill(still);

  test('is frozen after a second', () => {
    const faults = passAll(stillFrames(12), 100).map((verdict) => verdict.faults);
    expect(faults.slice(0, 10)).toEqual(new Array(10).fill([]));
    expect(faults.slice(10)).toEqual([['frozen'], ['frozen']]);
  });

  test('is trusted again at the first frame that moves', () => {
    const verdicts = passAll([...stillFrames(15), frame(SCENE), still], 100);
    expect(verdicts.slice(14).map(({ faults }) => faults)).toEqual([['frozen'], [], []]);
  });

  test('is not frozen while a sensor shows its noise', () => {
    const frames = Array.from({ length: 15 }, () => frame(SCENE, 1));
    expect(passAll(frames, 100).flatMap(({ faults }) => faults)).toEqual([]);
  });

  test('is frozen in a camera only: in a film or on a screen it is a still scene', () => {
    expect(passAll(stillFrames(15), 100, false).flatMap(({ faults }) => faults)).toEqual([]);
  });

  test.each([
    ['covered', 0],
    ['blank', 255],
  ])('is still told as %s where noise is clipped: stillness proves nothing there', (fault, grey) => {
    const clipped = frame(() => grey, 0);
    const faults = passAll(new Array<Picture>(15).fill(clipped), 100).map((verdict) => verdict.faults);
    expect(faults).toEqual(new Array(15).fill([fault]));
  });
});

describe('looking again', () => {
  const looks = (pictures: readonly Picture[], everyMs: number, live = true) =>
    passAll(pictures, everyMs, live).map(({ look }) => look);

  test('is needed for the first frame', () => {
    expect(looks([frame(SCENE)], 100)).toEqual([true]);
  });

  test.each([true, false])(
    'is not needed for the same scene until half a second is over (live: %s)',
    (live) => {
      const frames = Array.from({ length: 12 }, () => frame(SCENE));
      expect(looks(frames, 100, live)).toEqual(frames.map((_, index) => index % 5 === 0));
    },
  );

  test('is needed when a small thing comes in', () => {
    // As large as one cell of the grid, across the corner of four: each one darkens by a quarter of 50 levels.
    const intruder = (x: number, y: number) => (x >= 165 && x < 175 && y >= 125 && y < 135 ? -50 : 0);
    const changed = frame((x, y) => SCENE(x, y) + intruder(x, y));
    expect(looks([frame(SCENE), frame(SCENE), changed, frame(SCENE)], 100)).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });

  test('is of no use while the picture is frozen, and needed at once when it moves again', () => {
    const still = frame(SCENE);
    const pictures = [...new Array<Picture>(18).fill(still), frame(SCENE)];
    expect(looks(pictures, 100)).toEqual(pictures.map((_, index) => [0, 5, 18].includes(index)));
  });

  test('is needed when many small changes add up, though no frame differs much from the one before', () => {
    const frames = [0, 3, 6, 9, 12].map((brighter) => frame((x, y) => SCENE(x, y) + brighter, 1));
    expect(looks(frames, 50)).toEqual([true, false, false, true, false]);
  });
});

const PHOTO_SETS = [
  'coco128_val',
  'coco_mini_val',
  'kitti_object',
  'nuscenes_keyframe',
  'rgbd_indoor',
  'vizwiz',
].map((set) => `data/public/${set}/images`);
const ALL_PHOTOS = [...PHOTO_SETS, 'data/public/seed_photos'];

/** Photos that show nothing: all of this one is blown out to white. */
const BLANK_PHOTOS = ['VizWiz_val_00001267.jpg'];

describe.skipIf(ALL_PHOTOS.some(lacksShared))('real photos', () => {
  test.each(ALL_PHOTOS)(
    'of %s are trusted, but for those that show nothing',
    { timeout: 60_000 },
    async (set) => {
      const folder = sharedPath(set);
      const names = existsSync(folder) ? readdirSync(folder) : [];
      const photos = names.filter((name) => /\.(jpe?g|png)$/.test(name) && !name.includes('depth'));
      expect(photos).not.toEqual([]);
      for (const name of photos) {
        const faults = faultsOf(await readPhoto(`${folder}/${name}`));
        expect([name, ...faults]).toEqual(BLANK_PHOTOS.includes(name) ? [name, 'blank'] : [name]);
      }
    },
  );
});
