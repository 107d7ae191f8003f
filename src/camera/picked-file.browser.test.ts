import { expect, it } from 'vitest';
import { fixture } from '../../test/fixtures/fixture-files';
import { filesFromTransfer, openFile } from './picked-file';

async function kindOf(file: File): Promise<string> {
  const source = await openFile(file);
  source.stop();
  return source.kind;
}

it.each([
  ['pictures/grey.jpg', 'photo'],
  ['videos/moving.webm', 'video'],
  ['videos/turned.mp4', 'video'],
])('opens %s as a %s', async (path, kind) => {
  expect(await kindOf(await fixture(path))).toBe(kind);
});

it('believes the first bytes, not the name or type', async () => {
  const photo = new File([await fixture('pictures/grey.jpg')], 'clip.mp4', { type: 'video/mp4' });
  expect(await kindOf(photo)).toBe('photo');
  const video = new File([await fixture('videos/moving.webm')], 'shared', { type: '' });
  expect(await kindOf(video)).toBe('video');
});

it.each([
  ['text that claims to be a photo', 'image/jpeg', 'not-an-image'],
  ['text that claims to be a video', 'video/mp4', 'not-a-video'],
  ['text', 'text/plain', 'not-an-image'],
])('refuses %s', async (_, type, reason) => {
  const file = new File(['Only words.'], 'file', { type });
  await expect(openFile(file)).rejects.toMatchObject({ name: 'SourceFault', reason });
});

it('finds the files of a paste or drop, and none in a pasted text', () => {
  const transfer = new DataTransfer();
  transfer.setData('text/plain', 'hello');
  expect(filesFromTransfer(transfer)).toEqual([]);
  const file = new File(['x'], 'x.png', { type: 'image/png' });
  transfer.items.add(file);
  expect(filesFromTransfer(transfer).map(({ name }) => name)).toEqual(['x.png']);
  expect(filesFromTransfer(null)).toEqual([]);
});
