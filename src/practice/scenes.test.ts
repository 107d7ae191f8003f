import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REACH_METRES } from '../speech/phrases/sentences';
import { hazardOf } from '../speech/hazards';
import { KNOWN_SIZES } from '../scene/known-sizes-table';
import { cutSides } from '../scene/known-sizes';
import { intersectionArea } from '../scene/boxes';
import { measureDistances } from '../scene/distance/measure';
import type { Scene, SceneObject } from '../scene/scene';
import { PRACTICE_NAMES, PRACTICE_SCENES, type PracticeName } from './scenes';
import { WALKER_CAMERA } from './walker-camera';

const { image, focalLength, height, pitch } = WALKER_CAMERA;

/** Upright extent of what is met, metres. */
const HEIGHTS: Readonly<Record<string, number>> = {
  person: 1.7,
  bicycle: 1.05,
  car: 1.5,
  bench: 0.8,
  chair: 0.9,
  'dining table': 0.75,
};

/** As they are played: five scenes a second, to the end. */
function scenesOf(name: PracticeName): Scene[] {
  const { seconds, at } = PRACTICE_SCENES[name];
  return Array.from({ length: seconds * 5 + 1 }, (_, index) => at(index / 5, index * 200));
}

const find = (scene: Scene | undefined, id: number) => scene?.objects.find(({ track }) => track?.id === id);
const labelsOf = (scenes: readonly Scene[]) =>
  new Set(scenes.flatMap(({ objects }) => objects.map(({ label }) => label)));
const degrees = ({ bearing }: SceneObject) => (bearing * 180) / Math.PI;
const isWhole = ({ box }: SceneObject) => Object.values(cutSides(box, image)).every((isCut) => !isCut);

describe.each(PRACTICE_NAMES)('%s', (name) => {
  const scenes = scenesOf(name);
  const objects = scenes.flatMap((scene) => scene.objects);
  const whole = objects.filter(isWhole);

  it('takes 12 to 25 seconds, and has things in most of them', () => {
    expect(PRACTICE_SCENES[name].seconds).toBeGreaterThanOrEqual(12);
    expect(PRACTICE_SCENES[name].seconds).toBeLessThanOrEqual(25);
    const empty = scenes.filter((scene) => scene.objects.length === 0);
    expect(empty.length).toBeLessThan(scenes.length / 3);
  });

  it('is a function of time: the same whenever it is asked, at the time it is asked for', () => {
    const { seconds, at } = PRACTICE_SCENES[name];
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: seconds, noNaN: true }),
        fc.double({ noNaN: true }),
        (when, time) => {
          const scene = at(when, time);
          expect(scene.time).toBe(time);
          expect(at(when, time)).toEqual(scene);
          checkOrder(scene);
          checkBoxes(scene);
        },
      ),
    );
  });

  it('has boxes that stand on the ground where the metres say', () => {
    expect(whole.length).toBeGreaterThan(30);
    for (const object of whole) {
      const middleRow = image.height / 2;
      const foot = object.box.top + object.box.height;
      const below = Math.atan((foot - middleRow) / focalLength) - pitch;
      const along = height / Math.tan(below);
      const ahead = along / Math.cos(object.bearing);
      const drop = Math.max(0, height - HEIGHTS[object.label]!);
      const expected = Math.hypot(ahead, drop);
      expect(object.metres!.best / expected, object.label).toBeGreaterThan(0.8);
      expect(object.metres!.best / expected, object.label).toBeLessThan(1.2);
    }
  });

  it('has boxes as large as such things look from so far', () => {
    for (const { box, label, metres, bearing } of whole) {
      const drop = Math.max(0, height - HEIGHTS[label]!);
      const along = Math.sqrt(metres!.best ** 2 - drop ** 2) * Math.cos(bearing);
      // Rays to the top and to the foot, from the camera's height.
      const angle = Math.atan(height / along) - Math.atan((height - HEIGHTS[label]!) / along);
      const rowOf = (below: number) => focalLength * Math.tan(below + pitch);
      const below = Math.atan(height / along);
      const expected = rowOf(below) - rowOf(below - angle);
      expect(box.height / expected, label).toBeGreaterThan(0.8);
      expect(box.height / expected, label).toBeLessThan(1.2);
      const known = label === 'person' ? 0.52 : KNOWN_SIZES[label]!.width!.typical;
      const metresWide = (box.width / focalLength) * along;
      expect(metresWide / known, label).toBeGreaterThan(0.35);
      expect(metresWide / known, label).toBeLessThan(1.7);
    }
  });

  it('is what the measure of distances would make of such a picture', () => {
    const viewpoint = {
      focalLength,
      focalLengthError: 0,
      height,
      orientation: { pitch, roll: 0, heading: 0 },
    };
    for (const scene of scenes.filter((_, index) => index % 10 === 0)) {
      const things = scene.objects.map(({ label, box }) => ({
        label,
        box,
        boxInDepthMap: null,
        isWitness: true,
      }));
      const measured = measureDistances(things, image, viewpoint, null);
      scene.objects.forEach((object, index) => {
        if (!isWhole(object)) return;
        const { guess } = measured[index]!;
        expect(guess / object.metres!.best, `${object.label} at ${scene.time}`).toBeGreaterThan(0.75);
        expect(guess / object.metres!.best, `${object.label} at ${scene.time}`).toBeLessThan(1.33);
      });
    }
  });

  it('keeps the number of each thing, which moves no faster than it could', () => {
    const labels = new Map<number, string>();
    scenes.forEach((scene, index) => {
      expect(new Set(scene.objects.map(({ track }) => track!.id)).size).toBe(scene.objects.length);
      for (const object of scene.objects) {
        const { id } = object.track!;
        expect(labels.get(id) ?? object.label).toBe(object.label);
        labels.set(id, object.label);
        const before = find(scenes[index - 1], id);
        if (!before) continue;
        expect(Math.abs(object.metres!.best - before.metres!.best)).toBeLessThan(1.2);
        expect(Math.abs(degrees(object) - degrees(before))).toBeLessThan(16);
      }
    });
  });

  it('knows of speed and time to contact what the last second showed, and nothing at first sight', () => {
    let known = 0;
    scenes.forEach((scene, index) => {
      for (const { track, metres } of scene.objects) {
        const { id, approach, timeToContact } = track!;
        if (!find(scenes[index - 1], id)) {
          expect(approach).toBeNull();
        }
        if (approach === null || approach < 0) {
          expect(timeToContact).toBeNull();
          continue;
        }
        expect(timeToContact! * approach).toBeCloseTo(metres!.best, 6);
        const lately = [5, 0].map((ago) => find(scenes[index - ago], id)?.metres?.best);
        if (lately[0] === undefined) continue;
        known += 1;
        expect(Math.abs(approach - (lately[0] - lately[1]!))).toBeLessThan(0.25 + 0.15 * approach);
      }
    });
    expect(known).toBeGreaterThan(20);
  });

  it('hides nothing behind something else: a camera would not see it', () => {
    for (const { objects: seen } of scenes) {
      seen.forEach((object, index) => {
        const area = object.box.width * object.box.height;
        const hidden = seen.slice(0, index).map(({ box }) => intersectionArea(box, object.box) / area);
        expect(Math.max(0, ...hidden), object.label).toBeLessThan(0.5);
      });
    }
  });
});

function checkOrder({ objects }: Scene): void {
  objects.forEach(({ metres, rank }, index) => {
    expect(metres!.near).toBeLessThan(metres!.best);
    expect(metres!.far).toBeGreaterThan(metres!.best);
    const before = objects[index - 1];
    if (!before) return expect(rank).toBe(1);
    expect(before.metres!.best).toBeLessThanOrEqual(metres!.best);
    expect([before.rank, index + 1]).toContain(rank);
    // Those that tie differ by hardly more than a hundredth.
    if (rank === before.rank) expect(metres!.best / before.metres!.best).toBeLessThan(1.02);
  });
}

function checkBoxes({ objects, image: size }: Scene): void {
  for (const { box, referencePx, lowerMiddlePx, bearing } of objects) {
    const [right, bottom] = [box.left + box.width, box.top + box.height];
    expect(Math.min(box.left, box.top, box.width, box.height)).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(size.width + 1e-6);
    expect(bottom).toBeLessThanOrEqual(size.height + 1e-6);
    expect(referencePx).toBeCloseTo(size.height - bottom, 6);
    const across = box.left + box.width / 2 - size.width / 2;
    expect(lowerMiddlePx).toBeCloseTo(Math.hypot(across, size.height - bottom), 6);
    expect(Math.tan(bearing) * focalLength).toBeCloseTo(across, 6);
  }
}

describe('what is met:', () => {
  it('somebody who comes straight on, passes at arm’s length, and is gone', () => {
    const scenes = scenesOf('approach');
    const seen = scenes.map((scene) => find(scene, 1));
    expect(seen[0]!.metres!.best).toBeGreaterThan(10);
    const metres = seen.flatMap((person) => person?.metres?.best ?? []);
    expect(Math.min(...metres)).toBeLessThan(1.2);
    expect(scenes.at(-1)!.objects).toEqual([]);
    const far = seen.filter((person) => person && person.metres!.best > 3);
    expect(far.every((person) => Math.abs(degrees(person!)) < 3)).toBe(true);
    const contact = scenes.find((scene) => (find(scene, 1)?.track?.timeToContact ?? Infinity) < 2)!;
    const { timeToContact } = find(contact, 1)!.track!;
    const lastSeen = scenes.findLast((scene) => scene.objects.length > 0)!;
    const foretold = contact.time / 1000 + timeToContact!;
    expect(Math.abs(foretold - lastSeen.time / 1000)).toBeLessThan(1);
  });

  it('four people at once, all of them ahead', () => {
    const group = scenesOf('crowd').filter(({ time }) => time <= 9000);
    for (const { objects } of group) {
      expect(objects.map(({ label }) => label)).toEqual(['person', 'person', 'person', 'person']);
      for (const person of objects) expect(Math.abs(degrees(person))).toBeLessThan(10);
    }
  });

  it('in the street a bench, a car, a bicycle that comes out from the left, a person', () => {
    const scenes = scenesOf('street');
    expect(labelsOf(scenes)).toEqual(new Set(['bench', 'car', 'bicycle', 'person']));
    const rides = scenes.flatMap(({ objects }) => objects.filter(({ label }) => label === 'bicycle'));
    expect(degrees(rides[0]!)).toBeLessThan(-15);
    expect(Math.min(...rides.map(({ track }) => track!.timeToContact ?? Infinity))).toBeLessThan(2);
  });

  it('in the room chairs, a table, a person', () => {
    const scenes = scenesOf('room');
    expect(labelsOf(scenes)).toEqual(new Set(['chair', 'dining table', 'person']));
    const most = scenes.map(({ objects }) => objects.filter(({ label }) => label === 'chair').length);
    expect(Math.max(...most)).toBe(3);
  });

  it('a chair that is not in the picture at first, then ahead, then within reach', () => {
    const { finds } = PRACTICE_SCENES.find;
    const chairs = scenesOf('find').map(({ objects }) => objects.find(({ label }) => label === finds));
    expect(chairs.slice(0, 15).every((chair) => chair === undefined)).toBe(true);
    const seen = chairs.filter((chair) => chair !== undefined);
    const turning = seen.slice(0, 15).map(degrees);
    expect(turning[0]).toBeGreaterThan(20);
    expect(turning).toEqual([...turning].sort((a, b) => b - a));
    expect(Math.abs(degrees(seen.at(-1)!))).toBeLessThan(3);
    expect(seen.at(-1)!.metres!.best).toBeLessThan(REACH_METRES);
    expect(seen[0]!.metres!.best).toBeGreaterThan(2.5);
  });

  it('something only in the last scene that is to be found', () => {
    const finds = PRACTICE_NAMES.map((name) => PRACTICE_SCENES[name].finds);
    expect(finds).toEqual([null, null, null, null, 'chair']);
  });

  it.each([
    ['approach', 'person', ['coming', 'imminent']],
    ['street', 'bicycle', ['coming']],
  ] as const)('a hazard as a walker would be warned of: %s', (name, label, stages) => {
    const met = scenesOf(name).flatMap((scene) =>
      scene.objects.filter((object) => object.label === label).map((object) => hazardOf(object, scene.image)),
    );
    for (const stage of stages) expect(met).toContain(stage);
  });
});
