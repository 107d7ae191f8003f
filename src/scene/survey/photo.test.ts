import { describe, expect, test } from 'vitest';
import {
  IMAGE,
  LEVEL_CAMERA,
  asRelative,
  boxOf,
  drawnDepth,
  viewpointOfCamera,
  withoutSensors,
} from '../distance/drawn-things.fixture';
import { measureDistances } from '../distance/measure';
import { bearingOfColumn } from '../geometry';
import type { Box, Detection } from '../scene';
import { type PhotoFacts, surveyPhoto } from './photo';

const FACTS: PhotoFacts = {
  image: IMAGE,
  viewpoint: viewpointOfCamera(LEVEL_CAMERA),
  depth: null,
  certainScore: 0.3,
  allLabels: false,
};

const detected = (label: string, box: Box, score = 0.8): Detection => ({ label, score, box });
const at = (label: string, right: number, ahead: number, score = 0.8, base = 0) =>
  detected(label, boxOf(label, right, ahead, LEVEL_CAMERA, { base }), score);

const labelsOf = (detections: readonly Detection[], facts = FACTS) =>
  surveyPhoto(detections, facts).map(({ label }) => label);

describe('a picture by itself', () => {
  test('has no things when nothing was detected', () => {
    expect(surveyPhoto([], FACTS)).toEqual([]);
  });

  test('tells of each thing what was detected, where it is, and how far', () => {
    const detection = at('person', 1, 6);
    const [object] = surveyPhoto([detection], FACTS);
    const { left, top, width, height } = detection.box;
    expect(object).toMatchObject({ ...detection, rank: 1, track: null });
    expect(object!.referencePx).toBeCloseTo(480 - top - height, 9);
    expect(object!.bearing).toBeCloseTo(bearingOfColumn(left + width / 2, IMAGE, 500), 12);
    const thing = { ...detection, boxInDepthMap: detection.box, isWitness: true };
    expect(object!.metres).toEqual(measureDistances([thing], IMAGE, FACTS.viewpoint, null)[0]!.metres);
  });

  test('has the nearest thing first, in whatever order they were detected', () => {
    const things = [at('person', -1, 9), at('dog', 1, 4), at('car', 4, 16)];
    for (const order of [things, [...things].reverse()]) {
      const objects = surveyPhoto(order, FACTS);
      expect(objects.map(({ label }) => label)).toEqual(['dog', 'person', 'car']);
      expect(objects.map(({ rank }) => rank)).toEqual([1, 2, 3]);
    }
  });

  test('goes by metres, not by how low a thing is in the picture', () => {
    // A sign overhead, near, and somebody far behind it who stands lower in the picture.
    const sign = at('stop sign', 1, 4, 0.8, 1.6);
    const person = at('person', -1, 12);
    expect(sign.box.top + sign.box.height).toBeLessThan(person.box.top + person.box.height);
    expect(labelsOf([person, sign])).toEqual(['stop sign', 'person']);
  });

  test('has one rank for those that are as near as each other, in the order of detection', () => {
    const left = at('person', -1.5, 6, 0.5);
    const right = at('person', 1.5, 6, 0.9);
    const objects = surveyPhoto([at('car', 0, 20), left, right], FACTS);
    expect(objects.map(({ rank }) => rank)).toEqual([1, 1, 3]);
    expect(objects[0]!.box).toEqual(left.box);
    expect(surveyPhoto([right, left], FACTS)[0]!.box).toEqual(right.box);
  });
});

describe('a thing that is called by two names', () => {
  const dog = at('dog', 0, 5, 0.7);
  const cat = detected('cat', dog.box, 0.6);

  test('has the more certain one', () => {
    expect(labelsOf([cat, dog])).toEqual(['dog']);
  });

  test('has both where all names are asked for', () => {
    expect(labelsOf([cat, dog], { ...FACTS, allLabels: true }).sort()).toEqual(['cat', 'dog']);
  });

  test('is one witness only', () => {
    // Two witnesses that seem too large would put the ground nearer than one of them.
    const facts = { ...FACTS, viewpoint: withoutSensors(FACTS.viewpoint), allLabels: true };
    const child = detected('person', boxOf('person', -2, 8, LEVEL_CAMERA, { times: 0.6 }));
    const metresOfChild = (others: readonly Detection[]) =>
      surveyPhoto([child, ...others], facts).find(({ label }) => label === 'person')!.metres;
    expect(metresOfChild([dog, cat])).toEqual(metresOfChild([dog]));
    expect(metresOfChild([dog])).not.toEqual(metresOfChild([]));
  });
});

describe('what the detector is not sure of', () => {
  const car = (score: number) => at('car', 0, 7, score);
  const person = detected('person', { ...boxOf('person', 0, 10), height: 60 });
  const metresOf = (detections: readonly Detection[]) =>
    surveyPhoto(detections, FACTS).find(({ label }) => label === 'person')!.metres;

  test('is told, but has no say about the others', () => {
    expect(labelsOf([car(0.29), person])).toContain('car');
    expect(metresOf([person, car(0.29)])).toEqual(metresOf([person]));
  });

  test('has a say from the score on that counts as certain', () => {
    expect(metresOf([person, car(0.3)])).not.toEqual(metresOf([person]));
  });
});

describe('the depth of a picture', () => {
  const unnamed = detected('gadget', { left: 280, top: 60, width: 60, height: 80 });

  test('tells how far a thing is of which nothing else does', () => {
    const depth = drawnDepth([[unnamed.box, 3]]);
    expect(surveyPhoto([unnamed], FACTS)[0]!.metres).toBeNull();
    expect(surveyPhoto([unnamed], { ...FACTS, depth })[0]!.metres!.best).toBeCloseTo(3, 0);
  });

  test('gets its scale from certain things only', () => {
    const people = [at('person', -1.5, 5, 0.8), at('person', 1.5, 8, 0.8)];
    const map = drawnDepth([
      [unnamed.box, 3],
      ...people.map(({ box }, index) => [box, 5 + 3 * index] as const),
    ]);
    const facts = { ...FACTS, depth: asRelative(map, 7, 0.3) };
    const metresOf = (detections: readonly Detection[]) =>
      surveyPhoto(detections, facts).find(({ label }) => label === 'gadget')!.metres;
    expect(metresOf([unnamed, ...people])).not.toBeNull();
    expect(metresOf([unnamed, ...people.map((person) => ({ ...person, score: 0.1 }))])).toBeNull();
  });
});
