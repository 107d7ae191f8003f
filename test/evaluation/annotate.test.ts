import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { orderByThePaper } from '../fixtures/paper-order';
import type { Box, Scene, SceneObject } from '../../src/scene/scene';
import { overlay, writeAnnotated } from './annotate';

const IMAGE = { width: 400, height: 300 };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nearsay-annotate-'));
});
afterAll(() => rm(folder, { recursive: true }));

function sceneOf(boxes: readonly Box[], label = 'cup'): Scene {
  const detections = boxes.map((box) => ({ label, score: 0.5, box }));
  return {
    time: 0,
    image: IMAGE,
    objects: orderByThePaper(detections, IMAGE, 400),
    faults: [],
    timings: { total: 0, detect: 0, depth: 0, scene: 0 },
  };
}

/** Left, top, right and bottom of the labels' grounds: the filled rectangles of the drawing. */
function labelsOf(svg: string): number[][] {
  return [
    ...svg.matchAll(/<rect x="([^"]+)" y="([^"]+)" width="([^"]+)" height="([^"]+)" fill="#000000"\/>/g),
  ]
    .map(([, ...edges]) => edges.map(Number))
    .map(([x, y, width, height]) => [x!, y!, x! + width!, y! + height!]);
}

test('draws the box in yellow beside black, and leaves the rest of the photo alone', async () => {
  const grey = { data: new Uint8ClampedArray(400 * 300 * 4).fill(128), ...IMAGE };
  const target = join(folder, 'seen.png');
  await writeAnnotated(grey, sceneOf([{ left: 100, top: 100, width: 200, height: 100 }]), target);
  const { data, info } = await sharp(target).raw().toBuffer({ resolveWithObject: true });
  const pixel = (x: number, y: number) => [...data.subarray((y * 400 + x) * info.channels).subarray(0, 3)];
  expect(pixel(100, 150)).toEqual([255, 238, 0]);
  expect(pixel(98, 150)).toEqual([0, 0, 0]);
  expect(pixel(200, 150)).toEqual([128, 128, 128]);
  expect(pixel(20, 280)).toEqual([128, 128, 128]);
});

test('labels lie inside the photo and not on each other', () => {
  const boxes = [
    { left: 0, top: 0, width: 400, height: 300 },
    { left: 390, top: 0, width: 10, height: 10 },
    { left: 150, top: 120, width: 60, height: 60 },
    { left: 152, top: 121, width: 60, height: 60 },
    { left: 10, top: 290, width: 30, height: 10 },
  ];
  const labels = labelsOf(overlay(sceneOf(boxes)));
  expect(labels).toHaveLength(boxes.length);
  for (const [index, [left, top, right, bottom]] of labels.entries()) {
    expect(Math.min(left!, top!)).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(IMAGE.width);
    expect(bottom).toBeLessThanOrEqual(IMAGE.height);
    for (const other of labels.slice(index + 1)) {
      const isApart = right! <= other[0]! || other[2]! <= left! || bottom! <= other[1]! || other[3]! <= top!;
      expect(isApart, `${left},${top} and ${other}`).toBe(true);
    }
  }
});

test('a class name is text, never markup', () => {
  const svg = overlay(sceneOf([{ left: 100, top: 100, width: 200, height: 100 }], 'salt & <pepper>'));
  expect(svg).toContain('salt &amp; &lt;pepper&gt;');
});

test('tells metres where they are known, and else the paper’s pixels', () => {
  const scene = sceneOf([
    { left: 100, top: 100, width: 50, height: 100 },
    { left: 200, top: 100, width: 50, height: 90 },
  ]);
  const [first, second] = scene.objects as [SceneObject, SceneObject];
  const measured = { ...first, metres: { near: 3, best: 3.42, far: 4 } };
  const svg = overlay({ ...scene, objects: [measured, second] });
  expect(svg).toContain('1 cup 0.50 3.4 m<');
  expect(svg).toContain('2 cup 0.50 110 px<');
});
