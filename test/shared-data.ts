/** The photos, videos and yardstick models that tests and evaluation use; they are not part of the project. */

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

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
