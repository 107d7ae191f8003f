import type { Detection } from '../../src/scene/scene';
import type { Detector } from '../../src/worker/detector';
import type { AveragePrecision } from './average-precision';
import { type LabelledSet, boxAveragePrecision } from './coco';
import { readPicture } from './picture';

/** How well a detector did on one set of photos. */
export interface SetResult extends AveragePrecision {
  readonly photos: number;
  /** Labelled objects; crowds are left out. */
  readonly objects: number;
  /** Median time of the detector for one photo, milliseconds. */
  readonly detectMs: number;
}

/**
 * Runs a detector on every photo of a set and measures it.
 * @param size longer side of the detector's input, pixels
 * @param minimumScore lowest score that counts, 0 to 1
 * @param onPhoto is called after each photo
 * @throws PictureError when a photo can't be read: a figure over fewer photos would be another figure
 */
export async function evaluateSet(
  set: LabelledSet,
  detector: Detector,
  { size, minimumScore }: { readonly size: number; readonly minimumScore: number },
  onPhoto: () => void,
): Promise<SetResult> {
  const found: Detection[][] = [];
  const times: number[] = [];
  for (const { file } of set.photos) {
    const picture = await readPicture(file);
    const start = performance.now();
    found.push(await detector.detect(picture, { size, minimumScore }));
    times.push(performance.now() - start);
    onPhoto();
  }
  return {
    photos: set.photos.length,
    objects: set.photos.flatMap(({ labelled }) => labelled.filter(({ crowd }) => !crowd)).length,
    detectMs: times.sort((a, b) => a - b)[times.length >> 1] ?? 0,
    ...boxAveragePrecision(set, found),
  };
}
