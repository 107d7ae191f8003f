import { describe, expect, test } from 'vitest';
import type { SightFault } from '../scene/scene';
import { NO_EPISODE, isBlinded, watchFaults } from './fault-watch';
import { en } from './phrases/en';

const { sightFaults, sightRestored } = en.messages;

/** What is said, by time in milliseconds, when these faults are seen. */
function watch(moments: readonly (readonly [number, readonly SightFault[]])[]): [number, string][] {
  let episode = NO_EPISODE;
  return moments.flatMap(([now, faults]): [number, string][] => {
    const verdict = watchFaults(episode, faults, now, en);
    episode = verdict.episode;
    return verdict.text === null ? [] : [[now, verdict.text]];
  });
}

const every = (
  stepMs: number,
  fromMs: number,
  toMs: number,
  faults: (now: number) => readonly SightFault[],
) =>
  Array.from({ length: (toMs - fromMs) / stepMs }, (_, index) => {
    const now = fromMs + index * stepMs;
    return [now, faults(now)] as const;
  });

describe('faults', () => {
  test('one is told at once, and again every twenty seconds while it lasts', () => {
    const said = watch(every(200, 0, 45_000, () => ['covered']));
    expect(said).toEqual([0, 20_000, 40_000].map((now) => [now, sightFaults.covered]));
  });

  test('one that comes and goes within a second is one episode', () => {
    expect(watch(every(400, 0, 10_000, (now) => (now % 800 === 0 ? ['dark'] : [])))).toEqual([
      [0, sightFaults.dark],
    ]);
  });

  test('the return of sight is told when the picture has been good for a second', () => {
    const said = watch([...every(200, 0, 2000, () => ['frozen']), ...every(200, 2000, 5000, () => [])]);
    expect(said).toEqual([
      [0, sightFaults.frozen],
      [2800, sightRestored],
    ]);
  });

  test('after an episode, the next fault is told at once again', () => {
    const said = watch([
      [0, ['dark']],
      [1000, []],
      [1200, ['dark']],
    ]);
    expect(said.map(([now]) => now)).toEqual([0, 1000, 1200]);
  });

  test('of several the worst is told; another one only when it is the worst', () => {
    expect(watch([[0, ['dark', 'covered']]])).toEqual([[0, sightFaults.covered]]);
    const said = watch([
      [0, ['dark']],
      [200, ['dark', 'covered']],
      [400, ['dark']],
      [600, ['dark', 'covered']],
    ]);
    expect(said).toEqual([
      [0, sightFaults.dark],
      [200, sightFaults.covered],
    ]);
  });

  test('a glance at a bare wall is not told, nor is its end; staring at one is', () => {
    const glance = [...every(200, 0, 800, () => ['blank'] as const), ...every(200, 800, 3000, () => [])];
    expect(watch(glance)).toEqual([]);
    expect(watch(every(200, 0, 3000, () => ['blank']))).toEqual([[1000, sightFaults.blank]]);
  });
});

test('darkness leaves something to see; the other faults do not', () => {
  expect(isBlinded([])).toBe(false);
  expect(isBlinded(['dark'])).toBe(false);
  for (const fault of ['covered', 'blank', 'frozen'] as const) expect(isBlinded(['dark', fault])).toBe(true);
});
