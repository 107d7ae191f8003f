/** A page with nothing but the offline room in it, so that tests can call what the app calls. */

import { LitElement, css, html } from 'lit';
import * as modelStore from '../../../src/offline/model-store';
import { type Offline, registerOffline } from '../../../src/offline/registration';
import { takeSharedFile } from '../../../src/offline/shared-file';
import { trustedScriptUrl } from '../../../src/offline/trusted-script-url';
import { writeIn } from '../../../src/localisation/localisation';
import { loadPhrases, nearestLanguage } from '../../../src/speech/phrases/languages';
import type { WorkerReport } from './probe-worker';
import workerUrl from './probe-worker?worker&url';

/** Set by the test's build. */
declare const PROBE_VERSION: string;

/** Styles by adoptedStyleSheets and a policy for Trusted Types: what Lit needs of the page's policy. */
class ProbeElement extends LitElement {
  static override styles = css`
    :host {
      color: rgb(1, 2, 3);
    }
  `;

  override render() {
    return html`<p>Probe ${PROBE_VERSION}</p>`;
  }
}
customElements.define('probe-element', ProbeElement);

const events: string[] = [];

const parameters = new URLSearchParams(location.search);

/** Takes that language as the app does. @returns a phrase in it, which the build marks with its version */
async function sayFar(tag: string): Promise<string> {
  const [phrases] = await Promise.all([loadPhrases(tag), writeIn(nearestLanguage(tag))]);
  return phrases.distances.far;
}

function probeOf(offline: Offline) {
  return {
    version: PROBE_VERSION,
    events,
    offline,
    ...modelStore,
    takeSharedFile,
    trustedScriptUrl,
    workerUrl,
    startWorker: () =>
      new Promise<WorkerReport>((resolve, reject) => {
        const worker = new Worker(trustedScriptUrl(workerUrl), { type: 'module' });
        worker.onmessage = ({ data }: MessageEvent<WorkerReport>) => {
          resolve(data);
        };
        worker.onerror = () => {
          reject(new Error('The worker did not start.'));
        };
      }),
    /** A file that the page asks for late, maybe when a newer version is there. */
    loadLate: async () => (await import('./late')).version,
    sayFar,
  };
}

declare global {
  interface Window {
    probe: ReturnType<typeof probeOf>;
  }
}

/** Not at the top of the file: an entry that waits there gets a chunk more for each of its languages (rolldown). */
async function begin(): Promise<void> {
  // What the page loads before there is any service worker.
  const early = parameters.get('language');
  if (early !== null) events.push(await sayFar(early));

  const offline = registerOffline({
    onReady: () => events.push('ready'),
    onUpdateOffered: () => events.push('update offered'),
    onReplaced: () => events.push('replaced'),
  });
  window.probe = probeOf(offline);
  const isReloading = await offline.ensureIsolation(() => !parameters.has('stay'));
  if (!isReloading) events.push('started');
}

void begin();
