import { join } from 'node:path';
import { expect, test } from 'vitest';
import { annotatedTargets } from './picture-targets';

test('without --picture nothing is written', () => {
  expect(annotatedTargets(['a.jpg'], undefined)).toEqual({ folder: null, files: [] });
});

test('one photo goes to the named file', () => {
  expect(annotatedTargets(['a.jpg'], 'out/seen.png')).toEqual({ folder: null, files: ['out/seen.png'] });
});

test('one file for several photos, or over the photo itself, is refused', () => {
  expect(() => annotatedTargets(['a.jpg', 'b.jpg'], 'seen.png')).toThrow('several photos');
  expect(() => annotatedTargets(['seen.png'], './seen.png')).toThrow('overwrite');
});

test('in a folder, photos of the same name stay apart, and no photo is overwritten', () => {
  const { folder, files } = annotatedTargets(['x/a.jpg', 'y/a.jpg', 'out/b.png'], 'out');
  expect(folder).toBe('out');
  expect(files).toEqual([join('out', 'a.png'), join('out', 'a-2.png'), join('out', 'b-2.png')]);
});
