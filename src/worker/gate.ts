/**
 * Looks at a frame before the detector does: is it the same as before, so that inference can be skipped (the
 * perceptual hash of DeepEye, here as a small grey picture)? And can it be trusted at all?
 */

import type { SightFault } from '../scene/scene';
import type { Picture } from './letterbox';

/** Grey values 0..255 of a small grid over the frame, row by row. */
export type Thumbnail = Float32Array;

/** Thresholds of the gate; grey levels are 0..255. */
export const GATE = {
  columns: 32,
  rows: 24,
  /** Each cell is the mean of this many samples across and down, so that sensor noise averages out. */
  samplesAcross: 4,
  /** Below this mean it is night to the camera. The darkest of the 189 public photos has 41. */
  darkMean: 20,
  /** Below this deviation the picture is without structure. The flattest public photo that shows a thing has 22. */
  blankDeviation: 6,
  /** Without structure and below this mean: a finger, cloth or lid on the lens. Brighter: a wall, or a glare. */
  coveredMean: 70,
  /** Sensor noise moves every live frame; a picture that doesn't move at all this long is a dead camera. */
  frozenAfterMs: 1000,
  /**
   * Two frames are the same to the detector when no cell differs by more. A phone's sensor noise is about 3 grey
   * levels a pixel, so under 1 in the mean of 16; the largest of 768 such differences stays below 5.
   */
  sameDifference: 8,
  /** A slowly looming thing changes little from frame to frame: look again at least this often. */
  lookAtLeastEveryMs: 500,
} as const;

/** What the gate remembers from frame to frame. */
export interface GateState {
  /** The frame on which the detector ran last. */
  readonly seen: Thumbnail | null;
  readonly seenAt: number;
  /** The newest frame that differed from the one before it, at all. */
  readonly latest: Thumbnail | null;
  readonly movedAt: number;
}

export interface GateVerdict {
  readonly state: GateState;
  /** Whether the detector should run on this frame. */
  readonly look: boolean;
  readonly faults: readonly SightFault[];
}

export const INITIAL_GATE_STATE: GateState = { seen: null, seenAt: 0, latest: null, movedAt: 0 };

/**
 * @param time milliseconds, on any one clock
 * @param live true for a camera; a still scene in a video file is no fault
 */
export function passGate(state: GateState, picture: Picture, time: number, live: boolean): GateVerdict {
  const thumbnail = thumbnailOf(picture);
  const moved = !state.latest || largestDifference(thumbnail, state.latest) > 0;
  const movedAt = moved ? time : state.movedAt;
  const faults = live ? faultsOf(thumbnail, time - movedAt) : [];
  const same = state.seen !== null && largestDifference(thumbnail, state.seen) <= GATE.sameDifference;
  const isDue = !same || time - state.seenAt >= GATE.lookAtLeastEveryMs;
  const look = isDue && !faults.includes('frozen');
  return {
    look,
    faults,
    state: {
      seen: look ? thumbnail : state.seen,
      seenAt: look ? time : state.seenAt,
      latest: moved ? thumbnail : state.latest,
      movedAt,
    },
  };
}

function faultsOf(thumbnail: Thumbnail, stillForMs: number): SightFault[] {
  const mean = thumbnail.reduce((sum, grey) => sum + grey, 0) / thumbnail.length;
  const variance = thumbnail.reduce((sum, grey) => sum + (grey - mean) ** 2, 0) / thumbnail.length;
  // Black and white clip a sensor's noise, so stillness proves nothing in a picture without structure.
  if (Math.sqrt(variance) < GATE.blankDeviation) return [mean < GATE.coveredMean ? 'covered' : 'blank'];
  if (stillForMs >= GATE.frozenAfterMs) return ['frozen'];
  return mean < GATE.darkMean ? ['dark'] : [];
}

/** Mean grey levels (ITU-R BT.601 luma) of a grid of cells: enough to tell light, structure and change. */
export function thumbnailOf({ data, width, height }: Picture): Thumbnail {
  const { columns, rows, samplesAcross } = GATE;
  const thumbnail = new Float32Array(columns * rows);
  const share = 1 / samplesAcross ** 2;
  for (let sampleRow = 0; sampleRow < rows * samplesAcross; sampleRow++) {
    const y = Math.floor(((sampleRow + 0.5) * height) / (rows * samplesAcross));
    const row = Math.floor(sampleRow / samplesAcross);
    for (let sampleColumn = 0; sampleColumn < columns * samplesAcross; sampleColumn++) {
      const x = Math.floor(((sampleColumn + 0.5) * width) / (columns * samplesAcross));
      const at = (y * width + x) * 4;
      const luma = 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;
      thumbnail[row * columns + Math.floor(sampleColumn / samplesAcross)]! += luma * share;
    }
  }
  return thumbnail;
}

/** Largest difference of two cells at the same place, grey levels. */
export function largestDifference(a: Thumbnail, b: Thumbnail): number {
  return a.reduce((largest, grey, index) => Math.max(largest, Math.abs(grey - b[index]!)), 0);
}
