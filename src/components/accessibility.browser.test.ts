import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import '../app/page.css';
import {
  axeViolations,
  coveredStops,
  moving,
  overflowsBy,
  smallTargets,
  spaceOut,
  withoutFocusRing,
} from '../../test/harness/accessibility';
import { textsBelow } from '../../test/harness/contrast';
import { cutOffTexts } from '../../test/harness/shown-text';
import { PRESENTATIONS, VIEWS, app, closeView, present, presentAsBefore } from './views.fixture';

/** Every view of the screen, asked by axe-core and measured, as it stands in the page. */

vi.setConfig({ testTimeout: 60_000 });

/** Of all text, in all presentations (WCAG 2.2, 1.4.6). */
const LEAST_TEXT_CONTRAST = 7;

/** The screens in which a bar, or large type, could hide what has the focus. */
const BY_TAB: ReadonlySet<string> = new Set([
  'dark, on a phone',
  'text of 200 %, 320 px wide',
  'a zoom of 400 %',
]);

/** What is wrong with the page as it stands. */
async function faults(): Promise<string[]> {
  const overflow = overflowsBy();
  return [
    ...(await axeViolations()),
    ...smallTargets(),
    ...(overflow > 0 ? [`something is ${overflow} px wider than its room`] : []),
    ...textsBelow(LEAST_TEXT_CONTRAST).map((text) => `contrast: ${text}`),
    ...cutOffTexts().map((text) => `cut off: ${text}`),
    ...moving().map((text) => `moves: ${text}`),
  ];
}

beforeAll(() => {
  document.documentElement.lang = 'en';
});
afterEach(closeView);
afterAll(presentAsBefore);

describe.each(PRESENTATIONS)('$name:', (given) => {
  beforeAll(() => present(given));

  it.each(Object.entries(VIEWS))('%s', async (_, show) => {
    await show();
    await app.settled();
    if (given.isSpaced) spaceOut();
    for (const [feature, value] of Object.entries(given.media ?? {}))
      expect(matchMedia(`(${feature}: ${value})`).matches).toBe(true);
    expect(innerWidth).toBe(given.width);
    expect(document.documentElement.dataset).toMatchObject({
      theme: given.theme ?? 'device',
      textScale: String(given.textScale ?? 1),
    });
    expect(await faults()).toEqual([]);
  });
});

describe.each(PRESENTATIONS.filter(({ name }) => BY_TAB.has(name)))(
  'by the Tab key, forward and back, every stop is seen, and seen to have the focus: $name:',
  (given) => {
    beforeAll(() => present(given));

    it.each([
      'the safety notice',
      'a quiet moment, with an update offered',
      'a photo',
      'the settings',
      'finding',
      'practice',
      'the introduction, its voice',
    ])('%s', async (name) => {
      await VIEWS[name]!();
      await app.settled();
      expect(await withoutFocusRing()).toEqual([]);
      expect(await coveredStops()).toEqual([]);
    });
  },
);

/** An instrument that finds nothing would be content with anything. */
describe('a fault is found:', () => {
  beforeAll(() => present(PRESENTATIONS[0]!));

  it.each<[string, string, () => unknown]>([
    ['text that is too pale', 'color: #888', () => textsBelow(LEAST_TEXT_CONTRAST)],
    ['text that shows through', 'opacity: 0.9', () => textsBelow(LEAST_TEXT_CONTRAST)],
    ['text that is cut off', 'width: 4rem; overflow: hidden; white-space: nowrap', cutOffTexts],
    ['text beyond the screen', 'position: absolute; left: -2rem', cutOffTexts],
    ['a button whose words reach out of it', 'width: 64px; white-space: nowrap', cutOffTexts],
    ['a small target', 'min-height: 0; height: 40px; padding: 0', smallTargets],
    ['a page that is too wide', 'width: 150vw', () => [overflowsBy()].filter(Boolean)],
    ['what moves', 'transition: color 1s', moving],
    ['a missing ring', 'outline: none', withoutFocusRing],
  ])('%s', async (_, style, faultsOf) => {
    await VIEWS['a quiet moment, with an update offered']!();
    expect(await faultsOf()).toEqual([]);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`button { ${style} !important }`.replaceAll(';', ' !important;'));
    app.root.adoptedStyleSheets.push(sheet);
    expect(await faultsOf()).not.toEqual([]);
  });

  it('something that lies over what has the focus', async () => {
    await VIEWS['a quiet moment, with an update offered']!();
    expect(await coveredStops()).toEqual([]);
    const bar = document.createElement('div');
    bar.style.cssText = 'position: fixed; inset: 0 0 auto; height: 50%; background: #fff';
    document.body.append(bar);
    try {
      expect(await coveredStops()).not.toEqual([]);
    } finally {
      bar.remove();
    }
  });

  it('a choice whose words are cut off', async () => {
    await VIEWS['the settings']!();
    expect(cutOffTexts()).toEqual([]);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('select { width: 6rem !important; height: 64px; }');
    app.settings.root.adoptedStyleSheets.push(sheet);
    expect(cutOffTexts()).not.toEqual([]);
  });
});
