/** What a host of the app should send, for our own server and for hosts that read a `_headers` file. */

import { SECURITY_HEADERS } from '../src/offline/security-headers.ts';

/** These never change under their names, which hold a hash of their content. */
const HASHED_FILE = /\/assets\/|\/models\/[^/]+\.part$/;

const FOR_EVER = 'public, max-age=31536000, immutable';

/** May be stored, but is asked for each time: start page, service worker and lists must never be old ones. */
const ASK_EACH_TIME = 'no-cache';

/** The Cache-Control header of a file, by its path, with a slash in front. */
export function cacheControl(pathname: string): string {
  return HASHED_FILE.test(pathname) ? FOR_EVER : ASK_EACH_TIME;
}

/**
 * The file `_headers`, which Netlify and Cloudflare Pages read (https://docs.netlify.com/manage/routing/headers/,
 * https://developers.cloudflare.com/pages/configuration/headers/); both ask for the rest each time by themselves.
 */
export function headersFile(): string {
  return [
    '/*',
    ...Object.entries(SECURITY_HEADERS).map(([name, value]) => `  ${name}: ${value}`),
    '/assets/*',
    `  Cache-Control: ${FOR_EVER}`,
    '',
  ].join('\n');
}
