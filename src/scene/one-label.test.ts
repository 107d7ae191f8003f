import { describe, expect, test } from 'vitest';
import { keepOneLabelPerThing } from './one-label';
import type { Detection } from './scene';

const dog: Detection = { label: 'dog', score: 0.6, box: { left: 100, top: 100, width: 100, height: 100 } };

/** The same thing under another name: its box is 4 % wider, an IoU of 0.96. */
const sheep: Detection = { label: 'sheep', score: 0.7, box: { ...dog.box, width: 104 } };

describe('one label for each thing', () => {
  test('leaves a thing its most certain name, whatever the order', () => {
    expect(keepOneLabelPerThing([dog, sheep])).toEqual([sheep]);
    expect(keepOneLabelPerThing([sheep, dog])).toEqual([sheep]);
  });

  test('leaves the first of two equally certain names', () => {
    const cow = { ...sheep, label: 'cow' };
    expect(keepOneLabelPerThing([cow, sheep])).toEqual([cow]);
  });

  test('keeps a person and the bicycle under them: their boxes differ', () => {
    const person = { ...dog, label: 'person' };
    const bicycle = { ...dog, label: 'bicycle', box: { left: 90, top: 140, width: 120, height: 80 } };
    expect(keepOneLabelPerThing([person, bicycle])).toEqual([person, bicycle]);
  });
});
