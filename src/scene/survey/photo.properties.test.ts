import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IMAGE, between, mirroredBox, scaledBox } from '../distance/drawn-things.fixture';
import { measureDistances } from '../distance/measure';
import { knownSize } from '../known-sizes';
import type { Metres, SceneObject } from '../scene';
import {
  anyDepth,
  anyViewpoint,
  mirroredDepth,
  strangeDetection,
  strangeViewpoint,
  survey,
  usualDetection,
  usualDetections,
} from './any-scene.fixture';

/** Metres of the second as shares of those of the first; 1 where neither has any. */
function ratios(a: Metres | null, b: Metres | null): number[] {
  expect(b === null).toBe(a === null);
  return a && b ? [b.near / a.near, b.best / a.best, b.far / a.far] : [1];
}

/** The same things may come in another order where they are exactly as near as each other. */
function pairUp(a: readonly SceneObject[], b: readonly SceneObject[], key: (object: SceneObject) => number) {
  expect(b).toHaveLength(a.length);
  const others = new Map(b.map((object) => [key(object), object]));
  return a.map((object) => [object, others.get(key(object))!] as const);
}

/** No two have the same one. */
const byScore = ({ score }: SceneObject) => score;

describe('whatever is seen from wherever', () => {
  test('every distance is a range in order, finite and more than nothing', () => {
    const anything = fc.array(strangeDetection, { maxLength: 6 });
    fc.assert(
      fc.property(
        anything,
        strangeViewpoint,
        anyDepth,
        fc.boolean(),
        (detections, viewpoint, depth, allLabels) => {
          const objects = survey(detections, viewpoint, depth, { allLabels });
          if (allLabels) expect(objects).toHaveLength(detections.length);
          let rank = 1;
          for (const { metres, rank: next, bearing } of objects) {
            expect(Number.isFinite(bearing)).toBe(true);
            expect(next).toBeGreaterThanOrEqual(rank);
            rank = next;
            if (!metres) continue;
            const { near, best, far } = metres;
            expect(near).toBeGreaterThan(0);
            expect(best).toBeGreaterThanOrEqual(near);
            expect(far).toBeGreaterThanOrEqual(best);
            expect(Number.isFinite(far)).toBe(true);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  test('every thing has a guess for its place, the best one where it has metres', () => {
    const anything = fc.array(strangeDetection, { maxLength: 5 });
    fc.assert(
      fc.property(anything, strangeViewpoint, anyDepth, (detections, viewpoint, depth) => {
        const things = detections.map(({ label, box, score }) => ({
          ...{ label, box, isWitness: score > 0.3 },
          boxInDepthMap: score > 0.2 ? box : null,
        }));
        for (const { metres, guess } of measureDistances(things, IMAGE, viewpoint, depth)) {
          // Half of the nearest and the farthest that are told apart.
          expect(guess).toBeGreaterThan(0.09);
          expect(guess).toBeLessThan(160);
          if (metres) expect(guess).toBeGreaterThanOrEqual(metres.best);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a picture scaled with its lens shows the same distances', () => {
    fc.assert(
      fc.property(
        usualDetections,
        anyViewpoint,
        anyDepth,
        fc.integer({ min: -2, max: 3 }),
        (detections, viewpoint, depth, power) => {
          const scale = 2 ** power;
          const scaled = survey(
            detections.map((each) => ({ ...each, box: scaledBox(each.box, scale) })),
            { ...viewpoint, focalLength: scale * viewpoint.focalLength },
            depth,
            { image: { width: scale * IMAGE.width, height: scale * IMAGE.height } },
          );
          for (const [before, after] of pairUp(survey(detections, viewpoint, depth), scaled, byScore)) {
            for (const ratio of ratios(before.metres, after.metres))
              expect(Math.abs(ratio - 1)).toBeLessThan(0.01);
            expect(after.bearing).toBeCloseTo(before.bearing, 9);
            expect(after.rank).toBe(before.rank);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  test('scaling by any other factor changes no distance either', () => {
    fc.assert(
      fc.property(usualDetections, anyViewpoint, between(0.3, 6), (detections, viewpoint, scale) => {
        const scaled = survey(
          detections.map((each) => ({ ...each, box: scaledBox(each.box, scale) })),
          { ...viewpoint, focalLength: scale * viewpoint.focalLength },
          null,
          { image: { width: scale * IMAGE.width, height: scale * IMAGE.height } },
        );
        for (const [before, after] of pairUp(survey(detections, viewpoint, null), scaled, byScore)) {
          for (const ratio of ratios(before.metres, after.metres))
            expect(Math.abs(ratio - 1)).toBeLessThan(0.01);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('a mirrored picture shows mirrored bearings, and the same distances', () => {
    fc.assert(
      fc.property(usualDetections, anyViewpoint, anyDepth, (detections, viewpoint, depth) => {
        const { orientation } = viewpoint;
        const mirrored = survey(
          detections.map((each) => ({ ...each, box: mirroredBox(each.box) })),
          { ...viewpoint, orientation: orientation && { ...orientation, roll: -orientation.roll } },
          depth && mirroredDepth(depth),
        );
        for (const [before, after] of pairUp(survey(detections, viewpoint, depth), mirrored, byScore)) {
          for (const ratio of ratios(before.metres, after.metres)) expect(ratio).toBeCloseTo(1, 6);
          expect(after.bearing).toBeCloseTo(-before.bearing, 9);
          expect(after.label).toBe(before.label);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('the order of the detections changes nothing', () => {
    const mixed = usualDetections.chain((detections) =>
      fc.tuple(fc.constant(detections), fc.shuffledSubarray(detections, { minLength: detections.length })),
    );
    fc.assert(
      fc.property(mixed, anyViewpoint, anyDepth, ([detections, shuffled], viewpoint, depth) => {
        const again = survey(shuffled, viewpoint, depth);
        for (const [before, after] of pairUp(survey(detections, viewpoint, depth), again, byScore)) {
          for (const ratio of ratios(before.metres, after.metres)) expect(ratio).toBeCloseTo(1, 9);
          expect({ ...after, metres: null }).toEqual({ ...before, metres: null });
        }
      }),
      { numRuns: 150 },
    );
  });

  test('what the detector is not sure of changes nothing for what it is sure of', () => {
    fc.assert(
      fc.property(
        usualDetections,
        usualDetection,
        anyViewpoint,
        anyDepth,
        (detections, extra, viewpoint, depth) => {
          const sure = detections.map((each) => ({ ...each, score: 0.31 + 0.69 * each.score }));
          const unsure = { ...extra, score: 0.29 };
          const after = survey([...sure, unsure], viewpoint, depth).filter(({ score }) => score !== 0.29);
          for (const [before, now] of pairUp(survey(sure, viewpoint, depth), after, byScore)) {
            for (const ratio of ratios(before.metres, now.metres)) expect(ratio).toBeCloseTo(1, 9);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('a farther copy of a thing', () => {
  /** Of a thing wholly in view that stands on the ground before a level camera. */
  const standing = fc
    .record({
      label: fc.constantFrom(
        ...['person', 'car', 'bus', 'truck', 'bicycle', 'motorcycle', 'dog', 'chair', 'bench', 'couch'],
        ...['suitcase', 'refrigerator', 'fire hydrant', 'horse', 'toilet', 'bed'],
      ),
      ahead: between(2, 40),
      aside: between(-0.45, 0.45),
      height: between(0.8, 2),
      size: between(-1.5, 1.5),
      aspect: between(-1.5, 1.5),
      shrink: between(0.3, 0.97),
      lens: fc.constantFrom(0, 0.03, 0.15),
      isHeightKnown: fc.boolean(),
    })
    .map((thing) => {
      const { label, ahead, aside, height, size, aspect } = thing;
      const known = knownSize(label)!;
      // As much larger, and as much wider, as such things are.
      const tall =
        (500 / ahead) * known.height!.typical * Math.exp(size * Math.min(0.2, known.height!.spread));
      const wide =
        (500 / ahead) * known.width!.typical * Math.exp(aspect * Math.min(0.3, known.width!.spread));
      const foot = 240 + (500 * height) / ahead;
      return {
        ...thing,
        box: { left: 320 + 500 * aside - wide / 2, top: foot - tall, width: wide, height: tall },
      };
    })
    .filter(({ box: { left, top, width, height } }) => {
      const isInView = left > 10 && top > 10 && left + width < 630 && top + height < 464;
      // A side errs by 4 pixels: of anything smaller, too little is known.
      return isInView && width > 4 && height > 16;
    });

  test('never ranks nearer, beside it or in another picture', () => {
    fc.assert(
      fc.property(standing, ({ label, box, shrink, height, isHeightKnown, lens }) => {
        const farther = {
          left: 320 + shrink * (box.left - 320),
          top: 240 + shrink * (box.top - 240),
          width: shrink * box.width,
          height: shrink * box.height,
        };
        const viewpoint = {
          ...{ focalLength: 500, focalLengthError: lens, height: isHeightKnown ? height : null },
          orientation: { pitch: 0, roll: 0, heading: 0 },
        };
        const [thing, copy] = [
          { label, box, score: 0.9 },
          { label, box: farther, score: 0.8 },
        ];
        const objects = survey([copy, thing], viewpoint, null);
        const rankOf = (wanted: number) => objects.find(({ score }) => score === wanted)?.rank ?? Infinity;
        expect(rankOf(0.9)).toBeLessThanOrEqual(rankOf(0.8));
        const [alone] = survey([thing], viewpoint, null);
        const [copyAlone] = survey([copy], viewpoint, null);
        if (alone!.metres && copyAlone!.metres) {
          // Within a hundredth, as ranks are: next to the horizon the ground says less and less.
          expect(copyAlone!.metres.best).toBeGreaterThan(0.99 * alone!.metres.best);
        }
      }),
      { numRuns: 400 },
    );
  });
});
