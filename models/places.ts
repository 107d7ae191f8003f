/** Where models are kept on the machine that builds. */

import { homedir } from 'node:os';
import { resolve } from 'node:path';

const PROJECT = resolve(import.meta.dirname, '..');

/** In the served folder: what of the models is there (ModelManifest). */
export const MANIFEST_NAME = 'manifest.json';

export interface Places {
  /** Our own cache of upstream files, one per SHA-256. */
  readonly cache: string;
  /** A folder with upstream files to copy from: `<mirror>/<model>/original/<file>`. It need not exist. */
  readonly mirror: string;
  /** What the app serves. */
  readonly output: string;
}

/**
 * NEARSAY_CACHE sets the cache (else the user's cache folder, by the XDG Base Directory specification),
 * NEARSAY_MIRROR the mirror (else `models` in NEARSAY_SHARED, else `../shared/models` beside the project).
 */
export function placesFrom(environment: NodeJS.ProcessEnv = process.env): Places {
  const { NEARSAY_CACHE, NEARSAY_MIRROR, NEARSAY_SHARED, XDG_CACHE_HOME } = environment;
  return {
    cache: resolve(
      PROJECT,
      NEARSAY_CACHE || resolve(XDG_CACHE_HOME || resolve(homedir(), '.cache'), 'nearsay'),
    ),
    mirror: resolve(PROJECT, NEARSAY_MIRROR || resolve(PROJECT, NEARSAY_SHARED || '../shared', 'models')),
    output: resolve(PROJECT, 'public/models'),
  };
}
