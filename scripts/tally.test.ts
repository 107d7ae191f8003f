import { describe, expect, test } from 'vitest';
import { NOTHING, closingLine, sum, tallyOfStep, tallyOfVitest } from './tally';

function fileOf(status: string, tests: Record<string, string>) {
  return {
    name: 'some.test.ts',
    status,
    assertionResults: Object.entries(tests).map(([fullName, testStatus]) => ({
      fullName,
      status: testStatus,
    })),
  };
}

describe('tallyOfVitest', () => {
  test('counts tests of all files, and names those that were skipped', () => {
    const report = {
      testResults: [
        fileOf('passed', { 'a one': 'passed', 'a two': 'skipped' }),
        fileOf('failed', { 'b one': 'failed', 'b two': 'passed', 'b three': 'pending', 'b four': 'todo' }),
      ],
    };
    expect(tallyOfVitest(report, false)).toEqual({
      passed: 2,
      failed: 1,
      skipped: ['a two', 'b three', 'b four'],
    });
  });

  test('counts a file that could not be loaded, or whose set-up failed, as a failure', () => {
    expect(tallyOfVitest({ testResults: [fileOf('failed', {})] }, false).failed).toBe(1);
    expect(tallyOfVitest({ testResults: [fileOf('failed', { one: 'skipped' })] }, false).failed).toBe(1);
  });

  test('counts a run that failed outside of its tests', () => {
    const report = { testResults: [fileOf('passed', { one: 'passed' })] };
    expect(tallyOfVitest(report, false)).toEqual({ passed: 1, failed: 1, skipped: [] });
    expect(tallyOfVitest(report, true)).toEqual({ passed: 1, failed: 0, skipped: [] });
  });

  test('counts a run without a report as a failure, whatever its exit status', () => {
    expect(tallyOfVitest(undefined, false).failed).toBe(1);
    expect(tallyOfVitest(undefined, true).failed).toBe(1);
  });
});

describe('closingLine', () => {
  test('sums all steps', () => {
    const total = sum([tallyOfStep(true), tallyOfStep(false), { ...NOTHING, passed: 40 }]);
    expect(closingLine(total)).toBe('41 passed, 1 failed');
  });

  test('tells how many were skipped, if any', () => {
    expect(closingLine({ passed: 3, failed: 0, skipped: ['one', 'two'] })).toBe(
      '3 passed, 0 failed, 2 skipped',
    );
  });
});
