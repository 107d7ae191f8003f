/**
 * The app's only service worker.
 *
 * On install it stores the whole app: page, code, runtime, the list of models, and the languages that the person uses
 * (`language-files.ts`). Models themselves are stored by the page, part by part with progress (`model-loading.ts`).
 * From then on everything is answered from storage, with security headers on it, so that the app is cross-origin
 * isolated even on hosts that can't send headers.
 *
 * An update is installed beside the running version, together with its models and the languages that the person had,
 * and waits until the person accepts it: what runs never changes under somebody who is walking, and going offline in
 * between loses nothing.
 */

import { PrecacheController, PrecacheRoute } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import type { ModelManifest } from '../scene/model-description';
import {
  languageFile,
  languageInPath,
  languageInUrl,
  languagesToStore,
  removeOtherLanguageFiles,
  storeLanguageFile,
  storedLanguages,
} from './language-files';
import { hashInPartUrl, modelUrl, removeOtherParts, storedPart } from './model-parts';
import { ModelFault } from './model-fault';
import { chooseDepth, chooseDetector, isModelStored, loadModel, partsOf } from './model-loading';
import { withSecurityHeaders } from './security-headers';
import { AFTER_SHARE, SHARE_TARGET, keepSharedFile } from './shared-file';

declare const self: ServiceWorkerGlobalScope;

const shell = new PrecacheController({
  plugins: [{ handlerWillRespond: async ({ response }) => withSecurityHeaders(response) }],
});

/** Addresses of this version's language files, by language. */
const languageUrls = new Map<string, string>();
for (const entry of self.__WB_MANIFEST) {
  const path = typeof entry === 'string' ? entry : entry.url;
  const language = languageInPath(path);
  if (language) languageUrls.set(language, new URL(path, location.href).href);
  else shell.addToCacheList([entry]);
}

self.addEventListener('install', (event) => event.waitUntil(install(event)));
self.addEventListener('activate', (event) => event.waitUntil(activate(event)));
self.addEventListener('message', (event) => {
  if ((event.data as { type?: unknown } | null)?.type === 'SKIP_WAITING') void self.skipWaiting();
});

async function install(event: ExtendableEvent): Promise<void> {
  await shell.install(event);
  await storeLanguages();
  const isUpdate = self.registration.active !== null;
  if (isUpdate) await storeModels();
}

/**
 * An update that lacked a language which the person has would take it away offline: fails when one can't be stored, as
 * for models.
 */
async function storeLanguages(): Promise<void> {
  const languages = languagesToStore(languageUrls.keys(), await storedLanguages(), self.navigator.language);
  for (const language of languages) await storeLanguageFile(languageUrls.get(language)!);
}

/**
 * Stores the default detector, and those that the person has in a former version: one of them may be in use. Fails when
 * one can't be stored; then the update fails, and the browser tries it again another day.
 */
async function storeModels(): Promise<void> {
  const manifest = await storedManifest();
  if (!manifest) return;
  const names = await namesOfStoredDetectors();
  const models = manifest.detectors.filter(({ description }) => names.has(description.name));
  for (const model of new Set([chooseDetector(manifest), ...models])) {
    await loadModel(model);
    if (!(await isModelStored(model))) throw new ModelFault('storage-full');
  }
  // The app does without it where it can't be had, and asks for it again at each start.
  const depth = chooseDepth(manifest);
  if (depth) await loadModel(depth).catch(() => undefined);
}

/** Detectors that are stored whole, by the list of whichever version: until an update is active, all lists are there. */
async function namesOfStoredDetectors(): Promise<Set<string>> {
  const cache = await caches.open(shell.strategy.cacheName);
  // The address of each version's list ends with its revision.
  const lists = await cache.matchAll(modelUrl('manifest.json'), { ignoreSearch: true });
  const names = new Set<string>();
  for (const list of lists) {
    const { detectors } = (await list.json()) as ModelManifest;
    for (const model of detectors) if (await isModelStored(model)) names.add(model.description.name);
  }
  return names;
}

async function activate(event: ExtendableEvent): Promise<void> {
  await shell.activate(event);
  await removeOtherLanguageFiles(new Set(languageUrls.values()));
  const manifest = await storedManifest();
  if (manifest) await removeOtherParts(new Set(partsOf(manifest).map(({ sha256 }) => sha256)));
  await self.clients.claim();
}

/** The list of models of this version, or undefined when the app was built without models. */
async function storedManifest(): Promise<ModelManifest | undefined> {
  const response = await shell.matchPrecache(modelUrl('manifest.json'));
  return response?.json() as Promise<ModelManifest> | undefined;
}

/** `./?shared`, `./?start=camera` and the like are all the same page. */
registerRoute(new PrecacheRoute(shell, { ignoreURLParametersMatching: [/./] }));

registerRoute(
  ({ url }) => languageUrls.get(languageInUrl(url.href) ?? '') === url.href,
  async ({ url }) => withSecurityHeaders(await languageFile(url.href)),
);

/**
 * What is stored comes from storage. The rest comes straight through, so that the page sees it arriving; the page
 * checks and stores it.
 */
registerRoute(
  ({ url }) => hashInPartUrl(url.href) !== null,
  async ({ url, request }) => {
    const bytes = await storedPart(hashInPartUrl(url.href)!);
    return withSecurityHeaders(bytes ? new Response(bytes) : await fetch(request));
  },
);

registerRoute(
  ({ url }) => url.href === new URL(SHARE_TARGET, self.registration.scope).href,
  async ({ request }) => {
    // Should that fail, the app finds nothing to take and says so; it must open in any case.
    await keepSharedFile(request).catch(() => undefined);
    return Response.redirect(new URL(AFTER_SHARE, self.registration.scope).href, 303);
  },
  'POST',
);
