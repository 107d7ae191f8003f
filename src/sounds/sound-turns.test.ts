import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CUE_KINDS } from '../speech/cue';
import { SoundTurns, type Sounding } from './sound-turns';

const BY_URGENCY: readonly Sounding[] = [...CUE_KINDS, 'guide'];

/** Whether `later` may begin while `first`, of 100 ms, has sounded for 50 ms. */
function cutsIn(first: Sounding, later: Sounding): boolean {
  const turns = new SoundTurns();
  turns.take(first, 100, 0);
  return turns.take(later, 100, 50);
}

describe('turns', () => {
  it('go to the more urgent, and to the newer of two that are as urgent', () => {
    for (const [index, first] of BY_URGENCY.entries())
      for (const [laterIndex, later] of BY_URGENCY.entries())
        expect(cutsIn(first, later), `${later} in ${first}`).toBe(laterIndex <= index);
  });

  it('are free again when the sound is over', () => {
    const turns = new SoundTurns();
    turns.take('imminent', 100, 0);
    expect(turns.take('guide', 10, 99)).toBe(false);
    expect(turns.take('guide', 10, 100)).toBe(true);
  });

  it('never keep a hazard waiting, whatever came before', () => {
    const sounds = fc.array(
      fc.record({
        sounding: fc.constantFrom(...BY_URGENCY.filter((one) => one !== 'imminent')),
        length: fc.nat(500),
        after: fc.nat(300),
      }),
    );
    fc.assert(
      fc.property(sounds, (before) => {
        const turns = new SoundTurns();
        let now = 0;
        for (const { sounding, length, after } of before) {
          turns.take(sounding, length, now);
          now += after;
        }
        expect(turns.take('hazard', 200, now)).toBe(true);
      }),
    );
  });

  it('are not taken by what was refused', () => {
    const turns = new SoundTurns();
    turns.take('hazard', 100, 0);
    turns.take('far', 1000, 10);
    expect(turns.take('guide', 10, 100)).toBe(true);
  });
});
