/**
 * What the phone's motor does with a sound: an extra of Android's browsers, which no sound relies on. A motor has no side;
 * it tells how urgent it is by the number and length of its strokes.
 */

import type { CueKind } from '../speech/cue';

/** Milliseconds of stroke, pause, stroke, ...; empty for none. */
export type VibrationPattern = readonly number[];

/** Strokes under about 40 ms aren't felt through clothes while walking; what asks for nothing doesn't buzz. */
export const CUE_VIBRATIONS: Readonly<Record<CueKind, VibrationPattern>> = {
  imminent: [70, 30, 70, 30, 70, 30, 70],
  hazard: [70, 45, 70, 45, 70],
  fault: [200],
  near: [45, 50, 45],
  far: [],
  clear: [],
};

export const REACH_VIBRATION: VibrationPattern = [40, 30, 90];
/** For a finger that rests on the glass: shorter strokes are felt there. */
export const TOUCH_VIBRATION: VibrationPattern = [18];
export const EDGE_VIBRATION: VibrationPattern = [10, 30, 10];

/** In milliseconds. */
export function patternLengthMs(pattern: VibrationPattern): number {
  return pattern.reduce((sum, part) => sum + part, 0);
}

/** Does nothing where there is no motor or the browser refuses (no touch yet). */
export function vibrate(pattern: VibrationPattern): void {
  if (pattern.length === 0 || typeof navigator.vibrate !== 'function') return;
  navigator.vibrate([...pattern]);
}
