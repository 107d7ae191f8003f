import { figureColumns, formatTable } from './command-line';
import type { SetResult } from './evaluate-set';

/** The columns of average precision, and what they show. */
const FIGURES = [
  ['AP', 'ap'],
  ['AP50', 'ap50'],
  ['AP75', 'ap75'],
  ['AP small', 'apSmall'],
  ['medium', 'apMedium'],
  ['large', 'apLarge'],
  ['AR100', 'ar100'],
] as const;

/** How well the detector finds what people have labelled, one line for each set. */
export function precisionTable(results: readonly (SetResult & { readonly set: string })[]): string {
  return formatTable(
    figureColumns('set', ['photos', 'objects', ...FIGURES.map(([title]) => title), 'ms']),
    results.map((result) => [
      result.set,
      `${result.photos}`,
      `${result.objects}`,
      ...FIGURES.map(([, name]) => result[name]?.toFixed(3) ?? '-'),
      result.detectMs.toFixed(0),
    ]),
  );
}
