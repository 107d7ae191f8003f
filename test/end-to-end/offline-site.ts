/** Builds the probe page (`offline-page/`) as the app is built, with small made-up models, for the offline tests. */

import { createHash } from 'node:crypto';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Plugin, build } from 'vite';
import { offlinePlugins } from '../../scripts/offline-build';
import type { ModelManifest, ServedDepthModel, ServedModel } from '../../src/scene/model-description';

const PROJECT = resolve(import.meta.dirname, '../..');

/** Larger than a chunk of a stream, so that a download can break off in the middle of a part. */
const PART_BYTES = 300_000;

export interface FakeModel {
  readonly served: ServedModel;
  readonly parts: readonly Buffer[];
  /** It is the depth network, not a detector. */
  readonly isDepth?: true;
}

/** A "model" whose parts are made from a letter each: models that share letters share parts. */
export function fakeModel(name: string, letters: string): FakeModel {
  const parts = [...letters].map((letter) => Buffer.alloc(PART_BYTES, `${letter} is not a network. `));
  const whole = Buffer.concat(parts);
  const described = { description: { name }, title: name, licence: 'none' } as ServedModel;
  const served = {
    ...described,
    bytes: whole.length,
    sha256: sha256(whole),
    parts: parts.map((part) => ({ sha256: sha256(part), bytes: part.length })),
  };
  return { served, parts };
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * @param folder - gets the finished site; whatever was in it is replaced.
 * @param models - the first one is the default detector.
 */
export async function buildSite(
  folder: string,
  version: string,
  models: readonly FakeModel[],
): Promise<void> {
  const publicDir = `${folder}-public`;
  await cp(join(PROJECT, 'public/icons'), join(publicDir, 'icons'), { recursive: true });
  await writeModels(join(publicDir, 'models'), models);
  await inProduction(() =>
    build({
      configFile: false,
      root: join(import.meta.dirname, 'offline-page'),
      base: './',
      publicDir,
      define: { PROBE_VERSION: JSON.stringify(version) },
      worker: { format: 'es' },
      build: { target: 'es2022', outDir: folder, emptyOutDir: true, modulePreload: { polyfill: false } },
      plugins: [markLanguages(version), offlinePlugins(publicDir, join(PROJECT, 'src/offline'))],
      logLevel: 'error',
    }),
  );
  await rm(publicDir, { recursive: true });
}

/** Puts the version into a phrase of each language, so that two versions have different files of it. */
function markLanguages(version: string): Plugin {
  return {
    name: 'mark-languages',
    enforce: 'pre',
    transform: (code, id) =>
      /\/phrases\/[a-z]{2}\.ts$/.test(id) ? code.replace(/ far: '/, `$&${version}: `) : undefined,
  };
}

async function writeModels(folder: string, models: readonly FakeModel[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { served, parts } of models) {
    for (const [index, part] of parts.entries()) {
      await writeFile(join(folder, `${served.parts[index]!.sha256}.part`), part);
    }
  }
  const detectors = models.filter(({ isDepth }) => !isDepth).map(({ served }) => served);
  const manifest: ModelManifest = {
    defaultDetector: detectors[0]!.description.name,
    detectors,
    depth: (models.find(({ isDepth }) => isDepth)?.served as ServedDepthModel | undefined) ?? null,
  };
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
}

/** Vitest sets NODE_ENV to "test", which makes Vite's builds development builds. */
async function inProduction(action: () => Promise<unknown>): Promise<void> {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    await action();
  } finally {
    process.env.NODE_ENV = before;
  }
}
