import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COCO_CLASSES, type CocoClass } from './phrases/coco-classes';
import { PRESETS, PRESET_NAMES, presetOf } from './presets';

describe.each(PRESET_NAMES)('the preset "%s"', (name) => {
  const preset = PRESETS[name];

  it('names classes of the detector, each once', () => {
    expect(COCO_CLASSES).toEqual(expect.arrayContaining([...preset]));
    expect(new Set(preset).size).toBe(preset.length);
  });

  it('leaves most of them out, or it would be no choice', () => {
    expect(preset.length).toBeLessThan(COCO_CLASSES.length / 2);
  });

  it('is known again in whatever order it was kept', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...preset], { minLength: preset.length }), (kept) => {
        expect(presetOf(kept)).toBe(name);
      }),
    );
  });

  it('is no longer itself with one class more or less', () => {
    fc.assert(
      fc.property(fc.constantFrom(...COCO_CLASSES), (label) => {
        const without = preset.filter((other) => other !== label);
        const changed = without.length < preset.length ? without : [...preset, label];
        expect(presetOf(changed)).toBeNull();
      }),
    );
  });
});

it.each<[keyof typeof PRESETS, CocoClass[]]>([
  ['street', ['person', 'bicycle', 'car', 'bus', 'truck', 'motorcycle', 'dog', 'bench', 'traffic light']],
  ['room', ['person', 'chair', 'couch', 'bed', 'dining table', 'toilet', 'sink']],
  ['finds', ['cell phone', 'cup', 'bottle', 'remote', 'handbag', 'scissors']],
])('in "%s" nothing is missing that one would ask for first', (name, expected) => {
  expect(PRESETS[name]).toEqual(expect.arrayContaining(expected));
});

it.each([
  ['everything', 'all' as const],
  ['nothing', []],
  ['what no detector knows', ['door', 'stairs']],
])('%s is no preset', (_, announced) => {
  expect(presetOf(announced)).toBeNull();
});
