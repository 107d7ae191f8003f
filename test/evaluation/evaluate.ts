/** `npm run eval`: how well a detector finds what people have labelled, how well the app orders and measures it. */

import { FfmpegMissing } from './clip';
import { clipTable } from './clip-table';
import { runCommand } from './command-line';
import { distanceTables } from './distance-tables';
import { type ClipResult, evaluateClip } from './evaluate-clip';
import { type DistanceResult, evaluateDistanceSet } from './evaluate-distance-set';
import { EVALUATE_USAGE, type EvaluateCommand, parseEvaluateCommand } from './evaluate-options';
import { type SetResult, evaluateSet } from './evaluate-set';
import { type EvaluationData, readEvaluationData } from './evaluation-data';
import { type OpenVision, openVision } from './open-vision';
import { withPhotoBar } from './photo-bar';
import { precisionTable } from './precision-table';

interface Evaluation {
  readonly sets: readonly (SetResult & { readonly set: string })[];
  readonly distance: readonly DistanceResult[];
  readonly clips: readonly ClipResult[];
}

/** How it was measured; `size` is the longer side of the detector's input, in pixels. */
type Conditions = Pick<EvaluateCommand, 'precisionScore' | 'distanceScore' | 'size'> & {
  readonly model: string;
};

await runCommand(EVALUATE_USAGE, async () => {
  const command = parseEvaluateCommand(process.argv.slice(2));
  if (command === 'help') {
    console.log(EVALUATE_USAGE);
    return 0;
  }
  const data = await readEvaluationData(command.data);
  const opened = await openVision(command.model);
  try {
    const { name, input } = opened.description;
    const size = input.fixedSize ? Math.max(input.fixedSize.width, input.fixedSize.height) : command.size;
    const evaluation = await evaluate(data, opened, command);
    const conditions = { ...command, model: name, size };
    console.log(command.json ? toJson(conditions, evaluation) : toTables(conditions, evaluation));
  } finally {
    await opened.release();
  }
  return 0;
});

async function evaluate(
  { labelled, distances, clips }: EvaluationData,
  opened: OpenVision,
  { size, precisionScore, distanceScore }: EvaluateCommand,
): Promise<Evaluation> {
  const photos = [...labelled, ...distances].flatMap((set) => set.photos as readonly unknown[]).length;
  const sets: Evaluation['sets'][number][] = [];
  const distance: DistanceResult[] = [];
  await withPhotoBar(photos, async (onPhoto) => {
    for (const set of labelled) {
      const options = { size, minimumScore: precisionScore };
      sets.push({ set: set.name, ...(await evaluateSet(set, opened.detector, options, onPhoto)) });
    }
    for (const set of distances) {
      const options = { size, minimumScore: distanceScore };
      distance.push(await evaluateDistanceSet(set, opened.startVision(), options, onPhoto));
    }
  });
  return { sets, distance, clips: await evaluateClips(clips, opened, size) };
}

/** Clips that can't be read for want of ffmpeg are left out, each by name. */
async function evaluateClips(
  clips: readonly string[],
  opened: OpenVision,
  size: number,
): Promise<ClipResult[]> {
  const results: ClipResult[] = [];
  for (const clip of clips) {
    console.error(`Looking at every frame of ${clip} takes a minute or two.`);
    try {
      results.push(await evaluateClip(clip, opened, size));
    } catch (error) {
      if (!(error instanceof FfmpegMissing)) throw error;
      console.error(`${clip} is left out. ${error.message}`);
    }
  }
  return results;
}

/** One object: the conditions, and of every kind all figures; shares are 0 to 1, and null could not be measured. */
function toJson(
  { model, size, precisionScore, distanceScore }: Conditions,
  { sets, ...others }: Evaluation,
): string {
  return JSON.stringify({
    model,
    size,
    minimumScore: precisionScore,
    distanceMinimumScore: distanceScore,
    sets: sets.map(({ apByCategory, ...figures }) => ({
      ...figures,
      apByCategory: Object.fromEntries(apByCategory),
    })),
    ...others,
  });
}

function toTables(
  { model, size, precisionScore, distanceScore }: Conditions,
  { sets, distance, clips }: Evaluation,
): string {
  const sections = [
    sets.length > 0 &&
      `COCO box AP of ${model}, input ${size}, scores from ${precisionScore}, ms per photo on one thread\n\n` +
        precisionTable(sets),
    distance.length > 0 &&
      `Order and metres, ${model}, input ${size}, scores from ${distanceScore}\n\n${distanceTables(distance)}`,
    clips.length > 0 && `Clips, ${model}, input ${size}, scores as in the app\n\n${clipTable(clips)}`,
  ];
  return sections.filter((section) => section !== false).join('\n\n\n');
}
