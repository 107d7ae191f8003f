import { describe, expect, test } from 'vitest';
import type { Scene } from '../scene/scene';
import { ANNOUNCEMENT_RULES as RULES } from './announcement-rules';
import { announce } from './announcer';
import { countAsTold, createAnnouncerState, hush, retract, type AnnouncerState } from './announcer-state';
import { describeScene } from './describe-scene';
import { en } from './phrases/en';
import { PREFERENCES, sceneAt, scenesOf, type Thing } from './scenes.fixture';
import type { Utterance } from './utterance';

/** What the announcer learns of the listener: what was heard, asked for, and silenced. */

const person: Thing = { label: 'person' };
const chair: Thing = { label: 'chair', at: 20, foot: 0.5 };

describe('what was not heard', () => {
  const [first, second, third] = scenesOf(0, 0.6, () => [person, chair]);
  const afterNews = () => {
    const started = announce(createAnnouncerState(), first!, { now: 0 }, PREFERENCES, en).state;
    return announce(started, second!, { now: 200 }, PREFERENCES, en);
  };

  test('is told again', () => {
    const { state, utterance } = afterNews();
    const again = announce(retract(state, utterance!), third!, { now: 400 }, PREFERENCES, en);
    expect(again.utterance?.text).toBe('Person, ahead.');
  });

  test('is not told again when it is no longer there', () => {
    const { state, utterance } = afterNews();
    const gone = sceneAt(0.4, [chair]);
    const again = announce(retract(state, utterance!), gone, { now: 400 }, PREFERENCES, en);
    expect(again.utterance?.text).toBe('Chair, right.');
  });

  test('costs no words, however often it is dropped', () => {
    let state = announce(createAnnouncerState(), first!, { now: 0 }, PREFERENCES, en).state;
    for (let seconds = 0.2; seconds < 8; seconds += 0.2) {
      const dropped = announce(
        state,
        sceneAt(seconds, [person, chair]),
        { now: seconds * 1000 },
        PREFERENCES,
        en,
      );
      expect(dropped.utterance?.text).toBe('Person, ahead.');
      state = retract(dropped.state, dropped.utterance!);
    }
  });

  test('is told again even if other news came after it', () => {
    const dog: Thing = { label: 'dog', at: -20, foot: 0.1 };
    const { state, utterance } = afterNews();
    const looked = announce(state, sceneAt(4.2, [person, dog]), { now: 4200 }, PREFERENCES, en).state;
    const later = announce(looked, sceneAt(4.4, [person, dog]), { now: 4400 }, PREFERENCES, en);
    expect(later.utterance?.text).toBe('Dog, left.');
    const again = retract(later.state, utterance!);
    const last = announce(again, sceneAt(8, [person, dog]), { now: 8000 }, PREFERENCES, en);
    expect(last.utterance?.text).toBe('Person, ahead.');
  });

  test('costs its words all the same when some of it was heard', () => {
    const { state, utterance } = afterNews();
    const whole = retract(state, utterance!);
    const part = retract(state, utterance!, true);
    expect(whole.words.left - part.words.left).toBeCloseTo(2);
    expect(part.memory).toEqual(whole.memory);
  });

  test('is not taken back for another utterance', () => {
    const { state, utterance } = afterNews();
    expect(retract(state, { ...utterance! })).toBe(state);
  });
});

describe('what the person was told on asking', () => {
  const things = [person, chair];
  const answerTo = (scene: Scene) => describeScene(scene, en, PREFERENCES);

  /** Both things were seen twice, while something else was said: in the dark the first words are of the dark. */
  const seen = () => {
    const first = announce(createAnnouncerState(), sceneAt(0, things), { now: 0 }, PREFERENCES, en).state;
    return announce(first, sceneAt(0.2, things, { faults: ['dark'] }), { now: 200 }, PREFERENCES, en).state;
  };
  const scene = sceneAt(0.2, things, { faults: ['dark'] });

  /** What is news of the same things at that time, in seconds. */
  const newsAt = (state: AnnouncerState, seconds: number) =>
    announce(state, sceneAt(seconds, things), { now: seconds * 1000 }, PREFERENCES, en).utterance?.text ??
    null;

  test('is no news', () => {
    expect(newsAt(countAsTold(seen(), scene, answerTo(scene), 250), 0.4)).toBeNull();
  });

  test('is news again when nobody heard the answer', () => {
    const answer = answerTo(scene);
    const asked = countAsTold(seen(), scene, answer, 250);
    expect(newsAt(retract(asked, answer), 0.4)).toBe('Person, ahead.');
    expect(newsAt(retract(asked, { ...answer }), 0.4)).toBeNull();
  });

  test('stays told when it was heard before, though this answer was not', () => {
    const [heard, unheard] = [answerTo(scene), answerTo(scene)];
    const twice = countAsTold(countAsTold(seen(), scene, heard, 250), scene, unheard, 300);
    expect(newsAt(retract(twice, unheard), 0.4)).toBeNull();
  });

  test.each([
    ['the first', 'the second', (answers: readonly Utterance[]) => answers],
    ['the second', 'the first', (answers: readonly Utterance[]) => answers.toReversed()],
  ])('is news again when neither of two answers was heard, %s cut off before %s', (_, __, inOrder) => {
    const answers = [answerTo(scene), answerTo(scene)];
    const twice = answers.reduce(
      (state, answer, index) => countAsTold(state, scene, answer, 250 + index),
      seen(),
    );
    const neither = inOrder(answers).reduce((state, answer) => retract(state, answer), twice);
    expect(newsAt(neither, 0.4)).toBe('Person, ahead.');
  });

  test('is news again when neither the news nor the answer that cut it off was heard', () => {
    const told = announce(seen(), sceneAt(0.4, things), { now: 400 }, PREFERENCES, en);
    const answer = answerTo(scene);
    const asked = retract(countAsTold(told.state, scene, answer, 500), told.utterance!);
    expect(newsAt(asked, 1)).toBeNull();
    expect(newsAt(retract(asked, answer), 1)).toBe('Person, ahead.');
  });

  test('counts for nothing when the picture could not be seen: the answer named none of it', () => {
    const blinded = sceneAt(0.3, things, { faults: ['covered'] });
    expect(newsAt(countAsTold(seen(), blinded, answerTo(blinded), 300), 0.4)).toBe('Person, ahead.');
  });
});

describe('who silences the app', () => {
  test('hears no news for a while, then what is still so', () => {
    const scenes = scenesOf(0, 10, () => [person]);
    let state = hush(createAnnouncerState(), 0);
    const heard = scenes.flatMap((scene) => {
      const announcement = announce(state, scene, { now: scene.time }, PREFERENCES, en);
      state = announcement.state;
      return announcement.utterance ? [[scene.time, announcement.utterance.text]] : [];
    });
    expect(heard).toEqual([[RULES.hushMs, 'Person, ahead.']]);
  });

  test('hears of a fault all the same', () => {
    const covered = sceneAt(0.2, [], { faults: ['covered'] });
    const { utterance } = announce(hush(createAnnouncerState(), 0), covered, { now: 200 }, PREFERENCES, en);
    expect(utterance?.text).toBe('Camera covered. Uncover the lens.');
  });
});
