import { describe, expect, test } from 'vitest';
import { ANNOUNCEMENT_RULES as RULES } from './announcement-rules';
import { announce } from './announcer';
import { createAnnouncerState } from './announcer-state';
import { en } from './phrases/en';
import { PREFERENCES, at, listen, sceneAt, scenesOf, transcript, type Thing } from './scenes.fixture';

/** How much is said, and how fast. */

const person: Thing = { label: 'person' };

describe('the pace', () => {
  test('the same words are not said again within ten seconds, though the thing may be another one', () => {
    const small: Thing = { label: 'person', size: 0.05, foot: 0.5 };
    const jumping = (seconds: number) => [{ ...small, at: seconds < 2 ? -8 : 8 }];
    expect(transcript(scenesOf(0, 20, jumping))).toEqual(['0.2 Person, ahead.', '10.2 Person, ahead.']);
  });

  const labels = ['person', 'dog', 'cat', 'bench', 'car', 'bus', 'truck', 'bicycle', 'chair', 'bird'];
  const parade = scenesOf(0, 300, (seconds) =>
    [0, 1, 2].map((index) => ({
      label: labels[(Math.floor(seconds / 2) + index * 3) % labels.length]!,
      at: -20 + index * 20,
      foot: 0.2 + index * 0.2,
    })),
  );

  test('news keeps its distance, and the words of every minute stay within the budget', () => {
    const { heard } = listen(parade);
    const words = heard.map(({ seconds, text }) => ({ seconds, count: text.split(' ').length }));
    expect(heard.length).toBeGreaterThan(15);
    for (const { seconds: start } of words) {
      const minute = words.filter(({ seconds }) => seconds >= start && seconds < start + 60);
      const sum = minute.reduce((total, { count }) => total + count, 0);
      expect(sum).toBeLessThanOrEqual(20);
    }
    const gaps = heard.slice(1).map(({ seconds }, index) => seconds - heard[index]!.seconds);
    expect(Math.min(...gaps)).toBeGreaterThan(2 - 1e-9);
  });

  test('with an empty budget the nearest new thing waits no longer than its words take to be saved', () => {
    const { heard } = listen(parade);
    const gaps = heard.slice(1).map(({ seconds }, index) => seconds - heard[index]!.seconds);
    expect(Math.max(...gaps)).toBeLessThanOrEqual((3 * 60) / RULES.wordsPerMinute);
  });

  test('a line that costs more than the whole budget is told when the budget is full', () => {
    const long: Thing = { label: 'a thing with a name of more words than anybody would ever save up for it' };
    expect(transcript(scenesOf(0, 1, () => [long]))).toHaveLength(1);
  });

  test('what is far leaves words for what comes near', () => {
    const far = ['car', 'bus', 'truck'].map((label, index): Thing => ({
      label,
      at: -20 + 20 * index,
      metres: at(10 + index),
      size: 0.02,
    }));
    const lines = transcript([
      ...scenesOf(0, 10, () => far),
      ...scenesOf(10, 11, () => [{ label: 'chair', at: 20, size: 0.1, metres: at(2) }, ...far]),
    ]);
    expect(lines).toEqual(['0.2 Car, 12 steps, left.', '10.2 Chair, 2 steps, right.']);
  });

  test('a scene that comes too late is remembered, not told', () => {
    const scenes = scenesOf(0, 2, () => [person]);
    let state = createAnnouncerState();
    for (const scene of scenes) {
      const late = announce(state, scene, { now: scene.time + RULES.staleAfterMs + 1 }, PREFERENCES, en);
      expect(late.utterance).toBeNull();
      state = late.state;
    }
    const inTime = announce(state, sceneAt(2, [person]), { now: 2000 }, PREFERENCES, en);
    expect(inTime.utterance?.text).toBe('Person, ahead.');
  });
});
