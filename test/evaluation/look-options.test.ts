import { expect, test } from 'vitest';
import { UsageError } from './command-line';
import { parseLookCommand } from './look-options';

test('reads every flag', () => {
  const args =
    '--json --size 320 --score 0.02 --model yolox-nano --fov 90 --height 1.4 --pitch -10 --picture out a.jpg b.jpg';
  expect(parseLookCommand(args.split(' '))).toEqual({
    images: ['a.jpg', 'b.jpg'],
    json: true,
    picture: 'out',
    size: 320,
    score: 0.02,
    model: 'yolox-nano',
    lens: { focal: undefined, fieldOfView: Math.PI / 2 },
    cameraHeight: 1.4,
    pitch: -Math.PI / 18,
  });
});

test('leaves to the app what is not said', () => {
  expect(parseLookCommand(['a.jpg'])).toMatchObject({
    json: false,
    size: undefined,
    score: undefined,
    cameraHeight: null,
    pitch: null,
  });
});

test.each([
  ['', 'at least one photo'],
  ['--size 416.5 a.jpg', '--size takes a whole number from 32 to 2048, not "416.5"'],
  ['--score 2 a.jpg', '--score takes a number from 0 to 1'],
  ['--pitch down a.jpg', '--pitch takes a number from -90 to 90'],
  ['--height -1 a.jpg', '--height takes a number'],
  ['--focal 700 --fov 60 a.jpg', 'give one of them'],
  ['--picture= a.jpg', 'name of a file or a folder'],
])('refuses "%s"', (args, message) => {
  const parse = () => parseLookCommand(args.split(' ').filter(Boolean));
  expect(parse).toThrow(UsageError);
  expect(parse).toThrow(message);
});
