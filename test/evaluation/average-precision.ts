/**
 * COCO's average precision, computed as pycocotools computes it (github.com/cocodataset/cocoapi, cocoeval.py): the
 * same matching, the same order among ties, the same interpolation. It knows nothing of boxes: what a region is, and
 * how two of them overlap, is the caller's.
 */

/** One labelled object of an image. */
export interface LabelledObject<Region> {
  readonly category: number;
  readonly region: Region;
  /** In square pixels, as the annotation states it (COCO: the mask's area, also where boxes are compared). */
  readonly area: number;
  /** A crowd stands for any number of objects: it can be matched often, and counts neither for nor against. */
  readonly crowd: boolean;
}

/** One object that was found in an image. */
export interface FoundObject<Region> {
  readonly category: number;
  readonly region: Region;
  /** In square pixels. */
  readonly area: number;
  /** Any scale; only the order counts. */
  readonly score: number;
}

export interface EvaluatedImage<Region> {
  readonly labelled: readonly LabelledObject<Region>[];
  readonly found: readonly FoundObject<Region>[];
}

/**
 * Overlap of a found region with a labelled one, 0 to 1: intersection over union or, where the label is a crowd,
 * intersection over the area of the found region.
 */
export type Overlap<Region> = (found: Region, labelled: Region, crowd: boolean) => number;

/** All figures are 0 to 1, and null where nothing is labelled that they could be measured on. */
export interface AveragePrecision {
  /** Mean over IoU .50 to .95 and over the categories: COCO's main figure. */
  readonly ap: number | null;
  readonly ap50: number | null;
  readonly ap75: number | null;
  /** Objects smaller than 32 x 32 pixels, those up to 96 x 96, and the larger ones. */
  readonly apSmall: number | null;
  readonly apMedium: number | null;
  readonly apLarge: number | null;
  /** Mean recall with at most 1, 10 and 100 found objects of each category in each image. */
  readonly ar1: number | null;
  readonly ar10: number | null;
  readonly ar100: number | null;
  readonly apByCategory: ReadonlyMap<number, number | null>;
}

interface AreaRange {
  readonly from: number;
  readonly to: number;
}

/** Parameters of cocoeval.py (`Params.setDetParams`). Both ends of an area range belong to it. */
const AREA = {
  all: { from: 0, to: 1e5 ** 2 },
  small: { from: 0, to: 32 ** 2 },
  medium: { from: 32 ** 2, to: 96 ** 2 },
  large: { from: 96 ** 2, to: 1e5 ** 2 },
} satisfies Record<string, AreaRange>;
const MOST_FOUND = 100;
const IOU_THRESHOLDS = evenlySpaced(0.5, 0.95, 10);
const RECALL_POINTS = evenlySpaced(0, 1, 101);

/** Keeps a threshold of 1 reachable, as cocoeval.py does. */
const HIGHEST_THRESHOLD = 1 - 1e-10;

/** As numpy's `linspace` computes it, to the last bit: values on a threshold must fall to the same side. */
function evenlySpaced(from: number, to: number, count: number): readonly number[] {
  const step = (to - from) / (count - 1);
  return Array.from({ length: count }, (_, index) => (index === count - 1 ? to : index * step + from));
}

/**
 * @param images in ascending order of COCO's image id, for objects of equal score count in the order of the images
 * @param categories those that are averaged over
 */
export function averagePrecision<Region>(
  images: readonly EvaluatedImage<Region>[],
  categories: readonly number[],
  overlap: Overlap<Region>,
): AveragePrecision {
  const byCategory = categories.map((category) =>
    images
      .map((image) => ofCategory(image, category, overlap))
      .filter((image) => image.labelled.length + image.found.length > 0),
  );
  const curves = (area: AreaRange, mostFound = MOST_FOUND) =>
    byCategory.flatMap((compared) => precisionCurves(compared, area, mostFound) ?? []);

  const all = curves(AREA.all);
  const at = (threshold: number) => all.filter((curve) => curve.threshold === threshold);
  const precision = (chosen: readonly Curve[]) => mean(chosen.map((curve) => curve.averagePrecision));
  const recall = (chosen: readonly Curve[]) => mean(chosen.map((curve) => curve.recall));
  return {
    ap: precision(all),
    ap50: precision(at(0.5)),
    ap75: precision(at(0.75)),
    apSmall: precision(curves(AREA.small)),
    apMedium: precision(curves(AREA.medium)),
    apLarge: precision(curves(AREA.large)),
    ar1: recall(curves(AREA.all, 1)),
    ar10: recall(curves(AREA.all, 10)),
    ar100: recall(all),
    apByCategory: new Map(
      categories.map((category, index) => [
        category,
        precision(precisionCurves(byCategory[index]!, AREA.all, MOST_FOUND) ?? []),
      ]),
    ),
  };
}

/** One category in one image, with every overlap computed once for all thresholds and areas. */
interface Comparison<Region> {
  readonly labelled: readonly LabelledObject<Region>[];
  /** Highest score first, at most `MOST_FOUND`. */
  readonly found: readonly FoundObject<Region>[];
  /** One row per found object, one column per labelled one. */
  readonly overlaps: readonly (readonly number[])[];
}

function ofCategory<Region>(
  image: EvaluatedImage<Region>,
  category: number,
  overlap: Overlap<Region>,
): Comparison<Region> {
  const labelled = image.labelled.filter((object) => object.category === category);
  const found = image.found
    .filter((object) => object.category === category)
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_FOUND);
  const overlaps = found.map((mine) =>
    labelled.map((theirs) => overlap(mine.region, theirs.region, theirs.crowd)),
  );
  return { labelled, found, overlaps };
}

interface Curve {
  readonly threshold: number;
  readonly averagePrecision: number;
  /** The highest recall that is reached. */
  readonly recall: number;
}

/** What became of one found object. Ignored ones count neither for nor against. */
interface Verdict {
  readonly score: number;
  readonly kind: 'hit' | 'miss' | 'ignored';
}

/** One curve per IoU threshold for one category, or null when nothing of this category and area is labelled. */
function precisionCurves<Region>(
  compared: readonly Comparison<Region>[],
  area: AreaRange,
  mostFound: number,
): Curve[] | null {
  const counts = (object: LabelledObject<Region>) => !object.crowd && isWithin(object.area, area);
  const positives = compared.flatMap((image) => image.labelled.filter(counts)).length;
  if (positives === 0) return null;
  return IOU_THRESHOLDS.map((threshold) => {
    const verdicts = compared
      .flatMap((image) => judge(image, area, threshold).slice(0, mostFound))
      .filter(({ kind }) => kind !== 'ignored')
      .sort((a, b) => b.score - a.score);
    return { threshold, ...summarise(verdicts, positives) };
  });
}

/** Matches each found object, best first, to the labelled object that it overlaps most. */
function judge<Region>(
  { labelled, found, overlaps }: Comparison<Region>,
  area: AreaRange,
  threshold: number,
): Verdict[] {
  const isIgnored = labelled.map((object) => object.crowd || !isWithin(object.area, area));
  const columns = [...labelled.keys()];
  const candidates = [
    ...columns.filter((column) => !isIgnored[column]),
    ...columns.filter((column) => isIgnored[column]),
  ];
  const taken = new Set<number>();
  return found.map(({ score, area: foundArea }, row) => {
    let match: number | null = null;
    let best = Math.min(threshold, HIGHEST_THRESHOLD);
    for (const column of candidates) {
      if (taken.has(column) && !labelled[column]!.crowd) continue;
      if (match !== null && isIgnored[column] && !isIgnored[match]) break;
      if (overlaps[row]![column]! < best) continue;
      best = overlaps[row]![column]!;
      match = column;
    }
    if (match === null) return { score, kind: isWithin(foundArea, area) ? 'miss' : 'ignored' };
    taken.add(match);
    return { score, kind: isIgnored[match] ? 'ignored' : 'hit' };
  });
}

/**
 * Precision averaged over 101 recall points; at each one the best precision that is reached there or at a higher
 * recall counts, and none where the recall isn't reached.
 * @param verdicts hits and misses, highest score first
 */
function summarise(verdicts: readonly Verdict[], positives: number): Omit<Curve, 'threshold'> {
  let hits = 0;
  const points = verdicts.map(({ kind }, index) => {
    if (kind === 'hit') hits++;
    return { recall: hits / positives, precision: hits / (index + 1) };
  });
  const envelope = points.map(({ precision }) => precision);
  for (let index = envelope.length - 1; index > 0; index--) {
    envelope[index - 1] = Math.max(envelope[index - 1]!, envelope[index]!);
  }
  let index = 0;
  let sum = 0;
  for (const wanted of RECALL_POINTS) {
    while (index < points.length && points[index]!.recall < wanted) index++;
    sum += envelope[index] ?? 0;
  }
  return { averagePrecision: sum / RECALL_POINTS.length, recall: hits / positives };
}

function isWithin(area: number, { from, to }: AreaRange): boolean {
  return area >= from && area <= to;
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
