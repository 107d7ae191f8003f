import { figureColumns, formatTable } from './command-line';
import type { ClipResult } from './evaluate-clip';

/** How steady what is told of each clip is, and what a look costs beside the networks. */
export function clipTable(results: readonly ClipResult[]): string {
  const titles = [
    'seconds',
    'looks',
    'things',
    'followed',
    'switches',
    'gaps',
    'thefts',
    'jitter of distance',
    'over',
    'obstacles a minute',
    'ms beside the networks: mean',
    '95 %',
  ];
  return formatTable(
    figureColumns('clip', titles),
    results.map(({ clip, seconds, looks, identity, jitter, jitterThings, obstaclesPerMinute, cost }) => [
      clip,
      seconds.toFixed(1),
      `${looks}`,
      `${identity?.things ?? '-'}`,
      identity ? `${identity.tracked} of ${identity.sightings}` : '-',
      `${identity?.switches ?? '-'}`,
      `${identity?.fragmentations ?? '-'}`,
      `${identity?.thefts ?? '-'}`,
      jitter === null ? '-' : `${(100 * jitter).toFixed(1)} %`,
      `${jitterThings}`,
      obstaclesPerMinute.toFixed(1),
      cost?.mean.toFixed(2) ?? '-',
      cost?.percentile95.toFixed(2) ?? '-',
    ]),
  );
}
