import { describe, expect, test } from 'vitest';
import type { Viewpoint } from '../viewpoint';
import { cellsOf } from './cells';
import { type Floor, findFloor } from './floor';
import { orientationFromFloor } from './floor-orientation';
import { type Board, IMAGE, type Rendering, rendered, viewpointOf } from './rendered-depth.fixture';

const WALL: Board = { ahead: 2.5, left: -4, right: 0.2, bottom: 0, top: 3 };

function floorOf(boards: readonly Board[], viewpoint: Viewpoint, rendering: Rendering = {}): Floor | null {
  const map = rendered(boards, viewpoint, rendering);
  const cells = cellsOf(map, IMAGE, viewpoint.focalLength, viewpoint.orientation!);
  return findFloor(cells, new Uint8Array(cells.inverse.length), map.unit);
}

describe('the floor', () => {
  test.each([
    [-5, 1.4, 0],
    [-20, 1.1, 8],
    [-30, 1.8, -8],
  ])(
    'tells the scale and the offset of a network’s map (pitch %f, height %f, roll %f)',
    (pitch, height, roll) => {
      const floor = floorOf([], viewpointOf(pitch, height, roll), { network: { scale: 3, offset: 0.7 } })!;
      expect(floor.slope / (3 / height)).toBeCloseTo(1, 1);
      expect(floor.offset).toBeCloseTo(0.7, 1);
    },
  );

  test('tells the height of the camera in a map in metres', () => {
    expect(1 / floorOf([], viewpointOf(-10, 1.7), { network: null })!.slope).toBeCloseTo(1.7, 1);
  });

  test('is found beside a wall, in noise', () => {
    const noisy = floorOf([WALL], viewpointOf(-20), { noise: 0.08 })!;
    expect(noisy.slope / (2 / 1.4)).toBeCloseTo(1, 0);
  });

  test('is not seen where there is none, or hardly any', () => {
    expect(floorOf([], viewpointOf(), { floor: false })).toBeNull();
    expect(floorOf([WALL], viewpointOf(), { floor: false })).toBeNull();
    expect(floorOf([], viewpointOf(35))).toBeNull();
    expect(floorOf([], viewpointOf(18))).toBeNull();
    // It rises toward the camera in the picture's lower half: no floor does.
    const map = rendered([], viewpointOf());
    const upsideDown = { ...map, values: map.values.map((value) => 2 - value) };
    const cells = cellsOf(upsideDown, IMAGE, 520, viewpointOf().orientation!);
    expect(findFloor(cells, new Uint8Array(cells.inverse.length), 'relative')).toBeNull();
  });

  test('is seen beside a counter that hides half of it, and not in rubble', () => {
    const counter = { ahead: 0.5, left: 0, right: 5, bottom: 0, top: 0.8, depth: 3 };
    expect(floorOf([counter], viewpointOf(-25))!.slope / (2 / 1.4)).toBeCloseTo(1, 1);
    expect(floorOf([], viewpointOf(-25), { noise: 0.7 })).toBeNull();
  });

  test('is not seen in what is taken', () => {
    const map = rendered([], viewpointOf());
    const cells = cellsOf(map, IMAGE, 520, viewpointOf().orientation!);
    expect(findFloor(cells, new Uint8Array(cells.inverse.length).fill(1), 'relative')).toBeNull();
  });
});

describe('the orientation from a floor in metres', () => {
  test.each([
    [-5, 1.4, 0],
    [-20, 1.1, 8],
    [-40, 1.8, -12],
  ])('is that of the camera (pitch %f, height %f, roll %f)', (pitch, height, roll) => {
    const map = rendered([WALL], viewpointOf(pitch, height, roll), { network: null });
    const found = orientationFromFloor(cellsOf(map, IMAGE, 520, { pitch: 0, roll: 0 }))!;
    expect((found.pitch * 180) / Math.PI).toBeCloseTo(pitch, 0);
    expect((found.roll * 180) / Math.PI).toBeCloseTo(roll, 0);
  });

  test('is unknown without a floor, or one that nobody stands on', () => {
    const cells = (viewpoint: Viewpoint, rendering: Rendering) =>
      cellsOf(rendered([WALL], viewpoint, { network: null, ...rendering }), IMAGE, 520, {
        pitch: 0,
        roll: 0,
      });
    expect(orientationFromFloor(cells(viewpointOf(), { floor: false }))).toBeNull();
    expect(orientationFromFloor(cells(viewpointOf(-20, 0.5), {}))).toBeNull();
    const nothing = { width: 4, height: 4, values: new Float32Array(16), unit: 'per-metre' } as const;
    expect(orientationFromFloor(cellsOf(nothing, IMAGE, 520, { pitch: 0, roll: 0 }))).toBeNull();
  });
});
