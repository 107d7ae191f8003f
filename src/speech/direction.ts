/** From an angle to the words in which a person thinks of a side. */

/** Left to right as the person faces. */
export const DIRECTIONS = ['left', 'slightlyLeft', 'ahead', 'slightlyRight', 'right'] as const;

export type Direction = (typeof DIRECTIONS)[number];

/** How directions are told: in words, or as hours of a clock that lies before the person. */
export type DirectionStyle = 'words' | 'clock';

/** The three sides that a person tells apart while walking: a change between them is worth a word. */
export type Side = 'left' | 'ahead' | 'right';

const RADIANS_PER_DEGREE = Math.PI / 180;

/**
 * Where "ahead" ends, in degrees from the optical axis: half of a walking corridor of 0.9 m seen from 3 m away,
 * atan(0.45 / 3).
 */
export const AHEAD_DEGREES = 8.5;

/**
 * Where "slightly" ends, in degrees: a phone held upright sees about 25 degrees to each side (a main camera of 26 mm
 * equivalent focal length), so that the outer third of the picture is plain "left" or "right".
 */
export const SLIGHTLY_DEGREES = 17;

/** How far beyond an edge an angle must be before the direction changes: a hand sways by 2 degrees. */
export const EDGE_MARGIN = 0.25;

const EDGES_DEGREES = [-SLIGHTLY_DEGREES, -AHEAD_DEGREES, AHEAD_DEGREES, SLIGHTLY_DEGREES] as const;

/** @param bearing radians, positive to the right */
export function directionOf(bearing: number): Direction {
  const degrees = bearing / RADIANS_PER_DEGREE;
  return DIRECTIONS[EDGES_DEGREES.filter((edge) => degrees > edge).length]!;
}

/**
 * The direction with hysteresis: stays `former` until the bearing lies beyond the edge by `EDGE_MARGIN` of the edge's
 * angle, so that a thing on an edge doesn't flicker between two words.
 * @param bearing radians, positive to the right
 */
export function settledDirection(bearing: number, former: Direction): Direction {
  const plain = directionOf(bearing);
  if (plain === former) return former;
  const degrees = bearing / RADIANS_PER_DEGREE;
  const formerIndex = DIRECTIONS.indexOf(former);
  if (DIRECTIONS.indexOf(plain) > formerIndex) {
    const edge = EDGES_DEGREES[formerIndex]!;
    return degrees > edge + Math.abs(edge) * EDGE_MARGIN ? plain : former;
  }
  const edge = EDGES_DEGREES[formerIndex - 1]!;
  return degrees < edge - Math.abs(edge) * EDGE_MARGIN ? plain : former;
}

export function sideOf(direction: Direction): Side {
  if (direction === 'ahead') return 'ahead';
  return direction === 'left' || direction === 'slightlyLeft' ? 'left' : 'right';
}
