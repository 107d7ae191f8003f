/** A served model in parts: small enough to be resumed one by one, each named by its own hash. */

import { randomUUID } from 'node:crypto';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelPart, ServedModel } from '../src/scene/model-description';
import { findFault, sha256 } from './integrity';

/** A part that is lost on a bad connection costs about a second at 10 Mbit/s. */
const PART_BYTES = 1024 * 1024;

export const partFileName = (part: ModelPart) => `${part.sha256}.part`;

/** Cuts a file into parts of 1 MiB; the last one holds the rest. */
export function cut(file: Uint8Array): { part: ModelPart; bytes: Uint8Array }[] {
  return Array.from({ length: Math.ceil(file.length / PART_BYTES) }, (_, index) => {
    const bytes = file.subarray(index * PART_BYTES, (index + 1) * PART_BYTES);
    return { part: { sha256: sha256(bytes), bytes: bytes.length }, bytes };
  });
}

/** @throws Error naming the part that is missing or damaged. */
async function readPart(folder: string, part: ModelPart): Promise<Uint8Array> {
  const name = partFileName(part);
  const bytes = await readFile(join(folder, name)).catch(() => {
    throw new Error(`The part ${name} is missing.`);
  });
  const fault = findFault(bytes, part);
  if (fault) throw new Error(`The part ${name} is damaged: ${fault}.`);
  return bytes;
}

/**
 * Joins a served model's parts to its ONNX file.
 * @throws Error saying what is missing or damaged.
 */
export async function joinParts(
  folder: string,
  model: ServedModel<{ readonly name: string }>,
): Promise<Uint8Array> {
  const parts = await Promise.all(model.parts.map((part) => readPart(folder, part)));
  const bytes = new Uint8Array(Buffer.concat(parts));
  const fault = findFault(bytes, model);
  if (fault) throw new Error(`The served model ${model.description.name} is damaged: ${fault}.`);
  return bytes;
}

/** Removes the folder's parts that are not among those to keep. @returns how many were removed. */
export async function removeOtherParts(folder: string, keep: readonly ModelPart[]): Promise<number> {
  const kept = new Set(keep.map(partFileName));
  const stale = (await readdir(folder)).filter((name) => name.endsWith('.part') && !kept.has(name));
  await Promise.all(stale.map((name) => rm(join(folder, name), { force: true })));
  return stale.length;
}

/**
 * Writes a file so that a reader sees it whole or not at all.
 * @param mode who may read and write it, as `chmod` counts; what the process usually allows when left out
 */
export async function writeWhole(path: string, content: Uint8Array | string, mode = 0o666): Promise<void> {
  const temporary = `${path}.${randomUUID()}.new`;
  await writeFile(temporary, content, { mode });
  await rename(temporary, path);
}
