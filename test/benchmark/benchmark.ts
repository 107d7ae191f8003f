/** `npm run bench`: how fast the app sees and tells, and what a first visit loads. */

import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import { buildModels } from '../../models/build';
import { firstVisit } from '../../scripts/size';
import { type Column, formatTable, numberFlag, runCommand } from '../evaluation/command-line';
import { buildApp, buildPage } from './builds';
import { type LatencyReport, isWithinLimit, latencyReport } from './latency';
import { type SizeReport, sizeReport } from './sizes';
import { type SpeedReport, measureSpeed } from './speed';

const USAGE = `Usage: npm run bench -- [--json] [--rounds N]
  --json      one object on standard output, sizes in bytes, times in milliseconds
  --rounds N  how often the speed is measured; 20 unless told otherwise
The exit status is 1 when a word or an earcon comes later than its limit.`;

const DEFAULT_ROUNDS = 20;

const COLUMNS: readonly Column[] = [
  { title: '', align: 'left' },
  { title: 'median', align: 'right' },
  { title: 'ratio', align: 'right' },
  { title: 'to', align: 'left' },
];

await runCommand(USAGE, async () => {
  const { values } = parseArgs({
    options: { json: { type: 'boolean' }, rounds: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const rounds = numberFlag('--rounds', values.rounds, { from: 1, to: 1000, whole: true }) ?? DEFAULT_ROUNDS;
  await buildModels({ tell: console.error });
  const app = await buildApp();
  const sizes = sizeReport(await firstVisit(app));
  const page = await buildPage();
  const progress = new SingleBar({ format: '[{bar}] {value}/{total} rounds', clearOnComplete: true });
  progress.start(rounds, 0);
  const speed = await measureSpeed(page, rounds, () => progress.increment()).finally(() => progress.stop());
  const latency = await latencyReport(app);
  console.log(values.json ? JSON.stringify({ ...speed, latency, sizes }) : toTable(speed, latency, sizes));
  return typeof latency === 'string' || latency.figures.every(isWithinLimit) ? 0 : 1;
});

function toTable(
  { browser, cores, speeds }: SpeedReport,
  latency: LatencyReport | string,
  { groups, ...sums }: SizeReport,
): string {
  const times = speeds.map(({ title, ms, ratio }, index) => [
    title,
    `${ms.toFixed(ms < 10 ? 2 : 0)} ms`,
    ratio.toFixed(ratio < 0.1 ? 4 : 2),
    index === 0 ? 'baseline' : 'the baseline',
  ]);
  const sizes = groups.map(({ title, bytes, files }) => [
    `${title}, ${files === 1 ? '1 file' : `${files} files`}`,
    kilobytes(bytes),
    (bytes / sums.firstVisit.bytes).toFixed(4),
    'the first visit',
  ]);
  const budgets = [
    [
      'first visit, all of it',
      kilobytes(sums.firstVisit.bytes),
      sums.firstVisit.share.toFixed(2),
      'its budget',
    ],
    ["app, without ONNX Runtime's files", kilobytes(sums.app.bytes), sums.app.share.toFixed(2), 'its budget'],
  ];
  const blank = COLUMNS.map(() => '');
  const rows = [...times, blank, ...latencyRows(latency), blank, ...sizes, blank, ...budgets];
  const heading = `${browser}, ${cores} cores; frames of 640 x 480; sizes as brotli makes them`;
  return `${heading}\n\n${formatTable(COLUMNS, rows)}`;
}

function latencyRows(latency: LatencyReport | string): string[][] {
  if (typeof latency === 'string') return [[`first frame to word and earcon: ${latency}`, '', '', '']];
  const figures = latency.figures.map(({ title, ms, limit, heard, appeared }) => [
    `${title}, ${heard} of ${appeared} heard`,
    ms === null ? 'never' : `${ms.toFixed(0)} ms`,
    ms === null ? '' : (ms / limit).toFixed(2),
    `its limit, ${limit} ms`,
  ]);
  const word = latency.figures[0]!.ms ?? NaN;
  const parts = Object.entries(latency.stages).map(([title, ms]) => [
    `  ${title}`,
    `${ms.toFixed(0)} ms`,
    (ms / word).toFixed(2),
    'the word',
  ]);
  return [...figures, ...parts];
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
