/**
 * A photo or video that the person shares to the app from another one. The system sends it as a form to
 * `share-target`; the service worker keeps it and opens the app, and the app takes it from here.
 */

const SHARED_CACHE = 'nearsay-shared-1';
const SHARED_FILE = 'shared-file';

/** Also in the web app manifest (`scripts/web-app-manifest.ts`): the system posts there, with this field. */
export const SHARE_TARGET = 'share-target';
export const SHARE_FIELD = 'file';

/** Where the app opens after a share: `?shared` tells it to call `takeSharedFile`. */
export const AFTER_SHARE = './?shared';

/**
 * For the service worker: keeps the file of the form that the system sent, in place of an earlier one that nobody took.
 * A form without a file leaves nothing to take; Chrome 153 on Android sends such forms
 * (https://github.com/GoogleChromeLabs/squoosh/issues/1503).
 * @throws TypeError for a form that can't be read; QuotaExceededError
 */
export async function keepSharedFile(request: Request): Promise<void> {
  const url = new URL(SHARED_FILE, location.href);
  const cache = await caches.open(SHARED_CACHE);
  // First of all: whatever goes wrong from here, the app must not take an old picture for the new one.
  await cache.delete(url);
  const file = (await request.formData()).get(SHARE_FIELD);
  if (!(file instanceof File)) return;
  const headers = { 'Content-Type': file.type, 'Content-Disposition': encodeURIComponent(file.name) };
  await cache.put(url, new Response(file, { headers }));
}

/**
 * The shared file, once: it is no longer kept afterwards. Null when there is none, also when the browser couldn't
 * keep it; the app then asks to choose the file instead.
 */
export async function takeSharedFile(): Promise<File | null> {
  try {
    const url = new URL(SHARED_FILE, location.href);
    const cache = await caches.open(SHARED_CACHE);
    const response = await cache.match(url);
    if (!response) return null;
    const name = decodeURIComponent(response.headers.get('Content-Disposition') ?? '');
    const file = new File([await response.blob()], name, {
      type: response.headers.get('Content-Type') ?? '',
    });
    await cache.delete(url);
    return file;
  } catch {
    return null;
  }
}
