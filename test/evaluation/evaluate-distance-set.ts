import type { Scene, SceneObject } from '../../src/scene/scene';
import type { Vision } from '../../src/worker/vision';
import {
  type Judged,
  type MetreFigures,
  type OrderFigures,
  type Placed,
  metreFigures,
  orderFigures,
} from './distance-metrics';
import type { DistancePhoto, DistanceSet } from './distance-set';
import { photoOptions } from './known-view';
import { type Match, matchTruth } from './match-truth';
import { readPhoto } from './photo';

/** How well the pipeline orders and measures the objects of one set, beside the paper's pixel rule. */
export interface DistanceResult {
  readonly set: string;
  readonly photos: number;
  /** Objects whose distance is known. */
  readonly objects: number;
  /** Those of them that the detector found: all figures are over these. */
  readonly matched: number;
  readonly pairs: number;
  readonly nearestPhotos: number;
  readonly pixelRule: OrderRight;
  readonly measured: OrderRight &
    Omit<MetreFigures, 'objects' | 'told'> & {
      /** Over how many objects the two errors are: those with metres, in photos whose focal length the set tells. */
      readonly errorObjects: number;
    };
}

type OrderRight = Pick<OrderFigures, 'pairsRight' | 'nearestRight'>;

interface MeasuredPhoto {
  readonly photo: DistancePhoto;
  readonly matches: readonly Match<SceneObject>[];
}

/**
 * Looks at every photo of a set as the app does, and measures the order and the metres.
 * @param size longer side of the detector's input, pixels
 * @param minimumScore lowest score that counts, 0 to 1
 * @param onPhoto is called after each photo
 * @throws Error when a photo can't be read or hasn't the size that the set states
 */
export async function evaluateDistanceSet(
  set: DistanceSet,
  vision: Vision,
  { size, minimumScore }: { readonly size: number; readonly minimumScore: number },
  onPhoto: () => void,
): Promise<DistanceResult> {
  const measured: MeasuredPhoto[] = [];
  for (const photo of set.photos) {
    const { objects } = await lookAt(photo, set, vision, { size, minimumScore });
    measured.push({ photo, matches: matchTruth(objects, photo) });
    onPhoto();
  }
  return distanceResult(set, measured);
}

async function lookAt(
  { file, width, height, focalLength }: DistancePhoto,
  { pitch, cameraHeight }: DistanceSet,
  vision: Vision,
  options: { readonly size: number; readonly minimumScore: number },
): Promise<Scene> {
  const photo = await readPhoto(file);
  const { picture } = photo;
  if (picture.width !== width || picture.height !== height) {
    throw new Error(
      `${file} is ${picture.width} x ${picture.height} pixels, not ${width} x ${height} as the ground truth says.`,
    );
  }
  const view = photoOptions(photo, { focalLength, pitch, cameraHeight });
  return vision.look(picture, 0, { ...view, ...options });
}

function distanceResult({ name, photos }: DistanceSet, measured: readonly MeasuredPhoto[]): DistanceResult {
  const pixelRule = orderFigures(measured.map(({ matches }) => placed(byScore(matches), wholeReferencePx)));
  const byRank = orderFigures(measured.map(({ matches }) => placed(matches, ({ rank }) => rank)));
  const { objects, coverage, insideRange, medianWidth } = metreFigures(measured.flatMap(judged));
  const withLens = measured.filter(({ photo }) => photo.focalLength !== null);
  const errors = metreFigures(withLens.flatMap(judged));
  return {
    set: name,
    photos: photos.length,
    objects: photos.flatMap((photo) => photo.objects).length,
    matched: objects,
    pairs: pixelRule.pairs,
    nearestPhotos: pixelRule.nearestPhotos,
    pixelRule: { pairsRight: pixelRule.pairsRight, nearestRight: pixelRule.nearestRight },
    measured: {
      pairsRight: byRank.pairsRight,
      nearestRight: byRank.nearestRight,
      coverage,
      insideRange,
      medianWidth,
      errorObjects: errors.told,
      medianError: errors.medianError,
      meanError: errors.meanError,
    },
  };
}

/** The paper's measure in whole pixels, for a detector knows no half ones: the rule as it has always been used. */
function wholeReferencePx({ referencePx }: SceneObject): number {
  return Math.round(referencePx);
}

/** As the detector lists them, so that the pixel rule owes the order of its ties to nobody else. */
function byScore(matches: readonly Match<SceneObject>[]): Match<SceneObject>[] {
  return matches.toSorted((a, b) => b.found.score - a.found.score);
}

/** Nearest first; what ties stays as it came. */
function placed(matches: readonly Match<SceneObject>[], placeOf: (object: SceneObject) => number): Placed[] {
  return matches
    .map(({ found, truth }) => ({ distance: truth.distance, place: placeOf(found) }))
    .sort((a, b) => a.place - b.place);
}

function judged({ matches }: MeasuredPhoto): Judged[] {
  return matches.map(({ found, truth }) => ({ distance: truth.distance, metres: found.metres }));
}
