import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Box, Detection } from '../../src/scene/scene';
import { distanceJitter, type IdentifiedBox, identitySwitches, linkEveryFrame } from './clip-metrics';

const box = (left: number, top = 100, width = 40, height = 80): Box => ({ left, top, width, height });
const seen = (at: Box, score = 0.6, label = 'person'): Detection => ({ label, score, box: at });
const known = (id: number, left: number): IdentifiedBox => ({ id, box: box(left) });
const frames = (count: number, at: (frame: number) => Detection[]) =>
  Array.from({ length: count }, (_, frame) => at(frame));
const HIGH = { highScore: 0.4 };
const ids = (looks: readonly (readonly IdentifiedBox[])[]) => looks.map((look) => look.map(({ id }) => id));

describe('linking every frame', () => {
  test('follows what moves by little', () => {
    const links = linkEveryFrame(
      frames(30, (frame) => [seen(box(10 + 3 * frame)), seen(box(400 - 4 * frame))]),
      HIGH,
    );
    expect(ids(links)).toEqual(frames(30, () => []).map(() => [1, 2]));
  });

  test('goes on where the detector is unsure or calls it by another name', () => {
    const links = linkEveryFrame(
      frames(20, (frame) => [seen(box(10 + frame), frame % 2 ? 0.3 : 0.6, frame % 3 ? 'person' : 'dog')]),
      HIGH,
    );
    expect(new Set(ids(links).flat())).toEqual(new Set([1]));
    expect(links.every((look) => look.length === 1)).toBe(true);
  });

  test('bridges few missing frames and no more', () => {
    const missing = (count: number) =>
      new Set(
        ids(
          linkEveryFrame(
            frames(40, (frame) => (frame < 15 || frame >= 15 + count ? [seen(box(10))] : [])),
            HIGH,
          ),
        ).flat(),
      );
    expect(missing(3).size).toBe(1);
    expect(missing(4).size).toBe(2);
  });

  test('leaves out what is seen in few frames only', () => {
    expect(
      linkEveryFrame(
        frames(30, (frame) => (frame < 9 ? [seen(box(10))] : [])),
        HIGH,
      ).flat(),
    ).toEqual([]);
  });

  test('starts nothing by unsure detections, nor a second thing by a second box', () => {
    expect(
      linkEveryFrame(
        frames(30, () => [seen(box(10), 0.39)]),
        HIGH,
      ).flat(),
    ).toEqual([]);
    const doubled = linkEveryFrame(
      frames(30, () => [seen(box(10), 0.7), seen(box(16), 0.5, 'dog')]),
      HIGH,
    );
    expect(doubled.every((look) => look.length === 1)).toBe(true);
  });

  test('ends a thing where it can no longer be told from another', () => {
    // Two that pass so closely that for some frames either box may be either of them.
    const links = linkEveryFrame(
      frames(41, (frame) => [seen(box(100 + 3 * frame)), seen(box(220 - 3 * frame))]),
      HIGH,
    );
    const before = new Set(ids(links.slice(0, 10)).flat());
    const after = new Set(ids(links.slice(-10)).flat());
    expect(before.size).toBe(2);
    for (const id of after) expect(before).not.toContain(id);
  });
});

describe('identity', () => {
  const reference = [
    [known(1, 10), known(2, 300)],
    [known(1, 20), known(2, 290)],
    [known(1, 30), known(2, 280)],
    [known(1, 40), known(2, 270)],
  ];

  test('that is kept has no faults', () => {
    const tracked = reference.map((look) => look.map(({ id, box: at }) => ({ id: id + 70, box: at })));
    expect(identitySwitches(reference, tracked)).toEqual({
      ...{ things: 2, sightings: 8, tracked: 8 },
      ...{ switches: 0, fragmentations: 0, thefts: 0 },
    });
  });

  test('that changes is a switch, once', () => {
    const tracked = reference.map((look, index) => [{ id: index < 2 ? 5 : 6, box: look[0]!.box }]);
    expect(identitySwitches(reference, tracked)).toMatchObject({
      tracked: 4,
      switches: 1,
      fragmentations: 0,
    });
  });

  test('that is lost and found again is a fragmentation, and no switch', () => {
    const tracked = reference.map((look, index) =>
      index === 1 || index === 2 ? [] : [{ id: 5, box: look[0]!.box }],
    );
    expect(identitySwitches(reference, tracked)).toMatchObject({
      tracked: 2,
      switches: 0,
      fragmentations: 1,
    });
  });

  test('that is lost and found under another number is both', () => {
    const tracked = reference.map((look, index) => (index === 1 ? [] : [{ id: index, box: look[0]!.box }]));
    expect(identitySwitches(reference, tracked)).toMatchObject({ switches: 2, fragmentations: 1 });
  });

  test('that two things exchange is two switches and two thefts', () => {
    const tracked = reference.map((look, index) =>
      look.map(({ id, box: at }) => ({ id: index < 2 ? id : 3 - id, box: at })),
    );
    expect(identitySwitches(reference, tracked)).toMatchObject({ switches: 2, thefts: 2 });
  });

  test('stays with the track that it had while they overlap, though another lies better', () => {
    const tracked = reference.map((look, index) => [
      { id: 5, box: { ...look[0]!.box, left: look[0]!.box.left + 8 } },
      ...(index > 1 ? [{ id: 6, box: look[0]!.box }] : []),
    ]);
    expect(identitySwitches(reference, tracked)).toMatchObject({ switches: 0 });
  });

  test('of what is not tracked, or of nothing, has no faults', () => {
    expect(identitySwitches(reference, [])).toMatchObject({ tracked: 0, switches: 0, fragmentations: 0 });
    expect(identitySwitches([], [])).toMatchObject({ things: 0, sightings: 0 });
  });

  test('depends on no number', () => {
    const look = fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 9 })), {
      maxLength: 4,
    });
    const unique = (all: [number, number][]) => [...new Map(all)].map(([id, place]) => known(id, 60 * place));
    fc.assert(
      fc.property(fc.array(fc.tuple(look, look), { maxLength: 10 }), (looks) => {
        const things = looks.map(([all]) => unique(all));
        const tracked = looks.map(([, all]) => unique(all));
        const renamed = tracked.map((all) => all.map(({ id, box: at }) => ({ id: 1000 - 7 * id, box: at })));
        expect(identitySwitches(things, renamed)).toEqual(identitySwitches(things, tracked));
      }),
    );
  });
});

describe('jitter', () => {
  const approaching = Array.from({ length: 30 }, (_, look) => 8 * 0.95 ** look);

  test('is none for what stands and for what comes steadily', () => {
    expect(distanceJitter(Array.from({ length: 10 }, () => 3))).toBeCloseTo(0, 12);
    expect(distanceJitter(approaching)).toBeCloseTo(0, 12);
  });

  test('is the error of one look, as a share of the distance', () => {
    let seed = 3;
    const uniform = () => {
      seed = (seed * 1664525 + 1013904223) % 2 ** 32;
      return (seed + 1) / (2 ** 32 + 1);
    };
    const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    for (const deviation of [0.02, 0.1]) {
      const told = Array.from({ length: 5000 }, () => 4 * Math.exp(deviation * normal()));
      expect(Math.abs(distanceJitter(told)! / deviation - 1)).toBeLessThan(0.1);
    }
  });

  test('does not depend on the distance, nor on one leap', () => {
    const told = [3, 3.2, 2.9, 3.1, 3, 3.15, 2.95, 3.05, 3.2, 3];
    expect(distanceJitter(told.map((metres) => 7 * metres))).toBeCloseTo(distanceJitter(told)!, 12);
    const leap = Array.from({ length: 20 }, (_, look) => (look < 10 ? 3 : 6));
    expect(distanceJitter(leap)).toBeCloseTo(0, 12);
  });

  test('passes over what is missing, and is unknown where too little is left', () => {
    const told = approaching.map((metres, look) => (look % 5 === 4 ? null : metres));
    expect(distanceJitter(told)).toBeCloseTo(0, 12);
    expect(distanceJitter([3, 3, null, 3, 3, null, 3, 3])).toBeNull();
    expect(distanceJitter([3, 3.1, 3, 3.1])).toBeNull();
    expect(distanceJitter([])).toBeNull();
  });
});
