import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CUE_KINDS, type CueKind } from '../speech/cue';
import {
  EDGE_EARCON,
  type Earcon,
  HEARTBEAT_EARCON,
  REACH_EARCON,
  cueEarcon,
  lengthMs,
  tickEarcon,
  touchEarcon,
} from './earcon-design';
import { EDGE_OF_PICTURE } from './side';
import { brightness } from './timbres';

/**
 * In hertz: a phone's loudspeaker is weak below its resonance (630 Hz in a 10-inch tablet: Chang and Wang, Journal of
 * Mechanics 2018, on bass extension of microspeakers), and hearing that ages is weak above.
 */
const FUNDAMENTAL_RANGE_HZ = { min: 500, max: 5000 };

const kinds = fc.constantFrom(...CUE_KINDS);
/** A direction may be anything, broken numbers included. */
const bearings = fc.double();
const nearnesses = fc.double();

const cue = (kind: CueKind, bearing = 0) => cueEarcon({ kind, bearing });
const pulseStarts = ({ notes }: Earcon) => [...new Set(notes.map(({ startMs }) => startMs))];
const loudest = ({ notes }: Earcon) => Math.max(...notes.map(({ level }) => level));
const brightest = ({ notes }: Earcon) => Math.max(...notes.map(({ timbre }) => brightness(timbre)));
const rhythm = ({ notes }: Earcon) =>
  notes.map(({ startMs, durationMs }) => `${startMs}+${durationMs}`).join();
const timbres = ({ notes }: Earcon) => [...new Set(notes.map(({ timbre }) => timbre))].join();

/** Every sound that there is, at any place. */
const everything: fc.Arbitrary<Earcon> = fc.oneof(
  fc.tuple(kinds, bearings).map(([kind, bearing]) => cueEarcon({ kind, bearing })),
  fc.record({ bearing: bearings, nearness: nearnesses }).map(tickEarcon),
  fc.record({ bearing: bearings, nearness: nearnesses }).map(touchEarcon),
  fc.constantFrom(REACH_EARCON, EDGE_EARCON, HEARTBEAT_EARCON),
);

describe('every sound', () => {
  it('stays within what the loudspeaker of a phone plays', () => {
    fc.assert(
      fc.property(everything, ({ notes }) => {
        for (const hz of notes.flatMap(({ fromHz, toHz }) => [fromHz, toHz])) {
          expect(hz).toBeGreaterThanOrEqual(FUNDAMENTAL_RANGE_HZ.min);
          expect(hz).toBeLessThanOrEqual(FUNDAMENTAL_RANGE_HZ.max);
        }
      }),
    );
  });

  it('has levels between 0 and 1 that do not add up to more', () => {
    fc.assert(
      fc.property(everything, (earcon) => {
        for (const { level } of earcon.notes) expect(level).toBeGreaterThan(0);
        for (const start of pulseStarts(earcon)) {
          const together = earcon.notes.filter(({ startMs }) => startMs === start);
          expect(together.reduce((sum, { level }) => sum + level, 0)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('has its notes in order', () => {
    fc.assert(
      fc.property(everything, ({ notes }) => {
        const starts = notes.map(({ startMs }) => startMs);
        expect(starts).toEqual(starts.toSorted((one, other) => one - other));
        expect(starts[0]).toBe(0);
      }),
    );
  });
});

describe('the cues', () => {
  it.each([
    ['imminent', 250],
    ['hazard', 250],
    ['fault', 250],
    ['near', 150],
    ['far', 150],
    ['clear', 150],
  ] as const)('%s is over within %i ms, before the word begins', (kind, limit) => {
    expect(lengthMs(cue(kind))).toBeGreaterThan(30);
    expect(lengthMs(cue(kind))).toBeLessThan(limit);
  });

  it('have more pulses, are brighter and louder, the more urgent they are', () => {
    const byUrgency = (['imminent', 'hazard', 'near', 'far'] as const).map((kind) => cue(kind));
    for (const measure of [(earcon: Earcon) => pulseStarts(earcon).length, loudest, brightest]) {
      const measured = byUrgency.map(measure);
      for (const [index, value] of measured.slice(1).entries()) expect(value).toBeLessThan(measured[index]!);
    }
  });

  it('begin softly where many pulses come', () => {
    for (const kind of ['imminent', 'hazard'] as const)
      expect(cue(kind).notes[0]!.level).toBeLessThan(loudest(cue(kind)));
  });

  it('are told apart by rhythm and by timbre, each by itself', () => {
    const all = CUE_KINDS.map((kind) => cue(kind));
    expect(new Set(all.map(rhythm)).size).toBe(CUE_KINDS.length);
    expect(new Set(all.map(timbres)).size).toBe(CUE_KINDS.length);
  });

  it('tell the side with every single pulse, whatever their kind', () => {
    for (const kind of CUE_KINDS.filter((known) => known !== 'fault')) {
      for (const { fromHz, toHz } of cue(kind, EDGE_OF_PICTURE).notes) expect(toHz).toBeGreaterThan(fromHz);
      for (const { fromHz, toHz } of cue(kind, -EDGE_OF_PICTURE).notes) expect(toHz).toBeLessThan(fromHz);
      for (const { fromHz, toHz } of cue(kind).notes) expect(toHz).toBe(fromHz);
    }
  });

  it('mirror left and right', () => {
    fc.assert(
      fc.property(kinds, fc.double({ min: 0, max: Math.PI, noNaN: true }), (kind, bearing) => {
        const [left, right] = [cue(kind, -bearing), cue(kind, bearing)];
        expect(left.azimuth).toBeCloseTo(-right.azimuth);
        for (const [index, note] of left.notes.entries()) {
          expect(note.fromHz).toBeCloseTo(right.notes[index]!.toHz);
          expect(note.toHz).toBeCloseTo(right.notes[index]!.fromHz);
        }
      }),
    );
  });

  it('give a fault no side', () => {
    expect(cue('fault', EDGE_OF_PICTURE)).toEqual(cue('fault'));
  });
});

describe('the sounds of finding and touching', () => {
  it('differ from each other and from every cue by their rhythm', () => {
    const place = { bearing: 0, nearness: 0.5 };
    const others = [tickEarcon(place), touchEarcon(place), REACH_EARCON, EDGE_EARCON, HEARTBEAT_EARCON];
    const all = [...CUE_KINDS.map((kind) => cue(kind)), ...others];
    expect(new Set(all.map(rhythm)).size).toBe(all.length);
  });

  it.each([
    ['tick', tickEarcon],
    ['touch', touchEarcon],
  ])('%s is higher and louder the nearer the thing is, and short', (_, design) => {
    const [far, near] = [0, 1].map((nearness) => design({ bearing: 0, nearness }));
    expect(near!.notes[0]!.fromHz).toBeGreaterThan(far!.notes[0]!.fromHz);
    expect(loudest(near!)).toBeGreaterThan(loudest(far!));
    expect(lengthMs(near!)).toBeLessThan(100);
  });

  it('take a nearness beyond its ends for the end', () => {
    expect(tickEarcon({ bearing: 0, nearness: 7 })).toEqual(tickEarcon({ bearing: 0, nearness: 1 }));
    expect(touchEarcon({ bearing: 0, nearness: NaN })).toEqual(touchEarcon({ bearing: 0, nearness: 0 }));
  });

  it('are never as loud as a hazard', () => {
    const loud = [tickEarcon({ bearing: 0, nearness: 1 }), touchEarcon({ bearing: 0, nearness: 1 })];
    for (const earcon of [...loud, REACH_EARCON, EDGE_EARCON, HEARTBEAT_EARCON])
      expect(loudest(earcon)).toBeLessThan(loudest(cue('hazard')));
  });

  it('beat at 15 dB below the notice of something near, and softer than all else', () => {
    expect(20 * Math.log10(loudest(cue('near')) / loudest(HEARTBEAT_EARCON))).toBeGreaterThan(15);
    expect(loudest(HEARTBEAT_EARCON)).toBeLessThan(loudest(cue('clear')) / 2);
  });
});
