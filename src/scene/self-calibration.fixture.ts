/** Made-up streets, drawn through a pinhole camera, for tests of what the sizes in them tell of the camera. */

import { KNOWN_SIZES } from './known-sizes-table';
import { personHeight } from './known-sizes-person';
import type { Box, Size } from './scene';
import type { SeenThing } from './self-calibration-standing';

/** Reproducible numbers, 0 to 1 (a linear congruence with the constants of Numerical Recipes). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  // The first ones of near seeds are alike.
  for (let index = 0; index < 8; index++) next();
  return next;
}

/** A number of the normal distribution, by Box and Muller. */
export function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

export interface DrawnCamera {
  readonly image: Size;
  readonly focalLength: number;
  readonly pitch: number;
  readonly roll: number;
  readonly height: number;
}

/** Where a point lies in the image: right of the camera, above the ground, and ahead, in metres. */
export function project(
  [right, above, ahead]: readonly [number, number, number],
  { image, focalLength, pitch, roll, height }: DrawnCamera,
): { x: number; y: number } | null {
  const rise = above - height;
  const along = ahead * Math.cos(pitch) + rise * Math.sin(pitch);
  if (along <= 0.1) return null;
  const up = rise * Math.cos(pitch) - ahead * Math.sin(pitch);
  const [across, down] = [(focalLength * right) / along, (-focalLength * up) / along];
  // A camera that is tipped clockwise shows the world tipped the other way.
  return {
    x: image.width / 2 + across * Math.cos(roll) + down * Math.sin(roll),
    y: image.height / 2 - across * Math.sin(roll) + down * Math.cos(roll),
  };
}

/** A box around an upright thing: as high as it looks, as wide as `aspect` (height over width) says. */
export function boxAround(
  foot: readonly [right: number, ahead: number],
  base: number,
  tall: number,
  aspect: number,
  camera: DrawnCamera,
): Box | null {
  const low = project([foot[0], base, foot[1]], camera);
  const high = project([foot[0], base + tall, foot[1]], camera);
  if (!low || !high) return null;
  const height = low.y - high.y;
  return { left: (low.x + high.x) / 2 - height / aspect / 2, top: high.y, width: height / aspect, height };
}

const ASPECTS: Readonly<Record<string, number>> = {
  person: 3.3,
  bicycle: 0.75,
  car: 0.6,
  motorcycle: 0.9,
  chair: 1.5,
  bus: 0.6,
};

/**
 * So many things that stand on the ground wholly in view, if there is room for them, as tall as the table says, and
 * found as inexactly as a detector finds them.
 * @param outliers share of them that are half hidden or stand on something
 */
export function drawStreet(
  camera: DrawnCamera,
  count: number,
  outliers: number,
  random: () => number,
): SeenThing[] {
  const { image } = camera;
  const longer = Math.max(image.width, image.height);
  const labels = Object.keys(ASPECTS);
  const street: SeenThing[] = [];
  for (let attempt = 0; street.length < count && attempt < 300; attempt++) {
    const label = labels[Math.floor(random() * labels.length)]!;
    const { typical, spread } =
      label === 'person' ? personHeight(ASPECTS.person!) : KNOWN_SIZES[label]!.height!;
    const isOutlier = random() < outliers;
    const isHidden = isOutlier && random() < 0.5;
    const tall = typical * Math.exp(spread * normal(random)) * (isHidden ? 0.3 + 0.5 * random() : 1);
    const base = isOutlier && !isHidden ? 0.5 + 0.7 * random() : 0;
    const ahead = 1.5 * 20 ** random();
    const drawn = boxAround([(random() - 0.5) * ahead, ahead], base, tall, ASPECTS[label]!, camera);
    if (!drawn) continue;
    const error = Math.hypot(0.0058 * longer, 0.045 * drawn.height) / Math.SQRT2;
    const top = drawn.top + error * normal(random);
    const height = drawn.top + drawn.height + error * normal(random) - top;
    const box = { ...drawn, top, height };
    if (isInside(box, image, 0.012 * longer)) street.push({ label, box, score: 0.9 });
  }
  return street;
}

function isInside({ left, top, width, height }: Box, image: Size, margin: number): boolean {
  const fits = left > margin && top > margin;
  return fits && left + width < image.width - margin && top + height < image.height - margin && height > 8;
}

/** The same picture at another resolution. */
export function scaled(things: readonly SeenThing[], scale: number): SeenThing[] {
  return things.map((thing) => ({
    ...thing,
    box: {
      left: thing.box.left * scale,
      top: thing.box.top * scale,
      width: thing.box.width * scale,
      height: thing.box.height * scale,
    },
  }));
}

export function mirrored(things: readonly SeenThing[], { width }: Size): SeenThing[] {
  return things.map((thing) => ({
    ...thing,
    box: { ...thing.box, left: width - thing.box.left - thing.box.width },
  }));
}
