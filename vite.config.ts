import { existsSync } from 'node:fs';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { offlinePlugins } from './scripts/offline-build.ts';
import { ISOLATION_HEADERS } from './src/offline/security-headers.ts';
import { browserLaunchOptions } from './test/browser.ts';

/**
 * Chooses the build of ONNX Runtime that takes its .wasm and .mjs by URL, so that the bundle holds one runtime and
 * no dead copies of it (onnxruntime-web's own export condition; it must come first).
 */
const ONNX_RUNTIME_EXTERN_WASM = 'onnxruntime-web-use-extern-wasm';

/** Chromium's own moving test picture as the camera, allowed without a question. */
const FAKE_CAMERA = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

/** Found by the tests only while they run: bundled too late, they would reload the page under a test. */
const BUNDLED_FOR_TESTS = [
  '@lit/localize',
  'axe-core',
  'comlink',
  'idb',
  'lit',
  'lit/decorators.js',
  'lit/directives/keyed.js',
  'onnxruntime-web/wasm',
  'workbox-window',
];

/** In CI a missing model is a failure, never a skip. */
const LACKS_MODELS = !process.env.CI && !existsSync('public/models/manifest.json');

export default defineConfig({
  base: './',
  resolve: { conditions: [ONNX_RUNTIME_EXTERN_WASM, 'module', 'browser', 'development|production'] },
  worker: {
    format: 'es',
    // ONNX Runtime's own JavaScript lies beside its WebAssembly, so that each update of ours leaves it in the cache.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'ort-interface', test: /onnxruntime/ }] } },
    },
  },
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { headers: ISOLATION_HEADERS },
  plugins: [offlinePlugins('public')],
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['{src,models,scripts,test}/**/*.test.ts'],
          exclude: ['**/*.browser.test.ts', 'test/end-to-end/**'],
        },
      },
      {
        extends: true,
        optimizeDeps: { include: BUNDLED_FOR_TESTS },
        test: {
          name: 'component',
          provide: { lacksModels: LACKS_MODELS },
          include: ['src/**/*.browser.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: browserLaunchOptions(FAKE_CAMERA) }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        extends: true,
        test: {
          name: 'end-to-end',
          environment: 'node',
          include: ['test/end-to-end/**/*.test.ts'],
          globalSetup: './test/end-to-end/global-setup.ts',
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
