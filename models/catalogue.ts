/**
 * The catalogue: which models there are, where their files come from, and how to feed and read them. All of it is
 * data (`catalogue.json` and the class lists beside it); this file checks it and gives it types.
 */

import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { z } from 'zod';
import type { DetectorDescription } from '../src/scene/model-description';

export const CATALOGUE_FILE = resolve(import.meta.dirname, 'catalogue.json');

const sizeInPixels = z.int().positive();
const threeNumbers = z.tuple([z.number(), z.number(), z.number()]);
const strides = z.array(sizeInPixels).min(1);
const fraction = z.number().min(0).max(1);
/** A model's name is also a folder and a word on the command line. */
const modelName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]*$/, 'lower-case letters, digits, dots and hyphens only');
/** Upstream's own file name, without any folder. */
const fileName = z.string().regex(/^[\w][\w.+-]*$/, 'a file name without folders');

const upstreamFile = z.strictObject({
  name: fileName,
  bytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits'),
  /** Tried in this order; the upstream commit's raw file first. */
  urls: z.array(z.url({ protocol: /^https$/ })).min(1),
});

const recipe = z.discriminatedUnion('format', [
  z.strictObject({
    format: z.literal('ncnn'),
    parameters: fileName,
    weights: fileName,
    /** See NcnnOutputs.grids. */
    grids: z.array(z.array(z.string()).min(1)).min(1),
  }),
  z.strictObject({ format: z.literal('onnx'), model: fileName }),
]);

const decoding = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('nanodet-plus'), strides, bins: z.int().min(2) }),
  z.strictObject({ kind: z.literal('yolox'), strides }),
]);

const input = z
  .strictObject({
    name: z.string().min(1),
    channelOrder: z.enum(['bgr', 'rgb']),
    mean: threeNumbers,
    deviation: threeNumbers.refine((values) => values.every((value) => value > 0), 'must be above zero'),
    multipleOf: sizeInPixels,
    fixedSize: z.strictObject({ width: sizeInPixels, height: sizeInPixels }).nullable(),
    defaultSize: sizeInPixels,
    padding: z.number(),
  })
  .refine(({ multipleOf, defaultSize }) => defaultSize % multipleOf === 0, {
    path: ['defaultSize'],
    message: 'must be a multiple of multipleOf',
  })
  .refine(
    ({ fixedSize, defaultSize }) => !fixedSize || Math.max(fixedSize.width, fixedSize.height) === defaultSize,
    { path: ['defaultSize'], message: 'must be the longer side of fixedSize' },
  );

const entry = z
  .strictObject({
    name: modelName,
    title: z.string().min(1),
    licence: z.string().min(1),
    /** The project that trained the model and set its licence; upstream files may come from elsewhere. */
    source: z.url(),
    files: z.array(upstreamFile).min(1),
    import: recipe,
    input,
    output: z.strictObject({ name: z.string().min(1) }),
    decoding,
    overlapThreshold: fraction,
    defaultScore: fraction,
    /** The class list, seen from the catalogue's folder: a JSON list of names in the order of the network. */
    classes: z.string().min(1),
  })
  .superRefine(({ files, import: recipe }, context) => {
    const names = files.map((file) => file.name);
    for (const [role, name] of Object.entries(filesOf(recipe))) {
      if (!names.includes(name)) {
        context.addIssue({ code: 'custom', path: ['import', role], message: `"${name}" is not among files` });
      }
    }
  });

const catalogue = z
  .strictObject({ defaultDetector: modelName, detectors: z.array(entry).min(1) })
  .superRefine(({ defaultDetector, detectors }, context) => {
    const names = detectors.map((detector) => detector.name);
    names.forEach((name, index) => {
      if (names.indexOf(name) < index) {
        context.addIssue({ code: 'custom', path: ['detectors', index, 'name'], message: 'is there twice' });
      }
    });
    if (!names.includes(defaultDetector)) {
      context.addIssue({
        code: 'custom',
        path: ['defaultDetector'],
        message: `no entry is named "${defaultDetector}"`,
      });
    }
  });

const classList = z
  .array(z.string().trim().min(1))
  .min(1)
  .refine((names) => new Set(names).size === names.length, 'a class is there twice');

/** The names of the upstream files that a recipe uses, by their part in it. */
export function filesOf(recipe: Recipe): Record<string, string> {
  return recipe.format === 'ncnn'
    ? { parameters: recipe.parameters, weights: recipe.weights }
    : { model: recipe.model };
}

/** One file as upstream publishes it, pinned byte for byte. */
export type UpstreamFile = z.infer<typeof upstreamFile>;

/** How the upstream files become one ONNX file. */
export type Recipe = z.infer<typeof recipe>;

export interface CatalogueEntry {
  readonly title: string;
  /** SPDX identifier of the weights' licence. */
  readonly licence: string;
  /** Address of the project that trained the model. */
  readonly source: string;
  readonly files: readonly UpstreamFile[];
  readonly recipe: Recipe;
  /** What the app needs; its `name` is the entry's name. */
  readonly description: DetectorDescription;
}

export interface Catalogue {
  readonly defaultDetector: string;
  readonly detectors: readonly CatalogueEntry[];
}

/**
 * Reads a catalogue and its class lists.
 * @throws Error that names file, entry and field, one line for each fault.
 */
export async function loadCatalogue(file = CATALOGUE_FILE): Promise<Catalogue> {
  const { defaultDetector, detectors } = await readChecked(file, catalogue);
  return {
    defaultDetector,
    detectors: await Promise.all(
      detectors.map(async ({ title, licence, source, files, import: recipe, classes, ...description }) => ({
        title,
        licence,
        source,
        files,
        recipe,
        description: {
          ...description,
          classes: await readChecked(resolve(dirname(file), classes), classList),
        },
      })),
    ),
  };
}

/** @throws Error listing the names that there are when none fits. */
export function findEntry({ detectors }: Catalogue, name: string): CatalogueEntry {
  const found = detectors.find((detector) => detector.description.name === name);
  if (found) return found;
  const names = detectors.map((detector) => detector.description.name).join(', ');
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
  if (list !== 'detectors' || typeof index !== 'number') return path.join('.') || 'the whole file';
  const name = (data as { detectors: { name?: unknown }[] }).detectors[index]?.name;
  const entryName = typeof name === 'string' ? `entry ${name}` : `entry number ${index + 1}`;
  return field.length > 0 ? `${entryName}, ${field.join('.')}` : entryName;
}
