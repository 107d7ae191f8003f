import { describe, expect, test } from 'vitest';
import { announce } from './announcer';
import { countAsTold, createAnnouncerState, retract, type AnnouncerState } from './announcer-state';
import { describeScene } from './describe-scene';
import { en } from './phrases/en';
import type { AnnouncementPreferences } from './preferences';
import { PREFERENCES, at, sceneAt, scenesOf, type Thing } from './scenes.fixture';

/** How the announcer's notes of what was told bear on what is told next. */

const answerAt = (seconds: number, things: readonly Thing[]) =>
  describeScene(sceneAt(seconds, things), en, PREFERENCES);

/** What is told while scenes go by, from a state on. */
function follow(
  state: AnnouncerState,
  [from, to]: readonly [number, number],
  things: (seconds: number) => readonly Thing[],
  preferences: AnnouncementPreferences = PREFERENCES,
): { state: AnnouncerState; heard: string[] } {
  const heard: string[] = [];
  let newest = state;
  for (const scene of scenesOf(from, to, things)) {
    const announcement = announce(newest, scene, { now: scene.time }, preferences, en);
    newest = announcement.state;
    const { utterance } = announcement;
    if (utterance) heard.push(`${(scene.time / 1000).toFixed(1)} ${utterance.text}`);
  }
  return { state: newest, heard };
}

/** All were seen twice, and none was told: the person was busy with something else. */
const seenUntold = (things: readonly Thing[], preferences = PREFERENCES) =>
  [0, 0.2].reduce((state, seconds) => {
    const scene = sceneAt(seconds, things);
    const moment = { now: scene.time, hazardsOnly: true };
    return announce(state, scene, moment, preferences, en).state;
  }, createAnnouncerState());

describe('an answer', () => {
  const four: Thing[] = [
    { label: 'person', at: -20, foot: 0.1 },
    { label: 'dog', at: 20, foot: 0.2 },
    { label: 'bench', at: 0, foot: 0.3 },
    { label: 'car', at: -20, foot: 0.4 },
  ];

  test('tells the nearest three: they are no news, what it only counted is, once it gets among them', () => {
    const asked = countAsTold(seenUntold(four), sceneAt(0.3, four), answerAt(0.3, four), 300);
    expect(follow(asked, [0.4, 10], () => four).heard).toEqual([]);
    expect(follow(asked, [0.4, 10], () => four.slice(1)).heard).toEqual(['0.4 Car, left.']);
  });

  test('names none of what the person doesn’t want to hear of, however near', () => {
    const onlyCars = { ...PREFERENCES, announced: ['car'] };
    const asked = countAsTold(seenUntold(four, onlyCars), sceneAt(0.3, four), answerAt(0.3, four), 300);
    expect(follow(asked, [0.4, 10], () => four, onlyCars).heard).toEqual([]);
  });

  test('doesn’t make a hazard that was told one to be told again', () => {
    const chair: Thing = { label: 'chair', size: 0.1, metres: at(1.3) };
    const told = follow(createAnnouncerState(), [0, 1], () => [chair]);
    expect(told.heard).toEqual(['0.2 Chair, one step, ahead.']);
    const asked = countAsTold(told.state, sceneAt(1, [chair]), answerAt(1, [chair]), 1000);
    expect(follow(asked, [1.2, 20], () => [chair]).heard).toEqual([]);
  });
});

describe('what is kept', () => {
  const person: Thing = { label: 'person' };

  test('reaches back to the fourth utterance: as many may be dropped late', () => {
    const told = follow(createAnnouncerState(), [0, 0.4], () => [person]);
    const { utterance } = told.state.told[0]!;
    const empty = sceneAt(0.5, []);
    const later = [1, 2, 3].reduce(
      (state, second) => countAsTold(state, empty, answerAt(0.5, []), second * 1000),
      follow(told.state, [0.4, 1], () => []).state,
    );
    expect(follow(retract(later, utterance), [3.2, 4], () => [person]).heard).toEqual(['3.2 Person, ahead.']);
    expect(follow(later, [3.2, 4], () => [person]).heard).toEqual([]);
  });

  test('does not grow with every utterance', () => {
    const answer = answerAt(0, [person]);
    let state = seenUntold([person]);
    for (let second = 1; second < 100; second++)
      state = countAsTold(state, sceneAt(second, [person]), answer, second * 1000);
    expect(state.told.length).toBeLessThan(20);
    expect(state.memory.objects[0]!.said!.texts.length).toBeLessThanOrEqual(60);
  });

  test('the words of a thing stay known for the whole minute, whatever was said of it meanwhile', () => {
    const small: Thing = { ...person, size: 0.1 };
    const there = (seconds: number) => [{ ...small, at: seconds > 44 && seconds < 49 ? 0 : -12 }];
    expect(follow(createAnnouncerState(), [0, 62], there).heard).toEqual([
      '0.2 Person, slightly left.',
      '44.6 Person, ahead.',
      '60.2 Person, slightly left.',
    ]);
  });
});
