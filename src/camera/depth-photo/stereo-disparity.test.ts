import { describe, expect, it } from 'vitest';
import { noRest } from '../../../test/fixtures/photo-files';
import { pattern, stereoScene } from '../../../test/fixtures/stereo-scene';
import { type GreyPicture, matchPictures } from './stereo-disparity';

const scene = stereoScene();
const { width, height } = scene.left;
const match = (first: GreyPicture, second: GreyPicture, most = 32) =>
  matchPictures(first, second, most, noRest);

/** How far the known shifts are off, in pixels, from small to large. */
function errors(found: Float32Array, truth: Float32Array): number[] {
  const off: number[] = [];
  found.forEach((shift, at) => {
    if (!Number.isNaN(shift)) off.push(Math.abs(shift - truth[at]!));
  });
  return off.sort((a, b) => a - b);
}

describe('two views of one scene', () => {
  it('are matched to a fraction of a pixel', async () => {
    const { shifts, matched } = await match(scene.left, scene.right);
    const off = errors(shifts, scene.shifts);
    expect(matched).toBeGreaterThan(0.8);
    expect(off[off.length >> 1]).toBeLessThan(0.5);
    expect(off.filter((error) => error > 2).length / off.length).toBeLessThan(0.05);
  });

  it('are matched though one camera saw them darker and with less contrast', async () => {
    const darker = { ...scene.right, data: scene.right.data.map((value) => value * 0.6 + 10) };
    const off = errors((await match(scene.left, darker)).shifts, scene.shifts);
    expect(off[off.length >> 1]).toBeLessThan(0.5);
  });

  it('swapped are shifted the other way', async () => {
    const { shifts } = await match(scene.right, scene.left);
    const known = shifts.filter((shift) => !Number.isNaN(shift)).sort();
    expect(known[known.length >> 1]).toBeLessThan(-2);
  });

  it('let others have their turn', async () => {
    let turns = 0;
    await matchPictures(scene.left, scene.right, 8, () => {
      turns++;
      return Promise.resolve();
    });
    expect(turns).toBeGreaterThan(height / 20);
  });

  it('are told to half a pixel where the shift is not whole', async () => {
    // Each pixel of the second is the mean of two neighbours: shifted by 4.5 pixels.
    const data = scene.left.data.map((_, at) => (scene.left.data[at + 4]! + scene.left.data[at + 5]!) / 2);
    const { shifts } = await match(scene.left, { width, height, data }, 12);
    const known = shifts.filter((shift) => !Number.isNaN(shift)).sort();
    expect(known[known.length >> 1]).toBeCloseTo(4.5, 0.5);
  });
});

describe('what does not match', () => {
  it('is told of two pictures that have nothing in common', async () => {
    const { matched } = await match(scene.left, pattern(scene.left, 99));
    expect(matched).toBeLessThan(0.2);
  });

  it('is told of pictures without structure', async () => {
    const flat = { width, height, data: new Uint8Array(width * height).fill(90) };
    const { matched, shifts } = await match(flat, flat);
    expect(matched).toBe(0);
    expect(shifts.every(Number.isNaN)).toBe(true);
  });

  it('is what only one eye sees', async () => {
    const { shifts } = await match(scene.left, scene.right);
    const target = [...scene.shifts].map((shift, at) => Math.round((at % width) - shift));
    const nearest = new Map<number, number>();
    const place = (at: number) => at - (at % width) + target[at]!;
    scene.shifts.forEach((shift, at) => nearest.set(place(at), Math.max(shift, nearest.get(place(at)) ?? 0)));
    const isHidden = (at: number) => target[at]! >= 0 && nearest.get(place(at))! > scene.shifts[at]! + 2;
    const hidden = [...shifts].filter((_, at) => isHidden(at));
    expect(hidden.length).toBeGreaterThan(500);
    expect(hidden.filter((shift) => !Number.isNaN(shift)).length / hidden.length).toBeLessThan(0.12);
  });
});
