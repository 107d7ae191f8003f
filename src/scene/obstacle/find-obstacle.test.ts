import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bearingOfColumn } from '../geometry';
import type { Viewpoint } from '../viewpoint';
import { type Obstacle, findObstacle } from './find-obstacle';
import { type Board, IMAGE, type Rendering, rendered, viewpointOf } from './rendered-depth.fixture';

const POST: Board = { ahead: 2, left: -0.12, right: 0.12, bottom: 0, top: 1.8 };
const SIGN: Board = { ahead: 2, left: -0.2, right: 0.2, bottom: 1.5, top: 1.9 };
/** As a branch that hangs over the way from the left. */
const BRANCH: Board = { ahead: 1.5, left: -1.5, right: 0.1, bottom: 1.55, top: 1.75 };
const NO_NAMES: never[] = [];

function find(boards: readonly Board[], viewpoint = viewpointOf(), rendering?: Rendering): Obstacle | null {
  const image = rendering?.image ?? IMAGE;
  return findObstacle(rendered(boards, viewpoint, rendering), image, viewpoint, NO_NAMES);
}

const bearing = ({ box }: Obstacle, viewpoint: Viewpoint, image = IMAGE) =>
  bearingOfColumn(box.left + box.width / 2, image, viewpoint.focalLength);

/** All ways in which a phone is held that still see the floor. */
const viewpoints = fc
  .record({
    pitch: fc.double({ min: -35, max: 0, noNaN: true }),
    height: fc.double({ min: 0.9, max: 1.9, noNaN: true }),
    roll: fc.double({ min: -12, max: 12, noNaN: true }),
  })
  .map(({ pitch, height, roll }) => viewpointOf(pitch, height, roll));

const networks = fc.record({
  scale: fc.double({ min: 0.2, max: 20, noNaN: true }),
  offset: fc.double({ min: 0.01, max: 5, noNaN: true }),
});

describe('an obstacle', () => {
  test.each([
    ['a post', POST],
    ['a sign at head height', SIGN],
    ['a branch over the way', BRANCH],
    ['a wall', { ahead: 3, left: -3, right: 3, bottom: 0, top: 3 }],
    ['the tail of a lorry', { ahead: 2.5, left: -1, right: 1.2, bottom: 0.9, top: 3 }],
  ])('is %s in the way, at its distance', (_, board) => {
    for (const network of [{ scale: 2, offset: 0.3 }, { scale: 0.4, offset: 1 }, null]) {
      const found = find([board], viewpointOf(), { network });
      expect(found).not.toBeNull();
      expect(found!.metres.best / board.ahead).toBeGreaterThan(0.95);
      expect(found!.metres.best / board.ahead).toBeLessThan(1.1);
    }
  });

  test('lies within its box, in its direction', () => {
    for (const shift of [-0.25, 0, 0.25]) {
      const post = { ...POST, left: POST.left + shift, right: POST.right + shift };
      const viewpoint = viewpointOf();
      const found = find([post], viewpoint)!;
      expect(bearing(found, viewpoint)).toBeCloseTo(Math.atan(shift / 2), 1);
      expect(found.box.height).toBeGreaterThan(2 * found.box.width);
    }
  });

  test('is told with an honest range', () => {
    const { near, best, far } = find([POST])!.metres;
    expect(far / best).toBeCloseTo(best / near);
    // A network errs by 0.34, a given height by 0.08; 80 % lie within 1.28 deviations.
    expect(Math.log(far / best)).toBeCloseTo(1.28 * Math.hypot(0.34, 0.08));
    const own = find([POST], viewpointOf(), { network: null })!.metres;
    expect(Math.log(own.far / own.best)).toBeCloseTo(0.128);
  });

  test('is the nearest of two', () => {
    const far = { ...POST, ahead: 3.5, left: 0.15, right: 0.4 };
    const near = { ...POST, left: -0.3, right: -0.05 };
    for (const boards of [
      [far, near],
      [near, far],
    ]) {
      expect(find(boards)!.metres.best).toBeCloseTo(2, 0);
    }
  });

  test('stands out of noise', () => {
    expect(find([POST], viewpointOf(), { noise: 0.1 })!.metres.best).toBeCloseTo(2, 0);
    expect(find([], viewpointOf(), { noise: 0.1 })).toBeNull();
  });
});

describe('no obstacle', () => {
  test('is a bare floor, whoever holds the camera however, whatever the network makes of it', () => {
    fc.assert(
      fc.property(
        viewpoints,
        fc.option(networks),
        fc.double({ min: 0, max: 0.1, noNaN: true }),
        (viewpoint, network, noise) => {
          expect(find([], viewpoint, { network, noise })).toBeNull();
        },
      ),
    );
  });

  test.each<[string, Board]>([
    ['to the left of the way', { ...POST, left: -0.8, right: -0.5 }],
    ['to the right of the way', { ...POST, left: 0.5, right: 0.8 }],
    ['farther than four metres', { ...POST, ahead: 4.4 }],
    ['above the head', { ...SIGN, bottom: 2.2, top: 2.6 }],
    ['a kerb', { ahead: 2, left: -3, right: 3, bottom: 0, top: 0.12, depth: 2 }],
    ['a bag that a cane finds', { ahead: 2, left: -0.2, right: 0.2, bottom: 0, top: 0.5, depth: 0.3 }],
    ['a wire', { ...SIGN, bottom: 1.7, top: 1.71 }],
  ])('is what is %s', (_, board) => {
    expect(find([board])).toBeNull();
    expect(find([board], viewpointOf(), { network: null })).toBeNull();
  });

  test('is claimed where no floor is seen', () => {
    expect(find([POST], viewpointOf(), { floor: false })).toBeNull();
    // A wall that fills the picture: as far as the map tells, all is equally near.
    const wall = { ahead: 1, left: -5, right: 5, bottom: -5, top: 5 };
    expect(find([wall], viewpointOf())).toBeNull();
    expect(find([POST], viewpointOf(50))).toBeNull();
  });

  test('is claimed from a network where nobody tells how the camera is turned', () => {
    const map = rendered([POST], viewpointOf());
    expect(findObstacle(map, IMAGE, { ...viewpointOf(), orientation: null }, NO_NAMES)).toBeNull();
  });

  test('is a table that the map takes for the floor', () => {
    const map = rendered([{ ...POST, ahead: 1.5, top: 1.2 }], viewpointOf(-15, 0.45), { network: null });
    expect(findObstacle(map, IMAGE, { ...viewpointOf(-15), height: 1.4 }, NO_NAMES)).toBeNull();
    expect(findObstacle(map, IMAGE, { ...viewpointOf(-15), height: null }, NO_NAMES)).toBeNull();
  });
});

describe('a 3-D photo', () => {
  test('shows by itself how the camera was turned, and how high it was', () => {
    for (const [pitch, height, roll] of [
      [-10, 1.4, 0],
      [-25, 1.7, 5],
      [-3, 1.1, -8],
    ] as const) {
      const map = rendered([POST], viewpointOf(pitch, height, roll), { network: null });
      const unknown = { ...viewpointOf(), height: null, orientation: null };
      expect(findObstacle(map, IMAGE, unknown, NO_NAMES)!.metres.best).toBeCloseTo(2, 0);
    }
  });
});

describe('named things', () => {
  const viewpoint = viewpointOf();
  const map = rendered([POST], viewpoint);
  const exactly = (metres: number) => ({ near: metres, best: metres, far: metres });
  const middle = { left: 200, top: 150, width: 80, height: 450 };
  const aside = { left: 10, top: 300, width: 40, height: 100 };
  const behind = { left: 215, top: 60, width: 30, height: 30 };

  test('are no obstacles', () => {
    expect(findObstacle(map, IMAGE, viewpoint, [{ box: middle, metres: exactly(2) }])).toBeNull();
    expect(findObstacle(map, IMAGE, viewpoint, [{ box: middle, metres: null }])).toBeNull();
  });

  test('that are nearer in the way make it unimportant', () => {
    expect(findObstacle(map, IMAGE, viewpoint, [{ box: behind, metres: exactly(1.5) }])).toBeNull();
    for (const named of [
      { box: behind, metres: exactly(3) },
      { box: behind, metres: null },
      { box: aside, metres: exactly(1.5) },
      { box: { ...aside, left: 430 }, metres: exactly(1.5) },
    ]) {
      expect(findObstacle(map, IMAGE, viewpoint, [named])).not.toBeNull();
    }
  });

  test('tell the scale where nobody knows how high the camera is', () => {
    const unknown = { ...viewpointOf(), height: null };
    const board = { ahead: 3, left: -1, right: -0.5, bottom: 0, top: 1.6 };
    const withBoard = rendered([POST, board], viewpointOf(-10, 1));
    const box = { left: 70, top: 150, width: 85, height: 255 };
    const alone = findObstacle(withBoard, IMAGE, unknown, NO_NAMES)!.metres;
    const told = findObstacle(withBoard, IMAGE, unknown, [{ box, metres: exactly(3) }])!.metres;
    // Held at 1 m, but 1.45 m are assumed: everything seems farther until something tells.
    expect(alone.best).toBeGreaterThan(2.6);
    expect(told.best).toBeLessThan(alone.best);
    expect(told.best).toBeGreaterThan(1.9);
    expect(told.far / told.near).toBeLessThan(alone.far / alone.near);
  });
});

describe('every view', () => {
  const posts = fc
    .record({
      ahead: fc.double({ min: 1.2, max: 3.2, noNaN: true }),
      middle: fc.double({ min: -0.25, max: 0.25, noNaN: true }),
    })
    .map(({ ahead, middle }): Board => ({ ...POST, ahead, left: middle - 0.15, right: middle + 0.15 }));
  const held = fc.record({
    pitch: fc.double({ min: -18, max: -4, noNaN: true }),
    height: fc.double({ min: 1.1, max: 1.7, noNaN: true }),
  });

  test('finds a post at its distance', () => {
    fc.assert(
      fc.property(posts, held, networks, (post, { pitch, height }, network) => {
        const found = find([post], viewpointOf(pitch, height), { network });
        expect(found).not.toBeNull();
        expect(Math.abs(Math.log(found!.metres.best / post.ahead))).toBeLessThan(0.12);
      }),
    );
  });

  test('mirrored is mirrored', () => {
    fc.assert(
      fc.property(posts, held, (post, { pitch, height }) => {
        const viewpoint = viewpointOf(pitch, height);
        const found = find([post], viewpoint)!;
        const mirrored = find([{ ...post, left: -post.right, right: -post.left }], viewpoint)!;
        expect(mirrored.metres.best).toBeCloseTo(found.metres.best, 1);
        expect(bearing(mirrored, viewpoint)).toBeCloseTo(-bearing(found, viewpoint), 1);
      }),
    );
  });

  test('scaled has the same metres', () => {
    fc.assert(
      fc.property(posts, held, fc.integer({ min: 2, max: 5 }), (post, { pitch, height }, factor) => {
        const viewpoint = viewpointOf(pitch, height);
        const map = rendered([post], viewpoint);
        const found = findObstacle(map, IMAGE, viewpoint, NO_NAMES)!;
        const image = { width: factor * IMAGE.width, height: factor * IMAGE.height };
        const larger = { ...viewpoint, focalLength: factor * viewpoint.focalLength };
        const scaled = findObstacle(map, image, larger, NO_NAMES)!;
        expect(scaled.metres.best).toBeCloseTo(found.metres.best, 6);
        expect(scaled.box.left).toBeCloseTo(factor * found.box.left, 3);
        expect(scaled.box.height).toBeCloseTo(factor * found.box.height, 3);
      }),
    );
  });
});
