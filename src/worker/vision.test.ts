import { describe, expect, test } from 'vitest';
import { DETECTOR_INPUT, describeDetector } from '../../test/fixtures/detector-description';
import { drawPicture, randomNumbers } from '../../test/fixtures/pictures';
import { NANODET } from '../../test/fixtures/planted-boxes';
import { defaultFocalLength } from '../scene/geometry';
import { IMAGE, rendered, viewpointOf } from '../scene/obstacle/rendered-depth.fixture';
import type { DepthMap, Detection, Size } from '../scene/scene';
import type { DetectOptions, Detector } from './detector';
import type { Picture } from './letterbox';
import { type LookOptions, createVision } from './vision';

const SIZE: Size = { width: 320, height: 240 };
const CAMERA: LookOptions = { source: 'camera' };

let seed = 0;

/** A new frame of one scene, with new noise; `darker` makes it another scene. */
function frame({ darker = 0, size = SIZE } = {}): Picture {
  const random = randomNumbers(++seed);
  return drawPicture(size, (x) => {
    const grey = (x < size.width / 2 ? 80 : 160) - darker + random() * 4;
    return [grey, grey, grey];
  });
}

const covered = () => drawPicture(SIZE, () => [10, 10, 10]);

/** So sure that it is shown at once. */
const thing = (label: string, bottom: number): Detection => ({
  label,
  score: 0.9,
  box: { left: 100, top: 0, width: 20, height: bottom },
});

/** A stub of the detector: gives one answer after the other, and keeps what it was asked. */
function stubDetector(answers: readonly (readonly Detection[] | Error)[]) {
  const asked: { picture: Picture; options: DetectOptions | undefined }[] = [];
  const detector: Detector = {
    description: { ...describeDetector(NANODET, []), input: DETECTOR_INPUT },
    detect: async (picture, options) => {
      const answer = answers[asked.length];
      asked.push({ picture, options });
      if (!(answer instanceof Array)) throw answer ?? new Error('The stub was asked once too often');
      return [...answer];
    },
    release: async () => undefined,
  };
  return { detector, asked };
}

const near = thing('near', 230);
const far = thing('far', 100);
const labels = (objects: readonly Detection[]) => objects.map(({ label }) => label);

describe('a look', () => {
  test("gives the objects nearest first, with the frame's own time and size", async () => {
    const { detector } = stubDetector([[far, near]]);
    const scene = await createVision(detector).look(frame(), 1234, CAMERA);
    expect(scene).toMatchObject({ time: 1234, image: SIZE, faults: [] });
    expect(
      scene.objects.map(({ label, rank, referencePx }) => [label, rank, Math.round(referencePx)]),
    ).toEqual([
      ['near', 1, 10],
      ['far', 2, 140],
    ]);
  });

  test('hands the options on to the detector', async () => {
    const { detector, asked } = stubDetector([[]]);
    await createVision(detector).look(frame(), 0, { source: 'photo', size: 320, minimumScore: 0.5 });
    expect(asked[0]!.options).toMatchObject({ size: 320, minimumScore: 0.5 });
  });

  test('asks for less certain things in a stream: they may be what was seen before', async () => {
    const unsure = { ...near, score: 0.2 };
    const { detector, asked } = stubDetector([[near], [unsure], [unsure]]);
    const vision = createVision(detector);
    const looks = [];
    for (const [look, darker] of [0, 40, 0].entries()) {
      looks.push(await vision.look(frame({ darker }), look * 200, { ...CAMERA, minimumScore: 0.5 }));
    }
    expect(asked[0]!.options).toMatchObject({ minimumScore: 0.1 });
    expect(looks.map(({ objects }) => objects[0]?.track?.id)).toEqual([1, 1, 1]);
  });

  test("takes bearings with the camera's focal length, or a stated default", async () => {
    const { detector } = stubDetector([[near], [near]]);
    const vision = createVision(detector);
    const known = await vision.look(frame(), 0, { source: 'photo', focalLength: 50 });
    const unknown = await vision.look(frame(), 0, { source: 'photo' });
    // The middle of the box is at column 110, that of the image at 160.
    expect(known.objects[0]!.bearing).toBeCloseTo(-Math.PI / 4, 9);
    expect(unknown.objects[0]!.bearing).toBeCloseTo(-Math.atan(50 / defaultFocalLength(SIZE)), 9);
  });

  test('tells how long it took, and no time for detection where there was none', async () => {
    const { detector } = stubDetector([[near]]);
    const vision = createVision(detector);
    const first = await vision.look(frame(), 0, CAMERA);
    const second = await vision.look(frame(), 100, CAMERA);
    expect(first.timings.total).toBeGreaterThanOrEqual(first.timings.detect);
    expect(first.timings.detect).toBeGreaterThan(0);
    expect(second.timings.detect).toBe(0);
  });
});

describe('a camera', () => {
  test('keeps its objects while nothing changes, and is looked at again after half a second', async () => {
    const { detector, asked } = stubDetector([[near], [near, far]]);
    const vision = createVision(detector);
    expect(labels((await vision.look(frame(), 0, CAMERA)).objects)).toEqual(['near']);
    expect(labels((await vision.look(frame(), 400, CAMERA)).objects)).toEqual(['near']);
    expect(asked).toHaveLength(1);
    expect(labels((await vision.look(frame(), 500, CAMERA)).objects)).toEqual(['near', 'far']);
  });

  test('is looked at again when the scene changes', async () => {
    const { detector } = stubDetector([[near], [near, far]]);
    const vision = createVision(detector);
    await vision.look(frame(), 0, CAMERA);
    const changed = await vision.look(frame({ darker: 40 }), 100, CAMERA);
    expect(labels(changed.objects)).toEqual(['near', 'far']);
  });

  test('shows what the detector misses a moment longer, but not what is gone', async () => {
    const { detector } = stubDetector([[near], [], []]);
    const vision = createVision(detector);
    await vision.look(frame(), 0, CAMERA);
    const missed = await vision.look(frame({ darker: 40 }), 200, CAMERA);
    expect(missed.objects).toMatchObject([{ label: 'near', track: { id: 1 } }]);
    expect((await vision.look(frame(), 900, CAMERA)).objects).toEqual([]);
  });

  test('is looked at again when its pictures change their size: boxes are in pixels', async () => {
    const { detector, asked } = stubDetector([[near], [far]]);
    const vision = createVision(detector);
    await vision.look(frame(), 0, CAMERA);
    const larger = await vision.look(frame({ size: { width: 640, height: 480 } }), 100, CAMERA);
    expect(asked).toHaveLength(2);
    expect(labels(larger.objects)).toEqual(['far']);
  });

  test('that is covered says so', async () => {
    const { detector } = stubDetector([[near], []]);
    const vision = createVision(detector);
    await vision.look(frame(), 0, CAMERA);
    expect(await vision.look(covered(), 100, CAMERA)).toMatchObject({ faults: ['covered'], objects: [] });
  });

  test('that is frozen says so, and shows nothing: what it saw may be gone', async () => {
    const { detector } = stubDetector([[near], [near], [near]]);
    const vision = createVision(detector);
    const still = frame();
    for (const time of [0, 500, 999]) {
      expect(await vision.look(still, time, CAMERA)).toMatchObject({
        faults: [],
        objects: [{ label: 'near' }],
      });
    }
    expect(await vision.look(still, 1000, CAMERA)).toMatchObject({ faults: ['frozen'], objects: [] });
    expect(await vision.look(frame(), 1100, CAMERA)).toMatchObject({
      faults: [],
      objects: [{ label: 'near' }],
    });
  });

  test('whose look failed does not pass old objects off as new ones', async () => {
    const { detector } = stubDetector([[near], new Error('out of memory'), []]);
    const vision = createVision(detector);
    await vision.look(frame(), 0, CAMERA);
    const changed = () => frame({ darker: 40 });
    await expect(vision.look(changed(), 100, CAMERA)).rejects.toThrow('out of memory');
    expect((await vision.look(changed(), 900, CAMERA)).objects).toEqual([]);
  });
});

describe('a film', () => {
  test('is not judged for faults, and its still scenes are skipped', async () => {
    const { detector, asked } = stubDetector([[], [], [], []]);
    const vision = createVision(detector);
    const dark = covered();
    for (const time of [0, 400, 800, 1200, 1600]) {
      expect((await vision.look(dark, time, { source: 'video' })).faults).toEqual([]);
    }
    expect(asked).toHaveLength(3);
  });
});

describe('a photo', () => {
  test('is always looked at, even the same one twice, and not judged for faults', async () => {
    const { detector, asked } = stubDetector([[near], [near]]);
    const vision = createVision(detector);
    const photo = covered();
    for (const time of [0, 1]) {
      expect(await vision.look(photo, time, { source: 'photo' })).toMatchObject({
        faults: [],
        objects: [{ label: 'near' }],
      });
    }
    expect(asked).toHaveLength(2);
  });

  test('with its own depth shows what has no name at once', async () => {
    const { detector } = stubDetector([[], []]);
    const vision = createVision(detector);
    const view = viewpointOf();
    const board = { ahead: 2, left: -0.3, right: 0.3, bottom: 0.3, top: 1.6 };
    const depthOf = (boards: readonly (typeof board)[]) => rendered(boards, view, { network: null });
    const look = (depth: DepthMap) =>
      vision.look(frame({ size: IMAGE }), 0, {
        ...{ source: 'photo', focalLength: view.focalLength, orientation: view.orientation },
        ...{ cameraHeight: view.height, depth },
      });
    const { objects } = await look(depthOf([board]));
    expect(objects.map(({ label }) => label)).toEqual(['obstacle']);
    expect(objects[0]!.metres!.best).toBeCloseTo(2, 1);
    expect((await look(depthOf([]))).objects).toEqual([]);
  });

  test('leaves nothing to a camera that starts after it', async () => {
    const { detector } = stubDetector([[near], [far]]);
    const vision = createVision(detector);
    const picture = frame();
    await vision.look(picture, 0, { source: 'photo' });
    expect(labels((await vision.look(picture, 1, CAMERA)).objects)).toEqual(['far']);
  });
});
