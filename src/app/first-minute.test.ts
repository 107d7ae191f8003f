import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { en } from '../speech/phrases/en';
import { FIRST_MINUTE, type Introduction, back, begin, next, skip, textOf } from './first-minute';

/** English at a normal rate, as the test of the languages takes it. */
const CHARACTERS_PER_SECOND = 14;

/** The steps that are gone through until the end, the first one included. */
function walk(from: Introduction, move: (introduction: Introduction) => Introduction | null): string[] {
  const steps: string[] = [];
  for (let at: Introduction | null = from; at && steps.length < 20; at = move(at)) steps.push(at.step);
  return steps;
}

describe('going on', () => {
  it('leads through every step once, the limits before the camera is asked for', () => {
    expect(walk(begin(false), next)).toEqual([
      'welcome',
      'voice',
      'limits',
      'camera',
      'holding',
      'look',
      'done',
    ]);
  });

  it('counts the safety notice as heard from its answer on, not before', () => {
    const limits = next(next(begin(false))!)!;
    expect(limits).toMatchObject({ step: 'limits', isNoticeHeard: false });
    expect(next(limits)).toMatchObject({ step: 'camera', isNoticeHeard: true });
  });

  it('may begin later', () => {
    expect(walk(begin(true, 'holding'), next)).toEqual(['holding', 'look', 'done']);
  });

  it('comes to the safety notice in the end when it began after it', () => {
    expect(walk(begin(false, 'look'), next)).toEqual(['look', 'done', 'limits']);
  });
});

describe('going back', () => {
  it('leads to the step before, and stays at the first one', () => {
    expect(back(begin(true, 'look')).step).toBe('holding');
    expect(back(begin(true)).step).toBe('welcome');
  });

  it('from the notice after a skip takes the skip back', () => {
    const skipped = skip(begin(false))!;
    expect(walk(back(skipped), next)).toEqual(['voice', 'limits', 'camera', 'holding', 'look', 'done']);
  });
});

describe('skipping', () => {
  it.each(FIRST_MINUTE)('from %s leads to the safety notice, and its answer to the end', (step) => {
    const skipped = skip(begin(false, step))!;
    expect(skipped.step).toBe('limits');
    expect(next(skipped)).toBeNull();
  });

  it.each(FIRST_MINUTE)('from %s ends it when the notice was heard before', (step) => {
    expect(skip(begin(true, step))).toBeNull();
  });

  it('does not lead past the notice, however often it is tried', () => {
    expect(skip(skip(begin(false))!)).toMatchObject({ step: 'limits', isNoticeHeard: false });
  });
});

it('never ends before the notice was heard, whatever is pressed', () => {
  const moves = { next, back, skip };
  const presses = fc.array(fc.constantFrom('next', 'back', 'skip'), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(presses, fc.constantFrom(...FIRST_MINUTE), (pressed, first) => {
      let isAnswered = false;
      let at: Introduction | null = begin(false, first);
      for (const name of pressed as (keyof typeof moves)[]) {
        if (at.step === 'limits' && name === 'next') isAnswered = true;
        at = moves[name](at);
        if (!at) return isAnswered;
        expect(at.isNoticeHeard).toBe(isAnswered);
      }
      return true;
    }),
  );
});

describe('what is said', () => {
  it('is different in every step, and the safety notice in one of them', () => {
    const texts = FIRST_MINUTE.map((step) => textOf(step, en.messages));
    expect(new Set(texts).size).toBe(FIRST_MINUTE.length);
    expect(texts).toContain(en.messages.safetyNotice);
  });

  it('takes less than a minute', () => {
    const characters = FIRST_MINUTE.reduce((sum, step) => sum + textOf(step, en.messages).length, 0);
    expect(characters).toBeGreaterThan(400);
    expect(characters / CHARACTERS_PER_SECOND).toBeLessThan(60);
  });
});
