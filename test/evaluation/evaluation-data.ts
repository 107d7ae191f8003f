/** What `npm run eval` can measure on: two kinds of labelled photos, and clips, told apart by what is there. */

import { existsSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { INSTANCES_NAME, type LabelledSet, readLabelledSet } from './coco';
import { type DistanceSet, GROUND_TRUTH_NAME, readDistanceSet } from './distance-set';

export interface EvaluationData {
  /** Photos with labelled boxes, for average precision. */
  readonly labelled: readonly (LabelledSet & { readonly name: string })[];
  /** Photos with true distances. */
  readonly distances: readonly DistanceSet[];
  /** Files. */
  readonly clips: readonly string[];
}

/**
 * @param paths folders with one of the two tables, or video files
 * @throws Error when one is missing or is none of them; the message says what to do
 */
export async function readEvaluationData(paths: readonly string[]): Promise<EvaluationData> {
  const kinds = paths.map((path) => ({ path, kind: kindOf(path) }));
  const of = (wanted: Kind) => kinds.filter(({ kind }) => kind === wanted).map(({ path }) => path);
  return {
    labelled: await Promise.all(
      of('labelled').map(async (path) => ({
        name: basename(resolve(path)),
        ...(await readLabelledSet(path)),
      })),
    ),
    distances: await Promise.all(of('distances').map(readDistanceSet)),
    clips: of('clip'),
  };
}

type Kind = 'labelled' | 'distances' | 'clip';

function kindOf(path: string): Kind {
  const file = statSync(path, { throwIfNoEntry: false });
  if (file?.isFile()) return 'clip';
  if (existsSync(join(path, GROUND_TRUTH_NAME))) return 'distances';
  if (existsSync(join(path, INSTANCES_NAME))) return 'labelled';
  const what = file ? `holds neither ${INSTANCES_NAME} nor ${GROUND_TRUTH_NAME}` : "can't be found";
  throw new Error(
    `${path} ${what}. Name labelled photos or a video with --data, or set NEARSAY_SHARED to the shared folder.`,
  );
}
