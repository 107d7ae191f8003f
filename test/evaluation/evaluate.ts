/** `npm run eval`: how well a detector finds what people have labelled, as COCO measures it. */

import { basename, resolve } from 'node:path';
import { readServedModel } from '../../models/served';
import { createDetector } from '../../src/worker/detector';
import { readLabelledSet } from './coco';
import { formatTable, runCommand } from './command-line';
import { EVALUATE_USAGE, parseEvaluateCommand } from './evaluate-options';
import { type SetResult, evaluateSet } from './evaluate-set';
import { withPhotoBar } from './photo-bar';

/** What was evaluated; `size` is the longer side of the detector's input, in pixels. */
interface Conditions {
  readonly model: string;
  readonly size: number;
  readonly minimumScore: number;
}

type NamedResult = SetResult & { readonly set: string };

await runCommand(EVALUATE_USAGE, async () => {
  const command = parseEvaluateCommand(process.argv.slice(2));
  if (command === 'help') {
    console.log(EVALUATE_USAGE);
    return 0;
  }
  const { json, folders, size, minimumScore } = command;
  const sets = await Promise.all(folders.map(readLabelledSet));
  const { bytes, description } = await readServedModel(command.model);
  const detector = await createDetector(bytes, description);
  const results: NamedResult[] = [];
  try {
    await withPhotoBar(sets.flatMap(({ photos }) => photos).length, async (onPhoto) => {
      for (const [index, set] of sets.entries()) {
        const result = await evaluateSet(set, detector, { size, minimumScore }, onPhoto);
        results.push({ set: basename(resolve(folders[index]!)), ...result });
      }
    });
  } finally {
    await detector.release();
  }
  const { fixedSize } = description.input;
  const conditions = {
    model: description.name,
    size: fixedSize ? Math.max(fixedSize.width, fixedSize.height) : size,
    minimumScore,
  };
  console.log(json ? toJson(conditions, results) : toTable(conditions, results));
  return 0;
});

/** One object: the conditions, and for each set all figures, 0 to 1 or null where nothing is labelled. */
function toJson(conditions: Conditions, results: readonly NamedResult[]): string {
  const sets = results.map(({ apByCategory, ...figures }) => ({
    ...figures,
    apByCategory: Object.fromEntries(apByCategory),
  }));
  return JSON.stringify({ ...conditions, sets });
}

function toTable({ model, size, minimumScore }: Conditions, results: readonly NamedResult[]): string {
  const figures = [
    ['AP', 'ap'],
    ['AP50', 'ap50'],
    ['AP75', 'ap75'],
    ['AP small', 'apSmall'],
    ['medium', 'apMedium'],
    ['large', 'apLarge'],
    ['AR100', 'ar100'],
  ] as const;
  const titles = ['photos', 'objects', ...figures.map(([title]) => title), 'ms'];
  const table = formatTable(
    [{ title: 'set', align: 'left' }, ...titles.map((title) => ({ title, align: 'right' }) as const)],
    results.map((result) => [
      result.set,
      `${result.photos}`,
      `${result.objects}`,
      ...figures.map(([, name]) => result[name]?.toFixed(3) ?? '-'),
      result.detectMs.toFixed(0),
    ]),
  );
  return `COCO box AP of ${model}, input ${size}, scores from ${minimumScore}, ms per photo on one thread\n\n${table}`;
}
