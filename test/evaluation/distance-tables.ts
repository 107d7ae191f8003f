import { figureColumns, formatTable } from './command-line';
import type { DistanceResult } from './evaluate-distance-set';

/**
 * Order, ours beside the paper's rule, with all sets together in the last line; then metres.
 * @param results at least one
 */
export function distanceTables(results: readonly DistanceResult[]): string {
  return `${orderTable(results)}\n\n${metresTable(results)}`;
}

function orderTable(results: readonly DistanceResult[]): string {
  const titles = [
    'photos',
    'objects',
    'found',
    'pairs right: pixel rule',
    'ours',
    'nearest right: pixel rule',
    'ours',
  ];
  const counts = results.map(({ photos, objects, matched, pairs, nearestPhotos, pixelRule, measured }) => [
    photos,
    objects,
    matched,
    pairs,
    pixelRule.pairsRight,
    measured.pairsRight,
    nearestPhotos,
    pixelRule.nearestRight,
    measured.nearestRight,
  ]);
  const together = counts[0]!.map((_, index) => counts.reduce((sum, row) => sum + row[index]!, 0));
  return formatTable(
    figureColumns('set', titles),
    [...counts, together].map((row, index) => {
      const [photos, objects, matched, pairs, pixelPairs, ourPairs, nearest, pixelNearest, ourNearest] = row;
      return [
        results[index]?.set ?? 'together',
        `${photos}`,
        `${objects}`,
        `${matched}`,
        shareOf(pixelPairs!, pairs!),
        shareOf(ourPairs!, pairs!),
        `${pixelNearest} of ${nearest}`,
        `${ourNearest} of ${nearest}`,
      ];
    }),
  );
}

function shareOf(part: number, whole: number): string {
  return whole === 0 ? '-' : `${(part / whole).toFixed(3)} (${part} of ${whole})`;
}

function metresTable(results: readonly DistanceResult[]): string {
  return formatTable(
    figureColumns('set', [
      'found objects that have metres',
      'median error',
      'mean',
      'over',
      'true distance in range',
      'median width of range',
    ]),
    results.map(({ set, measured }) => [
      set,
      percent(measured.coverage),
      percent(measured.medianError),
      percent(measured.meanError),
      `${measured.errorObjects}`,
      percent(measured.insideRange),
      percent(measured.medianWidth),
    ]),
  );
}

function percent(share: number | null): string {
  return share === null ? '-' : `${(100 * share).toFixed(1)} %`;
}
