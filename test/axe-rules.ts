/** What axe-core is asked, in component tests and end to end, and how its answer reads. */

import type { AxeResults, RunOptions } from 'axe-core';

/** All that axe knows of WCAG 2.2 level A and AA, and what it holds for good practice. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Not in those tags, or off by default: target size (2.5.8), and contrast of 7:1 (1.4.6), which we hold to. */
const MORE_RULES = ['target-size', 'color-contrast-enhanced'];

export const AXE_OPTIONS: RunOptions = {
  runOnly: { type: 'tag', values: TAGS },
  rules: Object.fromEntries(MORE_RULES.map((rule) => [rule, { enabled: true }])),
  resultTypes: ['violations'],
};

/**
 * One text for each violation: the rule, what to do, and the elements; so that `expect(...).toEqual([])` fails
 * readably.
 */
export function violationTexts({ violations }: AxeResults): string[] {
  return violations.map(({ id, impact, help, nodes }) => {
    const places = nodes.map(
      ({ target, failureSummary }) => `  ${target.flat().join(' >> ')}: ${failureSummary}`,
    );
    return [`${id} (${impact ?? 'no impact'}): ${help}`, ...places].join('\n');
  });
}
