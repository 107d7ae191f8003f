import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emulateMedia } from '../../test/harness/accessibility';
import { contrast } from '../../test/harness/contrast';
import { applyAppearance } from './appearance';
import './page.css';
import { TEXT_SCALES, THEMES, type Theme } from './settings';

/** The colours by which `page.css` names what it paints, as the browser computes them. */
const TOKENS = [
  '--background',
  '--surface',
  '--text',
  '--muted',
  '--line',
  '--accent',
  '--accent-line',
  '--on-accent',
  '--fault',
  '--focus',
] as const;
type Token = (typeof TOKENS)[number];

const root = document.documentElement;

/** A colour by its name in CSS, as "rgb(...)", as it is without being forced. */
function computed(name: string): string {
  const probe = document.createElement('i');
  probe.style.color = name;
  probe.style.setProperty('forced-color-adjust', 'none');
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** A colour of the theme. */
const colour = (token: Token) => computed(`var(${token})`);
const palette = () => TOKENS.map(colour);
const ratio = (one: Token, other: Token) => contrast(colour(one), colour(other));

/** As `index.html` has them. */
function addThemeColours(): HTMLMetaElement[] {
  return ['dark', 'light'].map((scheme) => {
    const meta = document.createElement('meta');
    meta.name = 'theme-color';
    meta.media = `(prefers-color-scheme: ${scheme})`;
    document.head.append(meta);
    return meta;
  });
}

let metas: HTMLMetaElement[];

beforeEach(() => {
  metas = addThemeColours();
});
afterEach(async () => {
  metas.forEach((meta) => meta.remove());
  delete root.dataset.theme;
  delete root.dataset.textScale;
  await emulateMedia({});
});

describe('the theme', () => {
  it.each(['dark', 'light'] as const)('of the device is %s where the device is', async (scheme) => {
    applyAppearance({ theme: scheme, textScale: 1 });
    const expected = palette();
    await emulateMedia({ 'prefers-color-scheme': scheme });
    applyAppearance({ theme: 'device', textScale: 1 });
    expect(palette()).toEqual(expected);
    expect(getComputedStyle(root).colorScheme).toBe(scheme);
  });

  it.each(THEMES.filter((theme) => theme !== 'device'))('"%s" is the same on any device', async (theme) => {
    applyAppearance({ theme, textScale: 1 });
    await emulateMedia({ 'prefers-color-scheme': 'dark' });
    const onDark = [...palette(), getComputedStyle(root).colorScheme];
    await emulateMedia({ 'prefers-color-scheme': 'light' });
    expect([...palette(), getComputedStyle(root).colorScheme]).toEqual(onDark);
  });

  it('differs from each other one', () => {
    const backgrounds = (['dark', 'light', 'contrast'] as const).map((theme) => {
      applyAppearance({ theme, textScale: 1 });
      return getComputedStyle(root).backgroundColor;
    });
    expect(new Set(backgrounds).size).toBe(3);
  });

  it.each(['dark', 'light', 'contrast'] as const)('"%s" colours the bar above the page alike', (theme) => {
    applyAppearance({ theme, textScale: 1 });
    expect(new Set(metas.map(({ content }) => content))).toEqual(new Set([hexOf(colour('--background'))]));
  });

  it('of the device leaves the bar as the device is set, also after another one', async () => {
    applyAppearance({ theme: 'contrast', textScale: 1 });
    applyAppearance({ theme: 'device', textScale: 1 });
    for (const [index, scheme] of (['dark', 'light'] as const).entries()) {
      await emulateMedia({ 'prefers-color-scheme': scheme });
      expect(metas[index]!.content).toBe(hexOf(colour('--background')));
    }
  });
});

describe('the size of text', () => {
  it.each(TEXT_SCALES)('of %s is that times the plain one', (textScale) => {
    applyAppearance({ theme: 'device', textScale: 1 });
    const plain = parseFloat(getComputedStyle(root).fontSize);
    applyAppearance({ theme: 'device', textScale });
    expect(parseFloat(getComputedStyle(root).fontSize)).toBeCloseTo(plain * textScale, 3);
  });

  it('follows the one that is set in the browser', () => {
    const [sheet] = [...document.styleSheets].filter(({ cssRules }) =>
      [...cssRules].some(({ cssText }) => cssText.includes('--text-scale')),
    );
    const rule = [...sheet!.cssRules].find((candidate) => candidate.cssText.startsWith('html'));
    expect((rule as CSSStyleRule).style.font).toMatch(/calc\([\d.]+rem \* var\(--text-scale\)\)/);
  });
});

/**
 * WCAG 2.2: text 7:1 (1.4.6); what shows a control, its state or the focus 3:1 to what lies beside it (1.4.11, 2.4.13).
 * A ring lies 3 px off its control: it is seen against the background.
 */
describe.each<[Theme, string]>([
  ['dark', 'no-preference'],
  ['light', 'no-preference'],
  ['contrast', 'no-preference'],
  ['dark', 'more'],
  ['light', 'more'],
  ['contrast', 'more'],
])('of the theme "%s", where contrast is asked as "%s",', (theme, preference) => {
  beforeEach(async () => {
    await emulateMedia({ 'prefers-contrast': preference });
    applyAppearance({ theme, textScale: 1 });
  });

  const least = theme === 'contrast' ? 15 : 7;
  it.each<[Token, Token]>([
    ['--text', '--background'],
    ['--text', '--surface'],
    ['--muted', '--background'],
    ['--muted', '--surface'],
    ['--fault', '--background'],
    ['--fault', '--surface'],
    ['--on-accent', '--accent'],
  ])(`the text %s on %s has at least ${least}:1`, (text, ground) => {
    expect(ratio(text, ground)).toBeGreaterThanOrEqual(least);
  });

  it.each<[Token, Token]>([
    ['--line', '--background'],
    ['--line', '--surface'],
    ['--accent-line', '--background'],
    ['--fault', '--background'],
    ['--focus', '--background'],
    ['--focus', '--surface'],
  ])('the edge %s on %s has at least 3:1', (edge, ground) => {
    expect(ratio(edge, ground)).toBeGreaterThanOrEqual(3);
  });

  it('the ring of focus is no colour that an edge of a control has', () => {
    const edges = ['--line', '--accent-line'] as const;
    expect(edges.map(colour)).not.toContain(colour('--focus'));
  });
});

it('where colours are forced, all of them are the person’s own', async () => {
  applyAppearance({ theme: 'contrast', textScale: 1 });
  await emulateMedia({ 'forced-colors': 'active' });
  const system = new Set(
    ['Canvas', 'CanvasText', 'ButtonFace', 'ButtonText', 'ButtonBorder', 'Highlight'].map(computed),
  );
  expect(palette().filter((one) => !system.has(one))).toEqual([]);
});

function hexOf(rgb: string): string {
  const parts = rgb.match(/\d+/g)!.slice(0, 3).map(Number);
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
