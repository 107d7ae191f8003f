import { describe, expect, it, test } from 'vitest';
import type { Scene, SightFault } from '../scene/scene';
import { de } from '../speech/phrases/de';
import { en } from '../speech/phrases/en';
import { PREFERENCES, sceneAt, scenesOf, type Thing } from '../speech/scenes.fixture';
import { metres, search } from './guidance.fixture';
import { guide, beginFind, unheard } from './guidance';

const chair = (at: number, distance: number | null = 2.9, more: Partial<Thing> = {}): Thing => ({
  label: 'chair',
  at,
  ...(distance === null ? {} : { metres: metres(distance) }),
  ...more,
});

/** Which scenes have a place for the ticks, as one letter per scene. */
const seenIn = (places: readonly unknown[]) => places.map((place) => (place ? 'x' : '-')).join('');

/** As the pipeline gives it: with a track from its first appearance on. */
function tracked(scene: Scene, id = 1): Scene {
  const track = { id, approach: null, timeToContact: null };
  return { ...scene, objects: scene.objects.map((object) => ({ ...object, track })) };
}

describe('the first sighting', () => {
  it('is told once, when two looks agree', () => {
    const { words, places } = search(scenesOf(0, 8, () => [chair(-12)]));
    expect(words).toEqual(['0.2 Chair, 4 steps, slightly left.']);
    expect(seenIn(places).slice(0, 4)).toBe('-xxx');
  });

  it('is told at once of what the pipeline has followed, however faint it is by now', () => {
    const scene = tracked(sceneAt(0, [chair(-12, 2.9, { score: 0.1 })]));
    expect(search([scene]).words).toEqual(['0.0 Chair, 4 steps, slightly left.']);
  });

  it('is no single flash, nor anything too faint', () => {
    const flash = scenesOf(0, 4, (seconds) => (seconds === 1 ? [chair(0)] : []));
    const faint = scenesOf(0, 4, () => [chair(0, 2, { score: PREFERENCES.minimumScore - 0.01 })]);
    for (const scenes of [flash, faint]) {
      const { words, places } = search(scenes);
      expect(words).toEqual([]);
      expect(seenIn(places)).toBe('-'.repeat(20));
    }
  });

  it('is of the class that was asked for, whatever the person wants announced', () => {
    const scenes = scenesOf(0, 4, () => [{ label: 'person', metres: metres(1) }, chair(-20)]);
    const { words, places } = search(scenes, { ...PREFERENCES, announced: ['person'] });
    expect(words).toEqual(['0.2 Chair, 4 steps, left.']);
    expect(places.at(-1)!.bearing).toBeLessThan(-0.3);
  });

  it('is told in the person’s language, units and directions', () => {
    const scenes = scenesOf(0, 1, () => [chair(20, 2.9)]);
    expect(search(scenes, { ...PREFERENCES, units: 'metres', directions: 'clock' }).words).toEqual([
      '0.2 Chair, 2 metres, 1 o’clock.',
    ]);
    const { utterance } = guide(beginFind('chair', 0), tracked(scenes[0]!), 0, PREFERENCES, de);
    expect(utterance).toMatchObject({ language: 'de', urgency: 'answer' });
    expect(utterance!.text).toContain('Stuhl');
  });

  it('has no distance where none is known', () => {
    expect(search(scenesOf(0, 1, () => [chair(0, null)])).words).toEqual(['0.2 Chair, ahead.']);
  });
});

describe('on the way', () => {
  it('words tell each zone once, and reach ends them', () => {
    const walk = scenesOf(0, 12, (seconds) => [chair(0, Math.max(0.5, 7 - seconds * 0.7))]);
    const { words, reachedAt } = search(walk);
    expect(words).toEqual([
      '0.2 Chair, 8 steps, ahead.',
      '3.6 Chair, 6 steps, ahead.',
      '7.0 Chair, 3 steps, ahead.',
      '9.0 Chair, within reach.',
    ]);
    expect(reachedAt).toEqual([9]);
  });

  it('a turn to the middle is told, and a sway about an edge is not', () => {
    const turn = scenesOf(0, 8, (seconds) => [chair(Math.max(0, 20 - seconds * 4))]);
    expect(search(turn).words).toEqual(['0.2 Chair, 4 steps, right.', '4.0 Chair, 4 steps, ahead.']);
    const sway = scenesOf(0, 30, (seconds) => [chair(8.5 + 2 * Math.sin(seconds * 3))]);
    expect(search(sway).words).toHaveLength(1);
  });

  it('at most one thing is told in three seconds, however it jumps about', () => {
    const jumping = scenesOf(0, 30, (seconds) => [chair(Math.floor(seconds) % 2 ? -20 : 20)]);
    const times = search(jumping).words.map((line) => parseFloat(line));
    expect(times.length).toBeGreaterThan(4);
    times.slice(1).forEach((time, index) => expect(time - times[index]!).toBeGreaterThanOrEqual(2.999));
  });

  it('going away is not told, coming nearer again is', () => {
    const pendulum = scenesOf(0, 40, (seconds) => [chair(0, 3.5 + 2.2 * Math.cos(seconds / 4))]);
    const words = search(pendulum).words.map((line) => line.replace(/^\S+ /, ''));
    expect(words).toEqual(['Chair, 8 steps, ahead.', 'Chair, 3 steps, ahead.', 'Chair, 3 steps, ahead.']);
  });

  it('the same words do not follow each other, though the side changed within one clock hour', () => {
    const scenes = scenesOf(0, 8, (seconds) => [chair(seconds < 3 ? 0 : 13)]);
    const { words } = search(scenes, { ...PREFERENCES, directions: 'clock' });
    expect(words).toEqual(['0.2 Chair, 4 steps, 12 o’clock.']);
  });
});

describe('within reach', () => {
  const at = (distances: readonly number[]) =>
    search(distances.flatMap((best, index) => scenesOf(index, index + 1, () => [chair(0, best)])));

  it('is told at once, without waiting for its turn', () => {
    expect(at([1, 0.7]).words).toEqual(['0.2 Chair, one step, ahead.', '1.0 Chair, within reach.']);
  });

  it('is all that is told of what is there from the first', () => {
    expect(at([0.6, 0.6]).words).toEqual(['0.2 Chair, within reach.']);
  });

  it('is told once while the distance sways, and again when the person was away', () => {
    const swaying = at([0.7, 0.9, 0.7, 0.95, 0.6, 0.9, 0.7]);
    expect(swaying.words).toEqual(['0.2 Chair, within reach.']);
    expect(swaying.reachedAt).toEqual([0.2]);
    expect(at([0.7, 2, 2, 2, 0.7]).words).toEqual(['0.2 Chair, within reach.', '4.0 Chair, within reach.']);
  });

  it('is told with its side when a hand that goes straight ahead would miss it', () => {
    expect(search(scenesOf(0, 1, () => [chair(12, 0.7)])).words).toEqual([
      '0.2 Chair, within reach, slightly right.',
    ]);
  });

  it('is what stands at the lower edge of the picture when nothing tells metres, but not when metres do', () => {
    const edge = { foot: 0.01 };
    expect(search(scenesOf(0, 1, () => [chair(0, null, edge)])).words).toEqual(['0.2 Chair, within reach.']);
    expect(search(scenesOf(0, 1, () => [chair(0, 1.5, edge)])).words).toEqual(['0.2 Chair, 2 steps, ahead.']);
  });

  it('bears that the camera looks over it: nobody is told to turn back with a hand on the chair', () => {
    const scenes = scenesOf(0, 40, (seconds) => (seconds < 1 ? [chair(0, 0.6)] : []));
    expect(search(scenes).words).toEqual([
      '0.2 Chair, within reach.',
      `10.8 ${en.messages.find.lost}`,
      `30.8 ${en.messages.find.notSeenYet}`,
    ]);
  });
});

describe('a thing that is lost', () => {
  const seenFor = (seconds: number, thing: Thing, until = 8) =>
    search(scenesOf(0, until, (now) => (now < seconds ? [thing] : [])));

  it('ticks a moment longer, is told once, and with the side where it left', () => {
    const { words, places } = seenFor(4, chair(24));
    expect(words).toEqual(['0.2 Chair, 4 steps, right.', `5.4 ${en.messages.find.lost} Right.`]);
    expect(seenIn(places).lastIndexOf('x') / 5).toBeCloseTo(4.4, 5);
    expect(seenFor(4, chair(-24)).words.at(-1)).toBe(`5.4 ${en.messages.find.lost} Left.`);
    expect(seenFor(4, chair(12)).words.at(-1)).toBe(`5.4 ${en.messages.find.lost} Right.`);
  });

  it('has no side when it went out of sight in the middle', () => {
    expect(seenFor(4, chair(2)).words.at(-1)).toBe(`5.4 ${en.messages.find.lost}`);
  });

  it('left where its box was cut by the side of the picture, wherever its middle was', () => {
    expect(seenFor(4, chair(8, 2.9, { size: 0.8 })).words.at(-1)).toContain('Right.');
    expect(seenFor(4, chair(4, 2.9, { size: 1.4 })).words.at(-1)).toBe(`5.4 ${en.messages.find.lost}`);
  });

  it('is not lost by a flicker', () => {
    const flicker = scenesOf(0, 20, (seconds) => (Math.round(seconds * 5) % 7 < 5 ? [chair(0)] : []));
    const { words, places } = search(flicker);
    expect(words).toHaveLength(1);
    expect(seenIn(places.slice(1))).not.toContain('-');
  });

  it('is not told of any more, though its news waited for its turn', () => {
    const scenes = scenesOf(0, 4, (seconds) => (seconds < 2.7 ? [chair(seconds < 1 ? -20 : 20)] : []));
    expect(search(scenes).words).toEqual(['0.2 Chair, 4 steps, left.']);
  });

  it('is told anew when it is seen again', () => {
    const scenes = scenesOf(0, 12, (seconds) => (seconds < 4 || seconds > 8 ? [chair(0)] : []));
    expect(search(scenes).words).toEqual([
      '0.2 Chair, 4 steps, ahead.',
      `5.4 ${en.messages.find.lost}`,
      '8.4 Chair, 4 steps, ahead.',
    ]);
  });
});

describe('what is not seen', () => {
  it('is told to be still looked for: after 10 s, and every 20 s', () => {
    const { notSeenYet } = en.messages.find;
    expect(search(scenesOf(0, 65, () => [])).words).toEqual([
      `10.0 ${notSeenYet}`,
      `30.0 ${notSeenYet}`,
      `50.0 ${notSeenYet}`,
    ]);
  });

  it('counts anew from the last sight of it, also when it was told before', () => {
    const { notSeenYet, lost } = en.messages.find;
    const scenes = scenesOf(0, 25, (seconds) => (seconds > 11 && seconds < 13 ? [chair(0)] : []));
    expect(search(scenes).words).toEqual([
      `10.0 ${notSeenYet}`,
      '11.4 Chair, 4 steps, ahead.',
      `14.4 ${lost}`,
      `22.8 ${notSeenYet}`,
    ]);
  });

  it('counts anew from the last sight of it', () => {
    const scenes = scenesOf(0, 25, (seconds) => (seconds > 8 && seconds < 12 ? [chair(0)] : []));
    expect(search(scenes).words).toEqual([
      '8.4 Chair, 4 steps, ahead.',
      `13.4 ${en.messages.find.lost}`,
      `21.8 ${en.messages.find.notSeenYet}`,
    ]);
  });

  it('is not told of the time in which the camera did not look', () => {
    const scenes = [...scenesOf(0, 3, () => []), ...scenesOf(60, 66, () => [])];
    expect(search(scenes).words).toEqual([`65.2 ${en.messages.find.notSeenYet}`]);
  });
});

describe('a picture that can’t be trusted', () => {
  it.each<SightFault>(['covered', 'frozen', 'blank'])(
    '(%s) has no target, no words, and loses nothing',
    (fault) => {
      const good = (from: number, to: number) => scenesOf(from, to, () => [chair(0)]);
      const faults = scenesOf(2, 40, () => [chair(0)], { faults: [fault] });
      const { words, places } = search([...good(0, 2), ...faults, ...good(40, 44)]);
      expect(words).toEqual(['0.2 Chair, 4 steps, ahead.']);
      expect(seenIn(places.slice(10, 200))).toBe('-'.repeat(190));
      expect(places.at(-1)).not.toBeNull();
    },
  );

  it('is no time in which the thing was not seen', () => {
    const covered = scenesOf(2, 20, () => [], { faults: ['covered'] });
    const scenes = [...scenesOf(0, 2, () => [chair(0)]), ...covered, ...scenesOf(20, 24, () => [])];
    expect(search(scenes).words.at(-1)).toBe(`21.4 ${en.messages.find.lost}`);
  });

  it('but in the dark what is seen is told', () => {
    expect(search(scenesOf(0, 1, () => [chair(0)], { faults: ['dark'] })).words).toHaveLength(1);
  });

  it('nor is one believed that comes too late', () => {
    const scene = tracked(sceneAt(1, [chair(0)]));
    expect(guide(beginFind('chair', 0), scene, 3001, PREFERENCES, en)).toMatchObject({
      target: null,
      utterance: null,
    });
    expect(guide(beginFind('chair', 0), scene, 3000, PREFERENCES, en).target).not.toBeNull();
  });
});

describe('of several', () => {
  const [LEFT, RIGHT] = [-18, 18];
  const target = (scenes: readonly Scene[]) =>
    search(scenes).places.map((place) => Math.sign(place?.bearing ?? 0));

  it('the nearest is the target', () => {
    const scenes = scenesOf(0, 2, () => [chair(LEFT, 4, { foot: 0.4 }), chair(RIGHT, 2, { foot: 0.2 })]);
    expect(search(scenes).words).toEqual(['0.2 Chair, 2 steps, right.']);
    expect(target(scenes).at(-1)).toBe(1);
  });

  it('it stays the target until another one is clearly nearer', () => {
    const other = (distance: number) => (seconds: number) => [
      chair(RIGHT, 2, { foot: 0.2 }),
      chair(LEFT, seconds < 2 ? 3 : distance, { foot: seconds < 2 ? 0.3 : 0.1 }),
    ];
    expect(target(scenesOf(0, 10, other(1.6))).slice(1)).not.toContain(-1);
    expect(search(scenesOf(0, 10, other(1.4))).words).toEqual([
      '0.2 Chair, 2 steps, right.',
      '3.2 Chair, 2 steps, left.',
    ]);
  });

  it('without metres, one that is clearly lower in the picture is nearer', () => {
    const other = (foot: number) => (seconds: number) => [
      chair(RIGHT, null, { foot: 0.25 }),
      chair(LEFT, null, { foot: seconds < 2 ? 0.3 : foot }),
    ];
    expect(target(scenesOf(0, 6, other(0.18))).slice(1)).not.toContain(-1);
    expect(target(scenesOf(0, 6, other(0.1))).at(-1)).toBe(-1);
  });

  it('one that is nearer for two looks only does not take its place', () => {
    const isTwoLooks = (seconds: number) => seconds > 1.9 && seconds < 2.3;
    const scenes = scenesOf(0, 4, (seconds) => [
      chair(RIGHT, 2, { foot: 0.2 }),
      chair(LEFT, isTwoLooks(seconds) ? 1 : 3, { foot: isTwoLooks(seconds) ? 0.1 : 0.3 }),
    ]);
    expect(target(scenes).slice(1)).not.toContain(-1);
  });

  it('when the target is gone the other one is told, also one that is farther', () => {
    const scenes = scenesOf(0, 8, (seconds) => [
      ...(seconds < 4 ? [chair(2, 1.2, { foot: 0.1 })] : []),
      chair(-4, 5, { foot: 0.4 }),
    ]);
    expect(search(scenes).words).toEqual(['0.2 Chair, one step, ahead.', '4.6 Chair, 6 steps, ahead.']);
  });
});

describe('what was not heard', () => {
  test('is said again when its time has come, if it is still so', () => {
    const [first, second, third] = [0, 2, 3.2].map((seconds) => tracked(sceneAt(seconds, [chair(0)])));
    const told = guide(beginFind('chair', 0), first!, 0, PREFERENCES, en);
    const after = unheard(told.state, told.utterance!);
    const soon = guide(after, second!, 2000, PREFERENCES, en);
    expect(soon.utterance).not.toBeNull();
    expect(guide(soon.state, third!, 3200, PREFERENCES, en).utterance).toBeNull();
  });

  test('of something older changes nothing', () => {
    const { state } = guide(beginFind('chair', 0), tracked(sceneAt(0, [chair(0)])), 0, PREFERENCES, en);
    expect(unheard(state, { text: '', urgency: 'answer', language: 'en' })).toBe(state);
  });
});
