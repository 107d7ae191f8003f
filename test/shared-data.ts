/**
 * What tests and evaluation use and a checkout may lack: the shared photos, videos and yardstick models, which are not
 * part of the project, and the served models, which `npm run models` makes.
 */

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { MANIFEST_NAME, placesFrom } from '../models/places';

const PROJECT_ROOT = resolve(import.meta.dirname, '..');

/** The folder of the shared data: `NEARSAY_SHARED`, or `../shared` beside the project. It may not exist. */
export const SHARED_FOLDER = resolve(PROJECT_ROOT, process.env.NEARSAY_SHARED ?? '../shared');

/** True where a test must not be skipped for want of data, a model, a browser or a voice. */
export const IN_CI = Boolean(process.env.CI);

/** The absolute path of a file in the shared folder, for instance `sharedPath('data/public/seed_photos')`. */
export function sharedPath(path: string): string {
  return resolve(SHARED_FOLDER, path);
}

/** Whether a test that needs this shared file is to be skipped: it is absent, and this is not CI. */
export function lacksShared(path: string): boolean {
  return !IN_CI && !existsSync(sharedPath(path));
}

/** Whether a test that needs a served model is to be skipped: none has been made, and this is not CI. */
export function lacksModels(): boolean {
  return !IN_CI && !existsSync(join(placesFrom().output, MANIFEST_NAME));
}
