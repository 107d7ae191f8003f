/** What a track is called when the detector wavers between names. Pure. */

/**
 * Kinds that detectors take for one another: COCO's own supercategories (Lin et al., Microsoft COCO, ECCV 2014) where
 * their members look alike. Labels that are in none are related to themselves only, so that another class list works too.
 */
const LOOKALIKES: readonly (readonly string[])[] = [
  ['bicycle', 'motorcycle', 'car', 'bus', 'train', 'truck', 'boat', 'airplane'],
  ['bird', 'cat', 'dog', 'horse', 'sheep', 'cow', 'elephant', 'bear', 'zebra', 'giraffe'],
  ['chair', 'couch', 'bed', 'dining table', 'toilet', 'bench'],
  ['backpack', 'umbrella', 'handbag', 'tie', 'suitcase'],
  ['bottle', 'wine glass', 'cup', 'fork', 'knife', 'spoon', 'bowl', 'vase'],
  ['tv', 'laptop', 'mouse', 'remote', 'keyboard', 'cell phone'],
  ['microwave', 'oven', 'toaster', 'sink', 'refrigerator'],
  ['traffic light', 'fire hydrant', 'stop sign', 'parking meter'],
];

const KIND_OF = new Map(LOOKALIKES.flatMap((labels, kind) => labels.map((label) => [label, kind] as const)));

/** True when one thing may well be called by both names. */
export function areRelated(a: string, b: string): boolean {
  if (a === b) return true;
  const kind = KIND_OF.get(a);
  return kind !== undefined && kind === KIND_OF.get(b);
}

/** The weight of each name that a track was given. */
export type Votes = ReadonlyMap<string, number>;

/**
 * Seconds after which a vote counts half: a name is heard for as long as a thing is in reach of the detector, but what
 * was called a truck from afar may turn out to be a bus within a second or two of walking.
 */
const HALF_LIFE = 1;

/** Counts a name, by the detector's score, after `seconds` since the last one. */
export function vote(votes: Votes, label: string, score: number, seconds: number): Votes {
  const fading = 0.5 ** (seconds / HALF_LIFE);
  const next = new Map([...votes].map(([name, weight]) => [name, weight * fading]));
  return next.set(label, (next.get(label) ?? 0) + score);
}

/** The name with the most weight; of equals the one that had it first. */
export function electLabel(votes: Votes): string {
  let elected = '';
  let most = -Infinity;
  for (const [label, weight] of votes) {
    if (weight > most) {
      elected = label;
      most = weight;
    }
  }
  return elected;
}
