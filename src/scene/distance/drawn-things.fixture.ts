/** Things that stand where we put them, drawn through a known camera, for tests of how far they are found to be. */

import fc from 'fast-check';
import { knownSize } from '../known-sizes';
import type { Box, DepthMap, Size } from '../scene';
import { type DrawnCamera, boxAround } from '../self-calibration.fixture';
import type { Viewpoint } from '../viewpoint';
import type { GroundPlanes } from './ground-plane';
import type { Thing } from './measure';

export const IMAGE: Size = { width: 640, height: 480 };

/** Held level, 1.5 m above the ground. */
export const LEVEL_CAMERA: DrawnCamera = { image: IMAGE, focalLength: 500, pitch: 0, roll: 0, height: 1.5 };

/** All that a camera knows of itself when its sensors work and its lens was measured. */
export function viewpointOfCamera({ focalLength, height, pitch, roll }: DrawnCamera): Viewpoint {
  return { focalLength, focalLengthError: 0, height, orientation: { pitch, roll, heading: 0 } };
}

/** The same camera, of which only the lens is known. */
export const withoutSensors = (viewpoint: Viewpoint): Viewpoint => ({
  ...viewpoint,
  height: null,
  orientation: null,
});

/** A person upright with arms down: 1.7 m and 0.52 m. */
const PERSON = { tall: 1.7, wide: 0.52 };

/** A thing of its usual size, whole, also where that reaches beyond the picture. */
export function boxOf(
  label: string,
  right: number,
  ahead: number,
  camera = LEVEL_CAMERA,
  { base = 0, times = 1 } = {},
): Box {
  const { height, width } = knownSize(label)!;
  const { tall, wide } =
    label === 'person' ? PERSON : { tall: height!.typical, wide: width?.typical ?? height!.typical };
  return boxAround([right, ahead], base, times * tall, tall / wide, camera)!;
}

/** Evenly: of the numbers that `fc.double` draws most are next to zero. */
export const between = (min: number, max: number) =>
  fc.integer({ min: 0, max: 2 ** 24 }).map((share) => min + ((max - min) * share) / 2 ** 24);

/** What of a box is in the picture. */
export function inPicture({ left, top, width, height }: Box, image = IMAGE): Box {
  const [x, y] = [Math.max(0, left), Math.max(0, top)];
  return {
    left: x,
    top: y,
    width: Math.min(image.width, left + width) - x,
    height: Math.min(image.height, top + height) - y,
  };
}

/** As a witness, where it also was when the depth map was taken. */
export const asThing = (label: string, box: Box, isWitness = true): Thing => ({
  ...{ label, box, isWitness },
  boxInDepthMap: box,
});

/** A thing of its usual size that stands on the ground, as far as it is in the picture. */
export const thingAt = (label: string, right: number, ahead: number, camera = LEVEL_CAMERA): Thing =>
  asThing(label, inPicture(boxOf(label, right, ahead, camera), camera.image));

/** Probabilities of the planes before anything is seen. */
export function priorOf({ logWeights }: GroundPlanes): Float64Array {
  const weights = logWeights.map((value) => Math.exp(value));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

export const mirroredBox = (box: Box, { width } = IMAGE): Box => ({
  ...box,
  left: width - box.left - box.width,
});

export const scaledBox = ({ left, top, width, height }: Box, scale: number): Box => ({
  left: left * scale,
  top: top * scale,
  width: width * scale,
  height: height * scale,
});

/** A map of 128 x 96 cells in which each box is as deep as it is told to be, in metres, and all else is far. */
export function drawnDepth(
  boxes: readonly (readonly [box: Box, metres: number])[],
  background = 50,
  image = IMAGE,
): DepthMap {
  const [width, height] = [128, 96];
  const values = Float32Array.from({ length: width * height }, (_, index) => {
    const x = (((index % width) + 0.5) * image.width) / width;
    const y = ((Math.floor(index / width) + 0.5) * image.height) / height;
    const metres = boxes
      .filter(
        ([box]) => x >= box.left && x < box.left + box.width && y >= box.top && y < box.top + box.height,
      )
      .map(([, depth]) => depth);
    return 1 / Math.min(background, ...metres);
  });
  return { width, height, values, unit: 'per-metre' };
}

/** The same map as a network tells it. */
export const asRelative = (map: DepthMap, scale: number, offset: number): DepthMap => ({
  ...map,
  values: map.values.map((value) => scale * value + offset),
  unit: 'relative',
});
