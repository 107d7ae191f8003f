/** Counts what passed, failed and was skipped, for the one closing line of `npm test`. */

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** Full names, so that a skip is never silent. */
  readonly skipped: readonly string[];
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: [] };

/** What we read of the report that vitest's JSON reporter writes (the form is Jest's `--json`). */
export interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** A step that passes or fails as a whole, such as the linter. */
export function tallyOfStep(succeeded: boolean): Tally {
  return succeeded ? { ...NOTHING, passed: 1 } : { ...NOTHING, failed: 1 };
}

/**
 * The tally of one run of vitest. A file that can't be loaded counts as one failure; so does a run that failed
 * without naming a test (an error outside of all tests, a time-out), or that left no report.
 */
export function tallyOfVitest(report: VitestReport | undefined, succeeded: boolean): Tally {
  const files = report?.testResults ?? [];
  const tests = files.flatMap(({ assertionResults }) => assertionResults);
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const skipped = tests.filter(({ status }) => status !== 'passed' && status !== 'failed');
  const brokenFiles = files.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  const failed = tests.length - passed - skipped.length + brokenFiles.length;
  const unnamedFailure = failed === 0 && (!succeeded || report === undefined) ? 1 : 0;
  return { passed, failed: failed + unnamedFailure, skipped: skipped.map(({ fullName }) => fullName.trim()) };
}

export function sum(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((total, { passed }) => total + passed, 0),
    failed: tallies.reduce((total, { failed }) => total + failed, 0),
    skipped: tallies.flatMap(({ skipped }) => skipped),
  };
}

/** For instance "412 passed, 0 failed, 3 skipped". */
export function closingLine({ passed, failed, skipped }: Tally): string {
  const line = `${passed} passed, ${failed} failed`;
  return skipped.length > 0 ? `${line}, ${skipped.length} skipped` : line;
}
