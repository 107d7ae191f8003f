/** What was heard: pure measures over recorded sound, so that a test can say when something was spoken. */

/** One channel of sound. */
export interface Recording {
  /** Signed 16-bit samples, -32768 to 32767. */
  readonly samples: Int16Array;
  /** Samples per second. */
  readonly sampleRate: number;
  /** When the first sample was taken, in milliseconds of the Unix epoch (`Date.now()`). */
  readonly startedAt: number;
}

/** A stretch of sound between two silences, in milliseconds of the Unix epoch. */
export interface SoundSegment {
  readonly start: number;
  readonly end: number;
}

export interface SilenceRule {
  /** A window at or below this root mean square, 0 to 1 of full scale, is silent. */
  readonly threshold: number;
  /** Silence shorter than this, in milliseconds, belongs to the sound around it: words have gaps. */
  readonly shortestPause: number;
  /** Sound shorter than this, in milliseconds, is a click and not counted. */
  readonly shortestSound: number;
}

const FULL_SCALE = 32768;

/** Ten milliseconds hold one period of the lowest voices (about 100 Hz), so the measure doesn't follow single waves. */
const WINDOW_MS = 10;

/** A null sink is digitally silent, and speech lies near 0.06: -40 dB of full scale separates the two widely. */
export const SPEECH_RULE: SilenceRule = { threshold: 0.01, shortestPause: 250, shortestSound: 40 };

/** Root mean square of the samples, 0 to 1 of full scale; 0 when there are none. */
export function loudness(samples: Int16Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length) / FULL_SCALE;
}

/** The part of a recording from one moment to another, in milliseconds of the Unix epoch, cut to what there is. */
export function excerpt(recording: Recording, from: number, to: number): Recording {
  const index = (time: number) =>
    Math.min(
      recording.samples.length,
      Math.max(0, Math.round(((time - recording.startedAt) / 1000) * recording.sampleRate)),
    );
  const first = index(from);
  return {
    ...recording,
    samples: recording.samples.subarray(first, Math.max(first, index(to))),
    startedAt: recording.startedAt + (first / recording.sampleRate) * 1000,
  };
}

/** Where there is sound, earliest first, to within one window (10 ms). */
export function soundSegments(recording: Recording, rule: SilenceRule = SPEECH_RULE): SoundSegment[] {
  const windowLength = Math.round((WINDOW_MS / 1000) * recording.sampleRate);
  const segments: { start: number; end: number }[] = [];
  for (let first = 0; first < recording.samples.length; first += windowLength) {
    const window = recording.samples.subarray(first, first + windowLength);
    if (loudness(window) <= rule.threshold) continue;
    const start = recording.startedAt + (first / recording.sampleRate) * 1000;
    const end = start + (window.length / recording.sampleRate) * 1000;
    const last = segments.at(-1);
    if (last && start - last.end < rule.shortestPause) last.end = end;
    else segments.push({ start, end });
  }
  return segments.filter(({ start, end }) => end - start >= rule.shortestSound);
}
