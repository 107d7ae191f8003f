import { describe, expect, it } from 'vitest';
import { type CameraChoice, bestFirst, betterThan } from './camera-choice';

const sorted = (...labels: string[]) =>
  bestFirst(labels.map((label) => ({ deviceId: `id of ${label}`, label, facing: null }))).map(
    ({ label }) => label,
  );

it("puts an iPhone's plain back camera first, special lenses next, the front camera last", () => {
  const labels = sorted('Front Camera', 'Back Triple Camera', 'Back Ultra Wide Camera', 'Back Camera');
  expect(labels[0]).toBe('Back Camera');
  expect(labels.slice(1, 3).sort()).toEqual(['Back Triple Camera', 'Back Ultra Wide Camera']);
  expect(labels[3]).toBe('Front Camera');
});

it('puts a special lens after a plain one, also where the alphabet has it first', () => {
  expect(sorted('Back Ultra Wide Camera', 'Rear Camera')).toEqual(['Rear Camera', 'Back Ultra Wide Camera']);
});

it('believes the device more than its name, which comes in any language', () => {
  const front = { deviceId: '1', label: 'Frontkamera', facing: 'user' } as const;
  const back = { deviceId: '2', label: 'Rückkamera', facing: 'environment' } as const;
  expect(bestFirst([front, back])).toEqual([back, front]);
});

it("puts Android's first back camera first: it is the main one", () => {
  expect(
    sorted(
      'camera2 10, facing back',
      'camera2 1, facing front',
      'camera2 2, facing back',
      'camera2 0, facing back',
    ),
  ).toEqual([
    'camera2 0, facing back',
    'camera2 2, facing back',
    'camera2 10, facing back',
    'camera2 1, facing front',
  ]);
});

it('keeps the order of the system while names are hidden', () => {
  const cameras = ['b', 'a', 'c'].map((deviceId) => ({ deviceId, label: '', facing: null }));
  expect(bestFirst(cameras)).toEqual(cameras);
});

describe('a camera better than the open one', () => {
  const named = (...labels: string[]): CameraChoice[] =>
    labels.map((label) => ({ deviceId: label, label, facing: null }));

  it('is the plain back camera, where a special or a front one was opened', () => {
    const cameras = named('Front Camera', 'Back Dual Wide Camera', 'Back Camera');
    expect(betterThan('Back Dual Wide Camera', cameras)?.label).toBe('Back Camera');
    expect(betterThan('Front Camera', cameras)?.label).toBe('Back Camera');
  });

  it('is none where a plain back camera was opened, be it the first or not', () => {
    const cameras = named('camera2 0, facing back', 'camera2 2, facing back');
    expect(betterThan('camera2 2, facing back', cameras)).toBeNull();
  });

  it('is none where there is one camera, or the open one is not known', () => {
    expect(betterThan('USB camera', named('USB camera'))).toBeNull();
    expect(betterThan(undefined, named('Back Camera'))).toBeNull();
    expect(betterThan('another', named('Back Camera'))).toBeNull();
  });
});
