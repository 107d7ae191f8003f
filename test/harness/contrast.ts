/** Contrast of colours and of the text on the page, by our own sums: axe-core leaves out what it is not sure of. */

import { type ShownText, parentOf, shownTexts } from './shown-text';

/** Red, green, blue 0 to 255, and alpha 0 to 1. */
type Colour = readonly [red: number, green: number, blue: number, alpha: number];

/** @param colour "rgb(...)" or "rgba(...)", as a browser computes it. @throws Error for any other */
function parseColour(colour: string): Colour {
  const parts = /^rgba?\(([^)]+)\)$/
    .exec(colour)?.[1]
    ?.split(/[\s,/]+/)
    .map(Number);
  if (!parts || parts.length < 3 || parts.some(Number.isNaN)) throw new Error(`No colour: ${colour}`);
  const [red, green, blue, alpha = 1] = parts;
  return [red!, green!, blue!, alpha];
}

/** Contrast ratio, 1 to 21 (WCAG 2.2, "contrast ratio"), of two opaque colours as a browser computes them. */
export function contrast(one: string, other: string): number {
  const [darker, lighter] = [one, other]
    .map((colour) => luminance(parseColour(colour)))
    .sort((a, b) => a - b);
  return (lighter! + 0.05) / (darker! + 0.05);
}

/**
 * Each text on the page that has less contrast than that with what lies under it, or of which that can't be told, as
 * text. What is disabled counts as well: it, too, is to be read.
 */
export function textsBelow(least: number): string[] {
  return shownTexts().flatMap(({ element, text }: ShownText) => {
    const ground = groundOf(element);
    if (!ground) return [`"${text}" lies on something that shows through`];
    const ratio = contrast(getComputedStyle(element).color, ground);
    return ratio < least ? [`"${text}" has ${ratio.toFixed(2)}:1`] : [];
  });
}

/** The colour under an element, or null when it, or anything above it, is partly transparent. */
function groundOf(element: Element): string | null {
  for (let part: Element | null = element; part; part = parentOf(part)) {
    const { backgroundColor, opacity } = getComputedStyle(part);
    const [, , , alpha] = parseColour(backgroundColor);
    if (Number(opacity) < 1 || (alpha > 0 && alpha < 1)) return null;
    if (alpha === 1) return backgroundColor;
  }
  return null;
}

/** WCAG 2.2, "relative luminance". */
function luminance([red, green, blue]: Colour): number {
  const [r, g, b] = [red, green, blue].map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
