/** Labelled data in COCO's format, and how its boxes are compared. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { intersectionArea, intersectionOverUnion } from '../../src/scene/boxes';
import type { Box, Detection } from '../../src/scene/scene';
import { type AveragePrecision, type LabelledObject, averagePrecision } from './average-precision';

export const INSTANCES_NAME = 'instances.json';

/** The parts of COCO's `instances.json` that boxes need. */
export interface CocoInstances {
  readonly images: readonly { readonly id: number; readonly file_name: string }[];
  readonly categories: readonly { readonly id: number; readonly name: string }[];
  readonly annotations: readonly {
    readonly image_id: number;
    readonly category_id: number;
    /** [left, top, width, height] in pixels of the image. */
    readonly bbox: readonly [number, number, number, number];
    /** Of the mask, square pixels. */
    readonly area: number;
    readonly iscrowd?: 0 | 1;
  }[];
}

/** One photo with what a person has marked on it. */
export interface LabelledPhoto {
  readonly file: string;
  readonly labelled: readonly LabelledObject<Box>[];
}

/** A set of photos, in the order of their COCO ids. */
export interface LabelledSet {
  readonly photos: readonly LabelledPhoto[];
  readonly categories: CocoInstances['categories'];
}

/**
 * @param folder holds `instances.json` and `images/`
 * @throws Error when the file can't be read or isn't COCO's format
 */
export async function readLabelledSet(folder: string): Promise<LabelledSet> {
  const file = join(folder, INSTANCES_NAME);
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Error(`${file} can't be read.`, { cause });
  });
  return labelledSet(parseInstances(text, file), join(folder, 'images'));
}

function parseInstances(text: string, file: string): CocoInstances {
  try {
    const { images, categories, annotations } = JSON.parse(text) as Partial<CocoInstances>;
    if (images && categories && annotations) return { images, categories, annotations };
  } catch {
    // Said below, as for any other content that isn't COCO's.
  }
  throw new Error(`${file} is not COCO's format: a JSON object with images, categories and annotations.`);
}

/** @param imageFolder where the photos lie */
export function labelledSet(
  { images, annotations, categories }: CocoInstances,
  imageFolder = '',
): LabelledSet {
  const photos = images
    .toSorted((a, b) => a.id - b.id)
    .map(({ id, file_name }) => ({
      file: join(imageFolder, file_name),
      labelled: annotations
        .filter((annotation) => annotation.image_id === id)
        .map(({ category_id, bbox, area, iscrowd }) => ({
          category: category_id,
          region: toBox(bbox),
          area,
          crowd: iscrowd === 1,
        })),
    }));
  return { photos, categories };
}

/** [left, top, width, height], as COCO writes boxes. */
export function toBox([left, top, width, height]: readonly [number, number, number, number]): Box {
  return { left, top, width, height };
}

/**
 * @param found one list of detections for each photo of the set, in the same order
 * @throws Error when a detection's label is no category of the set; a wrong class list must not look like a poor model
 */
export function boxAveragePrecision(
  { photos, categories }: LabelledSet,
  found: readonly (readonly Detection[])[],
): AveragePrecision {
  const categoryIds = new Map(categories.map(({ id, name }) => [name, id]));
  const images = photos.map(({ labelled }, index) => ({
    labelled,
    found: found[index]!.map(({ label, score, box }) => {
      const category = categoryIds.get(label);
      if (category === undefined) throw new Error(`The labelled data has no category "${label}".`);
      return { category, score, region: box, area: box.width * box.height };
    }),
  }));
  return averagePrecision(images, [...categoryIds.values()], boxOverlap);
}

/** Intersection over union or, for a crowd, over the area of the found box. */
export function boxOverlap(found: Box, labelled: Box, crowd: boolean): number {
  if (!crowd) return intersectionOverUnion(found, labelled);
  const area = found.width * found.height;
  return area > 0 ? intersectionArea(found, labelled) / area : 0;
}
