import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lacksModels, lacksShared, sharedPath } from '../shared-data';
import type { LookReport } from './report';
import { type ScriptResult, runScript } from './run-script';

/** The photo of figure 3 of the paper, and the table that the paper prints for it. */
const FIGURE_3 = 'data/public/seed_photos/3627527276_6fe8cd9bfe_z.jpg';
const FIGURE_3_TABLE = [
  ['zebra', 82],
  ['zebra', 134],
  ['giraffe', 182],
  ['zebra', 207],
] as const;
const TOLERANCE_PX = 6;

const LIMIT_MS = 120_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nearsay-look-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe.skipIf(lacksModels() || lacksShared(FIGURE_3))('npm run look -- --json', () => {
  const photo = sharedPath(FIGURE_3);
  let absent: string;
  let turned: string;
  let result: ScriptResult;
  let lines: unknown[];

  beforeAll(async () => {
    absent = join(folder, 'absent.jpg');
    turned = join(folder, 'turned.jpg');
    // Stored a quarter turn clockwise; orientation 8 says that a quarter turn back makes it upright.
    await sharp(photo).rotate(90).withMetadata({ orientation: 8 }).jpeg({ quality: 98 }).toFile(turned);
    result = await runScript('look.ts', ['--json', '--pitch', '-5', '--focal', '700', absent, photo, turned]);
    lines = result.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
  }, LIMIT_MS);

  test.each([
    ['the paper’s figure 3', 1],
    ['the same photo stored turned', 2],
  ])('finds on %s what the paper prints, nearest first', (_, index) => {
    const { objects } = lines[index] as LookReport;
    expect(objects.map(({ label }) => label)).toEqual(FIGURE_3_TABLE.map(([label]) => label));
    for (const [place, [, referencePx]] of FIGURE_3_TABLE.entries()) {
      expect(Math.abs(objects[place]!.referencePx - referencePx)).toBeLessThanOrEqual(TOLERANCE_PX);
    }
  });

  test('prints one line for each photo, in their order, in the agreed shape', () => {
    expect(lines).toHaveLength(3);
    const report = lines[1] as LookReport;
    expect(Object.keys(report)).toEqual(['image', 'width', 'height', 'objects', 'ms']);
    expect(report).toMatchObject({ image: photo, width: 640, height: 476 });
    expect(lines[2]).toMatchObject({ image: turned, width: 640, height: 476 });
    expect(Object.keys(report.ms)).toEqual(['total', 'detect']);
    expect(report.ms.total).toBeGreaterThanOrEqual(report.ms.detect);
    for (const { box, referencePx, bearing, metres, ...rest } of report.objects) {
      const [left, top, width, height] = box;
      expect(referencePx).toBeCloseTo(476 - top - height, 0);
      // Focal length 700 was asked for; the pinhole camera gives the angle.
      expect(bearing).toBeCloseTo((Math.atan((left + width / 2 - 320) / 700) * 180) / Math.PI, 0);
      expect(rest).toEqual({
        label: expect.any(String) as string,
        score: expect.any(Number) as number,
        mask: null,
      });
      expect(Object.keys(metres!)).toEqual(['near', 'best', 'far']);
      expect(metres!.near).toBeGreaterThan(0);
      expect(metres!.best).toBeGreaterThanOrEqual(metres!.near);
      expect(metres!.far).toBeGreaterThanOrEqual(metres!.best);
    }
  });

  test('tells of a photo that can’t be read, goes on, and exits with 1', () => {
    expect(lines[0]).toEqual({ image: absent, error: 'There is no such file.' });
    expect(result.status).toBe(1);
  });
});

describe.skipIf(lacksModels() || lacksShared(FIGURE_3))('npm run look', () => {
  test(
    'prints the paper’s table, and draws what was found over the photo',
    async () => {
      const photo = sharedPath(FIGURE_3);
      const { status, stdout } = await runScript('look.ts', [photo, '--picture', folder]);
      expect(status).toBe(0);
      const rows = [
        ...stdout.matchAll(/^ *\d+ +(\S+) +(?:-|\d\S*) +(\d+) +(\d+) +0\.\d\d .* (\d+), \d+, (\d+), \d+$/gm),
      ];
      expect(rows.map(([, label]) => label)).toEqual(FIGURE_3_TABLE.map(([label]) => label));
      for (const [place, [, , ...figures]] of rows.entries()) {
        const [distance, toLowerMiddle, left, width] = figures.map(Number) as [
          number,
          number,
          number,
          number,
        ];
        expect(Math.abs(distance - FIGURE_3_TABLE[place]![1])).toBeLessThanOrEqual(TOLERANCE_PX);
        // The photo is 640 pixels wide, and the table is in whole pixels.
        const euclidean = Math.hypot(left + width / 2 - 320, distance);
        expect(Math.abs(toLowerMiddle - euclidean)).toBeLessThanOrEqual(2);
      }
      const drawn = await readFile(join(folder, '3627527276_6fe8cd9bfe_z.png'));
      expect(await sharp(drawn).metadata()).toMatchObject({ format: 'png', width: 640, height: 476 });
    },
    LIMIT_MS,
  );
});

describe.skipIf(lacksModels() || lacksShared(FIGURE_3))(
  'npm run look with what is known of the camera',
  () => {
    const nearest = async (...flags: string[]) => {
      const { stdout } = await runScript('look.ts', ['--json', ...flags, sharedPath(FIGURE_3)]);
      return (JSON.parse(stdout) as LookReport).objects[0]!.metres!.best;
    };

    test(
      'measures by it: from a higher camera, or looking less far down, the same row shows ground that is farther away',
      async () => {
        const known = await nearest('--focal', '700', '--height', '2.5', '--pitch', '-5');
        expect(known).toBeGreaterThan(
          1.2 * (await nearest('--focal', '700', '--height', '1', '--pitch', '-5')),
        );
        expect(known).toBeGreaterThan(await nearest('--focal', '700', '--height', '2.5', '--pitch', '-10'));
      },
      LIMIT_MS,
    );
  },
);

describe('npm run look with a mistake', () => {
  test(
    'refuses a wrong flag with advice and status 2, and nothing on standard output',
    async () => {
      const { status, stdout, stderr } = await runScript('look.ts', ['--json', '--sise', '320', 'a.jpg']);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toContain("Unknown option '--sise'");
      expect(stderr).toContain('Usage: npm run look');
    },
    LIMIT_MS,
  );
});
