import { describe, expect, test } from 'vitest';
import { lacksModels, lacksShared, sharedPath } from '../shared-data';
import { runScript } from './run-script';

const COCO128 = 'data/public/coco128_val';

/**
 * Box AP of NanoDet-Plus-m 1.5x at 416 on these photos: what must be reached, and what pycocotools gave for the
 * reference conversion with another pipeline (one label for each cell, pixels rounded to 8 bits after scaling).
 */
const LEAST_AP = 0.385;
const REFERENCE_AP = 0.391;

/** More than the two pipelines can differ by; a larger gain would be a fault of the measuring. */
const BELIEVABLE_DIFFERENCE = 0.015;

const LIMIT_MS = 240_000;

interface Output {
  readonly model: string;
  readonly size: number;
  readonly sets: readonly { readonly set: string; readonly photos: number; readonly ap: number }[];
}

describe.skipIf(lacksModels() || lacksShared(COCO128))('npm run eval -- --json', () => {
  test(
    'measures the AP that the reference conversion has',
    async () => {
      const { status, stdout } = await runScript('evaluate.ts', ['--json', '--data', sharedPath(COCO128)]);
      expect(status).toBe(0);
      const { size, sets } = JSON.parse(stdout) as Output;
      expect(size).toBe(416);
      expect(sets).toMatchObject([{ set: 'coco128_val', photos: 73 }]);
      expect(sets[0]!.ap).toBeGreaterThanOrEqual(LEAST_AP);
      expect(Math.abs(sets[0]!.ap - REFERENCE_AP)).toBeLessThanOrEqual(BELIEVABLE_DIFFERENCE);
    },
    LIMIT_MS,
  );
});

describe('npm run eval', () => {
  test(
    'says what is missing where there is no labelled data',
    async () => {
      const { status, stdout, stderr } = await runScript('evaluate.ts', ['--data', 'nowhere']);
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      expect(stderr).toContain("nowhere/instances.json can't be read");
      expect(stderr).toContain('--data');
    },
    LIMIT_MS,
  );
});
