/** Reads the models that the app serves, for commands that run without a browser. */

import type { DetectorDescription, ModelManifest } from '../src/scene/model-description';
import { buildModels, readManifest, type BuildOptions } from './build';
import { findFault } from './integrity';
import { readPart } from './parts';
import { placesFrom } from './places';

export interface ModelFile {
  readonly description: DetectorDescription;
  /** The ONNX file. */
  readonly bytes: Uint8Array;
}

/**
 * Joins and verifies a served model. What is missing or damaged is built first; messages about that go to the error
 * stream.
 * @param name a catalogue entry; the default detector when left out
 * @param options for the case that something must be built
 * @throws Error naming the models there are when the name is unknown; BuildFailure when it can't be built
 */
export async function readServedModel(
  name?: string,
  places = placesFrom(),
  options: BuildOptions = {},
): Promise<ModelFile> {
  const manifest = await readManifest(places.output);
  const served = manifest && (await join(manifest, name, places.output).catch(() => null));
  if (served) return served;
  const report = await buildModels({ tell: console.error, ...options, places, ...(name && { only: name }) });
  return join(report.manifest, name, places.output);
}

async function join(manifest: ModelManifest, name: string | undefined, folder: string): Promise<ModelFile> {
  const wanted = name ?? manifest.defaultDetector;
  const model = manifest.detectors.find(({ description }) => description.name === wanted);
  if (!model) throw new Error(`The served models do not include "${wanted}".`);
  const parts = await Promise.all(model.parts.map((part) => readPart(folder, part)));
  const bytes = new Uint8Array(Buffer.concat(parts));
  const fault = findFault(bytes, model);
  if (fault) throw new Error(`The served model ${wanted} is damaged: ${fault}.`);
  return { description: model.description, bytes };
}
