/** Reads the models that the app serves, for commands that run without a browser. */

import { isDeepStrictEqual } from 'node:util';
import type { DetectorDescription, ModelManifest, ServedModel } from '../src/scene/model-description';
import { buildModels, readManifest, type BuildOptions } from './build';
import { findEntry, loadCatalogue } from './catalogue';
import { fingerprintOf } from './fingerprint';
import { joinParts } from './parts';
import { placesFrom } from './places';

export interface ModelFile {
  readonly description: DetectorDescription;
  /** The ONNX file. */
  readonly bytes: Uint8Array;
}

/**
 * Joins and verifies a served model. What is missing, damaged or not what the catalogue says (any more) is built
 * first; messages about that go to the error stream.
 * @param name a catalogue entry; the catalogue's default detector when left out
 * @param options for the case that something must be built
 * @throws Error naming the models there are when the name is unknown; BuildFailure when it can't be built
 */
export async function readServedModel(
  name?: string,
  places = placesFrom(),
  options: BuildOptions = {},
): Promise<ModelFile> {
  const catalogue = options.catalogue ?? (await loadCatalogue());
  const entry = findEntry(catalogue, name ?? catalogue.defaultDetector);
  const { description } = entry;
  const { name: only } = description;

  const served = findModel(await readManifest(places.output), only);
  const isCurrent =
    served?.madeFrom === (await fingerprintOf(entry)) && isDeepStrictEqual(served.description, description);
  const kept = isCurrent && (await joinParts(places.output, served).catch(() => null));
  if (kept) return { description, bytes: kept };

  const { manifest } = await buildModels({ tell: console.error, ...options, catalogue, places, only });
  return { description, bytes: await joinParts(places.output, findModel(manifest, only)!) };
}

function findModel(manifest: ModelManifest | null, name: string): ServedModel | undefined {
  return manifest?.detectors.find((model) => model.description.name === name);
}
