/**
 * How large the things of COCO's classes are in the world, and on what they stand: data only.
 *
 * **What the figures mean.** They are the extent that a box around the whole thing shows to a person who walks by:
 * metres at right angles to the view. Where they were worked out from the dimensions of the thing itself:
 *
 * - Width of something long (length l, breadth b), seen from any side: the mean and deviation of ln(l |sin a| +
 *   b |cos a|) over the azimuth a. A car, truck or bus in a street shows its end as often as any side: half of the
 *   weight each.
 * - Height of furniture (height h, depth d), seen from above by up to 35 degrees: the same of ln(h cos e + d sin e)
 *   over the elevation e, with about half of d for what is no block (a chair).
 * - Diagonal of a stick of length l that lies in any direction on a table or the ground, seen from above by 20 to 60
 *   degrees: 0.81 l, with a deviation of 0.22 from the foreshortening alone.
 *
 * The spread is one standard deviation of the natural logarithm. It joins in squares how the individuals differ, how
 * they are turned, and how the sources differ from each other; small, where a standard fixes the size.
 *
 * **Sources**, named in the comments of the table:
 *
 * - KITTI, nuScenes: mean length, width and height over the labelled 3-D boxes, as widely used detectors state them:
 *   KITTI car 3.88 x 1.63 x 1.53 (deviation of the height 0.14), van 5.07 x 1.90 x 2.21, truck 10.1 x 2.59 x 3.25,
 *   tram 16.2 x 2.53 x 3.53; nuScenes car 4.63 x 1.97 x 1.74, truck 6.93 x 2.51 x 2.84, bus 10.5 x 2.94 x 3.47,
 *   motorcycle 2.11 x 0.77 x 1.47, bicycle 1.70 x 0.60 x 1.28 (both with whoever rides them).
 * - SUN: SUN RGB-D (Song et al., CVPR 2015), mean over the labelled 3-D boxes as VoteNet states them: chair
 *   0.59 x 0.55 x 0.83, sofa 0.92 x 1.87 x 0.85, bed 2.11 x 1.62 x 0.93, table 0.79 x 1.28 x 0.72, toilet
 *   0.70 x 0.45 x 0.76.
 * - Standards and rules of a game, named where they are used.
 * - "trade": the range of sizes in which the thing is sold; "breeds": the range of adults across common breeds or
 *   species, head included. Typical is about the middle of the range (of the logarithm); the range is taken to be two
 *   deviations to each side.
 */

/** An extent that varies from one thing to the next. */
export interface Extent {
  /** Median, metres. */
  readonly typical: number;
  /** One standard deviation of the natural logarithm: 0.1 is about ten per cent. */
  readonly spread: number;
}

/** What is known of a class before one looks. Either the sides are known or the diagonal. */
export interface KnownSize {
  /** Upright extent of the box; null where the way it lies decides. */
  readonly height: Extent | null;
  /** Sideways extent of the box; null where the way it lies decides. */
  readonly width: Extent | null;
  /** Of the box: for thin things, which lie in any direction; null where the sides are known. */
  readonly diagonal: Extent | null;
  /** Where things of the class mostly are; `air` is what hangs, flies or is mounted, `any` has no one place. */
  readonly standsOn: 'ground' | 'table' | 'any' | 'air';
  /**
   * Probability, 0 to 1, that the thing touches the ground people walk on, so that the lower edge of a box around all
   * of it is its ground contact. By reasoning: who would bet at which odds.
   */
  readonly onGround: number;
}

type Pair = readonly [typical: number, spread: number];

function sides(
  height: Pair | null,
  width: Pair | null,
  standsOn: KnownSize['standsOn'],
  onGround: number,
): KnownSize {
  return { height: extent(height), width: extent(width), diagonal: null, standsOn, onGround };
}

function stick(diagonal: Pair, standsOn: KnownSize['standsOn'], onGround: number): KnownSize {
  return { height: null, width: null, diagonal: extent(diagonal), standsOn, onGround };
}

function extent(pair: Pair | null): Extent | null {
  return pair && { typical: pair[0], spread: pair[1] };
}

/** Every class of COCO but `person`, whose extent depends on posture. */
export const KNOWN_SIZES: Readonly<Record<string, KnownSize>> = {
  // To the handlebar of a city or touring bike 1.0 to 1.15, a child's 0.7 (trade); length, breadth: nuScenes.
  bicycle: sides([1.05, 0.13], [1.4, 0.33], 'ground', 0.97),
  // KITTI 1.53, nuScenes 1.74 (its boxes stand off the roof): between them, nearer KITTI. Their difference and
  // KITTI's deviation of 9 per cent make the spread.
  car: sides([1.57, 0.1], [2.9, 0.4], 'ground', 0.99),
  // Seat, bars and screen without a rider: trade 1.0 to 1.4; length, breadth: nuScenes.
  motorcycle: sides([1.15, 0.15], [1.55, 0.35], 'ground', 0.98),
  // Trade, from a light aircraft (2.7 high, 8 long) to an A321 (11.8 high, 44.5 long).
  airplane: sides([7, 0.7], [22, 0.8], 'ground', 0.5),
  // City bus 3.0 to 3.3, coach to 3.8, double-decker to 4.4 (96/53/EC: at most 4.0 high, 2.55 wide);
  // nuScenes 3.47.
  bus: sides([3.25, 0.15], [5.8, 0.5], 'ground', 0.99),
  // KITTI tram 3.53; UIC 505-1 gauge 4.28 above the rails, of which a platform hides the lower metre. Length tells
  // nothing: trains have any. Rails lie at street level only for trams.
  train: sides([3.6, 0.18], null, 'ground', 0.7),
  // KITTI 3.25 (its vans 2.21), nuScenes 2.84; COCO also calls pickups (1.8) trucks.
  truck: sides([2.6, 0.3], [4.7, 0.5], 'ground', 0.98),
  // From a dinghy to a ferry: little can be said.
  boat: sides([1.8, 0.9], [4.5, 0.9], 'any', 0.1),
  // Trade: three 12-inch lenses 1.07 x 0.36; three of 200 mm (EN 12368 has 200 and 300) 0.75 x 0.3, two for people 0.5.
  'traffic light': sides([0.85, 0.27], [0.36, 0.25], 'air', 0.03),
  // Trade, above the ground: 0.6 to 1.0.
  'fire hydrant': sides([0.78, 0.15], [0.4, 0.25], 'ground', 0.97),
  // MUTCD table 2B-1: 0.76, on large roads 0.91, at least 0.6; Vienna Convention: 0.6 or 0.9.
  'stop sign': sides([0.76, 0.15], [0.74, 0.2], 'air', 0.02),
  // With its post 1.2 to 1.5 (ADA 308: the slot within reach, at most 1.22); the head alone 0.45.
  'parking meter': sides([0.9, 0.5], [0.24, 0.35], 'ground', 0.55),
  // Seat 0.45, back 0.75 to 0.9, or none; length 1.2 to 1.8, depth 0.6, trade.
  bench: sides([0.78, 0.22], [1.35, 0.35], 'ground', 0.95),
  // From a sparrow (0.14) to a swan (1.4); sitting as often as flying.
  bird: sides([0.25, 0.7], [0.3, 0.7], 'any', 0.35),
  // Breeds: shoulder 0.25, head 0.35, body 0.46 and tail; lying as often as up.
  cat: sides([0.3, 0.33], [0.42, 0.35], 'any', 0.5),
  // Breeds: withers 0.2 to 0.75, the head above them.
  dog: sides([0.55, 0.37], [0.6, 0.4], 'ground', 0.85),
  // Breeds: withers 1.1 (pony) to 1.7; head up 1.3 times that, grazing at it.
  horse: sides([1.8, 0.2], [1.8, 0.4], 'ground', 0.97),
  // Breeds: withers 0.6 to 0.85, head above them.
  sheep: sides([0.85, 0.22], [1, 0.35], 'ground', 0.97),
  // Breeds: withers 1.2 to 1.55; many lie.
  cow: sides([1.4, 0.2], [1.9, 0.36], 'ground', 0.97),
  // Breeds: shoulder, Asian 2.4 to 2.75, African 2.5 to 3.3; calves.
  elephant: sides([2.6, 0.27], [4.1, 0.35], 'ground', 0.95),
  // Breeds: shoulder of four-footed adults 0.7 to 1.5; upright 1.5 to 2.4.
  bear: sides([1.1, 0.35], [1.5, 0.4], 'ground', 0.9),
  // Breeds: shoulder 1.2 to 1.5, head above it or grazing.
  zebra: sides([1.45, 0.16], [1.7, 0.38], 'ground', 0.98),
  // Breeds: 4.3 to 5.7 to the horns; young ones; bent to eat.
  giraffe: sides([4.2, 0.28], [2.2, 0.45], 'ground', 0.98),
  // Trade: 20 to 30 litres 0.42 to 0.52 x 0.3, trekking 0.7; often worn, and partly hidden.
  backpack: sides([0.45, 0.27], [0.33, 0.28], 'any', 0.25),
  // Trade: canopy 0.9 to 1.25 across, sunshades 1.8 to 3; folded, a stick.
  umbrella: sides([0.6, 0.6], [1.1, 0.42], 'any', 0.08),
  // Trade: 0.2 to 0.35 without its handles, 0.25 to 0.4 wide.
  handbag: sides([0.3, 0.38], [0.3, 0.35], 'any', 0.2),
  // Blade 0.07 to 0.09 wide; of its 1.45 length the jacket leaves between a hand and the belt in view.
  tie: sides([0.4, 0.4], [0.085, 0.3], 'air', 0),
  // Trade: cabin 0.55 x 0.37, hold 0.65 to 0.78 x 0.5; handle out 1.0.
  suitcase: sides([0.66, 0.25], [0.43, 0.27], 'ground', 0.75),
  // WFDF disc 0.274 across; toys 0.2 to 0.25; how thick it looks depends on its tilt.
  frisbee: sides(null, [0.25, 0.17], 'air', 0.05),
  // Trade 1.5 to 1.85, along any direction.
  skis: stick([1.35, 0.4], 'ground', 0.75),
  // Trade 1.4 to 1.65.
  snowboard: stick([1.25, 0.35], 'ground', 0.6),
  // Football 0.22 (IFAB law 2), basketball 0.24, volleyball 0.21; baseball 0.074, tennis 0.067: two kinds, one class.
  'sports ball': sides([0.15, 0.55], [0.15, 0.55], 'any', 0.4),
  // Trade 0.6 to 3.
  kite: sides([0.9, 0.7], [1.2, 0.65], 'air', 0.02),
  // MLB rule 3.02: at most 1.07, in use 0.84; swung in any direction.
  'baseball bat': stick([0.68, 0.3], 'any', 0.05),
  // Trade 11 to 13 inches.
  'baseball glove': sides([0.27, 0.27], [0.25, 0.27], 'any', 0.05),
  // Trade 0.78 to 0.82, long boards 1.0.
  skateboard: stick([0.65, 0.3], 'ground', 0.65),
  // Trade 1.8 to 2.8.
  surfboard: stick([1.85, 0.37], 'any', 0.4),
  // ITF rules, appendix II: at most 0.737, in use 0.685.
  'tennis racket': stick([0.55, 0.28], 'any', 0.03),
  // Half a litre of water 0.22, beer 0.24, wine 0.3, 1.5 litres 0.33, toiletries 0.18; wide 0.06 to 0.1.
  bottle: sides([0.24, 0.3], [0.075, 0.27], 'table', 0.07),
  // ISO 3591 tasting glass 0.155 x 0.065, table glasses 0.18 to 0.24 x 0.08.
  'wine glass': sides([0.19, 0.2], [0.08, 0.2], 'table', 0.01),
  // Mug 0.095 x 0.085 with 0.03 of handle, tumbler 0.12, paper cup 0.08 to 0.17.
  cup: sides([0.11, 0.25], [0.095, 0.22], 'table', 0.03),
  // Trade 0.18 to 0.21.
  fork: stick([0.155, 0.3], 'table', 0.01),
  // Table knife 0.2 to 0.24, kitchen knives 0.2 to 0.35.
  knife: stick([0.19, 0.37], 'table', 0.01),
  // Teaspoon 0.14, table spoon 0.2, serving 0.25.
  spoon: stick([0.145, 0.35], 'table', 0.01),
  // Trade 0.12 to 0.26 across, 0.05 to 0.1 deep.
  bowl: sides([0.11, 0.35], [0.17, 0.3], 'table', 0.05),
  // Codex Stan 205: at least 0.14 along the curve; trade to 0.22; bunches.
  banana: stick([0.17, 0.32], 'table', 0.02),
  // UNECE FFV-50: at least 0.06 across; trade 0.065 to 0.085.
  apple: sides([0.075, 0.15], [0.076, 0.15], 'table', 0.03),
  // A slice of bread 0.12; long rolls to 0.3.
  sandwich: sides([0.09, 0.4], [0.14, 0.32], 'table', 0.01),
  // UNECE FFV-14: 0.053 to 0.1, trade 0.07 to 0.08.
  orange: sides([0.073, 0.15], [0.074, 0.15], 'table', 0.03),
  // A floret 0.05, a head 0.2.
  broccoli: sides([0.09, 0.55], [0.1, 0.55], 'table', 0.01),
  // Whole 0.12 to 0.2, slices and sticks less.
  carrot: stick([0.11, 0.5], 'table', 0.02),
  // Bun 0.15 to 0.18.
  'hot dog': stick([0.15, 0.3], 'table', 0.01),
  // Whole 0.25 to 0.35 across, seen from above by 15 to 60 degrees; slices less.
  pizza: sides([0.17, 0.45], [0.27, 0.33], 'table', 0.01),
  // Trade 0.075 to 0.1.
  donut: sides([0.07, 0.33], [0.088, 0.2], 'table', 0.01),
  // A slice 0.1, a layer cake 0.23, a wedding cake 0.5.
  cake: sides([0.13, 0.5], [0.19, 0.5], 'table', 0.01),
  // SUN; backs of dining and office chairs 0.8 to 1.15 (trade), seen from above; stools 0.45 to 0.75. Wide: SUN; seats of
  // dining chairs 0.38 to 0.45 (trade), arms and castors to 0.7; seen straight or across.
  chair: sides([0.91, 0.22], [0.57, 0.25], 'ground', 0.97),
  // SUN, seen from above; seats for one 0.9 wide, for three 2.1.
  couch: sides([0.95, 0.2], [1.65, 0.32], 'ground', 0.97),
  // From a pot on a sill to a palm: little can be said.
  'potted plant': sides([0.5, 0.65], [0.4, 0.6], 'any', 0.5),
  // SUN, seen from above; mattress top at 0.5 to 0.65, headboards to 1.2.
  bed: sides([0.9, 0.3], [2, 0.27], 'ground', 0.97),
  // SUN; trade 0.72 to 0.78, seen from above; COCO often frames the top alone.
  'dining table': sides([0.8, 0.32], [1.4, 0.37], 'ground', 0.85),
  // SUN; bowl alone 0.4, with cistern or lid up 0.75 to 0.85.
  toilet: sides([0.72, 0.25], [0.48, 0.25], 'ground', 0.97),
  // Diagonals of 24 (monitor) to 65 inches at 16:9: 0.53 to 1.44 wide.
  tv: sides([0.48, 0.42], [0.8, 0.4], 'table', 0.02),
  // Lids of 13 to 16 inches: 0.3 to 0.36 wide, open 0.2 to 0.25 high and 0.22 deep.
  laptop: sides([0.26, 0.27], [0.34, 0.18], 'table', 0.03),
  // Trade 0.1 to 0.125 long, 0.06 wide.
  mouse: stick([0.1, 0.25], 'table', 0.01),
  // Trade 0.14 to 0.24.
  remote: stick([0.15, 0.32], 'table', 0.02),
  // Trade: full 0.44, compact 0.28 to 0.36; turned.
  keyboard: sides([0.13, 0.45], [0.38, 0.28], 'table', 0.01),
  // Trade 0.14 to 0.165 long, 0.07 to 0.078 wide; held upright it shows all, lying it is foreshortened.
  'cell phone': stick([0.145, 0.27], 'any', 0.02),
  // Trade 0.44 to 0.6 wide, 0.26 to 0.33 high.
  microwave: sides([0.3, 0.15], [0.5, 0.15], 'table', 0.02),
  // EN 1116 units 0.6 wide; built in 0.6 high, as a cooker 0.85 to 0.9; US ranges 0.76 wide.
  oven: sides([0.75, 0.27], [0.63, 0.18], 'ground', 0.6),
  // Trade 0.26 to 0.4 wide, 0.17 to 0.22 high.
  toaster: sides([0.2, 0.2], [0.29, 0.25], 'table', 0.01),
  // Trade: basins 0.45 to 0.65, kitchen bowls 0.35 to 0.8; how deep it looks depends on the view.
  sink: sides([0.22, 0.5], [0.5, 0.3], 'table', 0.03),
  // Trade: 1.45 to 2.0 high, 0.55 to 0.6 wide; US 1.7 to 1.78 high, 0.75 to 0.91 wide.
  refrigerator: sides([1.7, 0.17], [0.68, 0.22], 'ground', 0.92),
  // Trade 0.18 to 0.3 high: the diagonal of a spine is 0.24, of a cover 0.29, of an open book 0.4; foreshortened; stacks.
  book: stick([0.26, 0.37], 'table', 0.05),
  // On a wall 0.25 to 0.4; alarm clocks 0.1; on towers 1 to 3.
  clock: sides([0.33, 0.65], [0.33, 0.65], 'air', 0.02),
  // Trade 0.12 to 0.45.
  vase: sides([0.25, 0.42], [0.15, 0.42], 'table', 0.15),
  // Trade 0.13 to 0.22.
  scissors: stick([0.145, 0.33], 'table', 0.01),
  // Trade 0.2 to 0.6, the giant 1.2.
  'teddy bear': sides([0.33, 0.5], [0.3, 0.5], 'any', 0.2),
  // Trade 0.2 to 0.28.
  'hair drier': stick([0.23, 0.3], 'any', 0.01),
  // Trade 0.15 to 0.2.
  toothbrush: stick([0.15, 0.3], 'table', 0.01),
};
