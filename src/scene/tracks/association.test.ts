import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Box } from '../scene';
import { associate, type Expectation } from './association';

const HIGH = 0.4;
const box = (left: number, width = 40, height = 80): Box => ({ left, top: 200, width, height });
const expected = (at: Box, label = 'person', recent = true): Expectation => ({ box: at, label, recent });
const seen = (at: Box, score = 0.6, label = 'person') => ({ label, score, box: at });

describe('a sure detection', () => {
  test('is the track whose place it takes', () => {
    expect(associate([expected(box(0)), expected(box(200))], [seen(box(205)), seen(box(4))], HIGH)).toEqual([
      1, 0,
    ]);
  });

  test('is one that moved by a little more than its own width', () => {
    expect(associate([expected(box(100))], [seen(box(142))], HIGH)).toEqual([0]);
    expect(associate([expected(box(100))], [seen(box(190))], HIGH)).toEqual([-1]);
  });

  test('leaves a track to the one that has no other', () => {
    // The left detection overlaps the right track most, but the right one has nowhere else to go.
    const tracks = [expected(box(60)), expected(box(100))];
    expect(associate(tracks, [seen(box(82)), seen(box(118))], HIGH)).toEqual([0, 1]);
  });

  test('may be one that was lost', () => {
    expect(associate([expected(box(100), 'person', false)], [seen(box(105))], HIGH)).toEqual([0]);
  });
});

describe('an unsure detection', () => {
  test('continues what was there a moment ago', () => {
    expect(associate([expected(box(100))], [seen(box(105), 0.15)], HIGH)).toEqual([0]);
  });

  test('does not call back what was lost', () => {
    expect(associate([expected(box(100), 'person', false)], [seen(box(105), 0.15)], HIGH)).toEqual([-1]);
  });

  test('gives way to a sure one, though it lies better', () => {
    expect(associate([expected(box(100))], [seen(box(100), 0.3), seen(box(115), 0.5)], HIGH)).toEqual([
      -1, 0,
    ]);
  });

  test('must lie better than a sure one', () => {
    expect(associate([expected(box(100))], [seen(box(135), 0.6)], HIGH)).toEqual([0]);
    expect(associate([expected(box(100))], [seen(box(135), 0.3)], HIGH)).toEqual([-1]);
  });
});

describe('another name', () => {
  test('may be that of the same thing where they are alike', () => {
    expect(associate([expected(box(100), 'car')], [seen(box(105), 0.6, 'truck')], HIGH)).toEqual([0]);
    expect(associate([expected(box(100), 'car')], [seen(box(108), 0.6, 'person')], HIGH)).toEqual([-1]);
  });

  test('is that of the same thing where the boxes are the same', () => {
    expect(associate([expected(box(100), 'person')], [seen(box(101), 0.6, 'fire hydrant')], HIGH)).toEqual([
      0,
    ]);
  });

  test('counts less than the same one', () => {
    const twoNames = [seen(box(100), 0.6, 'truck'), seen(box(101), 0.6, 'car')];
    expect(associate([expected(box(100), 'car')], twoNames, HIGH)).toEqual([-1, 0]);
  });
});

test('no track is two detections, and none is a track that is not there', () => {
  const anyBox = fc.integer({ min: 0, max: 300 }).map((left) => box(left));
  const score = fc.double({ min: 0.1, max: 1, noNaN: true });
  const anyDetection = fc.tuple(anyBox, score).map(([at, certainty]) => seen(at, certainty));
  const anyTrack = fc.tuple(anyBox, fc.boolean()).map(([at, recent]) => expected(at, 'person', recent));
  fc.assert(
    fc.property(
      fc.array(anyTrack, { maxLength: 8 }),
      fc.array(anyDetection, { maxLength: 8 }),
      (tracks, detections) => {
        const trackOf = associate(tracks, detections, HIGH);
        const used = trackOf.filter((track) => track >= 0);
        expect(trackOf).toHaveLength(detections.length);
        expect(new Set(used).size).toBe(used.length);
        for (const track of used) expect(track).toBeLessThan(tracks.length);
      },
    ),
  );
});
