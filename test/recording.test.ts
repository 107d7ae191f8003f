import { describe, expect, test } from 'vitest';
import { type Recording, excerpt, loudness, soundColour, soundSegments } from './recording';

const SAMPLE_RATE = 16000;
const STARTED_AT = 1_700_000_000_000;

/** Stretches of [milliseconds, amplitude 0 to 1], joined; sound is a 200 Hz sine. */
function recordingOf(...stretches: [milliseconds: number, amplitude: number][]): Recording {
  const samples = stretches.flatMap(([milliseconds, amplitude]) =>
    Array.from({ length: (milliseconds / 1000) * SAMPLE_RATE }, (_, index) =>
      Math.round(32767 * amplitude * Math.sin((2 * Math.PI * 200 * index) / SAMPLE_RATE)),
    ),
  );
  return { samples: Int16Array.from(samples), sampleRate: SAMPLE_RATE, startedAt: STARTED_AT };
}

/** Segments in milliseconds from the start of the recording. */
function heard(recording: Recording): [number, number][] {
  return soundSegments(recording).map(({ start, end }) => [start - STARTED_AT, end - STARTED_AT]);
}

describe('loudness', () => {
  test('of a sine is its amplitude over the square root of two', () => {
    expect(loudness(recordingOf([100, 0.5]).samples)).toBeCloseTo(0.5 / Math.SQRT2, 3);
  });

  test('of silence and of nothing is zero', () => {
    expect(loudness(recordingOf([100, 0]).samples)).toBe(0);
    expect(loudness(new Int16Array())).toBe(0);
  });
});

describe('soundSegments', () => {
  test('finds when sound starts and ends', () => {
    expect(heard(recordingOf([300, 0], [500, 0.2], [400, 0]))).toEqual([[300, 800]]);
  });

  test('takes a gap between words as part of the utterance, and a longer one as its end', () => {
    const spoken = recordingOf([100, 0], [200, 0.2], [200, 0], [200, 0.2], [300, 0], [200, 0.2], [100, 0]);
    expect(heard(spoken)).toEqual([
      [100, 700],
      [1000, 1200],
    ]);
  });

  test('does not count a click', () => {
    expect(heard(recordingOf([300, 0], [20, 0.5], [400, 0]))).toEqual([]);
  });

  test('does not count hiss below the threshold', () => {
    expect(heard(recordingOf([500, 0.01]))).toEqual([]);
  });

  test('reports sound that runs into the edges of the recording', () => {
    expect(heard(recordingOf([200, 0.3]))).toEqual([[0, 200]]);
  });
});

describe('excerpt', () => {
  const recording = recordingOf([100, 0], [100, 0.5], [100, 0]);

  test('cuts by the clock and keeps the time of its first sample', () => {
    const part = excerpt(recording, STARTED_AT + 100, STARTED_AT + 200);
    expect(part.startedAt).toBe(STARTED_AT + 100);
    expect(part.samples).toHaveLength(1600);
    expect(loudness(part.samples)).toBeCloseTo(0.5 / Math.SQRT2, 3);
  });

  test('is cut to what was recorded, and empty outside it', () => {
    expect(excerpt(recording, STARTED_AT - 500, STARTED_AT + 5000).samples).toHaveLength(4800);
    expect(excerpt(recording, STARTED_AT + 400, STARTED_AT + 500).samples).toHaveLength(0);
    expect(excerpt(recording, STARTED_AT + 200, STARTED_AT + 100).samples).toHaveLength(0);
  });
});

describe('soundColour', () => {
  const soundOf = (wave: (seconds: number) => number): Recording => ({
    samples: Int16Array.from({ length: 1600 }, (_, index) => 10_000 * wave(index / SAMPLE_RATE)),
    sampleRate: SAMPLE_RATE,
    startedAt: STARTED_AT,
  });
  const sine = (hertz: number) => (seconds: number) => Math.sin(2 * Math.PI * hertz * seconds);
  const colourOf = (wave: (seconds: number) => number) => soundColour(soundOf(wave), STARTED_AT);

  test.each([500, 880, 2000, 5000])('a tone of %d Hz is a tone and nothing else', (hertz) => {
    const { tone, deep } = colourOf(sine(hertz));
    expect(tone).toBeGreaterThan(0.95);
    expect(deep).toBeLessThan(0.05);
  });

  test('nothing of it leaks to where voices are, though no period fits into the window', () => {
    expect(colourOf(sine(1012)).deep).toBeLessThan(0.0005);
  });

  test('so is one that glides', () => {
    const { tone } = colourOf((seconds) => Math.sin(2 * Math.PI * (600 + 1500 * seconds) * seconds));
    expect(tone).toBeGreaterThan(0.9);
  });

  test('a bright tone with overtones is still most of it', () => {
    const strengths = [1, 0.8, 0.6, 0.5, 0.4, 0.3];
    const { tone, deep } = colourOf((seconds) =>
      strengths.reduce(
        (sum, strength, index) => sum + 0.25 * strength * sine(1200 * (index + 1))(seconds),
        0,
      ),
    );
    expect(tone).toBeCloseTo(1 / strengths.reduce((sum, strength) => sum + strength ** 2, 0), 1);
    expect(deep).toBeLessThan(0.05);
  });

  test('a voice, which is many overtones of a low one, is deep', () => {
    const overtones = [120, 240, 360, 480, 600, 720, 1320, 2400].map(sine);
    const { tone, deep } = colourOf((seconds) => overtones.reduce((sum, wave) => sum + wave(seconds), 0) / 8);
    expect(tone).toBeLessThan(0.4);
    expect(deep).toBeGreaterThan(0.3);
  });

  test('a hiss is neither', () => {
    // Chirps through all frequencies over and over, as even as noise and the same each time.
    const { tone, deep } = colourOf((seconds) => Math.sin(2 * Math.PI * 4e6 * seconds ** 2));
    expect(tone).toBeLessThan(0.3);
    expect(deep).toBeLessThan(0.2);
  });

  test('only the part behind the moment counts, and silence has no colour', () => {
    const silenceThenTone = soundOf((seconds) => (seconds < 0.05 ? 0 : sine(1000)(seconds)));
    expect(soundColour(silenceThenTone, STARTED_AT)).toEqual({ tone: 0, deep: 0 });
    expect(soundColour(silenceThenTone, STARTED_AT + 55).tone).toBeGreaterThan(0.95);
  });
});
