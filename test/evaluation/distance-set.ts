/** Photos with the true distances of the objects on them: a folder with `ground_truth.json` and the photos. */

import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import type { Box, Size } from '../../src/scene/scene';
import { toBox } from './coco';
import { type DistanceSetFacts, factsOf } from './distance-set-facts';

export const GROUND_TRUTH_NAME = 'ground_truth.json';

/** An object whose distance was measured. */
export interface TrueObject {
  /** What a detector may call it; COCO's class names. */
  readonly labels: readonly string[];
  readonly box: Box;
  /** Metres from the camera, above 0; from where to where, each set says itself. */
  readonly distance: number;
}

/** Something that is there but counts neither for nor against, because its distance is unknown. */
export interface IgnoredRegion {
  /** What a detector may call it; null for anything. */
  readonly labels: readonly string[] | null;
  readonly box: Box;
}

export interface DistancePhoto extends Size {
  readonly file: string;
  /** Pixels; null when the set doesn't tell it for this photo. */
  readonly focalLength: number | null;
  readonly objects: readonly TrueObject[];
  readonly ignored: readonly IgnoredRegion[];
}

export interface DistanceSet {
  /** The name of its folder. */
  readonly name: string;
  readonly cameraHeight: DistanceSetFacts['cameraHeight'];
  readonly pitch: DistanceSetFacts['pitch'];
  readonly photos: readonly DistancePhoto[];
}

const pixels = z.number();
/** [left, top, width, height]. */
const box = z.tuple([pixels, pixels, pixels.positive(), pixels.positive()]);
const kind = { kitti_class: z.string().optional(), nuscenes_class: z.string().optional() };

/** The parts of `ground_truth.json` that are used; every set has others of its own. */
const groundTruth = z.object({
  images: z.array(
    z.object({
      image: z.string().min(1),
      width: z.int().positive(),
      height: z.int().positive(),
      /** The two focal lengths differ by less than 1 %; the horizontal one is used. */
      intrinsics: z.object({ fx: pixels.positive() }).optional(),
      objects: z.array(
        z.object({ class: z.string().min(1), ...kind, bbox: box, distance_m: z.number().positive() }),
      ),
      ignore: z.array(z.object({ class: z.string().min(1).optional(), bbox: box })).default([]),
    }),
  ),
});

/**
 * @param folder holds `ground_truth.json` and the photos that it names
 * @throws Error when the file can't be read or isn't of that form; the message says where
 */
export async function readDistanceSet(folder: string): Promise<DistanceSet> {
  const file = join(folder, GROUND_TRUTH_NAME);
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Error(`${file} can't be read.`, { cause });
  });
  return distanceSet(parseGroundTruth(text, file), folder);
}

function parseGroundTruth(text: string, file: string): z.infer<typeof groundTruth> {
  const refuse = (reason: string) => new Error(`${file} is not a table of true distances: ${reason}`);
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw Object.assign(refuse('it is not JSON.'), { cause });
  }
  const parsed = groundTruth.safeParse(content);
  if (!parsed.success) throw refuse(z.prettifyError(parsed.error));
  return parsed.data;
}

function distanceSet({ images }: z.infer<typeof groundTruth>, folder: string): DistanceSet {
  const name = basename(resolve(folder));
  const { cameraHeight, pitch, alsoCalled } = factsOf(name);
  const photos = images.map(({ image, width, height, intrinsics, objects, ignore }) => ({
    file: join(folder, image),
    width,
    height,
    focalLength: intrinsics?.fx ?? null,
    objects: objects.map((object) => ({
      labels: [object.class, ...(alsoCalled[object.kitti_class ?? object.nuscenes_class ?? ''] ?? [])],
      box: toBox(object.bbox),
      distance: object.distance_m,
    })),
    ignored: ignore.map((region) => ({
      labels: region.class === undefined ? null : [region.class],
      box: toBox(region.bbox),
    })),
  }));
  return { name, cameraHeight, pitch, photos };
}
