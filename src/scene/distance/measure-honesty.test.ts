import { describe, expect, test } from 'vitest';
import { knownSize } from '../known-sizes';
import { type DrawnCamera, normal, randomNumbers } from '../self-calibration.fixture';
import type { Viewpoint } from '../viewpoint';
import { IMAGE, LEVEL_CAMERA, asThing, boxOf, drawnDepth, viewpointOfCamera } from './drawn-things.fixture';
import { type Thing, measureDistances } from './measure';

const DEGREE = Math.PI / 180;
const LABELS = ['person', 'person', 'bicycle', 'motorcycle', 'dog', 'chair', 'bench', 'suitcase'] as const;

/** Things as large as such things are, found as inexactly as a detector does, by a camera that errs as sensors do. */
function drawScene(random: () => number, isHeightKnown: boolean) {
  const camera: DrawnCamera = {
    ...LEVEL_CAMERA,
    pitch: (-5 + 5 * normal(random)) * DEGREE,
    height: 1.4 * Math.exp(0.15 * normal(random)),
  };
  const told = viewpointOfCamera({
    ...camera,
    pitch: camera.pitch + 2 * DEGREE * normal(random),
    height: camera.height * Math.exp(0.08 * normal(random)),
  });
  const viewpoint: Viewpoint = isHeightKnown ? told : { ...told, height: null };
  const things: Thing[] = [];
  const truths: number[] = [];
  for (const side of [-1, 0, 1]) {
    const label = LABELS[Math.floor(random() * LABELS.length)]!;
    const ahead = 4 * Math.exp(1.5 * random());
    const right = side * 0.35 * ahead;
    const spread = label === 'person' ? 0.09 : knownSize(label)!.height!.spread;
    const drawn = boxOf(label, right, ahead, camera, { times: Math.exp(spread * normal(random)) });
    const error = () => (Math.hypot(0.0058 * 640, 0.045 * drawn.height) / Math.SQRT2) * normal(random);
    const top = drawn.top + error();
    const box = { ...drawn, top, height: drawn.top + drawn.height + error() - top };
    if (top < 10 || top + box.height > 460 || box.height < 8) continue;
    things.push(asThing(label, box));
    truths.push(Math.hypot(right, ahead));
  }
  return { things, truths, viewpoint };
}

describe('the range', () => {
  test.each([
    ['with', true],
    ['without', false],
  ])('holds about four of five true distances, %s the height of the camera', (_, isHeightKnown) => {
    const random = randomNumbers(11);
    let count = 0;
    let held = 0;
    for (let scene = 0; scene < 250; scene += 1) {
      const { things, truths, viewpoint } = drawScene(random, isHeightKnown);
      measureDistances(things, IMAGE, viewpoint, null).forEach(({ metres }, index) => {
        if (!metres) return;
        count += 1;
        if (metres.near <= truths[index]! && truths[index]! <= metres.far) held += 1;
      });
    }
    expect(count).toBeGreaterThan(400);
    expect(held / count).toBeGreaterThan(0.75);
    // It is made for things and classes that are not always what they seem: here they are.
    expect(held / count).toBeLessThan(0.97);
  });

  test('is never narrower than what no witness knows of', () => {
    // A tenth of what is beyond it on each side, of an error of 0.12.
    const narrowest = 2 * 1.2816 * 0.12;
    for (const ahead of [5, 8, 12]) {
      const thing = asThing('person', boxOf('person', 0, ahead));
      const depth = drawnDepth([[thing.box, ahead]]);
      const [{ metres }] = measureDistances([thing], IMAGE, viewpointOfCamera(LEVEL_CAMERA), depth) as [
        ReturnType<typeof measureDistances>[number],
      ];
      expect(Math.log(metres!.far / metres!.near)).toBeGreaterThan(0.95 * narrowest);
    }
  });
});
