/**
 * How tall a person's box is in the world. A person stands, walks, sits, or shows only the upper half above a table,
 * and the shape of the box tells which: each posture is a component of a mixture, and the box's height over its width
 * decides by Bayes' rule how much each one counts.
 */

import type { Extent, KnownSize } from './known-sizes-table';

interface Posture {
  /** Of the box around what is in view, metres. */
  readonly height: Extent;
  readonly width: Extent;
  /** One standard deviation of the logarithm of height over width. */
  readonly aspectSpread: number;
  /** Share of the people in view; all of them make 1. */
  readonly share: number;
}

/**
 * Standing: the mean height of adults born in 1996 is 1.71 (men) and 1.59 (women) over the world, 1.82 at most
 * (NCD-RisC, A century of trends in adult human height, eLife 2016); within a country and sex the deviation is 0.07
 * (NHANES). Shoes and hair add 0.04. KITTI's and nuScenes' pedestrians have a mean of 1.76 (deviation 0.09) and 1.77.
 * So 1.70, within 9 per cent; small children are outliers of it.
 */
const STANDING_HEIGHT: Extent = { typical: 1.7, spread: 0.09 };

/**
 * Shares: 0.6 upright, between what streets and photos show. KITTI labels 95 per cent of its people on foot as standing
 * or walking, 5 as sitting; on COCO's photos (public part, boxes not cut by the frame) a fit of these shapes gives 0.36
 * upright, 0.22 halves, 0.42 compact postures.
 */
const POSTURES: readonly Posture[] = [
  // Arms down: breadth over the upper arms 0.49 (men), 0.43 (women; ANSUR 1988), and clothes.
  { height: STANDING_HEIGHT, width: { typical: 0.52, spread: 0.13 }, aspectSpread: 0.18, share: 0.3 },
  // In step or carrying something: KITTI's pedestrians are 0.84 long and 0.66 wide.
  { height: STANDING_HEIGHT, width: { typical: 0.75, spread: 0.2 }, aspectSpread: 0.22, share: 0.3 },
  // Seated: KITTI's sitting persons are 1.27 high, 0.80 long, 0.60 wide.
  {
    height: { typical: 1.27, spread: 0.12 },
    width: { typical: 0.7, spread: 0.2 },
    aspectSpread: 0.25,
    share: 0.12,
  },
  // Head to table, counter or the back of the next one: sitting height 0.91 or 0.85 (ANSUR 1988), less what is hidden.
  {
    height: { typical: 0.75, spread: 0.28 },
    width: { typical: 0.52, spread: 0.2 },
    aspectSpread: 0.35,
    share: 0.14,
  },
  // Crouched, riding, limbs spread: between sitting height and arm span (which is about the standing height).
  {
    height: { typical: 1.3, spread: 0.2 },
    width: { typical: 1.05, spread: 0.25 },
    aspectSpread: 0.3,
    share: 0.1,
  },
  // Lying or bent over: depth of the chest 0.25 to half a body.
  {
    height: { typical: 0.5, spread: 0.4 },
    width: { typical: 1.3, spread: 0.3 },
    aspectSpread: 0.4,
    share: 0.04,
  },
];

const ALIKE: readonly number[] = POSTURES.map(({ share }) => share);

/** A person of whom nothing but the class is known. */
export const PERSON_SIZE: KnownSize = {
  height: mixture(ALIKE, ({ height }) => height),
  width: mixture(ALIKE, ({ width }) => width),
  diagonal: null,
  standsOn: 'ground',
  // The others sit on a bench or a horse, stand on a stair, or show no feet.
  onGround: 0.9,
};

/** Height of a person whose whole box is in view. @param aspect height over width of the box */
export function personHeight(aspect: number): Extent {
  return mixture(chances(aspect), ({ height }) => height);
}

/** Probability of each posture, given the shape of the box; normal in the logarithm of height over width. */
function chances(aspect: number): number[] {
  const exponents = POSTURES.map(({ height, width, aspectSpread }) => {
    const deviations = Math.log((aspect * width.typical) / height.typical) / aspectSpread;
    return -(deviations ** 2) / 2;
  });
  // Relative to the likeliest, so that a box like a thread does not divide nought by nought.
  const most = Math.max(...exponents);
  const weights = POSTURES.map(
    ({ share, aspectSpread }, index) => (share / aspectSpread) * Math.exp(exponents[index]! - most),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** Mean and deviation of the logarithm over a mixture: what is within the components, and what is between them. */
function mixture(weights: readonly number[], extentOf: (posture: Posture) => Extent): Extent {
  let mean = 0;
  let square = 0;
  POSTURES.forEach((posture, index) => {
    const { typical, spread } = extentOf(posture);
    const logarithm = Math.log(typical);
    mean += weights[index]! * logarithm;
    square += weights[index]! * (logarithm ** 2 + spread ** 2);
  });
  return { typical: Math.exp(mean), spread: Math.sqrt(Math.max(0, square - mean ** 2)) };
}
