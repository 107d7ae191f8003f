import { parseArgs } from 'node:util';
import { sharedPath } from '../shared-data';
import { UsageError, joinNegativeNumbers, numberFlag } from './command-line';

export const EVALUATE_USAGE = `Usage: npm run eval -- [flags]

Measures COCO box average precision (AP) of a detector on labelled photos, on the same WebAssembly runtime as the
browser. Progress goes to standard error.

  --json         one JSON object instead of a table
  --data DIR     a folder with COCO's instances.json and images/; may be given several times
                 (default: coco128_val and coco_mini_val of the shared data)
  --size N       longer side of the detector's input in pixels, 32 to 2048 (default: 416)
  --score MIN    lowest score that counts, 0 to 1 (default: 0.02)
  --model NAME   a detector of models/catalogue.json (default: the app's)
  --help         this text

Exit status: 0, 1 when something failed, 2 when a flag is wrong.`;

/** The size at which the reference figures were measured. */
const DEFAULT_SIZE = 416;

/** Average precision counts weak findings too; the reference figures were measured from this score on. */
const DEFAULT_SCORE = 0.02;

const DEFAULT_SETS = ['data/public/coco128_val', 'data/public/coco_mini_val'];

export interface EvaluateCommand {
  readonly json: boolean;
  /** Folders with labelled photos. */
  readonly folders: readonly string[];
  /** Longer side of the detector's input, pixels. */
  readonly size: number;
  readonly minimumScore: number;
  readonly model: string | undefined;
}

/** @throws UsageError, or TypeError of Node's parser, when a flag is wrong */
export function parseEvaluateCommand(args: readonly string[]): EvaluateCommand | 'help' {
  const { values } = parseArgs({
    args: joinNegativeNumbers(args),
    options: {
      json: { type: 'boolean', default: false },
      data: { type: 'string', multiple: true },
      size: { type: 'string' },
      score: { type: 'string' },
      model: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  if (values.data?.includes('')) throw new UsageError('--data takes the name of a folder.');
  return {
    json: values.json,
    folders: values.data ?? DEFAULT_SETS.map(sharedPath),
    size: numberFlag('--size', values.size, { from: 32, to: 2048, whole: true }) ?? DEFAULT_SIZE,
    minimumScore: numberFlag('--score', values.score, { from: 0, to: 1 }) ?? DEFAULT_SCORE,
    model: values.model,
  };
}
