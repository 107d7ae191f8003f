import { describe, expect, test } from 'vitest';
import { DARK, OUTLINE_COLOURS, outlineClass } from './outline-palette';

type Rgb = readonly [red: number, green: number, blue: number];

/** Light of the three channels, 0 to 1, from "#rrggbb" (the transfer function of sRGB, IEC 61966-2-1). */
function lightOf(colour: string): Rgb {
  const channel = (at: number) => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** By WCAG 2.2: 1 to 21, of two luminances. */
function contrast(first: number, second: number): number {
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

const luminanceOf = (colour: string) => luminance(lightOf(colour));

/**
 * What is seen without one kind of cones: rows for red, green and blue light (Machado, Oliveira and Fernandes, "A
 * Physiologically-based Model for Simulation of Color Vision Deficiency", 2009, severity 1).
 */
const SIGHTS: Readonly<Record<string, readonly [Rgb, Rgb, Rgb]>> = {
  'all cones': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  'no long-wave cones': [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  'no middle-wave cones': [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  'no short-wave cones': [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function seen(colour: string, rows: readonly [Rgb, Rgb, Rgb]): Rgb {
  const light = lightOf(colour);
  const clip = (value: number) => Math.max(0, Math.min(1, value));
  const [red, green, blue] = rows.map((row) =>
    clip(row.reduce((sum, share, at) => sum + share * light[at]!, 0)),
  );
  return [red!, green!, blue!];
}

/** Lightness and the two colour axes of CIE 1976 L*a*b*, for white D65. */
function lab([red, green, blue]: Rgb): Rgb {
  const [x, y, z] = [
    (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505,
    luminance([red, green, blue]),
    (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
  ].map((value) => (value! > 0.008856 ? Math.cbrt(value!) : 7.787 * value! + 16 / 116));
  return [116 * y! - 16, 500 * (x! - y!), 200 * (y! - z!)];
}

const difference = (a: Rgb, b: Rgb) => Math.hypot(...a.map((value, at) => value - b[at]!));

/** A difference of 2.3 is just noticed side by side; several times that is told apart at a glance. */
const TOLD_APART = 5 * 2.3;

describe('the colours of outlines', () => {
  test.each(OUTLINE_COLOURS)('%s stands out with its dark line at 3:1 on any ground', (colour) => {
    for (let ground = 0; ground <= 1; ground += 0.001) {
      const best = Math.max(contrast(luminanceOf(colour), ground), contrast(luminanceOf(DARK), ground));
      expect(best).toBeGreaterThanOrEqual(3);
    }
  });

  test.each(OUTLINE_COLOURS)('%s carries dark text at 7:1', (colour) => {
    expect(contrast(luminanceOf(colour), luminanceOf(DARK))).toBeGreaterThanOrEqual(7);
  });

  test.each(Object.entries(SIGHTS))('are told apart with %s', (_, rows) => {
    const labs = OUTLINE_COLOURS.map((colour) => lab(seen(colour, rows)));
    for (const [index, first] of labs.entries())
      for (const second of labs.slice(index + 1))
        expect(difference(first, second)).toBeGreaterThan(TOLD_APART);
  });
});

describe('the instrument', () => {
  test('finds red and green alike without middle-wave cones, as they are', () => {
    const rows = SIGHTS['no middle-wave cones']!;
    const [red, green] = ['#b15a00', '#6f7a10'].map((colour) => lab(seen(colour, rows)));
    expect(difference(red!, green!)).toBeLessThan(TOLD_APART);
    expect(difference(lab(lightOf('#b15a00')), lab(lightOf('#6f7a10')))).toBeGreaterThan(TOLD_APART);
  });

  test('knows the contrast of black and white', () => {
    expect(contrast(luminanceOf('#ffffff'), luminanceOf('#000000'))).toBeCloseTo(21, 6);
  });
});

describe('the looks', () => {
  test('of twenty things differ, and of neighbours by colour and pattern both', () => {
    const looks = Array.from({ length: 20 }, (_, index) => outlineClass(index));
    expect(new Set(looks).size).toBe(20);
    for (const [index, look] of looks.slice(1).entries()) {
      const [colour, dashes] = look.split(' ');
      expect(looks[index]!.split(' ')).not.toContain(colour);
      expect(looks[index]!.split(' ')).not.toContain(dashes);
    }
  });
});
