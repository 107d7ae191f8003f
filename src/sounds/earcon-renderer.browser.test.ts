import { describe, expect, it } from 'vitest';
import { CUE_KINDS, type CueKind } from '../speech/cue';
import { type Earcon, HEARTBEAT_EARCON, cueEarcon, lengthMs, tickEarcon } from './earcon-design';
import { EarconRenderer } from './earcon-renderer';
import { createLimiter } from './limiter';

/** The browser's own rendering, without a sound card. */
const RATE = 48_000;
const STARTS_AT_S = 0.05;
/** What is softer than this isn't heard beside a sound: -60 dB. */
const AUDIBLE = 0.001;
/** The responses of the head ring on for less than this. */
const RINGS_MS = 20;

interface Rendered {
  readonly left: Float32Array;
  readonly right: Float32Array;
  /** What a phone with one loudspeaker plays. */
  readonly mono: Float32Array;
}

async function render(earcons: readonly Earcon[]): Promise<Rendered> {
  const context = new OfflineAudioContext({ numberOfChannels: 2, length: RATE / 2, sampleRate: RATE });
  const limiter = createLimiter(context);
  limiter.connect(context.destination);
  const renderer = new EarconRenderer(context, limiter);
  for (const earcon of earcons) renderer.play(earcon, STARTS_AT_S);
  return toRendered(await context.startRendering());
}

function toRendered(buffer: AudioBuffer): Rendered {
  const [left, right] = [buffer.getChannelData(0), buffer.getChannelData(1)];
  return { left, right, mono: left.map((sample, index) => (sample + right[index]!) / 2) };
}

const cue = (kind: CueKind, degrees = 0) => cueEarcon({ kind, bearing: (degrees * Math.PI) / 180 });
const peak = (samples: Float32Array) =>
  samples.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 0);
const energy = (samples: Float32Array) => samples.reduce((sum, sample) => sum + sample * sample, 0);
const decibels = (ratio: number) => 10 * Math.log10(ratio);

/** Milliseconds after the start at which something is heard for the first and for the last time. */
function audibleMs(samples: Float32Array): [number, number] {
  const ms = (index: number) => (index / RATE - STARTS_AT_S) * 1000;
  const isAudible = (sample: number) => Math.abs(sample) > AUDIBLE;
  return [ms(samples.findIndex(isAudible)), ms(samples.findLastIndex(isAudible))];
}

/** The frequency within a part of the sound, by its zero crossings upwards. */
function frequency(samples: Float32Array, fromMs: number, toMs: number): number {
  const index = (ms: number) => Math.round((STARTS_AT_S + ms / 1000) * RATE);
  const crossings: number[] = [];
  for (let at = index(fromMs); at < index(toMs); at++) {
    const [before, after] = [samples[at]!, samples[at + 1]!];
    if (before < 0 && after >= 0) crossings.push(at + before / (before - after));
  }
  return ((crossings.length - 1) * RATE) / (crossings.at(-1)! - crossings[0]!);
}

/** Without what is above the fundamental, whose zero crossings would count as well. */
async function fundamentalOf(samples: Float32Array, highestHz: number): Promise<Float32Array> {
  const context = new OfflineAudioContext({ length: samples.length, sampleRate: RATE });
  const buffer = context.createBuffer(1, samples.length, RATE);
  buffer.getChannelData(0).set(samples);
  const source = new AudioBufferSourceNode(context, { buffer });
  // Quality in decibels of the two halves of a Butterworth filter of the fourth order.
  const filters = [-5.35, 2.32].map(
    (Q) => new BiquadFilterNode(context, { type: 'lowpass', frequency: highestHz * 1.2, Q }),
  );
  source.connect(filters[0]!).connect(filters[1]!).connect(context.destination);
  source.start();
  return (await context.startRendering()).getChannelData(0);
}

/** In semitones, from the first third of the first pulse to its last one. */
async function heardGlide(earcon: Earcon, { mono }: Rendered): Promise<number> {
  const { durationMs, fromHz, toHz } = earcon.notes[0]!;
  const samples = await fundamentalOf(mono, Math.max(fromHz, toHz));
  // The head and the filter delay by about 2 ms.
  const [begin, end, part] = [4, durationMs, durationMs / 3];
  const startHz = frequency(samples, begin, begin + part);
  return 12 * Math.log2(frequency(samples, end - part, end) / startHz);
}

describe('a rendered sound', () => {
  it.each(CUE_KINDS)('%s never reaches full scale, wherever it comes from', async (kind) => {
    for (const degrees of [-90, -20, 0, 20, 90]) {
      const { left, right } = await render([cue(kind, degrees)]);
      expect(Math.max(peak(left), peak(right))).toBeLessThan(1);
      expect(Math.max(peak(left), peak(right))).toBeGreaterThan(0.1);
    }
  });

  it('does not reach full scale even when all sounds meet', async () => {
    const { left, right } = await render(CUE_KINDS.map((kind) => cue(kind, 20)));
    expect(Math.max(peak(left), peak(right))).toBeLessThan(1);
  });

  it.each(CUE_KINDS)('%s begins at once and is over when it says', async (kind) => {
    const earcon = cue(kind, -25);
    const [first, last] = audibleMs((await render([earcon])).mono);
    expect(first).toBeGreaterThanOrEqual(0);
    expect(first).toBeLessThan(10);
    expect(last).toBeGreaterThan(lengthMs(earcon) / 2);
    expect(last).toBeLessThan(lengthMs(earcon) + RINGS_MS);
  });

  it.each(CUE_KINDS)('%s begins softly', async (kind) => {
    const { mono } = await render([cue(kind)]);
    const start = STARTS_AT_S * RATE;
    const begin = mono.subarray(start, start + (RATE * 4) / 1000);
    expect(peak(begin)).toBeLessThan(peak(mono) / 2);
  });

  it('is silent before it is due', async () => {
    const { left, right } = await render([cue('imminent', 30)]);
    const before = STARTS_AT_S * RATE;
    expect(peak(left.subarray(0, before))).toBe(0);
    expect(peak(right.subarray(0, before))).toBe(0);
  });

  it('is louder the more urgent it is', async () => {
    const kinds = ['imminent', 'hazard', 'near', 'far'] as const;
    const peaks = await Promise.all(kinds.map(async (kind) => peak((await render([cue(kind)])).mono)));
    expect(peaks).toEqual(peaks.toSorted((one, other) => other - one));
    expect(peak((await render([HEARTBEAT_EARCON])).mono)).toBeLessThan(peaks.at(-1)! / 3);
  });
});

describe('the side of a rendered sound', () => {
  it.each(CUE_KINDS.filter((kind) => kind !== 'fault'))('%s is louder at the near ear', async (kind) => {
    for (const degrees of [-90, -25, 25, 90]) {
      const { left, right } = await render([cue(kind, degrees)]);
      const [near, far] = degrees < 0 ? [left, right] : [right, left];
      expect(decibels(energy(near) / energy(far)), `${degrees} degrees`).toBeGreaterThan(3);
    }
  });

  it('is the same for both ears ahead', async () => {
    const { left, right } = await render([cue('near')]);
    expect(Math.abs(decibels(energy(left) / energy(right)))).toBeLessThan(0.5);
  });

  it.each(['imminent', 'hazard', 'near', 'far'] as const)(
    '%s is told by one loudspeaker, by the way its pitch goes',
    async (kind) => {
      for (const degrees of [-60, -10, 10, 60]) {
        const earcon = cue(kind, degrees);
        const glide = await heardGlide(earcon, await render([earcon]));
        expect(glide * Math.sign(degrees), `${degrees} degrees`).toBeGreaterThan(2.5);
      }
      const ahead = cue(kind);
      expect(Math.abs(await heardGlide(ahead, await render([ahead])))).toBeLessThan(1);
    },
  );

  it('costs one loudspeaker no more than 5 dB, though the two ears weaken each other there', async () => {
    for (const kind of CUE_KINDS) {
      const ahead = energy((await render([cue(kind)])).mono);
      for (const degrees of [-25, -12, 12, 25]) {
        const aside = energy((await render([cue(kind, degrees)])).mono);
        expect(decibels(aside / ahead), `${kind} at ${degrees} degrees`).toBeGreaterThan(-5);
      }
    }
  });

  it('of a tick is told by one loudspeaker as well', async () => {
    for (const bearing of [-0.4, 0.4]) {
      const earcon = tickEarcon({ bearing, nearness: 0.5 });
      const glide = await heardGlide(earcon, await render([earcon]));
      expect(glide * Math.sign(bearing)).toBeGreaterThan(2);
    }
  });
});

describe('cutting off', () => {
  async function cutOffAt(seconds: number, earcon = cue('imminent')) {
    const context = new OfflineAudioContext({ numberOfChannels: 2, length: RATE / 2, sampleRate: RATE });
    const playing = new EarconRenderer(context, context.destination).play(earcon, STARTS_AT_S);
    void context.suspend(seconds).then(() => {
      playing.stop();
      return context.resume();
    });
    return toRendered(await context.startRendering());
  }

  it('silences what sounds, and the pulses to come', async () => {
    const [first, last] = audibleMs((await cutOffAt(STARTS_AT_S + 0.03)).mono);
    expect(first).toBeLessThan(10);
    expect(last).toBeLessThan(30 + 4 + RINGS_MS);
  });

  it('does not click: the cut is hardly steeper than the softest of sounds itself', async () => {
    const soft = cue('far');
    const steepest = ({ mono }: Rendered) =>
      mono.reduce((most, sample, index) => Math.max(most, Math.abs(sample - (mono[index - 1] ?? 0))), 0);
    const limit = steepest(await render([soft])) * 1.5;
    for (const afterMs of [30, 33, 36, 39])
      expect(steepest(await cutOffAt(STARTS_AT_S + afterMs / 1000, soft))).toBeLessThan(limit);
  });

  it('keeps a sound from beginning that is stopped before it is due', async () => {
    expect(peak((await cutOffAt(STARTS_AT_S / 2)).mono)).toBe(0);
  });
});
