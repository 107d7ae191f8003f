import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SightFault } from '../scene/scene';
import { sceneAt, type Thing } from '../speech/scenes.fixture';
import { metres, search } from './guidance.fixture';

const share = fc.double({ min: -1, max: 1, noNaN: true });

const anyThing: fc.Arbitrary<Thing> = fc.record({
  label: fc.constantFrom('chair', 'person'),
  at: fc.double({ min: -26, max: 26, noNaN: true }),
  foot: fc.double({ min: 0, max: 0.9, noNaN: true }),
  size: fc.double({ min: 0.05, max: 0.5, noNaN: true }),
  score: fc.double({ min: 0.2, max: 1, noNaN: true }),
  metres: fc.double({ min: 0.3, max: 25, noNaN: true }).map(metres),
});

const anyScenes = fc
  .array(
    fc.record({
      things: fc.array(anyThing, { maxLength: 5 }),
      faults: fc.oneof(
        { weight: 5, arbitrary: fc.constant<SightFault[]>([]) },
        { weight: 1, arbitrary: fc.subarray<SightFault>(['dark', 'covered', 'blank', 'frozen']) },
      ),
      looked: fc.boolean(),
      pause: fc.integer({ min: 1, max: 20 }),
    }),
    { maxLength: 80 },
  )
  .map((looks) => {
    let tenths = 0;
    return looks.map(({ things, faults, looked, pause }) => {
      tenths += pause;
      return sceneAt(tenths / 10, things, { faults, looked });
    });
  });

test('a place is only told of what was seen as that class within the last moment, by a camera that sees', () => {
  fc.assert(
    fc.property(anyScenes, (scenes) => {
      search(scenes).places.forEach((place, index) => {
        if (!place) return;
        const { time, faults } = scenes[index]!;
        const chairs = scenes
          .slice(0, index + 1)
          .filter((scene) => time - scene.time <= 600)
          .flatMap(({ objects }) => objects.filter(({ label }) => label === 'chair'));
        expect(chairs.map(({ bearing }) => bearing)).toContain(place.bearing);
        expect(place.nearness).toBeGreaterThanOrEqual(0);
        expect(place.nearness).toBeLessThanOrEqual(1);
        expect(faults.filter((fault) => fault !== 'dark')).toEqual([]);
      });
    }),
  );
});

test('whatever is seen, guidance other than "within reach" comes three seconds after the guidance before', () => {
  fc.assert(
    fc.property(anyScenes, (scenes) => {
      const told = search(scenes).words.filter((line) => !line.includes('Not seen yet'));
      told.slice(1).forEach((line, index) => {
        if (line.includes('within reach')) return;
        expect(parseFloat(line) - parseFloat(told[index]!), told.join('\n')).toBeGreaterThanOrEqual(2.9);
      });
    }),
  );
});

test('what stays as it is is told once, however it trembles and flickers', () => {
  const place = fc.record({
    at: fc.constantFrom(-21, -12, 0, 12, 21),
    best: fc.constantFrom(1, 2, 4, 9),
  });
  const tremble = fc.record({ at: share, distance: share, isLost: fc.integer({ max: 3, min: 0 }) });
  fc.assert(
    fc.property(place, fc.array(tremble, { minLength: 30, maxLength: 150 }), ({ at, best }, looks) => {
      const scenes = looks.map((look, index) => {
        const thing: Thing = {
          label: 'chair',
          at: at + look.at * 1.5,
          metres: metres(best * (1 + look.distance * 0.1)),
          score: 0.7,
        };
        return sceneAt(index / 5, look.isLost === 0 && index % 3 > 0 ? [] : [thing]);
      });
      const { words, places } = search(scenes);
      expect(words, words.join('\n')).toHaveLength(1);
      const firstTick = places.findIndex((one) => one !== null);
      expect(places.slice(firstTick)).not.toContain(null);
    }),
  );
});

test('what the person does not look for changes nothing', () => {
  fc.assert(
    fc.property(anyScenes, (scenes) => {
      const chairsOnly = scenes.map((scene) => ({
        ...scene,
        objects: scene.objects.filter(({ label }) => label === 'chair'),
      }));
      const [among, alone] = [search(scenes), search(chairsOnly)];
      expect(among.words).toEqual(alone.words);
      expect(among.places).toEqual(alone.places);
    }),
  );
});
