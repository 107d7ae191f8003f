import { afterEach, describe, expect, test, vi } from 'vitest';
import { ANNOUNCEMENT_RULES as RULES } from './announcement-rules';
import { FULL_BUDGET, countWords, giveBack, spend, wordsLeft } from './word-budget';

afterEach(() => void vi.unstubAllGlobals());

describe('words', () => {
  test.each([
    ['en', 'Person, about 3 steps, slightly left.', 6],
    ['fr', 'Vélo, à environ 4 pas, à gauche.', 7],
    ['ar', 'شخص، أمامك.', 2],
  ])('in "%s" are counted without their signs: %s', (language, text, count) => {
    expect(countWords(text, language)).toBe(count);
  });

  test.each([
    ['zh', '自行车，左前方，正在靠近。'],
    ['ja', '自転車、少し左、接近中。'],
  ])('are counted in "%s", which has no spaces: %s', (language, text) => {
    const count = countWords(text, language);
    expect(count).toBeGreaterThanOrEqual(3);
    expect(count).toBeLessThanOrEqual(8);
  });
});

test('words are what spaces part where the browser has no segmenter', () => {
  vi.stubGlobal('Intl', {});
  expect(countWords('Person, about 3 steps, slightly left.', 'en')).toBe(6);
  expect(countWords('', 'en')).toBe(0);
});

describe('the budget', () => {
  test('begins full, is spent, and refills with time up to the burst', () => {
    expect(wordsLeft(FULL_BUDGET, 0)).toBe(RULES.burstWords);
    const spent = spend(FULL_BUDGET, 6, 0);
    expect(wordsLeft(spent, 0)).toBe(RULES.burstWords - 6);
    expect(wordsLeft(spent, 12_000)).toBeCloseTo(RULES.burstWords - 6 + RULES.wordsPerMinute / 5);
    expect(wordsLeft(spent, 600_000)).toBe(RULES.burstWords);
  });

  test('gets back what was not heard', () => {
    expect(giveBack(spend(FULL_BUDGET, 6, 0), 6).left).toBe(RULES.burstWords);
  });
});
