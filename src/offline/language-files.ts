/**
 * The files of languages: one for each, with all that is spoken and written in it. There are many and a person uses one
 * or two, so they don't belong to the shell: a file is stored when it is first loaded. English is part of the shell,
 * because it is what the app falls back on.
 *
 * Runs in the page, in the service worker, and in the build, which names the files. Addresses are relative to
 * `location`; page and service worker both lie in the app's base folder.
 */

/** The number goes up when the way of storing changes, not when languages do. */
export const LANGUAGE_CACHE = 'nearsay-languages-1';

const SOURCE_FILE = /\/(?:phrases|labels)\/([a-z]{2,3})\.ts$/;

const LANGUAGE_FILE = /^assets\/language-([a-z]{2,3})-[\w-]+\.js$/;

/**
 * The chunk of the build that a source file belongs to, without folder and hash, or null when it is no language's own,
 * or English's.
 * @param path of the source file
 */
export function languageChunk(path: string): string | null {
  const language = SOURCE_FILE.exec(path)?.[1];
  return language === undefined || language === 'en' ? null : `language-${language}`;
}

/** The primary subtag of the language that a built file holds, or null when it is no language's file. */
export function languageInPath(path: string): string | null {
  return LANGUAGE_FILE.exec(path)?.[1] ?? null;
}

/** The same for an address; null also when it isn't one of this app. */
export function languageInUrl(url: string): string | null {
  const folder = new URL('./', location.href).href;
  return url.startsWith(folder) ? languageInPath(url.slice(folder.length)) : null;
}

/**
 * The languages that a new version has to bring: those that the person had in the former one, and the device's own,
 * which the page of a first visit loads before the service worker is there to see it.
 * @param available those that have a file
 * @param stored by whichever version
 * @param deviceTag BCP 47; matched by its primary subtag, as the page does
 */
export function languagesToStore(
  available: Iterable<string>,
  stored: ReadonlySet<string>,
  deviceTag: string,
): string[] {
  const own = deviceTag.toLowerCase().split(/[-_]/, 1)[0];
  return [...available].filter((language) => stored.has(language) || language === own);
}

/** The languages of which a file is stored, of this version or another one. */
export async function storedLanguages(): Promise<Set<string>> {
  const requests = (await caches.has(LANGUAGE_CACHE)) ? await (await caches.open(LANGUAGE_CACHE)).keys() : [];
  return new Set(requests.flatMap(({ url }) => languageInUrl(url) ?? []));
}

/**
 * The file from storage, or else from the network, and then it is stored if the browser lets it.
 * @throws TypeError when it isn't stored and there is no network
 */
export async function languageFile(url: string): Promise<Response> {
  const stored = await storedFile(url);
  if (stored) return stored;
  const response = await fetch(url);
  if (response.ok) await keep(url, response.clone()).catch(() => undefined);
  return response;
}

/** @throws when the file can't be had, or not be stored */
export async function storeLanguageFile(url: string): Promise<void> {
  await languageFile(url);
  if (!(await storedFile(url))) throw new Error(`Not stored: ${url}`);
}

function storedFile(url: string): Promise<Response | undefined> {
  return caches.match(url, { cacheName: LANGUAGE_CACHE });
}

async function keep(url: string, response: Response): Promise<void> {
  const cache = await caches.open(LANGUAGE_CACHE);
  await cache.put(url, response);
}

/** Deletes the files of this app that aren't among `urls`. Other apps of the same origin keep theirs. */
export async function removeOtherLanguageFiles(urls: ReadonlySet<string>): Promise<void> {
  if (!(await caches.has(LANGUAGE_CACHE))) return;
  const cache = await caches.open(LANGUAGE_CACHE);
  for (const { url } of await cache.keys()) if (languageInUrl(url) && !urls.has(url)) await cache.delete(url);
}
