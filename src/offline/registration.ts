/**
 * The page's side of the service worker: readiness, updates, and isolation on hosts that can't give it.
 *
 * First visit. The service worker stores the app and takes the page over: `onReady`. Nothing is reloaded for that; only
 * the language that the page has loaded meanwhile is asked for once more, so that the worker stores it.
 *
 * Host without isolation headers. WebAssembly then has one thread only. A page that comes from our service worker is
 * isolated, so once the worker is there one reload is enough: `ensureIsolation`. Every later visit comes from the
 * worker anyway.
 *
 * Update. The browser finds a new version, the worker stores it beside the running one and waits: `onUpdateOffered`,
 * once for each version. Only when the person says yes, `applyUpdate` lets it take over, and this page reloads. Other
 * open pages of the app go on with what they have loaded and are told: `onReplaced`.
 */

import { Workbox } from 'workbox-window';
import { languageInUrl } from './language-files';
import { trustedScriptUrl } from './trusted-script-url';

const SERVICE_WORKER = 'service-worker.js';

/** In sessionStorage while a reload for isolation is under way: a second one would be the start of a loop. */
const RELOADED_FOR_ISOLATION = 'nearsay-reloaded-for-isolation';

export interface OfflineEvents {
  /** The first visit has stored the app. Models are apart: ask `isModelStored`. */
  readonly onReady?: () => void;
  /** A new version is stored and waits for `applyUpdate`. May come at start, or at any time. */
  readonly onUpdateOffered?: () => void;
  /**
   * Another page of the app has applied an update: this one should reload at the next quiet moment, for the files
   * that it hasn't loaded yet may be gone.
   */
  readonly onReplaced?: () => void;
}

export interface Offline {
  /** Lets the waiting version take over, then reloads this page; nothing happens when none is waiting. */
  applyUpdate(): void;
  /** Looks for a new version, as the browser does by itself at each start. Silent without network. */
  checkForUpdate(): Promise<void>;
  /**
   * Makes the page cross-origin isolated if a reload can do that, and at most once. Waits until the service worker is
   * there, which on a first visit takes as long as the download of the app.
   * @param mayReload - asked just before the reload: no, once something has been spoken or started.
   * @returns whether the page is about to reload; the caller then starts nothing.
   */
  ensureIsolation(mayReload?: () => boolean): Promise<boolean>;
}

/** Call once, at start. Where there can be no service worker all of it does nothing. */
export function registerOffline(events: OfflineEvents = {}): Offline {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return NO_SERVICE_WORKER;

  const workbox = new Workbox(trustedScriptUrl(SERVICE_WORKER));
  let isReloadWanted = false;
  let wasControlled = navigator.serviceWorker.controller !== null;

  workbox.addEventListener('activated', (event) => {
    if (!event.isUpdate && !event.isExternal) events.onReady?.();
  });
  workbox.addEventListener('controlling', () => {
    if (isReloadWanted) location.reload();
    else if (wasControlled) events.onReplaced?.();
    else storeLoadedLanguages();
    wasControlled = true;
  });

  // At once: on hosts without headers the reload for isolation waits for it. Refused (private windows, certificates
  // that the browser doesn't trust), the app works online as before.
  const registration = workbox.register({ immediate: true }).catch(() => undefined);
  void registration.then((found) => found && watchForUpdates(found, () => events.onUpdateOffered?.()));

  return {
    applyUpdate() {
      isReloadWanted = true;
      workbox.messageSkipWaiting();
    },
    async checkForUpdate() {
      await registration;
      await workbox.update().catch(() => undefined);
    },
    async ensureIsolation(mayReload = () => true) {
      if (globalThis.crossOriginIsolated) {
        noteReload(false);
        return false;
      }
      return reloadOnce(await registration, mayReload);
    },
  };
}

const NO_SERVICE_WORKER: Offline = {
  applyUpdate: () => undefined,
  checkForUpdate: () => Promise.resolve(),
  ensureIsolation: () => Promise.resolve(false),
};

/**
 * A language that the page asked for before the service worker took it over passes that by, even if it comes later: asked
 * for again, mostly from the browser's own cache, it is stored.
 */
function storeLoadedLanguages(): void {
  const asked = new Set<string>();
  const observer = new PerformanceObserver((loaded) => {
    for (const { name } of loaded.getEntries()) {
      if (!languageInUrl(name) || asked.has(name)) continue;
      asked.add(name);
      fetch(name).catch(() => undefined);
    }
  });
  observer.observe({ type: 'resource', buffered: true });
}

/**
 * Tells of each version that waits, one that waits already included. Not by workbox-window's event `waiting`: it stops
 * listening after the first version that comes later than a minute after registration, or after another one.
 */
function watchForUpdates(registration: ServiceWorkerRegistration, onWaiting: () => void): void {
  if (registration.waiting) onWaiting();
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing;
    worker?.addEventListener('statechange', () => {
      // Without an active one it is the first version of all, which doesn't wait.
      if (worker.state === 'installed' && registration.active) onWaiting();
    });
  });
}

async function reloadOnce(
  registration: ServiceWorkerRegistration | undefined,
  mayReload: () => boolean,
): Promise<boolean> {
  if (!registration || wasReloaded()) return false;
  if (!(await becomesActive(registration)) || !mayReload()) return false;
  noteReload(true);
  location.reload();
  return true;
}

/** Whether the registration has an active worker, waiting for a first one to be installed; false when that fails. */
async function becomesActive(registration: ServiceWorkerRegistration): Promise<boolean> {
  const { active, installing, waiting } = registration;
  if (active) return true;
  const worker = installing ?? waiting;
  if (!worker) return false;
  return new Promise((resolve) => {
    worker.addEventListener('statechange', () => {
      if (worker.state === 'activated') resolve(true);
      if (worker.state === 'redundant') resolve(false);
    });
  });
}

/** A browser that refuses sessionStorage can't guard against a loop, so there it counts as reloaded already. */
function wasReloaded(): boolean {
  try {
    return sessionStorage.getItem(RELOADED_FOR_ISOLATION) !== null;
  } catch {
    return true;
  }
}

function noteReload(isUnderWay: boolean): void {
  try {
    if (isUnderWay) sessionStorage.setItem(RELOADED_FOR_ISOLATION, 'yes');
    else sessionStorage.removeItem(RELOADED_FOR_ISOLATION);
  } catch {
    // Refused storage: see wasReloaded.
  }
}
