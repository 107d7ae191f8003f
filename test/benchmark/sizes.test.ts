import { describe, expect, test } from 'vitest';
import type { FileSize } from '../../scripts/size';
import { sizeReport } from './sizes';

const app = (path: string, bytes: number): FileSize => ({ path, bytes, kind: 'app' });

const FILES: FileSize[] = [
  { path: 'models/aa.part', bytes: 2_000_000, kind: 'model' },
  { path: 'models/bb.part', bytes: 500_000, kind: 'model' },
  { path: 'assets/ort-wasm-simd-threaded-DcHrbrbl.wasm', bytes: 2_300_000, kind: 'runtime' },
  { path: 'assets/ort-wasm-simd-threaded-qyIweqWS.mjs', bytes: 8_000, kind: 'runtime' },
  app('assets/vision-worker-BKssSd8T.js', 18_000),
  app('assets/index-CR1jakpt.js', 9_000),
  app('assets/language-de-570zv5ON.js', 2_000),
  app('assets/en-570zv5ON.js', 1_000),
  app('assets/index-CxNX7l-X.css', 400),
  app('service-worker.js', 6_000),
  app('index.html', 500),
  app('icons/icon-192.png', 3_000),
  app('manifest.webmanifest', 400),
  app('models/manifest.json', 1_200),
  app('licences.txt', 100),
];

describe('the sizes of a first visit', () => {
  const { groups, firstVisit, app: ours } = sizeReport(FILES);

  test('are told by what the files are', () => {
    expect(groups).toEqual([
      { title: 'model', bytes: 2_500_000, files: 2 },
      { title: 'ONNX Runtime', bytes: 2_308_000, files: 2 },
      { title: 'vision worker', bytes: 18_000, files: 1 },
      { title: 'service worker', bytes: 6_000, files: 1 },
      { title: 'languages', bytes: 3_000, files: 2 },
      { title: 'other JavaScript', bytes: 9_000, files: 1 },
      { title: 'styles', bytes: 400, files: 1 },
      { title: 'HTML', bytes: 500, files: 1 },
      { title: 'icons and manifests', bytes: 4_600, files: 3 },
      { title: 'everything else', bytes: 100, files: 1 },
    ]);
  });

  test('leave no file out', () => {
    expect(groups.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(firstVisit.bytes);
  });

  test('are shares of the budgets: 8 MB for everything, 105 kB for what is ours', () => {
    expect(firstVisit).toEqual({ bytes: 4_849_600, share: 4_849_600 / 8_000_000 });
    expect(ours).toEqual({ bytes: 41_600, share: 41_600 / 105_000 });
  });
});
