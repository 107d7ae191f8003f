import { describe, expect, test } from 'vitest';
import { announce } from './announcer';
import { createAnnouncerState } from './announcer-state';
import { en } from './phrases/en';
import { PREFERENCES, at, sceneAt, scenesOf, transcript, type Thing } from './scenes.fixture';
import { URGENCIES } from './utterance';

/** Which of the things that are there are news, and which of the news is told first. */

const personAt = (angle: number, metres = 5): Thing => ({
  label: 'person',
  at: angle,
  size: 0.05,
  foot: 0.4,
  metres: at(metres),
});

describe('who joins', () => {
  test('one or two is told alone', () => {
    const scenes = [
      ...scenesOf(0, 12, () => [personAt(-4)]),
      ...scenesOf(12, 20, () => [personAt(-4), personAt(4)]),
    ];
    expect(transcript(scenes)).toEqual(['0.2 Person, 6 steps, ahead.', '12.2 Person, 6 steps, ahead.']);
  });

  test('and makes them a crowd is told with them; who comes after is no news', () => {
    const angles = [-6, -2, 2, 6, 0];
    const size = (seconds: number) => (seconds < 12 ? 2 : seconds < 24 ? 3 : seconds < 36 ? 4 : 5);
    const scenes = scenesOf(0, 50, (seconds) =>
      angles.slice(0, size(seconds)).map((angle) => personAt(angle)),
    );
    expect(transcript(scenes)).toEqual(['0.2 2 people, 6 steps, ahead.', '12.2 3 people, 6 steps, ahead.']);
  });

  test('a crowd in the place of one who left is no news; after a minute the crowd is', () => {
    const crowd = (...angles: number[]) => angles.map((angle) => personAt(angle));
    const scenes = [
      ...scenesOf(0, 20, () => crowd(-6, -2, 2)),
      ...scenesOf(20, 45, () => crowd(-6, -2, 8)),
      ...scenesOf(45, 70, () => crowd(-6, -2, 8, 5)),
      ...scenesOf(70, 80, () => crowd(-6, -2, 8, 5, 2)),
    ];
    expect(transcript(scenes)).toEqual(['0.2 3 people, 6 steps, ahead.', '60.2 4 people, 6 steps, ahead.']);
  });

  test('the last of a crowd is told', () => {
    const crowd = (...angles: number[]) => angles.map((angle) => personAt(angle));
    const scenes = [
      ...scenesOf(0, 20, () => crowd(-6, -2, 2)),
      ...scenesOf(20, 30, () => crowd(-6)),
      ...scenesOf(30, 35, () => crowd(-6, 6)),
    ];
    expect(transcript(scenes).slice(1)).toEqual(['30.2 Person, 6 steps, ahead.']);
  });

  test('brings a sound from where they are, not from where the group is', () => {
    const alone = [personAt(-6)];
    const both = [personAt(-6), personAt(6)];
    let state = createAnnouncerState();
    const bearings = [...scenesOf(0, 12, () => alone), ...scenesOf(12, 14, () => both)].flatMap((scene) => {
      const announcement = announce(state, scene, { now: scene.time }, PREFERENCES, en);
      state = announcement.state;
      return announcement.utterance?.cue?.bearing ?? [];
    });
    expect(bearings.map((bearing) => Math.round((bearing * 180) / Math.PI))).toEqual([-6, 6]);
  });

  test('doesn’t keep what the others do from being told', () => {
    const scenes = [
      ...scenesOf(0, 12, () => [personAt(-4)]),
      ...scenesOf(12, 13, () => [personAt(-4), personAt(4)]),
      ...scenesOf(13, 20, () => [personAt(-4, 2.2), personAt(4)]),
    ];
    expect(transcript(scenes).slice(2)).toEqual(['14.2 Person, 3 steps, ahead.']);
  });
});

describe('one thing under two names', () => {
  test('is told under the less likely when the other was an error of one look', () => {
    const car: Thing = { label: 'car', score: 0.5 };
    const ghost: Thing = { label: 'truck', score: 0.9 };
    const scenes = [sceneAt(0, [car, ghost]), sceneAt(0.2, [car])];
    expect(transcript(scenes)).toEqual(['0.2 Car, ahead.']);
  });

  test('is told under some name when both are as likely', () => {
    const both: Thing[] = [{ label: 'car' }, { label: 'truck' }];
    expect(transcript(scenesOf(0, 1, () => both))[0]).toMatch(/^0\.2 /);
  });

  test('is two things where they were told apart before: both are told when they come nearer', () => {
    const pair = (angle: number, metres: number): Thing[] =>
      ['bicycle', 'person'].map((label, index) => ({
        ...{ label, at: index ? angle : -angle, size: 0.1, metres: at(metres) },
        track: { id: index + 1, approach: 0, timeToContact: null },
      }));
    const scenes = [...scenesOf(0, 20, () => pair(6, 5)), ...scenesOf(20, 50, () => pair(0, 2))];
    expect(transcript(scenes).slice(2)).toHaveLength(2);
  });

  test('is two things where the boxes overlap only for the most part', () => {
    const person: Thing = { label: 'person', at: -1.4, score: 0.9 };
    const bicycle: Thing = { label: 'bicycle', at: 1.4, score: 0.8 };
    expect(transcript(scenesOf(0, 4, () => [person, bicycle]))).toHaveLength(2);
  });
});

describe('what is told first', () => {
  const wide = { ...personAt(-12), foot: 0.1, metres: { near: 1.6, best: 2.4, far: 4 } };
  const chair: Thing = { label: 'chair', at: 20, foot: 0.32 };

  test('is heard to its end before the next news, at 400 ms a word', () => {
    const lines = transcript(scenesOf(0, 5, () => [wide, chair]));
    expect(lines).toEqual(['0.2 Person, about 3 steps, slightly left.', '2.6 Chair, right.']);
  });

  test('is the nearest: a shorter line about what is farther doesn’t push ahead of it', () => {
    const long: Thing = { label: 'something with a name of seven', foot: 0.2, size: 0.1 };
    const scenes = [...scenesOf(0, 4, () => [wide]), ...scenesOf(4, 40, () => [wide, long, chair])];
    expect(transcript(scenes).map((line) => line.slice(line.indexOf(' ') + 1))).toEqual([
      'Person, about 3 steps, slightly left.',
      'Something with a name of seven, ahead.',
      'Chair, right.',
    ]);
  });

  test('a hazard in between doesn’t put news off', () => {
    const bench: Thing = { label: 'bench', size: 0.1, metres: at(1.3) };
    const dog: Thing = { label: 'dog', at: -20, foot: 0.3 };
    const scenes = [...scenesOf(0, 1.6, () => [dog, chair]), ...scenesOf(1.6, 4, () => [bench, dog, chair])];
    expect(transcript(scenes)).toEqual([
      '0.2 Dog, left.',
      '1.8 Bench, one step, ahead.',
      '2.2 Chair, right.',
    ]);
  });

  test.each(URGENCIES)('is nothing during urgency %s', (speaking) => {
    let state = createAnnouncerState();
    for (const scene of scenesOf(0, 3, () => [wide, chair])) {
      const announcement = announce(state, scene, { now: scene.time, speaking }, PREFERENCES, en);
      expect(announcement.utterance).toBeNull();
      state = announcement.state;
    }
    const silence = announce(state, sceneAt(3, [wide, chair]), { now: 3000 }, PREFERENCES, en);
    expect(silence.utterance?.text).toMatch(/^Person/);
  });

  test.each([
    [2, 'near'],
    [5.9, 'far'],
    [9, 'far'],
  ])('at %d m sounds %s', (metres, kind) => {
    const first = announce(
      createAnnouncerState(),
      sceneAt(0, [personAt(20, metres)]),
      { now: 0 },
      PREFERENCES,
      en,
    );
    const scene = sceneAt(0.2, [personAt(20, metres)]);
    const { utterance } = announce(first.state, scene, { now: 200 }, PREFERENCES, en);
    expect(utterance?.cue?.kind).toBe(kind);
  });
});
