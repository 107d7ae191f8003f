import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { languageChunk } from '../src/offline/language-files.ts';
import { PAGE_CONTENT_SECURITY_POLICY } from '../src/offline/security-headers.ts';
import { headersFile } from './hosting.ts';
import { webAppManifest } from './web-app-manifest.ts';

/** The runtime's .wasm (14.2 MB in onnxruntime-web 1.30) belongs to the precached shell: without it nothing is seen. */
const RUNTIME_WASM_LIMIT_BYTES = 20_000_000;

/** Everything that makes a build of the page work offline and be safe on any host. */
export function offlinePlugins(publicFolder: string, serviceWorkerFolder = 'src/offline'): Plugin[] {
  return [
    contentSecurityPolicy(),
    languageChunks(),
    hostHeaders(),
    licences(),
    ...VitePWA({
      strategies: 'injectManifest',
      srcDir: serviceWorkerFolder,
      filename: 'service-worker.ts',
      injectRegister: null,
      manifest: webAppManifest(publicFolder),
      // The system fetches the icons when it installs the app; the page needs the mark only.
      includeManifestIcons: false,
      injectManifest: {
        rollupFormat: 'iife',
        // The only .json is the list of models; their parts are stored apart.
        globPatterns: ['**/*.{html,js,mjs,css,wasm,svg,json}'],
        maximumFileSizeToCacheInBytes: RUNTIME_WASM_LIMIT_BYTES,
      },
    }),
  ];
}

/** Not while developing: Vite's own client needs more than the policy allows. */
function contentSecurityPolicy(): Plugin {
  const attrs = { 'http-equiv': 'Content-Security-Policy', content: PAGE_CONTENT_SECURITY_POLICY };
  return {
    name: 'nearsay:content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [{ tag: 'meta', attrs, injectTo: 'head-prepend' }],
  };
}

/**
 * One file for each language, by whose name the service worker knows it: it is stored only where it is used. An entry
 * that awaits at its top would get a second file for each, which lead to these and belong to the shell (rolldown 1.2).
 */
function languageChunks(): Plugin {
  return {
    name: 'nearsay:language-chunks',
    apply: 'build',
    config: () => ({
      build: {
        rolldownOptions: {
          output: { codeSplitting: { groups: [{ name: languageChunk, debugName: 'languages' }] } },
        },
      },
    }),
  };
}

function hostHeaders(): Plugin {
  return {
    name: 'nearsay:host-headers',
    apply: 'build',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: '_headers', source: headersFile() });
    },
  };
}

/** The licences of what ships ask that their texts go with it. */
function licences(): Plugin {
  return {
    name: 'nearsay:licences',
    apply: 'build',
    generateBundle() {
      for (const fileName of ['LICENSE', 'NOTICE'])
        this.emitFile({ type: 'asset', fileName, source: readFileSync(fileName, 'utf8') });
    },
  };
}
