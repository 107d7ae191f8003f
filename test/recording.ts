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

/** Long enough to part steps of 100 Hz, and no longer than the shortest of our tones. */
const TONE_WINDOW_MS = 40;

/** A tone that glides or has a few overtones stays within; a third of an octave at 1 kHz. Hertz. */
const TONE_BAND = 300;

/** Lower than this our tones don't go, and every voice does. Hertz. */
export const LOWEST_TONE = 450;

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

/** What a sound is made of in the 40 ms behind a moment: shares of its power, 0 to 1; all 0 in silence. */
export interface SoundColour {
  /** In the strongest narrow band above `LOWEST_TONE`: large for a tone; noise and voices spread over many. */
  readonly tone: number;
  /** Below `LOWEST_TONE`: large where a voice has its voice, and nothing for a tone of ours or a hiss. */
  readonly deep: number;
}

/** @param at milliseconds of the Unix epoch */
export function soundColour(recording: Recording, at: number): SoundColour {
  const { samples, sampleRate } = excerpt(recording, at, at + TONE_WINDOW_MS);
  const power = powerSpectrum(samples);
  const hertzPerBin = sampleRate / samples.length;
  const width = Math.round(TONE_BAND / hertzPerBin);
  const lowest = Math.ceil(LOWEST_TONE / hertzPerBin);
  const sum = (from: number, to: number) => power.slice(from, to).reduce((total, value) => total + value, 0);
  const all = sum(0, power.length);
  if (all === 0) return { tone: 0, deep: 0 };
  const bands = power.slice(lowest).map((_, index) => sum(lowest + index, lowest + index + width));
  return { tone: Math.max(...bands) / all, deep: sum(0, lowest) / all };
}

/** Of each frequency from 0 to half the sample rate, behind a Hann window, which keeps a tone's power together. */
function powerSpectrum(samples: Int16Array): number[] {
  const { length } = samples;
  const windowed = Array.from(samples, (sample, index) => sample * Math.sin((Math.PI * index) / length) ** 2);
  return Array.from({ length: Math.floor(length / 2) }, (_, bin) => {
    let [real, imaginary] = [0, 0];
    for (const [index, value] of windowed.entries()) {
      const angle = (2 * Math.PI * bin * index) / length;
      real += value * Math.cos(angle);
      imaginary += value * Math.sin(angle);
    }
    return real ** 2 + imaginary ** 2;
  });
}
