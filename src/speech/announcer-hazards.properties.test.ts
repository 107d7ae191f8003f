import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Scene } from '../scene/scene';
import { ANNOUNCEMENT_RULES as RULES } from './announcement-rules';
import { hazardOf, isWorse, type HazardStage } from './hazards';
import { en } from './phrases/en';
import { PREFERENCES, at, sceneAt, type Thing } from './scenes.fixture';
import { listenTo, type SpokenLine } from './transcript.fixture';
import { compareUrgency } from './utterance';

/** On busy cores five seconds are too few for so many walks. */
vi.setConfig({ testTimeout: 30_000 });

/** Whatever moves in front of a walker, with a voice that takes its time. Five looks a second. */

const LABELS = ['person', 'bicycle', 'car', 'dog', 'chair', 'bench'] as const;

/** One thing that closes in or goes away on its own line. */
const mover = fc.record({
  label: fc.constantFrom(...LABELS),
  angle: fc.double({ min: -22, max: 22, noNaN: true }),
  turn: fc.double({ min: -3, max: 3, noNaN: true }),
  start: fc.double({ min: 1, max: 14, noNaN: true }),
  speed: fc.double({ min: -1, max: 4, noNaN: true }),
  from: fc.integer({ min: 0, max: 40 }),
});

const anyTraffic: fc.Arbitrary<Scene[]> = fc.array(mover, { minLength: 1, maxLength: 5 }).map((movers) =>
  Array.from({ length: 60 }, (_, frame) => {
    const seconds = frame / 5;
    const things = movers.flatMap(({ label, angle, turn, start, speed, from }, index): Thing[] => {
      const elapsed = seconds - from / 5;
      const metres = start - speed * elapsed;
      const bearing = angle + turn * elapsed;
      if (elapsed < 0 || metres < 0.5 || metres > 16 || Math.abs(bearing) > 24) return [];
      const track = { id: index + 1, approach: speed, timeToContact: speed > 0 ? metres / speed : null };
      return [
        {
          label,
          at: bearing,
          size: Math.min(0.5, 0.3 / metres),
          foot: metres / 40,
          metres: at(metres),
          track,
        },
      ];
    });
    return sceneAt(seconds, things);
  }),
);

const listened = (scenes: readonly Scene[]) => listenTo(scenes, PREFERENCES, en);

/** Milliseconds from a frame to its scene, as the voice of the fixture has it. */
const lateness = (lines: readonly SpokenLine[], scenes: readonly Scene[]) =>
  lines.map(({ at: time }) => Math.min(...scenes.map((scene) => Math.abs(time - scene.time - 150))));

describe('whatever comes', () => {
  test('there are never two voices, and only what is more urgent, or about to be hit, cuts in', () => {
    fc.assert(
      fc.property(anyTraffic, (scenes) => {
        const lines = listened(scenes);
        for (const [index, line] of lines.entries()) {
          const before = lines[index - 1];
          if (!before) continue;
          expect(line.at).toBeGreaterThanOrEqual(before.until);
          if (!before.isCut) continue;
          const isMoreUrgent = compareUrgency(line.utterance.urgency, before.utterance.urgency) > 0;
          expect(isMoreUrgent || line.utterance.cue?.kind === 'imminent').toBe(true);
        }
        expect(lateness(lines, scenes).every((late) => late < 1e-6)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('a hazard is never delayed behind chatter: it is told at its second look, or a hazard is being told', () => {
    fc.assert(
      fc.property(anyTraffic, (scenes) => {
        const lines = listened(scenes);
        const told = new Map<number, HazardStage>();
        const looks = new Map<number, (HazardStage | null)[]>();
        for (const scene of scenes) {
          const now = scene.time + 150;
          const line = lines.find(({ at: time }) => time === now);
          const worse = scene.objects.filter((object) => {
            const { id } = object.track!;
            const seen = [...(looks.get(id) ?? []), hazardOf(object, scene.image)].slice(
              -RULES.looksRemembered,
            );
            looks.set(id, seen);
            const stage = secondWorst(seen);
            return stage !== null && stage !== 'inPath' && isWorse(stage, told.get(id) ?? null);
          });
          const isBusy = lines.some(
            ({ at: from, until, utterance }) => from < now && until > now && utterance.urgency === 'hazard',
          );
          if (worse.length === 0) continue;
          expect(isBusy || line?.utterance.urgency === 'hazard', `${scene.time}`).toBe(true);
          // Whichever was told: all that were hazards then count as told, so that only the first moment is judged.
          for (const { track } of worse) told.set(track!.id, 'imminent');
        }
      }),
      { numRuns: 60 },
    );
  });

  test('what is told is there at that moment, and is told of the side on which it is', () => {
    fc.assert(
      fc.property(anyTraffic, (scenes) => {
        for (const { at: now, utterance } of listened(scenes)) {
          if (utterance.cue?.kind === 'clear') continue;
          const scene = scenes.find(({ time }) => time + 150 === now)!;
          const told = scene.objects.filter(
            ({ label, bearing }) =>
              new RegExp(`${label}|people`, 'i').test(utterance.text) &&
              Math.abs(bearing - utterance.cue!.bearing) < 1e-9,
          );
          expect(told, utterance.text).not.toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('nothing is told to be clear that is in the way, or was last seen there', () => {
    fc.assert(
      fc.property(anyTraffic, (scenes) => {
        for (const { at: now, utterance } of listened(scenes)) {
          if (utterance.cue?.kind !== 'clear') continue;
          const scene = scenes.find(({ time }) => time + 150 === now)!;
          const stages = scene.objects.map((object) => hazardOf(object, scene.image));
          expect(stages.every((stage) => stage === null)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});

test('silence means that nothing new is near: what appears alone is told within two looks of the second', () => {
  const newcomer = fc.record({
    label: fc.constantFrom(...LABELS),
    at: fc.constantFrom(-20, -12, 0, 12, 20),
    metres: fc.double({ min: 1.8, max: 5.5, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(newcomer, { minLength: 1, maxLength: 4 }), (newcomers) => {
      const scenes = newcomers.flatMap((thing, index) => {
        const start = index * 40;
        return Array.from({ length: 200 }, (_, frame) => {
          const seconds = start + frame / 5;
          const isThere = frame < 100;
          return sceneAt(seconds, isThere ? [{ ...thing, size: 0.1, metres: at(thing.metres) }] : []);
        });
      });
      const lines = listened(scenes);
      for (const index of newcomers.keys()) {
        const first = lines.find(({ at: now }) => now >= index * 40_000);
        expect(first!.at).toBeLessThanOrEqual(index * 40_000 + 600 + 150);
      }
    }),
    { numRuns: 60 },
  );
});

function secondWorst(stages: readonly (HazardStage | null)[]): HazardStage | null {
  return [...stages].sort((a, b) => (isWorse(a, b) ? -1 : 1))[RULES.sightingsToEnter - 1] ?? null;
}
