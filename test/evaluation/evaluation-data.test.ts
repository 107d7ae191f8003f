import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readEvaluationData } from './evaluation-data';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nearsay-data-'));
  await mkdir(join(folder, 'boxes'));
  await writeFile(join(folder, 'boxes', 'instances.json'), '{"images":[],"categories":[],"annotations":[]}');
  await mkdir(join(folder, 'metres'));
  await writeFile(join(folder, 'metres', 'ground_truth.json'), '{"images":[]}');
  await writeFile(join(folder, 'walk.mp4'), '');
});
afterAll(() => rm(folder, { recursive: true }));

test('tells labelled boxes, true distances and clips apart', async () => {
  const data = await readEvaluationData(['walk.mp4', 'metres', 'boxes'].map((name) => join(folder, name)));
  expect(data.labelled).toMatchObject([{ name: 'boxes' }]);
  expect(data.distances).toMatchObject([{ name: 'metres' }]);
  expect(data.clips).toEqual([join(folder, 'walk.mp4')]);
});

test('says what it looked for', async () => {
  await expect(readEvaluationData([folder])).rejects.toThrow('neither instances.json nor ground_truth.json');
  await expect(readEvaluationData([join(folder, 'nowhere')])).rejects.toThrow("nowhere can't be found");
});
