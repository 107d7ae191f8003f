import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Scene, SightFault } from '../scene/scene';
import { en } from './phrases/en';
import { listen, sceneAt, type Thing } from './scenes.fixture';

const LABELS = ['person', 'car', 'chair', 'dog', 'bench'] as const;
const FAULTS: readonly SightFault[] = ['dark', 'covered', 'blank', 'frozen'];

const anything: fc.Arbitrary<Thing> = fc.record({
  label: fc.constantFrom(...LABELS),
  at: fc.double({ min: -24, max: 24, noNaN: true }),
  foot: fc.double({ min: 0, max: 0.9, noNaN: true }),
  size: fc.double({ min: 0.05, max: 0.4, noNaN: true }),
  score: fc.double({ min: 0.2, max: 1, noNaN: true }),
});

const anyScenes: fc.Arbitrary<Scene[]> = fc
  .array(
    fc.record({
      things: fc.array(anything, { maxLength: 8 }),
      faults: fc.oneof(
        { weight: 4, arbitrary: fc.constant<SightFault[]>([]) },
        { weight: 1, arbitrary: fc.subarray([...FAULTS]) },
      ),
      looked: fc.boolean(),
      pause: fc.integer({ min: 1, max: 20 }),
    }),
    { maxLength: 60 },
  )
  .map((frames) => {
    let seconds = 0;
    return frames.map(({ things, faults, looked, pause }) => {
      seconds += pause / 10;
      return sceneAt(seconds, things, { faults, looked });
    });
  });

/** Things of different classes at places so far apart that no tremble changes their order, side or grouping. */
const stillLife: fc.Arbitrary<Thing[]> = fc
  .shuffledSubarray([...LABELS], { minLength: 1, maxLength: 3 })
  .chain((labels) =>
    fc
      .tuple(
        ...labels.map((_, index) =>
          fc.constantFrom(-21, 0, 21).map((at) => ({ at, foot: 0.1 + 0.3 * index })),
        ),
      )
      .map((places) => places.map((place, index) => ({ ...place, label: labels[index]!, size: 0.2 }))),
  );

const tremble = fc.record({
  at: fc.double({ min: -1.5, max: 1.5, noNaN: true }),
  foot: fc.double({ min: -0.03, max: 0.03, noNaN: true }),
  size: fc.double({ min: -0.03, max: 0.03, noNaN: true }),
  score: fc.double({ min: -0.2, max: 0.2, noNaN: true }),
  lost: fc.integer({ min: 0, max: 4 }).map((draw) => draw === 0),
});

describe('whatever is seen', () => {
  test('nothing that stays as it is is told twice, however it trembles and flickers', () => {
    const trembling = fc.tuple(
      stillLife,
      fc.array(fc.tuple(tremble, tremble, tremble), { minLength: 60, maxLength: 200 }),
    );
    fc.assert(
      fc.property(trembling, ([things, moves]) => {
        const scenes = moves.map((move, frame) => {
          const seen = things.flatMap((thing, index) => {
            const { at, foot, size, score, lost } = move[index]!;
            const moved = {
              at: thing.at! + at,
              foot: thing.foot! + foot,
              size: thing.size! + size,
              score: 0.6 + score,
            };
            return lost ? [] : [{ ...thing, ...moved }];
          });
          return sceneAt(frame / 5, seen);
        });
        const text = listen(scenes)
          .heard.map((heard) => heard.text.toLowerCase())
          .join(' ');
        expect(text).not.toBe('');
        for (const { label } of things) expect(text.split(label).length - 1, text).toBeLessThanOrEqual(1);
      }),
      { numRuns: 60 },
    );
  });

  test('the order in which the detector lists things makes no difference', () => {
    // Whole pixels apart, so that none tie: things that tie keep the detector's order.
    const feet = fc.integer({ min: 0, max: 45 }).map((fiftieths) => fiftieths / 50);
    const unequal = fc.uniqueArray(
      fc.tuple(anything, feet).map(([thing, foot]) => ({ ...thing, foot })),
      {
        selector: ({ foot }) => foot,
        maxLength: 6,
      },
    );
    const mixed = unequal.chain((things) =>
      fc.tuple(fc.constant(things), fc.shuffledSubarray(things, { minLength: things.length })),
    );
    fc.assert(
      fc.property(fc.array(mixed, { minLength: 2, maxLength: 20 }), (frames) => {
        const twice = (frame: number, things: readonly Thing[]) => [
          sceneAt(frame, things),
          sceneAt(frame + 0.3, things),
        ];
        const inOrder = frames.flatMap(([things], frame) => twice(frame, things));
        const shuffled = frames.flatMap(([, things], frame) => twice(frame, things));
        expect(listen(shuffled).heard).toEqual(listen(inOrder).heard);
      }),
      { numRuns: 100 },
    );
  });

  test('the scene in which the picture fails is the one in which it is told', () => {
    const instant: SightFault[] = ['dark', 'covered', 'frozen'];
    fc.assert(
      fc.property(anyScenes, fc.constantFrom(...instant), (before, fault) => {
        const good = before.map((scene) => ({ ...scene, faults: [] }));
        const end = (good.at(-1)?.time ?? 0) / 1000 + 0.1;
        const { heard } = listen([...good, sceneAt(end, [], { faults: [fault] })]);
        expect(heard.at(-1)).toEqual({
          seconds: end,
          text: en.messages.sightFaults[fault],
          urgency: 'fault',
        });
      }),
      { numRuns: 100 },
    );
  });

  test('nothing is told of a picture that can’t be seen', () => {
    fc.assert(
      fc.property(anyScenes, (scenes) => {
        const { heard } = listen(scenes);
        for (const scene of scenes.filter(({ faults }) => faults.some((fault) => fault !== 'dark'))) {
          const said = heard.find(({ seconds }) => seconds === scene.time / 1000);
          expect(said?.urgency ?? 'fault').toBe('fault');
        }
      }),
      { numRuns: 100 },
    );
  });

  test('all that is told stands in the scene in which it is told', () => {
    fc.assert(
      fc.property(anyScenes, (scenes) => {
        for (const { seconds, text, urgency } of listen(scenes).heard.filter(
          (heard) => heard.urgency === 'news',
        )) {
          const scene = scenes.find(({ time }) => time === seconds * 1000)!;
          const told = text.toLowerCase().split('. ');
          const here = new Set(
            scene.objects.map(({ label }) => (label === 'person' ? /person|people/ : new RegExp(label))),
          );
          expect(urgency).toBe('news');
          for (const line of told)
            expect(
              [...here].some((name) => name.test(line)),
              line,
            ).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('an utterance names one thing or group, and the words of any minute keep to the budget', () => {
    fc.assert(
      fc.property(anyScenes, (scenes) => {
        const news = listen(scenes).heard.filter(({ urgency }) => urgency === 'news');
        for (const { seconds: start, text } of news) {
          expect(text.split('. ')).toHaveLength(1);
          const minute = news.filter(({ seconds }) => seconds >= start && seconds < start + 60);
          const words = minute.reduce((sum, heard) => sum + heard.text.split(' ').length, 0);
          expect(words).toBeLessThanOrEqual(20);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('never is the way called clear, safe or free', () => {
    fc.assert(
      fc.property(anyScenes, (scenes) => {
        for (const { text } of listen(scenes).heard) expect(text).not.toMatch(/\b(clear|safe|free)\b/i);
      }),
      { numRuns: 50 },
    );
  });
});
