import { describe, expect, test } from 'vitest';
import { compareHazards, hazardOf, isInPath, isWorse, type HazardStage } from './hazards';
import { at, sceneAt, type Thing } from './scenes.fixture';

/** The first object of a scene with one thing, and the picture's size. */
function seen(thing: Thing) {
  const { objects, image } = sceneAt(0, [thing]);
  return [objects[0]!, image] as const;
}

const closing = (label: string, metres: number, approach: number | null, seconds: number | null): Thing => ({
  label,
  size: 0.1,
  metres: at(metres),
  track: { id: 1, approach, timeToContact: seconds },
});

describe('a hazard', () => {
  test.each<[string, Thing, HazardStage | null]>([
    ['contact within 1.5 s', closing('person', 2, 2, 1), 'imminent'],
    ['contact within 3 s', closing('person', 5, 2, 2.5), 'coming'],
    ['contact later', closing('person', 8, 2, 4), null],
    ['what doesn’t move by itself, within 3 s', closing('bench', 3, 1.2, 2.5), null],
    ['what stands still, faster than one walks', closing('bench', 4, 20, 0.2), null],
    ['a sway of the estimate', closing('person', 1.8, 0.2, 1), null],
    ['no speed, but a time', closing('person', 2, null, 1), 'imminent'],
    ['too fast to be true', closing('person', 4, 20, 0.2), 'imminent'],
    ['too fast to be true, far off', closing('person', 8, 20, 0.4), 'coming'],
    ['a car is as fast as that', closing('car', 11, 14, 0.8), 'imminent'],
    ['a speed, but no time', closing('person', 2, 1, null), null],
    ['beyond what can be judged', closing('car', 13, 14, 1.4), null],
    ['close and still', closing('chair', 1.4, 0, null), 'inPath'],
    ['not quite as close', closing('chair', 1.6, 0, null), null],
    ['without a track', { label: 'chair', size: 0.1, metres: at(1) }, 'inPath'],
    ['without metres', { label: 'chair', size: 0.1 }, null],
  ])('%s', (_, thing, stage) => {
    expect(hazardOf(...seen(thing))).toBe(stage);
  });

  test('is one only in the way; what moves may be a little beside it', () => {
    const beside = (label: string, degrees: number) => ({ ...closing(label, 2.5, 2, 1.2), at: degrees });
    expect(hazardOf(...seen(beside('person', 8)))).toBe('imminent');
    expect(hazardOf(...seen(beside('person', 18)))).toBe('coming');
    expect(hazardOf(...seen(beside('person', 25)))).toBeNull();
  });

  test('without metres, what lies ahead is in the way', () => {
    expect(isInPath(...seen({ label: 'chair', size: 0.1 }))).toBe(true);
    expect(isInPath(...seen({ label: 'chair', size: 0.1, at: 20 }))).toBe(false);
  });

  test.each([-26, 26])('what the side of the picture cuts, at %d degrees, must lie ahead in it', (side) => {
    const van: Thing = { label: 'truck', at: side, size: 0.3, metres: at(1.2) };
    const [object, image] = seen(van);
    expect(object.box.left < 0 || object.box.left + object.box.width > image.width).toBe(true);
    expect(isInPath(object, image)).toBe(false);
    const whole = { ...object, box: { ...object.box, left: 1 } };
    expect(isInPath(whole, image)).toBe(true);
    const across = { ...object, bearing: 0, box: { ...object.box, left: -1, width: image.width } };
    expect(isInPath(across, image)).toBe(true);
  });
});

describe('the order of hazards', () => {
  test('is by stage, then by what moves, then by time', () => {
    const hazard = (stage: HazardStage, label: string, timeToContact: number | null) => ({
      stage,
      label,
      timeToContact,
    });
    const inOrder = [
      hazard('imminent', 'chair', 1),
      hazard('coming', 'truck', 2.9),
      hazard('coming', 'bicycle', 1.6),
      hazard('coming', 'person', 1.6),
      hazard('coming', 'person', 2.6),
      hazard('inPath', 'person', null),
      hazard('inPath', 'chair', null),
    ];
    expect(inOrder.toReversed().sort(compareHazards)).toEqual(inOrder);
  });

  test('any stage is worse than none, and none is worse than itself', () => {
    expect(isWorse('inPath', null)).toBe(true);
    expect(isWorse('imminent', 'coming')).toBe(true);
    expect(isWorse('coming', 'coming')).toBe(false);
    expect(isWorse(null, 'inPath')).toBe(false);
    expect(isWorse(null, null)).toBe(false);
  });
});
