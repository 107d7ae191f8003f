/**
 * What each sound is made of, as plain data; `earcon-renderer.ts` makes it sound.
 *
 * Told apart by rhythm and timbre first, because pitch alone isn't remembered (Brewster, Wright and Edwards, guidelines for
 * earcons). More urgent means more pulses, faster, brighter and louder (Hellier and Edworthy, Canadian Acoustics 17(4),
 * 1989). All are short, so that they end before the word begins.
 */

import type { Cue, CueKind } from '../speech/cue';
import type { Place } from './place';
import { glideSemitones, soundingAzimuth } from './side';
import type { Timbre } from './timbres';

/** One tone. */
export interface Note {
  /** Milliseconds after the earcon's start. */
  readonly startMs: number;
  readonly durationMs: number;
  /** Fundamental at the start and at the end, in hertz. */
  readonly fromHz: number;
  readonly toHz: number;
  /** Peak, 0 to 1. */
  readonly level: number;
  readonly timbre: Timbre;
}

export interface Earcon {
  /** In the order of their starts; notes with the same start are heard as one pulse. */
  readonly notes: readonly Note[];
  /** Where it sounds from: radians from straight ahead, -π/2 (left) to π/2 (right). */
  readonly azimuth: number;
}

interface Pulses {
  readonly count: number;
  readonly durationMs: number;
  /** Silence between two pulses. */
  readonly gapMs: number;
  /** One for a tone, several for a chord. */
  readonly hz: readonly number[];
  readonly level: number;
  readonly timbre: Timbre;
}

/**
 * Of the first pulse where there are three or more, as a share of the level: what is loud at once startles, and who is
 * startled stops to listen (Patterson's rule for warnings: begin softly, then rise).
 */
const FIRST_PULSE_SHARE = 0.7;

const CUES: Readonly<Record<CueKind, Pulses>> = {
  imminent: { count: 4, durationMs: 42, gapMs: 12, hz: [1900], level: 0.85, timbre: 'siren' },
  hazard: { count: 3, durationMs: 48, gapMs: 26, hz: [1500], level: 0.6, timbre: 'horn' },
  // Two tones 70 Hz apart beat: the roughness is its mark. It has no side, so that it never glides.
  fault: { count: 2, durationMs: 95, gapMs: 40, hz: [620, 690], level: 0.28, timbre: 'drone' },
  near: { count: 2, durationMs: 45, gapMs: 30, hz: [1150], level: 0.4, timbre: 'reed' },
  far: { count: 1, durationMs: 110, gapMs: 0, hz: [720], level: 0.24, timbre: 'flute' },
  // A fifth that rings out: ease, where all the others ask for something.
  clear: { count: 1, durationMs: 145, gapMs: 0, hz: [1000, 1500], level: 0.16, timbre: 'bell' },
};

/** The sound of a cue, from its side. What can't see has no side. */
export function cueEarcon({ kind, bearing }: Cue): Earcon {
  return placed(pulses(CUES[kind]), kind === 'fault' ? 0 : bearing);
}

/** Of the whole earcon in milliseconds: words start later than this. */
export function lengthMs({ notes }: Earcon): number {
  return Math.max(0, ...notes.map(({ startMs, durationMs }) => startMs + durationMs));
}

/** One tick of finding: nearer is higher and louder. How often it comes is the finder's matter. */
export function tickEarcon({ bearing, nearness }: Place): Earcon {
  const near = share(nearness);
  const hz = [between(1300, 2200, near)];
  return placed(
    pulses({ count: 1, durationMs: 40, gapMs: 0, hz, level: between(0.25, 0.5, near), timbre: 'wood' }),
    bearing,
  );
}

/** What was searched is within reach: three steps up, as at the end of a climb. */
export const REACH_EARCON: Earcon = {
  azimuth: 0,
  notes: [1000, 1260, 1500].map((hz, index) => steady(index * 48, 55, hz, 0.4, 'bell')),
};

/** The finger is on a thing: nearer is higher and louder. */
export function touchEarcon({ bearing, nearness }: Place): Earcon {
  const near = share(nearness);
  const hz = [between(750, 1500, near)];
  return placed(
    pulses({ count: 1, durationMs: 75, gapMs: 0, hz, level: between(0.25, 0.4, near), timbre: 'string' }),
    bearing,
  );
}

/** The finger leaves the thing or the picture: two dull knocks. */
export const EDGE_EARCON: Earcon = {
  azimuth: 0,
  notes: [0, 42].map((startMs) => steady(startMs, 26, 620, 0.28, 'wood')),
};

/** "I am watching": two soft beats, as of a heart, 16 dB below the notice of something near. */
export const HEARTBEAT_EARCON: Earcon = {
  azimuth: 0,
  notes: [steady(0, 35, 800, 0.06, 'pulse'), steady(130, 35, 720, 0.045, 'pulse')],
};

function steady(startMs: number, durationMs: number, hz: number, level: number, timbre: Timbre): Note {
  return { startMs, durationMs, fromHz: hz, toHz: hz, level, timbre };
}

function pulses({ count, durationMs, gapMs, hz, level, timbre }: Pulses): Note[] {
  return Array.from({ length: count }, (_, index) => {
    const isSoft = count > 2 && index === 0;
    const startMs = index * (durationMs + gapMs);
    return hz.map((tone) =>
      steady(startMs, durationMs, tone, isSoft ? level * FIRST_PULSE_SHARE : level, timbre),
    );
  }).flat();
}

/** Every pulse glides, so that the side is told by the first one. The middle of the glide keeps the sound's own pitch. */
function placed(notes: readonly Note[], bearing: number): Earcon {
  const half = 2 ** (glideSemitones(bearing) / 2 / SEMITONES_PER_OCTAVE);
  return {
    azimuth: soundingAzimuth(bearing),
    notes: notes.map((note) => ({ ...note, fromHz: note.fromHz / half, toHz: note.toHz * half })),
  };
}

const SEMITONES_PER_OCTAVE = 12;

const share = (value: number) => (Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : 0);
const between = (from: number, to: number, part: number) => from + (to - from) * part;
