/** A page with nothing but the offline room in it, so that tests can call what the app calls. */

import { LitElement, css, html } from 'lit';
import * as modelStore from '../../../src/offline/model-store';
import { type Offline, registerOffline } from '../../../src/offline/registration';
import { takeSharedFile } from '../../../src/offline/shared-file';
import { trustedScriptUrl } from '../../../src/offline/trusted-script-url';
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

const offline: Offline = registerOffline({
  onReady: () => events.push('ready'),
  onUpdateOffered: () => events.push('update offered'),
  onReplaced: () => events.push('replaced'),
});

const probe = {
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
};

declare global {
  interface Window {
    probe: typeof probe;
  }
}

window.probe = probe;

const parameters = new URLSearchParams(location.search);
const isReloading = await offline.ensureIsolation(() => !parameters.has('stay'));
if (!isReloading) events.push('started');
