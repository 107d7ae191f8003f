import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultFocalLength } from '../geometry';
import type { Box, Metres, Size } from '../scene';
import { type DistanceState, type DistanceUpdate, updateDistance } from './distance';

const image = { width: 480, height: 640 };
const FOCAL_LENGTH = defaultFocalLength(image);

/** An adult's upper body and legs, straight ahead. */
function boxAt(metres: number): Box {
  const height = Math.min(600, (1.7 * FOCAL_LENGTH) / metres);
  const width = height / 3;
  return { left: 240 - width / 2, top: 310 - height / 2, width, height };
}

/** Within a factor of 1.4 both ways. */
const range = (best: number): Metres => ({ near: best / 1.4, best, far: best * 1.4 });

interface Sight {
  readonly metres: Metres | null;
  readonly box: Box | null;
  readonly time?: number;
  readonly image?: Size;
}

/** Looks 200 ms apart unless told otherwise. */
function watch(sights: readonly Sight[]): DistanceUpdate[] {
  let state: DistanceState | null = null;
  return sights.map((sight, index) => {
    const time = sight.time ?? 200 * index;
    const update = updateDistance(state, sight.metres, sight.box, sight.image ?? image, time);
    ({ state } = update);
    return update;
  });
}

const distances = (from: number, speed: number, looks: number) =>
  Array.from({ length: looks }, (_, index) => from - speed * 0.2 * index);
const seen = (metres: number): Sight => ({ metres: range(metres), box: boxAt(metres) });

describe('the metres', () => {
  test('of the first look are as they were measured', () => {
    const [{ metres }] = watch([seen(3)]) as [DistanceUpdate];
    expect(metres!.near).toBeCloseTo(3 / 1.4, 9);
    expect(metres!.best).toBeCloseTo(3, 9);
    expect(metres!.far).toBeCloseTo(3 * 1.4, 9);
  });

  test('are a range, and none narrower than all that were measured', () => {
    const anySight = fc.record({
      best: fc.double({ min: 0.3, max: 50, noNaN: true }),
      nearer: fc.double({ min: 1, max: 2, noNaN: true }),
      farther: fc.double({ min: 1, max: 2, noNaN: true }),
      seen: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(anySight, { minLength: 1, maxLength: 12 }), (sights) => {
        const measured = sights.map(({ best, nearer, farther, seen: isSeen }) =>
          isSeen ? { near: best / nearer, best, far: best * farther } : null,
        );
        const widths = measured.flatMap((metres) => (metres ? [metres.far / metres.near] : []));
        for (const { metres } of watch(measured.map((metres) => ({ metres, box: null })))) {
          if (!metres) continue;
          expect(metres.near).toBeLessThanOrEqual(metres.best);
          expect(metres.best).toBeLessThanOrEqual(metres.far);
          expect(metres.near).toBeGreaterThan(0);
          expect(metres.far / metres.near).toBeGreaterThan(Math.min(...widths) - 1e-9);
        }
      }),
    );
  });

  test('tremble less than they were measured', () => {
    const factors = [1, 1.08, 0.95, 1.05, 0.93, 1.06, 0.97, 1.04, 0.94, 1.07, 0.96, 1.02];
    const told = watch(factors.map((factor) => ({ metres: range(5 * factor), box: boxAt(5) })));
    const best = told.slice(4).map(({ metres }) => metres!.best);
    expect(Math.max(...best) / Math.min(...best)).toBeLessThan(1.08);
  });

  test('come along with what comes nearer', () => {
    const truth = distances(8, 1.4, 25);
    watch(truth.map(seen)).forEach(({ metres }, look) => {
      if (look > 4) expect(metres!.best / truth[look]!, `look ${look}`).toBeLessThan(1.03);
    });
  });

  test('go on for a moment where nothing measures them, then stay, then are unknown', () => {
    const before = distances(8, 1.4, 12).map(seen);
    const missed = Array.from({ length: 12 }, () => ({ metres: null, box: null }));
    const told = watch([...before, ...missed]).map(({ metres }) => metres?.best ?? null);
    const last = told[11]!;
    expect(told[14]!).toBeLessThan(last - 0.4);
    expect(told[16]).toBeCloseTo(told[14]!, 9);
    expect(told[21]).not.toBeNull();
    expect(told[22]).toBeNull();
  });

  test('are none where none were ever measured', () => {
    expect(watch([{ metres: null, box: boxAt(4) }])[0]).toMatchObject({ metres: null, approach: null });
  });
});

describe('time to contact', () => {
  test('of what comes at a walk is found within two seconds, and right', () => {
    const truth = distances(6, 1.4, 16);
    const told = watch(truth.map(seen));
    const { approach, timeToContact } = told.at(-1)!;
    expect(timeToContact! / (truth.at(-1)! / 1.4)).toBeCloseTo(1, 0);
    expect(approach!).toBeGreaterThan(1);
    expect(approach!).toBeLessThan(1.8);
    expect(told.findIndex(({ timeToContact: time }) => time !== null)).toBeLessThan(10);
  });

  test('needs no metres', () => {
    const truth = distances(5, 1.4, 12);
    const { approach, timeToContact, metres } = watch(
      truth.map((metres) => ({ metres: null, box: boxAt(metres) })),
    ).at(-1)!;
    expect(metres).toBeNull();
    expect(approach).toBeNull();
    expect(timeToContact! / (truth.at(-1)! / 1.4)).toBeGreaterThan(0.8);
    expect(timeToContact! / (truth.at(-1)! / 1.4)).toBeLessThan(1.2);
  });

  test('needs no box either', () => {
    const truth = distances(5, 1.4, 16);
    const { timeToContact } = watch(truth.map((metres) => ({ metres: range(metres), box: null }))).at(-1)!;
    expect(timeToContact! / (truth.at(-1)! / 1.4)).toBeGreaterThan(0.7);
    expect(timeToContact! / (truth.at(-1)! / 1.4)).toBeLessThan(1.4);
  });

  test('is none for what stands, however its box trembles', () => {
    const factors = [1, 1.06, 0.97, 1.04, 0.95, 1.05, 1.02, 0.96, 1.03, 0.94, 1.05, 0.98, 1.06, 0.97];
    for (const { approach, timeToContact } of watch(factors.map((factor) => seen(4 * factor)))) {
      expect(timeToContact).toBeNull();
      expect(approach).toBeNull();
    }
  });

  test('is seldom told of what stands, however it is measured', () => {
    let seed = 5;
    const error = () => {
      seed = (seed * 1664525 + 1013904223) % 2 ** 32;
      return 1 + 0.12 * (seed / 2 ** 31 - 1);
    };
    const told = watch(
      Array.from({ length: 1000 }, () => ({ metres: range(4 * error()), box: boxAt(4 * error()) })),
    );
    expect(told.filter(({ timeToContact }) => timeToContact !== null).length).toBeLessThan(20);
    expect(
      told.filter(({ timeToContact }) => timeToContact !== null && timeToContact < 3).length,
    ).toBeLessThan(5);
  });

  test('is none for what goes away, and the approach is negative', () => {
    const { approach, timeToContact } = watch(distances(3, -1.4, 12).map(seen)).at(-1)!;
    expect(timeToContact).toBeNull();
    expect(approach!).toBeLessThan(-0.8);
  });

  test('is not made by a box that leaps once', () => {
    const sights = Array.from({ length: 14 }, (_, look) => ({
      metres: null,
      box: { ...boxAt(4), height: look < 7 ? 100 : 140, width: 50 },
    }));
    for (const { timeToContact } of watch(sights)) expect(timeToContact).toBeNull();
  });
});

describe('a new beginning', () => {
  const before = [seen(3), seen(3), seen(3)];

  test('is made when the size of the image changes', () => {
    const turned = { ...seen(6), image: { width: 640, height: 480 } };
    expect(watch([...before, turned]).at(-1)!.metres!.best).toBeCloseTo(6, 9);
  });

  test('is made when time goes back', () => {
    expect(watch([...before, { ...seen(6), time: 100 }]).at(-1)!.metres!.best).toBeCloseTo(6, 9);
  });
});

test('a picture of another size makes no other metres', () => {
  const scaled = (sight: Sight): Sight => ({
    ...sight,
    image: { width: 960, height: 1280 },
    box: sight.box && {
      left: 2 * sight.box.left,
      top: 2 * sight.box.top,
      width: 2 * sight.box.width,
      height: 2 * sight.box.height,
    },
  });
  const sights = distances(6, 1.4, 14).map(seen);
  const once = watch(sights).at(-1)!;
  const twice = watch(sights.map(scaled)).at(-1)!;
  expect(twice.metres!.best).toBeCloseTo(once.metres!.best, 9);
  expect(twice.timeToContact).toBeCloseTo(once.timeToContact!, 6);
});
