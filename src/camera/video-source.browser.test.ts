import { afterEach, describe, expect, it, vi } from 'vitest';
import { BLUE, colourAt, fixture, pixelsOf, RED } from '../../test/fixtures/fixture-files';
import type { Frame } from './frame-source';
import { openVideo, type VideoSource } from './video-source';

const opened: VideoSource[] = [];
const images: ImageBitmap[] = [];
afterEach(() => {
  opened.splice(0).forEach((video) => video.stop());
  images.splice(0).forEach((image) => image.close());
  vi.restoreAllMocks();
});

async function open(file: Blob | string): Promise<VideoSource> {
  const video = await openVideo(typeof file === 'string' ? await fixture(file) : file);
  opened.push(video);
  return video;
}

async function allFrames(video: VideoSource): Promise<Frame[]> {
  const frames: Frame[] = [];
  for (let frame = await video.nextFrame(); frame; frame = await video.nextFrame()) {
    frames.push(frame);
    images.push(frame.image);
  }
  return frames;
}

const fault = (reason: string) => ({ name: 'SourceFault', reason });

describe('a video', () => {
  it('plays to its end, muted, then gives null', async () => {
    const video = await open('videos/moving.webm');
    expect(video.size).toEqual({ width: 96, height: 64 });
    const frames = await allFrames(video);
    expect(video.element.muted).toBe(true);
    expect(video.element.ended).toBe(true);
    // Of its 15 frames a busy computer may skip many, but the last one always comes.
    expect(frames.length).toBeGreaterThan(1);
    expect(frames.map(({ time }) => time)).toEqual(frames.map(({ time }) => time).toSorted((a, b) => a - b));
    expect(pixelsOf(frames[0]!.image)).not.toEqual(pixelsOf(frames.at(-1)!.image));
    const last = await createImageBitmap(video.element);
    images.push(last);
    expect(pixelsOf(frames.at(-1)!.image)).toEqual(pixelsOf(last));
    expect(await video.nextFrame()).toBeNull();
  });

  it('gives its last frame also to a session that was busy when it ended', async () => {
    const video = await open('videos/moving.webm');
    images.push((await video.nextFrame())!.image);
    await vi.waitUntil(() => video.element.ended, { timeout: 5000 });
    expect(await allFrames(video)).toHaveLength(1);
  });

  it('waits for the first call before it plays', async () => {
    const video = await open('videos/moving.webm');
    expect(video.element.paused).toBe(true);
    expect(video.element.currentTime).toBe(0);
  });

  it('that a phone stored turned comes upright', async () => {
    const video = await open('videos/turned.mp4');
    expect(video.size).toEqual({ width: 64, height: 96 });
    const { image } = (await video.nextFrame())!;
    images.push(image);
    expect([image.width, image.height]).toEqual([64, 96]);
    expect(colourAt(image, 0.5, 0.25)).toBe(RED);
    expect(colourAt(image, 0.5, 0.75)).toBe(BLUE);
  });

  it('is freed by stop, which may come twice, and a pending wait ends with null', async () => {
    const revoke = vi.spyOn(URL, 'revokeObjectURL');
    const video = await open('videos/moving.webm');
    const url = video.element.src;
    (await video.nextFrame())!.image.close();
    const pending = video.nextFrame();
    video.stop();
    video.stop();
    expect(await pending).toBeNull();
    expect(revoke.mock.calls).toEqual([[url]]);
    expect(await video.nextFrame()).toBeNull();
  });
});

describe('refuses', () => {
  it.each([
    ['an empty file', () => new File([], 'empty.mp4', { type: 'video/mp4' }), 'empty-file'],
    ['a text named .mp4', () => new File(['No video'], 'text.mp4', { type: 'video/mp4' }), 'not-a-video'],
    ['a video with sound only', () => fixture('videos/sound-only.webm'), 'video-without-frames'],
    ['a video of which only the beginning is there', () => begin('videos/turned.mp4', 200), 'broken-video'],
    ['a photo', () => fixture('pictures/grey.jpg'), 'not-a-video'],
  ])('%s', async (_, file, reason) => {
    const revoke = vi.spyOn(URL, 'revokeObjectURL');
    await expect(open(await file())).rejects.toMatchObject(fault(reason));
    expect(revoke).toHaveBeenCalledTimes(reason === 'empty-file' ? 0 : 1);
  });

  async function begin(path: string, bytes: number): Promise<Blob> {
    return (await fixture(path)).slice(0, bytes);
  }
});

it('a video that breaks off is not taken for one that ended', async () => {
  const bytes = new Uint8Array(await (await fixture('videos/turned.mp4')).arrayBuffer());
  // The pictures lie at the end of this file; the last ones become nonsense.
  bytes.fill(0xff, -100);
  const video = await open(new Blob([bytes]));
  await expect(allFrames(video)).rejects.toMatchObject({
    ...fault('broken-video'),
    cause: expect.any(MediaError) as MediaError,
  });
  await expect(video.nextFrame()).rejects.toMatchObject(fault('broken-video'));
});
