/** What a catalogue and its class lists must look like: fields, ranges, and what must agree with what. */

import { z } from 'zod';

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
  z.strictObject({
    format: z.literal('pytorch'),
    /** What `torch.save` wrote before PyTorch 1.6: the weights alone. */
    checkpoint: fileName,
    /** How they are connected. */
    network: z.enum(['tcmonodepth-small']),
  }),
]);

const decoding = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('nanodet-plus'), strides, bins: z.int().min(2) }),
  z.strictObject({ kind: z.literal('yolox'), strides }),
]);

const networkInput = z.strictObject({
  name: z.string().min(1),
  channelOrder: z.enum(['bgr', 'rgb']),
  mean: threeNumbers,
  deviation: threeNumbers.refine((values) => values.every((value) => value > 0), 'must be above zero'),
  multipleOf: sizeInPixels,
});

const detectorInput = networkInput
  .extend({
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

const depthInput = networkInput
  .extend({ shorterSide: sizeInPixels })
  .refine(({ multipleOf, shorterSide }) => shorterSide % multipleOf === 0, {
    path: ['shorterSide'],
    message: 'must be a multiple of multipleOf',
  });

export const entry = z.strictObject({
  name: modelName,
  title: z.string().min(1),
  licence: z.string().min(1),
  /** The project that trained the model and set its licence; upstream files may come from elsewhere. */
  source: z.url(),
  files: z.array(upstreamFile).min(1),
  import: recipe,
  output: z.strictObject({ name: z.string().min(1) }),
});

const detectorEntry = entry
  .extend({
    input: detectorInput,
    decoding,
    overlapThreshold: fraction,
    defaultScore: fraction,
    /** The class list, seen from the catalogue's folder: a JSON list of names in the order of the network. */
    classes: z.string().min(1),
  })
  .superRefine(expectFiles);

const depthEntry = entry.extend({ input: depthInput }).superRefine(expectFiles);

/** A recipe uses files of its own entry only. */
function expectFiles(
  { files, import: recipe }: Pick<z.infer<typeof entry>, 'files' | 'import'>,
  context: z.RefinementCtx,
): void {
  const names = files.map((file) => file.name);
  for (const [role, name] of Object.entries(filesOf(recipe))) {
    if (!names.includes(name)) {
      context.addIssue({ code: 'custom', path: ['import', role], message: `"${name}" is not among files` });
    }
  }
}

export const catalogue = z
  .strictObject({
    defaultDetector: modelName,
    detectors: z.array(detectorEntry).min(1),
    /** The one that the app uses, if any. */
    depth: depthEntry.nullable(),
  })
  .superRefine(({ defaultDetector, detectors, depth }, context) => {
    const names = detectors.map((detector) => detector.name);
    names.forEach((name, index) => {
      if (names.indexOf(name) < index) {
        context.addIssue({ code: 'custom', path: ['detectors', index, 'name'], message: 'is there twice' });
      }
    });
    if (depth && names.includes(depth.name)) {
      context.addIssue({ code: 'custom', path: ['depth', 'name'], message: 'is there twice' });
    }
    if (!names.includes(defaultDetector)) {
      context.addIssue({
        code: 'custom',
        path: ['defaultDetector'],
        message: `no entry is named "${defaultDetector}"`,
      });
    }
  });

export const classList = z
  .array(z.string().trim().min(1))
  .min(1)
  .refine((names) => new Set(names).size === names.length, 'a class is there twice');

/** One file as upstream publishes it, pinned byte for byte. */
export type UpstreamFile = z.infer<typeof upstreamFile>;

/** How the upstream files become one ONNX file. */
export type Recipe = z.infer<typeof recipe>;

/** The names of the upstream files that a recipe uses, by their part in it. */
function filesOf(recipe: Recipe): Record<string, string> {
  switch (recipe.format) {
    case 'ncnn':
      return { parameters: recipe.parameters, weights: recipe.weights };
    case 'onnx':
      return { model: recipe.model };
    case 'pytorch':
      return { checkpoint: recipe.checkpoint };
  }
}
