/** Whatever may be detected from wherever, for properties that hold of every scene. */

import fc from 'fast-check';
import { between } from '../distance/drawn-things.fixture';
import { KNOWN_SIZES } from '../known-sizes-table';
import type { Box, DepthMap, Detection, SceneObject } from '../scene';
import type { Viewpoint } from '../viewpoint';
import { type PhotoFacts, surveyPhoto } from './photo';

const IMAGE = { width: 640, height: 480 };

/** Every class that has a size, often those of streets, and one that nobody knows. */
export const anyLabel = fc.oneof(
  fc.constantFrom('person', 'car', 'bicycle', 'chair', 'cup', 'gadget'),
  fc.constantFrom(...Object.keys(KNOWN_SIZES)),
);

/** Places that no rounding can move to the other side of a whole pixel or cell. */
const crooked = (min: number, max: number, offset: number) =>
  fc.integer({ min, max }).map((whole) => whole + offset);

/** In the picture, and often cut by it. */
const usualBox: fc.Arbitrary<Box> = fc
  .record({
    left: crooked(-20, 600, 0.3719),
    top: crooked(-20, 440, 0.2371),
    width: crooked(6, 400, 0.1237),
    height: crooked(6, 400, 0.1913),
  })
  .map(({ left, top, width, height }) => ({
    ...{ left, top },
    width: Math.min(width, 660.1 - left),
    height: Math.min(height, 480.3 - top),
  }));

const detectionOf = (box: fc.Arbitrary<Box>): fc.Arbitrary<Detection> =>
  fc.record({ label: anyLabel, box, score: between(0.05, 1) });

const EDGES: readonly Box[] = [
  { left: 0, top: 0, ...IMAGE },
  { left: 100, top: 100, width: 0, height: 100 },
  { left: 100, top: 100, width: 100, height: 0 },
  { left: 320, top: 240, width: 0, height: 0 },
  { left: 320, top: 480, width: 0, height: 0 },
  { left: 0, top: 470, width: 640, height: 10 },
  { left: 0, top: 0, width: 640, height: 1 },
  { left: 639, top: 0, width: 1, height: 480 },
  { left: -50, top: -50, width: 10, height: 10 },
  { left: 700, top: 500, width: 10, height: 10 },
  { left: -1e4, top: -1e4, width: 3e4, height: 3e4 },
  { left: 300, top: 200, width: 1e-300, height: 1e-300 },
];

/** Also boxes without width, outside of the picture, or as large as it. */
export const strangeDetection = detectionOf(
  fc.oneof(
    usualBox,
    fc.constantFrom(...EDGES),
    fc.record({
      left: between(-700, 700),
      top: between(-500, 500),
      width: between(0, 700),
      height: between(0, 600),
    }),
  ),
);

/** Things of a scene, none of them as sure as another: who keeps the name of two at one place is then clear. */
export const usualDetections = fc
  .array(detectionOf(usualBox), { maxLength: 6 })
  .map((detections) => detections.map((each, index) => ({ ...each, score: each.score * 0.999 ** index })));

export const usualDetection = detectionOf(usualBox);

export const anyViewpoint: fc.Arbitrary<Viewpoint> = fc.record({
  focalLength: between(200, 2000),
  focalLengthError: fc.constantFrom(0, 0.03, 0.15),
  height: fc.option(between(0.3, 3)),
  orientation: fc.option(
    fc.record({ pitch: between(-1, 0.5), roll: between(-0.5, 0.5), heading: between(-3, 3) }),
  ),
});

/** Straight up and down, upside down, and from a mouse's height. */
export const strangeViewpoint: fc.Arbitrary<Viewpoint> = fc.record({
  // With the second one, the picture's lower edge is 45 degrees below its middle.
  focalLength: fc.oneof(between(50, 5000), fc.constant(240)),
  focalLengthError: fc.constantFrom(0, 0.03, 0.15),
  height: fc.option(fc.oneof(between(0.3, 3), fc.constantFrom(0.01, 0.1, 30))),
  orientation: fc.option(
    fc.record({
      pitch: fc.oneof(
        between(-Math.PI / 2, Math.PI / 2),
        fc.constantFrom(...[-2, -1, 0, 1, 2].map((eighths) => (eighths * Math.PI) / 4)),
      ),
      roll: fc.oneof(
        between(-Math.PI, Math.PI),
        fc.constantFrom(...[-2, -1, 0, 1, 2].map((quarters) => (quarters * Math.PI) / 2)),
      ),
      heading: between(-Math.PI, Math.PI),
    }),
  ),
});

const COLUMNS = 16;
const ROWS = 12;

/** Noise, with holes. */
export const anyDepth: fc.Arbitrary<DepthMap | null> = fc.option(
  fc
    .record({
      unit: fc.constantFrom('relative' as const, 'per-metre' as const),
      values: fc.array(fc.oneof(between(0.001, 2), fc.constantFrom(0, 1e-30)), {
        minLength: COLUMNS * ROWS,
        maxLength: COLUMNS * ROWS,
      }),
    })
    .map(({ unit, values }) => ({
      ...{ width: COLUMNS, height: ROWS, unit },
      values: Float32Array.from(values),
    })),
);

export const mirroredDepth = (map: DepthMap): DepthMap => ({
  ...map,
  values: map.values.map((_, index) => map.values[index - 2 * (index % map.width) + map.width - 1]!),
});

export const survey = (
  detections: readonly Detection[],
  viewpoint: Viewpoint,
  depth: DepthMap | null,
  more: Partial<PhotoFacts> = {},
): SceneObject[] =>
  surveyPhoto(detections, { image: IMAGE, viewpoint, depth, certainScore: 0.3, allLabels: false, ...more });
