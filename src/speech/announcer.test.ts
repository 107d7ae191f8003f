import { describe, expect, test } from 'vitest';
import { de } from './phrases/de';
import { PREFERENCES, at, listen, sceneAt, scenesOf, transcript, type Thing } from './scenes.fixture';

const person: Thing = { label: 'person' };
const chair: Thing = { label: 'chair', at: 20, foot: 0.5 };

/** Moves a thing evenly from one angle to another. */
const crossing =
  (thing: Thing, from: number, to: number, start: number, end: number) => (seconds: number) => {
    const progress = Math.min(1, Math.max(0, (seconds - start) / (end - start)));
    return [{ ...thing, at: from + (to - from) * progress }];
  };

describe('what is new', () => {
  test('is told once, nearest first, one thing at a time, at its second sighting', () => {
    const lines = transcript(scenesOf(0, 120, () => [chair, person]));
    expect(lines).toEqual(['0.2 Person, ahead.', '2.2 Chair, right.']);
  });

  test('is told in the language of the phrases', () => {
    const { heard } = listen(
      scenesOf(0, 3, () => [chair, person]),
      PREFERENCES,
      de,
    );
    expect(heard.map(({ text }) => text)).toEqual(['Person, vorn.', 'Stuhl, rechts.']);
  });

  test('is told with its distance when that is known', () => {
    const near = { ...person, at: -12, metres: { near: 2, best: 2.4, far: 2.8 } };
    expect(transcript(scenesOf(0, 1, () => [near]))).toEqual(['0.2 Person, 3 steps, slightly left.']);
  });

  test('is not told when it was seen only once in three looks', () => {
    const ghost = (seconds: number) => (Math.round(seconds * 5) % 3 === 0 ? [person] : []);
    expect(transcript(scenesOf(0, 30, ghost))).toEqual([]);
  });

  test('is not told when the detector looked only once, however often the picture is repeated', () => {
    const repeats = scenesOf(0.2, 3, () => [person], { looked: false });
    expect(transcript([sceneAt(0, [person]), ...repeats])).toEqual([]);
    expect(transcript([sceneAt(0, [person]), ...repeats, sceneAt(3, [person])])).toEqual([
      '3.0 Person, ahead.',
    ]);
  });

  test('is told where it is now, not where it was first seen', () => {
    const scenes = [sceneAt(0, [{ ...person, at: 12 }]), sceneAt(0.2, [{ ...person, at: 5 }])];
    expect(transcript(scenes)).toEqual(['0.2 Person, ahead.']);
  });

  test('is left out below the score and outside of what the person wants to hear', () => {
    const scenes = scenesOf(0, 4, () => [{ ...person, score: 0.3 }, chair, { label: 'dog', at: -20 }]);
    expect(transcript(scenes)).toEqual(['0.2 Dog, left.', '2.2 Chair, right.']);
    expect(transcript(scenes, { ...PREFERENCES, announced: ['chair'] })).toEqual(['0.2 Chair, right.']);
    expect(transcript(scenes, { ...PREFERENCES, minimumScore: 0.9 })).toEqual([]);
  });

  test('is everything when the person chose no class at all', () => {
    const scenes = scenesOf(0, 4, () => [chair, { label: 'dog', at: -20 }]);
    expect(transcript(scenes, { ...PREFERENCES, announced: [] })).toEqual([
      '0.2 Dog, left.',
      '2.2 Chair, right.',
    ]);
  });

  test('is limited to the nearest three; the fourth is told when it gets among them', () => {
    const things: Thing[] = [
      { label: 'person', at: -20, foot: 0.1 },
      { label: 'dog', at: 20, foot: 0.2 },
      { label: 'bench', at: 0, foot: 0.3 },
      { label: 'car', at: -20, foot: 0.3 },
    ];
    const scenes = [...scenesOf(0, 10, () => things), ...scenesOf(10, 20, () => things.slice(1))];
    expect(transcript(scenes)).toEqual([
      '0.2 Person, left.',
      '2.2 Dog, right.',
      '4.2 Bench, ahead.',
      '10.0 Car, left.',
    ]);
  });

  test('keeps the unknown names of another detector', () => {
    expect(transcript(scenesOf(0, 1, () => [{ label: 'kerb' }]))).toEqual(['0.2 Kerb, ahead.']);
  });
});

describe('groups', () => {
  const people = [-4, 0, 4].map((at): Thing => ({ label: 'person', at, foot: 0.4, size: 0.05 }));

  test('several of one class in one place are told with their number', () => {
    expect(transcript(scenesOf(0, 10, () => people))).toEqual(['0.2 3 people, ahead.']);
  });

  test('only those in one direction and at about one distance belong together', () => {
    const far = { ...people[0]!, foot: 0.8 };
    const left = { ...people[1]!, at: -20 };
    expect(transcript(scenesOf(0, 10, () => [far, left, people[2]!])).slice(0, 2)).toEqual([
      '0.2 Person, left.',
      '2.2 Person, ahead.',
    ]);
  });

  test('who joins a crowd that was told is no news; a crowd that comes a zone nearer is', () => {
    const crowd = (metres: number, size: number) =>
      [-6, -2, 2, 6].slice(0, size).map((angle): Thing => ({ ...people[0]!, at: angle, metres: at(metres) }));
    const scenes = [
      ...scenesOf(0, 10, () => crowd(5, 3)),
      ...scenesOf(10, 20, () => crowd(5, 4)),
      ...scenesOf(20, 30, () => crowd(2, 4)),
    ];
    expect(transcript(scenes)).toEqual(['0.2 3 people, 6 steps, ahead.', '20.4 4 people, 2 steps, ahead.']);
  });
});

describe('what changed', () => {
  test('a change of side is told, with hysteresis and after it has lasted', () => {
    // 44 degrees in 14 s. Side "ahead" begins 25 % inside of 8.5 degrees: at 7.0 s, and 0.4 s later it has lasted; it
    // ends 25 % outside, at 12.4 s.
    const lines = transcript(scenesOf(0, 20, crossing(person, -22, 22, 2, 16)));
    expect(lines).toEqual(['0.2 Person, left.', '7.4 Person, ahead.', '12.8 Person, slightly right.']);
  });

  test('a thing that trembles on the edge of two directions is told once', () => {
    const trembling = (seconds: number) => [
      { ...person, at: 8.5 + (Math.round(seconds * 5) % 2 ? 1.5 : -1.5) },
    ];
    expect(transcript(scenesOf(0, 100, trembling))).toHaveLength(1);
  });

  test('a thing that goes to and fro is told at most once in four seconds, and never in the same words', () => {
    const swinging = (seconds: number) => [{ ...person, at: 15 * Math.sin(seconds * 2) }];
    const { heard } = listen(scenesOf(0, 58, swinging));
    const gaps = heard.slice(1).map(({ seconds }, index) => seconds - heard[index]!.seconds);
    expect(heard.length).toBe(3);
    expect(new Set(heard.map(({ text }) => text)).size).toBe(3);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(4);
  });

  const beside = (metres: number): Thing => ({ label: 'bench', at: -20, size: 0.1, metres: at(metres) });

  test('what comes a zone nearer is told again in each zone, what goes farther is not', () => {
    const away = scenesOf(0, 40, (seconds) => [beside(Math.min(9, 2 + 0.2 * seconds))]);
    expect(transcript(away)).toEqual(['0.2 Bench, 2 steps, left.']);
    // From the third step of 6 metres down: a quarter inside each end, and 0.4 s later it has lasted.
    const nearer = scenesOf(0, 40, (seconds) => [beside(Math.max(1.6, 7.5 - 0.2 * seconds))]);
    expect(transcript(nearer)).toEqual([
      '0.2 Bench, 8 steps, left.',
      '14.0 Bench, 6 steps, left.',
      '26.0 Bench, 3 steps, left.',
    ]);
  });

  test('a far thing is told once, even when it changes side', () => {
    const lines = transcript(scenesOf(0, 30, crossing(beside(10), -20, 20, 5, 25)));
    expect(lines).toEqual(['0.2 Bench, 12 steps, left.']);
  });

  test('a thing that trembles on the end of a zone is told once', () => {
    const trembling = (seconds: number) => [beside(3 + (Math.round(seconds * 5) % 2 ? 0.4 : -0.4))];
    expect(transcript(scenesOf(0, 100, trembling))).toHaveLength(1);
  });

  test('what becomes the nearest only because another thing left is not told again', () => {
    const bench: Thing = { label: 'bench', at: 15, foot: 0.3 };
    const both = scenesOf(0, 10, () => [person, bench]);
    const one = scenesOf(10, 30, () => [bench]);
    expect(transcript([...both, ...one])).toEqual(['0.2 Person, ahead.', '2.2 Bench, slightly right.']);
  });
});

describe('what flickers', () => {
  test('a thing that the detector loses for a moment is no news when it is back', () => {
    const flickering = (seconds: number) => (seconds % 4 < 3 ? [person] : []);
    expect(transcript(scenesOf(0, 120, flickering))).toEqual(['0.2 Person, ahead.']);
  });

  test('a thing that comes again after a long absence is news', () => {
    const gone = scenesOf(5, 15, () => []);
    const scenes = [...scenesOf(0, 5, () => [person]), ...gone, ...scenesOf(15, 20, () => [person])];
    expect(transcript(scenes)).toEqual(['0.2 Person, ahead.', '15.2 Person, ahead.']);
  });

  test('one thing under two names in turn is told under the first', () => {
    const twoNames = (seconds: number) => [{ label: Math.round(seconds * 5) % 4 < 2 ? 'car' : 'truck' }];
    expect(transcript(scenesOf(0, 60, twoNames))).toEqual(['0.2 Car, ahead.']);
  });

  test('one thing under two names at once is told under the likelier', () => {
    const both: Thing[] = [
      { label: 'car', score: 0.5 },
      { label: 'truck', score: 0.6 },
    ];
    expect(transcript(scenesOf(0, 10, () => both))).toEqual(['0.2 Truck, ahead.']);
  });

  test('when the first name was wrong, the second is told in the end', () => {
    const scenes = [
      ...scenesOf(0, 2, () => [{ label: 'car' }]),
      ...scenesOf(2, 10, () => [{ label: 'truck' }]),
    ];
    expect(transcript(scenes)).toEqual(['0.2 Car, ahead.', '2.6 Truck, ahead.']);
  });
});

describe('faults', () => {
  test('a fault is told at once, instead of news, and then the return of sight', () => {
    const scenes = [
      ...scenesOf(0, 2, () => []),
      ...scenesOf(2, 5, () => [person], { faults: ['covered'] }),
      ...scenesOf(5, 8, () => [person]),
    ];
    expect(transcript(scenes)).toEqual([
      '2.0 Camera covered. Uncover the lens.',
      '5.2 Person, ahead.',
      '5.8 I can see again.',
    ]);
  });

  test('what was about to be told when the lens was covered is not told behind the hand', () => {
    const scenes = [
      ...scenesOf(0, 1, (seconds) => (seconds < 0.5 ? [person] : [person, chair])),
      ...scenesOf(1, 6, () => [person, chair], { faults: ['covered'] }),
    ];
    expect(transcript(scenes)).toEqual(['0.2 Person, ahead.', '1.0 Camera covered. Uncover the lens.']);
  });

  test('in the dark, what is seen is told all the same', () => {
    const scenes = scenesOf(0, 3, () => [person], { faults: ['dark'] });
    expect(transcript(scenes)).toEqual(['0.0 Too dark. I may miss things.', '0.2 Person, ahead.']);
  });
});

test('who is there after the lens was covered for longer than a thing is remembered is news', () => {
  const covered = scenesOf(2, 14, () => [person], { faults: ['covered'] });
  const scenes = [...scenesOf(0, 2, () => [person]), ...covered, ...scenesOf(14, 20, () => [person])];
  expect(transcript(scenes)).toContain('14.2 Person, ahead.');
});

test('who wants to hear of cars hears of one that the detector rather takes for a truck', () => {
  const both: Thing[] = [
    { label: 'car', score: 0.5 },
    { label: 'truck', score: 0.6 },
  ];
  const lines = transcript(
    scenesOf(0, 5, () => both),
    { ...PREFERENCES, announced: ['car'] },
  );
  expect(lines).toEqual(['0.2 Car, ahead.']);
});
