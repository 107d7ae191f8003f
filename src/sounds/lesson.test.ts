import { describe, expect, it } from 'vitest';
import { templates as english } from '../localisation/labels/en';
import { CUE_KINDS } from '../speech/cue';
import { type Earcon, cueEarcon, lengthMs } from './earcon-design';
import { SOUND_LESSONS } from './lesson';
import type { Demonstrated, Sounds } from './sounds';

/** Stub: takes down what a lesson plays, in place of an audio device. */
function played(label: string): readonly Demonstrated[] {
  const taken: Demonstrated[] = [];
  const sounds = {
    demonstrate(given: readonly Demonstrated[]) {
      taken.push(...given);
      return () => undefined;
    },
  };
  SOUND_LESSONS.find((lesson) => lesson.label === label)!.play(sounds as unknown as Sounds);
  return taken;
}

const isSame = (one: Earcon, other: Earcon) => JSON.stringify(one) === JSON.stringify(other);

describe('the lesson of sounds', () => {
  it('has every sound that the labels name, once', () => {
    const named = Object.keys(english).filter((name) => /^sound(?!Lesson|s$)/.test(name));
    expect(SOUND_LESSONS.map(({ label }) => label).toSorted()).toEqual(named.toSorted());
  });

  it.each(CUE_KINDS)('plays the cue %s under its own name', (kind) => {
    const [sound, ...others] = played(`sound${kind[0]!.toUpperCase()}${kind.slice(1)}`);
    expect(isSame(sound!.earcon, cueEarcon({ kind, bearing: 0 }))).toBe(true);
    expect(others).toEqual([]);
  });

  it('plays no two sounds at once', () => {
    for (const { label } of SOUND_LESSONS)
      for (const [index, { startMs }] of played(label).slice(1).entries()) {
        const former = played(label)[index]!;
        expect(startMs).toBeGreaterThan(former.startMs + lengthMs(former.earcon));
      }
  });

  it('plays left, ahead and right in turn', () => {
    expect(played('soundSides').map(({ earcon }) => Math.sign(earcon.azimuth))).toEqual([-1, 0, 1]);
  });

  it('plays a search that comes nearer: quicker, higher, and more ahead', () => {
    const search = played('soundFindTick');
    const pauses = search.slice(1).map(({ startMs }, index) => startMs - search[index]!.startMs);
    expect(pauses).toEqual(pauses.toSorted((one, other) => other - one));
    const sideways = search.map(({ earcon }) => Math.abs(earcon.azimuth));
    expect(sideways).toEqual(sideways.toSorted((one, other) => other - one));
    expect(sideways.at(-1)).toBe(0);
  });

  it('plays the heartbeat at its real pace', () => {
    expect(played('soundHeartbeat').map(({ startMs }) => startMs)).toEqual([0, 3000]);
  });
});
