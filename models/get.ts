/** Gets a model's upstream files: from our own cache, else from the mirror folder, else from the entry's URLs. */

import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CatalogueEntry, UpstreamFile } from './catalogue';
import { download, type DownloadOptions } from './download';
import { findFault } from './integrity';
import type { Places } from './places';
import { createProgress } from './progress';

/** A model can't be had; the message says what was tried and what to do. */
export class ModelUnavailable extends Error {}

export interface GetOptions extends Partial<DownloadOptions> {
  /** Told, in words, when a file was found but is wrong, although another source then had it. */
  readonly warn?: (message: string) => void;
}

/**
 * @returns the entry's files by name; every one has the pinned length and SHA-256
 * @throws ModelUnavailable
 */
export async function getFiles(
  { description, files }: CatalogueEntry,
  places: Pick<Places, 'cache' | 'mirror'>,
  options: GetOptions = {},
): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  for (const file of files) found.set(file.name, await getFile(description.name, file, places, options));
  return found;
}

async function getFile(
  model: string,
  file: UpstreamFile,
  places: Pick<Places, 'cache' | 'mirror'>,
  { warn = console.error, progress = createProgress(), ...timing }: GetOptions,
): Promise<Uint8Array> {
  const folder = join(places.cache, 'upstream');
  const cached = join(folder, file.sha256);
  const mirrored = join(places.mirror, model, 'original', file.name);
  const tried: string[] = [];

  const fromCache = await readVerified(cached, file);
  if (fromCache instanceof Uint8Array) return fromCache;
  if (fromCache !== ABSENT) {
    await rm(cached, { force: true });
    warn(`The cached copy of ${file.name} is damaged and was removed: ${fromCache}.`);
  }

  const fromMirror = await readVerified(mirrored, file);
  if (fromMirror instanceof Uint8Array) return fromMirror;
  if (fromMirror !== ABSENT) warn(`${mirrored} is not used: ${fromMirror}.`);
  tried.push(`${mirrored}: ${fromMirror}`);

  await mkdir(folder, { recursive: true });
  for (const url of file.urls) {
    try {
      await download(url, file, cached, { progress, ...timing });
      return await readFile(cached);
    } catch (error) {
      // Another process that downloads the same file may have finished first and taken the partial file away.
      const meanwhile = await readVerified(cached, file);
      if (meanwhile instanceof Uint8Array) return meanwhile;
      tried.push(`${url}: ${(error as Error).message}`);
    }
  }
  throw new ModelUnavailable(
    `The file ${file.name} of the model ${model} can't be had. Tried:\n` +
      tried.map((line) => `  ${line}\n`).join('') +
      'Connect to the internet and run "npm run models" again, ' +
      `or put the file at ${mirrored} (SHA-256 ${file.sha256}).`,
  );
}

const ABSENT = 'not there';

/** @returns the bytes, or in words why they can't be used */
async function readVerified(path: string, file: UpstreamFile): Promise<Uint8Array | string> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? ABSENT : (error as Error).message;
  }
  return findFault(bytes, file) ?? bytes;
}
