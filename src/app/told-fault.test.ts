import { expect, it } from 'vitest';
import { AGAIN_AFTER_MS, NO_FAULT, type ToldFault, isToBeSaid } from './told-fault';

/** When each of these faults, found at these times, is said. */
function saidOf(found: readonly (readonly [at: number, text: string])[]): ToldFault[] {
  let told = NO_FAULT;
  return found.flatMap(([at, text]) => {
    if (!isToBeSaid(text, at, told)) return [];
    told = { text, at };
    return [told];
  });
}

it('is said when it is found, and again once in a while as long as it lasts', () => {
  const found = [0, 1500, AGAIN_AFTER_MS - 1, AGAIN_AFTER_MS, 2 * AGAIN_AFTER_MS - 1, 2 * AGAIN_AFTER_MS];
  expect(saidOf(found.map((at) => [at, 'Taken.'])).map(({ at }) => at)).toEqual([
    0,
    AGAIN_AFTER_MS,
    2 * AGAIN_AFTER_MS,
  ]);
});

it('is said at once when it is another one', () => {
  const said = saidOf([
    [0, 'Taken.'],
    [100, 'Paused.'],
    [200, 'Taken.'],
    [300, 'Taken.'],
  ]);
  expect(said.map(({ text }) => text)).toEqual(['Taken.', 'Paused.', 'Taken.']);
});
