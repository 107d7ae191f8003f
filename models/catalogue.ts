/**
 * The catalogue: which models there are, where their files come from, and how to feed and read them. All of it is
 * data (`catalogue.json` and the class lists beside it); this file reads it and gives it types.
 */

import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import type { z } from 'zod';
import type { DepthDescription, DetectorDescription } from '../src/scene/model-description';
import { catalogue, classList, type entry, type Recipe, type UpstreamFile } from './catalogue-schema';

export type { UpstreamFile };

export const CATALOGUE_FILE = resolve(import.meta.dirname, 'catalogue.json');

export type ModelDescription = DetectorDescription | DepthDescription;

export interface CatalogueEntry<Description extends ModelDescription = ModelDescription> {
  readonly title: string;
  /** SPDX identifier of the weights' licence. */
  readonly licence: string;
  /** Address of the project that trained the model. */
  readonly source: string;
  readonly files: readonly UpstreamFile[];
  readonly recipe: Recipe;
  /** What the app needs; its `name` is the entry's name. */
  readonly description: Description;
}

export interface Catalogue {
  readonly defaultDetector: string;
  readonly detectors: readonly CatalogueEntry<DetectorDescription>[];
  /** The depth network that the app uses, or null when it does without. */
  readonly depth: CatalogueEntry<DepthDescription> | null;
}

/**
 * Reads a catalogue and its class lists.
 * @throws Error that names file, entry and field, one line for each fault.
 */
export async function loadCatalogue(file = CATALOGUE_FILE): Promise<Catalogue> {
  const { defaultDetector, detectors, depth } = await readChecked(file, catalogue);
  return {
    defaultDetector,
    detectors: await Promise.all(
      detectors.map(async ({ classes, ...data }) => {
        const { description, ...facts } = toEntry(data);
        const names = await readChecked(resolve(dirname(file), classes), classList);
        return { ...facts, description: { ...description, classes: names } };
      }),
    ),
    depth: depth && toEntry(depth),
  };
}

/** Parts what only the build needs from what the app needs too. */
function toEntry<Data extends z.infer<typeof entry>>(data: Data) {
  const { title, licence, source, files, import: recipe, ...description } = data;
  return { title, licence, source, files, recipe, description };
}

/** All entries, detectors first. */
export function entriesOf({ detectors, depth }: Catalogue): readonly CatalogueEntry[] {
  return depth ? [...detectors, depth] : detectors;
}

/** @throws Error listing the names that there are when none fits. */
export function findEntry<Entry extends CatalogueEntry>(entries: readonly Entry[], name: string): Entry {
  const found = entries.find(({ description }) => description.name === name);
  if (found) return found;
  const names = entries.map(({ description }) => description.name).join(', ');
  throw new Error(`The catalogue holds no model named "${name}". It holds: ${names}.`);
}

async function readChecked<Schema extends z.ZodType>(file: string, schema: Schema): Promise<z.infer<Schema>> {
  const shown = relative(process.cwd(), file);
  let data: unknown;
  try {
    data = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new Error(`${shown} can't be read: ${(error as Error).message}`, { cause: error });
  }
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `  ${placeOf(issue.path, data)}: ${issue.message}`);
  throw new Error(`${shown} is not right:\n${faults.join('\n')}`);
}

/** For instance "entry yolox-nano, input.mean.2". */
function placeOf(path: readonly PropertyKey[], data: unknown): string {
  const [list, index, ...field] = path;
  if (list === 'depth' && path.length > 1) return `depth, ${path.slice(1).join('.')}`;
  if (list !== 'detectors' || typeof index !== 'number') return path.join('.') || 'the whole file';
  const name = (data as { detectors: { name?: unknown }[] }).detectors[index]?.name;
  const entryName = typeof name === 'string' ? `entry ${name}` : `entry number ${index + 1}`;
  return field.length > 0 ? `${entryName}, ${field.join('.')}` : entryName;
}
