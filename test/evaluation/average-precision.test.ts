import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { Detection } from '../../src/scene/scene';
import { averagePrecision } from './average-precision';
import { type CocoInstances, boxAveragePrecision, boxOverlap, labelledSet, toBox } from './coco';

interface Fixture extends CocoInstances {
  readonly detections: readonly {
    readonly image_id: number;
    readonly category_id: number;
    readonly bbox: readonly [number, number, number, number];
    readonly score: number;
  }[];
  /** What pycocotools gives; -1 means that nothing is labelled. */
  readonly figures: Readonly<Record<'ap' | 'ap50' | 'ap75' | 'apSmall' | 'apMedium' | 'apLarge', number>> &
    Readonly<Record<'ar1' | 'ar10' | 'ar100', number>> & { readonly perCategory: Record<string, number> };
}

const fixture = JSON.parse(
  await readFile(new URL('../fixtures/coco/synthetic.json', import.meta.url), 'utf8'),
) as Fixture;

describe('average precision', () => {
  const names = new Map(fixture.categories.map(({ id, name }) => [id, name]));
  const found = fixture.images
    .toSorted((a, b) => a.id - b.id)
    .map(({ id }) =>
      fixture.detections
        .filter((detection) => detection.image_id === id)
        .map(({ category_id, bbox, score }): Detection => ({
          label: names.get(category_id)!,
          box: toBox(bbox),
          score,
        })),
    );
  const { apByCategory, ...figures } = boxAveragePrecision(labelledSet(fixture), found);

  test.each(Object.entries(figures))('agrees with pycocotools on %s', (name, value) => {
    expect(value).toBeCloseTo(fixture.figures[name as keyof typeof figures], 9);
  });

  test.each(Object.entries(fixture.figures.perCategory))(
    'agrees with pycocotools on category %s',
    (category, expected) => {
      const value = apByCategory.get(Number(category));
      if (expected === -1) expect(value).toBeNull();
      else expect(value).toBeCloseTo(expected, 9);
    },
  );

  test('is null, not zero, where nothing is labelled', () => {
    const { ap, ar100, apSmall } = averagePrecision([], [1, 2], boxOverlap);
    expect([ap, ar100, apSmall]).toEqual([null, null, null]);
  });

  test('takes any kind of region, given how two of them overlap', () => {
    const image = {
      labelled: [{ category: 1, region: 'cat', area: 5000, crowd: false }],
      found: [{ category: 1, region: 'cat', area: 5000, score: 0.3 }],
    };
    const sameWord = (mine: string, theirs: string) => (mine === theirs ? 1 : 0);
    expect(averagePrecision([image], [1], sameWord).ap).toBe(1);
  });

  test('refuses a label that the data does not know', () => {
    const set = labelledSet({
      images: [{ id: 1, file_name: 'a.png' }],
      categories: [{ id: 1, name: 'person' }],
      annotations: [],
    });
    const kerb = { label: 'kerb', score: 1, box: { left: 0, top: 0, width: 1, height: 1 } };
    expect(() => boxAveragePrecision(set, [[kerb]])).toThrow('"kerb"');
  });
});
