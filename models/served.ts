/** Reads the models that the app serves, for commands that run without a browser. */

import { isDeepStrictEqual } from 'node:util';
import type {
  DepthDescription,
  DetectorDescription,
  ModelManifest,
  ServedModel,
} from '../src/scene/model-description';
import { buildModels, readManifest, type BuildOptions } from './build';
import { findEntry, loadCatalogue, type CatalogueEntry, type ModelDescription } from './catalogue';
import { fingerprintOf } from './fingerprint';
import { joinParts } from './parts';
import { placesFrom, type Places } from './places';

export interface ModelFile<Description = DetectorDescription> {
  readonly description: Description;
  /** The ONNX file. */
  readonly bytes: Uint8Array;
}

/**
 * Joins and verifies a served detector. What is missing, damaged or not what the catalogue says (any more) is built
 * first; messages about that go to the error stream.
 * @param name a catalogue entry; the catalogue's default detector when left out
 * @param options for the case that something must be built
 * @throws Error naming the detectors there are when the name is unknown; BuildFailure when it can't be built
 */
export async function readServedModel(
  name?: string,
  places = placesFrom(),
  options: BuildOptions = {},
): Promise<ModelFile> {
  const catalogue = options.catalogue ?? (await loadCatalogue());
  const entry = findEntry(catalogue.detectors, name ?? catalogue.defaultDetector);
  const { name: only } = entry.description;
  const find = (manifest: ModelManifest | null) =>
    manifest?.detectors.find(({ description }) => description.name === only);
  return read(entry, find, places, { ...options, catalogue, only });
}

/**
 * The same for the depth network.
 * @returns null when the catalogue has none
 * @throws BuildFailure when it can't be built
 */
export async function readServedDepth(
  places = placesFrom(),
  options: BuildOptions = {},
): Promise<ModelFile<DepthDescription> | null> {
  const catalogue = options.catalogue ?? (await loadCatalogue());
  const { depth: entry } = catalogue;
  if (!entry) return null;
  // Where nothing is served yet, a detector must be built too: a depth network alone is of no use to the app.
  const only = (await readManifest(places.output)) && { only: entry.description.name };
  return read(entry, (manifest) => manifest?.depth ?? undefined, places, { ...options, catalogue, ...only });
}

async function read<Description extends ModelDescription>(
  entry: CatalogueEntry<Description>,
  find: (manifest: ModelManifest | null) => ServedModel<Description> | undefined,
  places: Places,
  options: BuildOptions,
): Promise<ModelFile<Description>> {
  const { description } = entry;
  const served = find(await readManifest(places.output));
  const isCurrent =
    served?.madeFrom === (await fingerprintOf(entry)) && isDeepStrictEqual(served.description, description);
  const kept = isCurrent && (await joinParts(places.output, served).catch(() => null));
  if (kept) return { description, bytes: kept };

  const { manifest } = await buildModels({ tell: console.error, ...options, places });
  return { description, bytes: await joinParts(places.output, find(manifest)!) };
}
