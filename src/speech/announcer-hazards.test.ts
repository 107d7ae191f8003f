import { describe, expect, test } from 'vitest';
import { ANNOUNCEMENT_RULES as RULES } from './announcement-rules';
import { announce } from './announcer';
import { createAnnouncerState, type AnnouncerState } from './announcer-state';
import { en } from './phrases/en';
import { PREFERENCES, at, listen, sceneAt, scenesOf, transcript, type Thing } from './scenes.fixture';
import type { Urgency } from './utterance';

/** What is about to be hit, what is told of it, and when it is told to be gone. */

/** A thing that closes in from `start` metres, evenly, until it is `end` metres away. */
const approaching =
  (label: string, start: number, speed: number, { angle = 0, end = 0.4 } = {}) =>
  (seconds: number): Thing => {
    const metres = Math.max(end, start - speed * seconds);
    const isMoving = metres > end;
    return {
      label,
      at: angle,
      size: Math.min(0.6, 0.3 / metres),
      metres: at(metres),
      track: { id: 1, approach: isMoving ? speed : 0, timeToContact: isMoving ? metres / speed : null },
    };
  };

const standing = (label: string, metres: number, angle: number, id = 2): Thing => ({
  label,
  at: angle,
  size: 0.1,
  metres: at(metres),
  track: { id, approach: 0, timeToContact: null },
});

/** What is said of one scene while something is being said already. */
function during(speaking: Urgency, state: AnnouncerState, seconds: number, things: readonly Thing[]) {
  return announce(state, sceneAt(seconds, things), { now: seconds * 1000, speaking }, PREFERENCES, en);
}

const beforeHazard = () =>
  announce(createAnnouncerState(), sceneAt(0, [bicycleNear]), { now: 0 }, PREFERENCES, en).state;
const bicycleNear = approaching('bicycle', 6, 3)(0);

describe('what closes in', () => {
  test('is told when contact is three seconds off, and again when it is one and a half', () => {
    const person = approaching('person', 10, 2);
    const lines = transcript(scenesOf(0, 5, (seconds) => [person(seconds)]));
    // Three seconds off at 2 s, one and a half at 3.5 s; each is believed at the second look.
    expect(lines).toEqual([
      '0.0 Person, 12 steps, ahead.',
      '2.2 Person, ahead, coming.',
      '3.8 Stop. Person, ahead.',
    ]);
  });

  test('is told though the person chose other things to hear of', () => {
    const bicycle = approaching('bicycle', 12, 4);
    const lines = transcript(
      scenesOf(0, 4, (seconds) => [bicycle(seconds)]),
      { ...PREFERENCES, announced: ['chair'] },
    );
    expect(lines).toEqual(['0.2 Bicycle, ahead, coming.', '1.8 Stop. Bicycle, ahead.']);
  });

  test('beside the way is no hazard', () => {
    const car = approaching('car', 12, 4, { angle: 20, end: 4 });
    expect(listen(scenesOf(0, 4, (seconds) => [car(seconds)])).heard.map(({ urgency }) => urgency)).toEqual([
      'news',
    ]);
  });

  test('in one look only is an error of the tracker', () => {
    const calm = standing('person', 4, 0);
    const jumpy = (seconds: number) => (Math.round(seconds * 5) % 3 === 0 ? [bicycleNear] : [calm]);
    expect(listen(scenesOf(0, 10, jumpy)).heard.filter(({ urgency }) => urgency === 'hazard')).toEqual([]);
  });

  test('faster than its kind can is believed as fast as that', () => {
    const person: Thing = {
      ...approaching('person', 8, 2)(0),
      track: { id: 1, approach: 12, timeToContact: 0.6 },
    };
    expect(transcript(scenesOf(0, 1, () => [person]))).toEqual(['0.2 Person, ahead, coming.']);
  });

  test('a wall of a thing is met as fast as one walks', () => {
    const bench = approaching('bench', 6, 1.4);
    expect(transcript(scenesOf(0, 6, (seconds) => [bench(seconds)]))).toEqual([
      '0.0 Bench, 8 steps, ahead.',
      '3.0 Stop. Bench, ahead.',
    ]);
  });
});

describe('what stands close in the way', () => {
  test('is told once, with its distance, at the second look', () => {
    expect(transcript(scenesOf(0, 60, () => [standing('chair', 1.3, 3)]))).toEqual([
      '0.2 Chair, one step, ahead.',
    ]);
  });

  test('is no hazard beside the way, nor farther than two steps', () => {
    const things = [standing('chair', 1.3, 24), standing('bench', 2, 0, 3)];
    const { heard } = listen(scenesOf(0, 10, () => things));
    expect(heard.map(({ urgency }) => urgency)).toEqual(['news', 'news']);
  });
});

describe('a hazard', () => {
  test.each(['news', 'answer', 'fault'] as const)('interrupts what is being said as %s', (speaking) => {
    const { utterance } = during(speaking, beforeHazard(), 0.2, [bicycleNear]);
    expect(utterance).toMatchObject({ text: 'Bicycle, ahead, coming.', urgency: 'hazard' });
  });

  test('waits for another one, unless it is about to be hit', () => {
    expect(during('hazard', beforeHazard(), 0.2, [bicycleNear]).utterance).toBeNull();
    const near = approaching('bicycle', 3, 3)(0);
    const state = announce(createAnnouncerState(), sceneAt(0, [near]), { now: 0 }, PREFERENCES, en).state;
    expect(during('hazard', state, 0.2, [near]).utterance?.text).toBe('Stop. Bicycle, ahead.');
  });

  test('about to be hit is said to its end, even before another such', () => {
    const [near, car] = [approaching('bicycle', 3, 3)(0), standing('car', 6, 0, 7)];
    const comingCar = { ...car, track: { id: 7, approach: 5, timeToContact: 1.3 } };
    const { state } = announce(beforeHazard(), sceneAt(0.2, [near]), { now: 200 }, PREFERENCES, en);
    const stop = during('hazard', state, 0.4, [near]);
    expect(stop.utterance?.cue?.kind).toBe('imminent');
    const meanwhile = during('hazard', stop.state, 0.6, [near, comingCar]);
    expect(during('hazard', meanwhile.state, 0.8, [near, comingCar]).utterance).toBeNull();
    const next = sceneAt(1, [near, comingCar]);
    const { utterance } = announce(meanwhile.state, next, { now: 1000 }, PREFERENCES, en);
    expect(utterance?.text).toBe('Stop. Car, ahead.');
  });

  test('goes ahead of a fault that doesn’t blind', () => {
    const scene = sceneAt(0.2, [bicycleNear], { faults: ['dark'] });
    const first = announce(beforeHazard(), scene, { now: 200 }, PREFERENCES, en);
    expect(first.utterance?.urgency).toBe('hazard');
    const later = sceneAt(2.4, [bicycleNear], { faults: ['dark'] });
    const second = announce(first.state, later, { now: 2400 }, PREFERENCES, en);
    expect(second.utterance?.text).toBe(en.messages.sightFaults.dark);
  });

  test('the worst of several comes first: by time, then by what moves', () => {
    const person = approaching('person', 2, 2)(0);
    const truck = { ...approaching('truck', 10, 4)(0), track: { id: 9, approach: 4, timeToContact: 2.5 } };
    expect(transcript(scenesOf(0, 0.6, () => [person, truck]))[0]).toBe('0.2 Stop. Person, ahead.');
    const car = { ...truck, label: 'car', track: { id: 8, approach: 4, timeToContact: 2 } };
    expect(transcript(scenesOf(0, 0.6, () => [car, truck]))[0]).toBe('0.2 Truck, ahead, coming.');
  });

  test('is told where it is now, though its news would be held back at the edge', () => {
    const person = { ...approaching('person', 5, 2.5)(0), at: 10 };
    const calm = { ...person, track: { id: 1, approach: 0, timeToContact: null } };
    const scenes = [...scenesOf(0, 3, () => [calm]), ...scenesOf(3, 4, () => [{ ...person, at: 8 }])];
    expect(transcript(scenes).at(-1)).toBe('3.2 Person, ahead, coming.');
  });

  test('of two alike the one that is here first is told, not the nearer one', () => {
    const slow = { ...approaching('person', 3, 1.1, { angle: -4 })(0), size: 0.05 };
    const fast = { ...approaching('person', 5, 2.9, { angle: 4 })(0), size: 0.05 };
    const both = [slow, { ...fast, track: { ...fast.track!, id: 2 } }];
    const { state } = announce(createAnnouncerState(), sceneAt(0, both), { now: 0 }, PREFERENCES, en);
    const { utterance } = during('news', state, 0.2, both);
    expect(utterance?.text).toBe('Person, ahead, coming.');
    expect(utterance?.cue?.bearing).toBeGreaterThan(0);
  });

  test('carries a sound from its side', () => {
    const { utterance } = during('news', beforeHazard(), 0.2, [bicycleNear]);
    expect(utterance?.cue).toEqual({ kind: 'hazard', bearing: expect.closeTo(0, 5) });
  });

  test('is told while the person is busy finding a thing, and news is not', () => {
    const scenes = scenesOf(0, 1, () => [bicycleNear, standing('chair', 3, 20)]);
    let state = createAnnouncerState();
    const said = scenes.flatMap((scene) => {
      const moment = { now: scene.time, hazardsOnly: true };
      const announcement = announce(state, scene, moment, PREFERENCES, en);
      state = announcement.state;
      return announcement.utterance?.text ?? [];
    });
    expect(said).toEqual(['Bicycle, ahead, coming.']);
  });
});

describe('a hazard that was told and has gone', () => {
  const inTheWay = standing('chair', 1.3, 0);

  test('is told to be clear when it is seen beside the way', () => {
    const beside = (seconds: number) => [{ ...inTheWay, at: Math.min(30, Math.max(0, (seconds - 2) * 20)) }];
    const lines = transcript(scenesOf(0, 6, beside));
    expect(lines[0]).toBe('0.2 Chair, one step, ahead.');
    expect(lines.at(-1)).toMatch(/ Chair clear\.$/);
    expect(lines.filter((line) => line.includes('clear'))).toHaveLength(1);
  });

  test('is never told to be clear when it vanished from before the person: it may lie at their feet', () => {
    const lines = transcript([...scenesOf(0, 2, () => [inTheWay]), ...scenesOf(2, 20, () => [])]);
    expect(lines).toEqual(['0.2 Chair, one step, ahead.']);
  });

  test('is told to be clear when it left the picture at its side', () => {
    const leaving = (seconds: number) =>
      seconds < 2 ? [{ ...inTheWay, at: 26, size: 0.4, metres: at(0.7) }] : [];
    const lines = transcript([...scenesOf(0, 1, () => [inTheWay]), ...scenesOf(1, 6, leaving)]);
    expect(lines.at(-1)).toMatch(/ Chair clear\.$/);
  });

  test('is not told to be clear while anything else is a hazard', () => {
    const dog = standing('dog', 1.2, 0, 5);
    const things = (seconds: number) => [
      { ...inTheWay, at: Math.min(30, Math.max(0, (seconds - 2) * 20)) },
      dog,
    ];
    expect(transcript(scenesOf(0, 8, things)).join()).not.toMatch(/clear/);
  });

  test('is told to be clear while the person is busy finding a thing', () => {
    let state = createAnnouncerState();
    const said = scenesOf(0, 8, (seconds) => [{ ...inTheWay, at: seconds < 2 ? 0 : 24 }]).flatMap((scene) => {
      const moment = { now: scene.time, hazardsOnly: true };
      const announcement = announce(state, scene, moment, PREFERENCES, en);
      state = announcement.state;
      const { utterance } = announcement;
      return utterance ? [[utterance.text, utterance.urgency, utterance.cue?.kind]] : [];
    });
    expect(said).toEqual([
      ['Chair, one step, ahead.', 'hazard', 'hazard'],
      ['Chair clear.', 'news', 'clear'],
    ]);
  });

  test('is told anew when it becomes one again after a while', () => {
    const swinging = (seconds: number) => [{ ...inTheWay, at: seconds < 2 || seconds > 12 ? 0 : 24 }];
    const hazards = listen(scenesOf(0, 14, swinging)).heard.filter(({ urgency }) => urgency === 'hazard');
    expect(hazards.map(({ seconds }) => seconds)).toEqual([0.2, 12.4]);
    expect(12.4 - 2).toBeGreaterThan(RULES.hazardForgottenMs / 1000);
  });

  test('is told anew after a while though its end was not told, as another thing was a hazard all the time', () => {
    const dog = standing('dog', 1.2, 0, 5);
    const swinging = (seconds: number) => [{ ...inTheWay, at: seconds < 2 || seconds > 11 ? 0 : 24 }, dog];
    const chairs = transcript(scenesOf(0, 14, swinging)).filter((line) =>
      line.includes('Chair, one step, ahead'),
    );
    expect(chairs).toEqual(['0.4 Chair, one step, ahead.', '11.4 Chair, one step, ahead.']);
  });

  test('is not told anew when it was lost from sight for a moment', () => {
    const swaying = (seconds: number) => (seconds < 2 || seconds > 5.1 ? [inTheWay] : []);
    const { heard } = listen(scenesOf(0, 20, swaying));
    expect(heard.filter(({ urgency }) => urgency === 'hazard')).toHaveLength(1);
  });

  test('is told anew in the words of a moment ago only when it comes at the person', () => {
    const hazards = (thing: Thing) => {
      const away = { ...thing, at: 24, track: { id: 1, approach: 0, timeToContact: null } };
      const scenes = scenesOf(0, 12, (seconds) => [seconds < 1 || seconds > 6 ? thing : away]);
      const { heard } = listen(scenes);
      return heard.filter(({ urgency }) => urgency === 'hazard').map(({ seconds }) => seconds);
    };
    expect(hazards({ ...inTheWay, track: { id: 1, approach: 0, timeToContact: null } })).toEqual([0.2, 10.2]);
    expect(hazards(bicycleNear)).toEqual([0.2, 6.4]);
  });
});

test('nothing is told to be clear that stands in the way as before, though its distance sways', () => {
  const bench = (metres: number): Thing => ({
    ...{ label: 'bench', size: 0.1, metres: at(metres) },
    track: { id: 1, approach: 0, timeToContact: null },
  });
  const scenes = scenesOf(0, 8, (s) => [bench(s < 3 ? Math.max(1.45, 2.8 - s) : 1.55)]);
  expect(transcript(scenes).join()).not.toMatch(/clear/);
});
