/**
 * How a side is heard, twice over: by where the sound comes from, and by the way its pitch goes. One loudspeaker can't tell
 * where from, but it can tell the way: up is right, down is left, as on a keyboard (higher tones are answered faster on
 * the right: Rusconi et al., Cognition 99, 2006), and level is ahead.
 */

import { AHEAD_DEGREES } from '../speech/direction';

const RADIANS_PER_DEGREE = Math.PI / 180;

/** Where the words say so, in radians. */
const AHEAD = AHEAD_DEGREES * RADIANS_PER_DEGREE;

/**
 * In radians: a phone held upright sees about 25 degrees to each side (`SLIGHTLY_DEGREES` in
 * `src/speech/direction.ts`).
 */
export const EDGE_OF_PICTURE = 25 * RADIANS_PER_DEGREE;

/**
 * Bearings are drawn apart for the ear: heard through the ears of another head, a direction is blurred by 10 to 20 degrees,
 * so that a thing at the edge of the picture would seem almost ahead. Ahead stays ahead.
 */
const BEARING_EXAGGERATION = 2;

/** No thing that a camera sees is behind the person. */
const WIDEST_AZIMUTH = Math.PI / 2;

/**
 * Of a glide in semitones: the least, a fifth, is plain in a tone of 40 ms, and the most keeps all sounds within
 * what a phone plays.
 */
const GLIDE_SEMITONES = { least: 7, most: 10 } as const;

/**
 * Where the ear hears the thing, in radians, -π/2 to π/2.
 * @param bearing radians from straight ahead, positive to the right; what is no number counts as ahead
 */
export function soundingAzimuth(bearing: number): number {
  const azimuth = finite(bearing) * BEARING_EXAGGERATION;
  return Math.min(WIDEST_AZIMUTH, Math.max(-WIDEST_AZIMUTH, azimuth));
}

/**
 * The way the pitch goes from start to end, in semitones: positive to the right, 0 where the words would say "ahead".
 * @param bearing radians from straight ahead, positive to the right; what is no number counts as ahead
 */
export function glideSemitones(bearing: number): number {
  const angle = Math.abs(finite(bearing));
  if (angle <= AHEAD) return 0;
  const sideward = Math.min(1, (angle - AHEAD) / (EDGE_OF_PICTURE - AHEAD));
  const { least, most } = GLIDE_SEMITONES;
  return Math.sign(bearing) * (least + (most - least) * sideward);
}

const finite = (value: number) => (Number.isFinite(value) ? value : 0);
