import { expect, test } from 'vitest';
import { UsageError } from './command-line';
import { parseEvaluateCommand } from './evaluate-options';

test('each kind of figure has its own lowest score, unless one is given for both', () => {
  expect(parseEvaluateCommand([])).toMatchObject({ precisionScore: 0.02, distanceScore: 0.3, size: 416 });
  expect(parseEvaluateCommand(['--score', '0.4'])).toMatchObject({
    precisionScore: 0.4,
    distanceScore: 0.4,
  });
});

test('measures what is named, and else the five shared sets and both clips', () => {
  const named = parseEvaluateCommand(['--data', 'a', '--data', 'b.mp4']);
  expect(named).toMatchObject({ data: ['a', 'b.mp4'], json: false });
  const all = parseEvaluateCommand(['--json']);
  expect(all).toMatchObject({ json: true });
  expect(all === 'help' ? [] : all.data).toHaveLength(7);
});

test.each([
  ['--score 2', '--score takes a number from 0 to 1'],
  ['--data=', '--data takes the name'],
])('refuses "%s"', (args, message) => {
  const parse = () => parseEvaluateCommand(args.split(' '));
  expect(parse).toThrow(UsageError);
  expect(parse).toThrow(message);
});
