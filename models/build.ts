/**
 * `npm run models`: gets the models of the catalogue, imports and checks them, and writes what the app serves. Where
 * that is there already, nothing is done, and nothing is needed: neither upstream's files nor a connection.
 */

import { mkdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import type { ModelManifest, ServedDepthModel, ServedModel } from '../src/scene/model-description';
import {
  entriesOf,
  findEntry,
  loadCatalogue,
  type Catalogue,
  type CatalogueEntry,
  type ModelDescription,
} from './catalogue';
import { checkModel } from './check';
import { fingerprintOf } from './fingerprint';
import { getFiles, type GetOptions } from './get';
import { importModel } from './import/import-model';
import { sha256 } from './integrity';
import { cut, joinParts, partFileName, removeOtherParts, writeWhole } from './parts';
import { MANIFEST_NAME, placesFrom, type Places } from './places';

export interface BuildOptions extends GetOptions {
  /** Build this model alone; the manifest keeps the others as they are. */
  readonly only?: string;
  /** Get, import and run the models even where nothing changed. */
  readonly checkAgain?: boolean;
  readonly catalogue?: Catalogue;
  readonly places?: Places;
  /** Told, in words, what is done. */
  readonly tell?: (message: string) => void;
}

export interface BuildReport {
  /** What the folder serves now. */
  readonly manifest: ModelManifest;
  /** Names of the models that were made anew; empty when there was nothing to do. */
  readonly made: readonly string[];
}

/** Some models could not be made; the message says why, and what of it can be served all the same. */
export class BuildFailure extends Error {
  constructor(
    readonly failures: readonly Error[],
    /** What is served now: null when there is nothing. */
    readonly manifest: ModelManifest | null,
  ) {
    const outcome = manifest ? `Still served: ${namesIn(manifest)}.` : 'No model can be served.';
    super([...failures.map((failure) => failure.message), outcome].join('\n'));
  }
}

/**
 * Makes the served folder hold what the catalogue says. A model that can't be made keeps no other from being made,
 * and what was served of it before stays. Parts are written first and the manifest last and whole, so that the
 * folder is good at any moment.
 * @throws BuildFailure when upstream files can't be had, or a model can't be imported or fails its check;
 * Error when the catalogue is not right
 */
export async function buildModels(options: BuildOptions = {}): Promise<BuildReport> {
  const { only, tell = console.log, places = placesFrom() } = options;
  const catalogue = options.catalogue ?? (await loadCatalogue());
  if (only) findEntry(entriesOf(catalogue), only);
  const previous = await readManifest(places.output);
  const made: string[] = [];
  const failures: Error[] = [];

  /** What is served of an entry from now on, which may be what was served before; undefined when that is nothing. */
  async function serve<Description extends ModelDescription>(
    entry: CatalogueEntry<Description>,
    before: readonly ServedModel<Description>[],
  ): Promise<ServedModel<Description> | undefined> {
    const { name } = entry.description;
    const former = before.find(({ description }) => description.name === name);
    if (only && only !== name) return former;
    try {
      const { model, isNew } = await buildModel(entry, former, places, options);
      if (!isNew) return model;
      made.push(name);
      const parts = model.parts.length === 1 ? '1 part' : `${model.parts.length} parts of at most 1 MiB`;
      tell(`${name}: ${(model.bytes / 1e6).toFixed(2)} MB, ${parts}.`);
      return model;
    } catch (error) {
      failures.push(error as Error);
      return former;
    }
  }

  await mkdir(places.output, { recursive: true });
  const detectors: ServedModel[] = [];
  for (const entry of catalogue.detectors) {
    const model = await serve(entry, previous?.detectors ?? []);
    if (model) detectors.push(model);
  }
  const formerDepth = previous?.depth ? [previous.depth] : [];
  const depth = (catalogue.depth && (await serve(catalogue.depth, formerDepth))) ?? null;

  const manifest = composeManifest(catalogue.defaultDetector, detectors, depth);
  if (manifest) await writeManifest(places.output, manifest, previous);
  if (failures.length > 0 || !manifest) throw new BuildFailure(failures, manifest);
  return { manifest, made };
}

/** @returns the manifest in a served folder, or null when there is none that can be read */
export async function readManifest(folder: string): Promise<ModelManifest | null> {
  try {
    const manifest = JSON.parse(
      await readFile(join(folder, MANIFEST_NAME), 'utf8'),
    ) as Partial<ModelManifest>;
    const isManifest = manifest.detectors?.every((model) => model.description.name && model.parts.length);
    return isManifest ? (manifest as ModelManifest) : null;
  } catch {
    return null;
  }
}

async function buildModel<Description extends ModelDescription>(
  entry: CatalogueEntry<Description>,
  previous: ServedModel<Description> | undefined,
  places: Places,
  options: BuildOptions,
): Promise<{ model: ServedModel<Description>; isNew: boolean }> {
  const { description, title, licence } = entry;
  const madeFrom = await fingerprintOf(entry);
  const whole = previous && (await joinParts(places.output, previous).catch(() => null));
  const reusable = previous?.madeFrom === madeFrom && !options.checkAgain ? whole : null;
  const file = reusable ?? importModel(entry, await getFiles(entry, places, options));
  const pieces = cut(file);
  const model: ServedModel<Description> = {
    description,
    title,
    licence,
    madeFrom,
    bytes: file.length,
    sha256: sha256(file),
    parts: pieces.map(({ part }) => part),
  };
  const isNew = !whole || !isDeepStrictEqual(model, previous);
  if (isNew || options.checkAgain) await checkModel(file, description);
  if (isNew) {
    await Promise.all(
      pieces.map(({ part, bytes }) => writeWhole(join(places.output, partFileName(part)), bytes)),
    );
  }
  return { model, isNew };
}

/** Null without a detector: the app is of no use then. */
function composeManifest(
  defaultDetector: string,
  detectors: readonly ServedModel[],
  depth: ServedDepthModel | null,
): ModelManifest | null {
  const preferred = detectors.find(({ description }) => description.name === defaultDetector) ?? detectors[0];
  return preferred ? { defaultDetector: preferred.description.name, detectors, depth } : null;
}

async function writeManifest(
  folder: string,
  manifest: ModelManifest,
  previous: ModelManifest | null,
): Promise<void> {
  if (!isDeepStrictEqual(manifest, previous)) {
    await writeWhole(join(folder, MANIFEST_NAME), `${JSON.stringify(manifest, null, 2)}\n`);
  }
  await removeOtherParts(
    folder,
    modelsIn(manifest).flatMap((model) => model.parts),
  );
}

function modelsIn({ detectors, depth }: ModelManifest): readonly ServedModel<ModelDescription>[] {
  return depth ? [...detectors, depth] : detectors;
}

function namesIn(manifest: ModelManifest): string {
  return modelsIn(manifest)
    .map(({ description }) => description.name)
    .join(', ');
}

/** What the command says at its end. */
export function closingLine({ made, manifest }: BuildReport, folder: string, checkedAgain: boolean): string {
  const outcome = made.length > 0 ? 'Done' : checkedAgain ? 'Checked' : 'Nothing to do';
  return `${outcome}: ${folder} holds ${namesIn(manifest)}.`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: 'string' }, check: { type: 'boolean' } } });
  const places = placesFrom();
  const checkAgain = values.check ?? false;
  const report = await buildModels({ places, checkAgain, ...(values.only && { only: values.only }) });
  console.log(closingLine(report, relative(process.cwd(), places.output), checkAgain));
}

if (process.argv[1] === import.meta.filename) {
  main().catch((error: unknown) => {
    console.error((error as Error).message);
    process.exitCode = 1;
  });
}
