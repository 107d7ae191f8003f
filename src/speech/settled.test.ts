import { expect, test } from 'vitest';
import { settle, type Settled } from './settled';

/** What is settled after each of these candidates, 100 ms apart, with a hold of 300 ms. */
function follow(candidates: string): string {
  let state: Settled<string> = { value: 'a', next: null };
  return [...candidates]
    .map((candidate, index) => {
      state = settle(state, candidate, index * 100, 300);
      return state.value;
    })
    .join('');
}

test.each([
  ['aaaa', 'aaaa'],
  ['bbbbb', 'aaabb'],
  ['bbabbbb', 'aaaaaab'],
  ['bbcbbbb', 'aaaaaab'],
  ['bbbbaaaa', 'aaabbbba'],
])('%s settles as %s', (candidates, values) => {
  expect(follow(candidates)).toBe(values);
});
