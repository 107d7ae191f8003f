import { describe, expect, test } from 'vitest';
import type { Box, DepthMap } from '../scene';
import { visibleInverseDepth } from './visible-depth';

/** Ten pixels of the image for each cell of the map. */
const image = { width: 400, height: 300 };

/** A map of 40 x 30 cells; `at` gives the inverse depth of a cell. */
function mapOf(at: (column: number, row: number) => number): DepthMap {
  const values = Float32Array.from({ length: 40 * 30 }, (_, index) => at(index % 40, Math.floor(index / 40)));
  return { width: 40, height: 30, values, unit: 'relative' };
}

const box = (left: number, top: number, width: number, height: number): Box => ({ left, top, width, height });

const BACKGROUND = 0.25;
const THING = 1;
const OCCLUDER = 4;

describe('the depth of a thing', () => {
  test('is that of the cells of its box', () => {
    const map = mapOf((column, row) =>
      column >= 10 && column < 20 && row >= 5 && row < 15 ? THING : BACKGROUND,
    );
    expect(visibleInverseDepth(map, image, box(100, 50, 100, 100), [])).toBe(THING);
    expect(visibleInverseDepth(map, image, box(250, 50, 100, 100), [])).toBe(BACKGROUND);
    expect(visibleInverseDepth(map, image, box(100, 180, 100, 100), [])).toBe(BACKGROUND);
  });

  test('leaves out the background that is seen beside it and through it', () => {
    // A ladder: every other column of its box is the wall behind.
    const ladder = mapOf((column) => (column % 2 ? THING : BACKGROUND));
    expect(visibleInverseDepth(ladder, image, box(100, 50, 160, 160), [])).toBe(THING);
    // A person with legs apart fills the middle, not the border.
    const slender = mapOf((column) => (column >= 14 && column < 18 ? THING : BACKGROUND));
    expect(visibleInverseDepth(slender, image, box(120, 50, 80, 160), [])).toBe(THING);
  });

  test('does not take a few nearer cells for the thing', () => {
    // One column of eight is something nearer that no box tells of.
    const map = mapOf((column) => (column === 15 ? OCCLUDER : THING));
    expect(visibleInverseDepth(map, image, box(80, 50, 160, 160), [])).toBe(THING);
  });

  test('is where its nearer third begins', () => {
    // The middle half of the box are the columns 12 to 17, in one row: 12 to 17 is what they hold.
    const map = mapOf((column) => column);
    expect(visibleInverseDepth(map, image, box(90, 100, 120, 10), [])).toBe(16);
    const backward = mapOf((column) => 40 - column);
    expect(visibleInverseDepth(backward, image, box(90, 100, 120, 10), [])).toBe(27);
  });

  test('leaves out what stands before it', () => {
    const map = mapOf((column) => (column < 15 ? OCCLUDER : THING));
    const whole = box(80, 50, 140, 160);
    expect(visibleInverseDepth(map, image, whole, [])).toBe(OCCLUDER);
    expect(visibleInverseDepth(map, image, whole, [box(0, 0, 150, 100)])).toBe(OCCLUDER);
    expect(visibleInverseDepth(map, image, whole, [box(0, 0, 150, 300)])).toBe(THING);
    expect(visibleInverseDepth(map, image, whole, [box(0, 0, 110, 300), box(110, 0, 40, 300)])).toBe(THING);
  });

  test('is that of the whole middle when hardly anything of it is in view', () => {
    const map = mapOf((column) => (column < 19 ? OCCLUDER : THING));
    // Of ten columns in the middle one is in view.
    expect(visibleInverseDepth(map, image, box(50, 50, 200, 160), [box(0, 0, 190, 300)])).toBe(OCCLUDER);
    expect(visibleInverseDepth(map, image, box(50, 50, 200, 160), [box(0, 0, 400, 300)])).toBe(OCCLUDER);
  });

  test('leaves out cells of which the map knows nothing', () => {
    const holes = mapOf((column) => (column % 4 ? 0 : THING));
    expect(visibleInverseDepth(holes, image, box(100, 50, 160, 160), [])).toBe(THING);
    expect(
      visibleInverseDepth(
        mapOf(() => 0),
        image,
        box(100, 50, 160, 160),
        [],
      ),
    ).toBeNull();
    expect(
      visibleInverseDepth(
        mapOf(() => NaN),
        image,
        box(100, 50, 160, 160),
        [],
      ),
    ).toBeNull();
  });

  test('is that of one cell when the box is smaller than a cell', () => {
    const map = mapOf((column, row) => 100 * row + column);
    expect(visibleInverseDepth(map, image, box(153, 82, 4, 4), [])).toBe(815);
    expect(visibleInverseDepth(map, image, box(155, 85, 0, 0), [])).toBe(815);
  });

  test('is that of the nearest border when the box lies outside', () => {
    const map = mapOf((column, row) => 100 * row + column);
    expect(visibleInverseDepth(map, image, box(-200, -200, 50, 50), [])).toBeNull();
    expect(
      visibleInverseDepth(
        mapOf((column) => column + 1),
        image,
        box(-200, 50, 50, 50),
        [],
      ),
    ).toBe(1);
    expect(
      visibleInverseDepth(
        mapOf((column) => column + 1),
        image,
        box(600, 50, 50, 50),
        [],
      ),
    ).toBe(40);
  });

  test('is found by the shares of the picture, whatever its size in pixels', () => {
    const map = mapOf((column, row) =>
      column >= 10 && column < 20 && row >= 5 && row < 15 ? THING : BACKGROUND,
    );
    const large = { width: 4000, height: 3000 };
    expect(visibleInverseDepth(map, large, box(1000, 500, 1000, 1000), [])).toBe(THING);
    expect(visibleInverseDepth(map, large, box(100, 50, 100, 100), [])).toBe(BACKGROUND);
  });

  test('does not change the map', () => {
    const map = mapOf((column, row) => 40 - column + row);
    const before = map.values.slice();
    visibleInverseDepth(map, image, box(0, 0, 400, 300), []);
    expect(map.values).toEqual(before);
  });
});
