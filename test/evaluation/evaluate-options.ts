import { parseArgs } from 'node:util';
import { sharedPath } from '../shared-data';
import { UsageError, joinNegativeNumbers, numberFlag } from './command-line';

export const EVALUATE_USAGE = `Usage: npm run eval -- [flags]

Measures, on the same WebAssembly runtime as the browser,
- on photos with labelled boxes: COCO box average precision (AP) of the detector;
- on photos with true distances: how well the app orders objects and tells their metres, beside the paper's pixel rule;
- on clips: how steady what it tells is, and what it costs beside the networks.
Progress goes to standard error.

  --json         one JSON object instead of tables
  --data PATH    a folder with COCO's instances.json and images/, a folder with ground_truth.json and its photos, or a
                 video; may be given several times (default: all five sets and both clips of the shared data)
  --size N       longer side of the detector's input in pixels, 32 to 2048 (default: 416)
  --score MIN    lowest score of photos' objects that counts, 0 to 1 (default: 0.02 for average precision, 0.3 for
                 distances)
  --model NAME   a detector of models/catalogue.json (default: the app's)
  --help         this text

Exit status: 0, 1 when something failed, 2 when a flag is wrong. Without ffmpeg clips are left out.`;

/** The size at which the reference figures were measured. */
const DEFAULT_SIZE = 416;

/** Average precision counts weak findings too; the reference figures were measured from this score on. */
const DEFAULT_PRECISION_SCORE = 0.02;

/**
 * Lower than the app's 0.4, at which a third of the pairs is lost, and one object more or less changes a figure by
 * several points. It is the lowest score at which this detector's findings are fit to be shown, and the one at which
 * rgbd_indoor has the 23 pairs of an independent count.
 */
const DEFAULT_DISTANCE_SCORE = 0.3;

const DEFAULT_DATA = [
  'coco128_val',
  'coco_mini_val',
  'kitti_object',
  'nuscenes_keyframe',
  'rgbd_indoor',
  'videos/footpath_walk_0-20s.mp4',
  'videos/intel_one_by_one_person.mp4',
].map((name) => `data/public/${name}`);

export interface EvaluateCommand {
  readonly json: boolean;
  /** Folders with labelled photos, and videos. */
  readonly data: readonly string[];
  /** Longer side of the detector's input, pixels. */
  readonly size: number;
  /** Lowest scores that count, for average precision and for distances. */
  readonly precisionScore: number;
  readonly distanceScore: number;
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
  if (values.data?.includes('')) throw new UsageError('--data takes the name of a folder or a video.');
  const score = numberFlag('--score', values.score, { from: 0, to: 1 });
  return {
    json: values.json,
    data: values.data ?? DEFAULT_DATA.map(sharedPath),
    size: numberFlag('--size', values.size, { from: 32, to: 2048, whole: true }) ?? DEFAULT_SIZE,
    precisionScore: score ?? DEFAULT_PRECISION_SCORE,
    distanceScore: score ?? DEFAULT_DISTANCE_SCORE,
    model: values.model,
  };
}
