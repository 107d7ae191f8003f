/** Says what a served model was made from, so that a build sees without upstream's files whether that changed. */

import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { CatalogueEntry } from './catalogue';
import { sha256 } from './integrity';

const IMPORTER = resolve(import.meta.dirname, 'import');

/**
 * Hexadecimal SHA-256 over all that decides which bytes the import gives: the recipe, the names of input and output,
 * upstream's files by name and hash, and the sources of the importer. What only describes the model (title, classes,
 * scores ...) has no part in it.
 * @param importer folder of the importer's sources
 */
export async function fingerprintOf(
  { recipe, description, files }: CatalogueEntry,
  importer = IMPORTER,
): Promise<string> {
  const madeFrom = {
    recipe,
    input: description.input.name,
    output: description.output.name,
    files: files.map((file) => [file.name, file.sha256]),
    importer: await readSources(importer),
  };
  return sha256(new TextEncoder().encode(JSON.stringify(madeFrom)));
}

/** Path and text of every source but the tests, in an order that is the same on every machine. */
async function readSources(folder: string): Promise<[path: string, text: string][]> {
  const paths = (await readdir(folder, { recursive: true }))
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .sort();
  return Promise.all(
    paths.map(async (path): Promise<[string, string]> => [
      path,
      await readFile(resolve(folder, path), 'utf8'),
    ]),
  );
}
