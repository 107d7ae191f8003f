import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { IN_CI } from '../shared-data';
import { FfmpegMissing, type ClipFrame, clipRate, readClip, readPamPictures } from './clip';

const lacksFfmpeg = !IN_CI && spawnSync('ffmpeg', ['-version']).status !== 0;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nearsay-clip-'));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => void vi.unstubAllEnvs());

async function all<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const list: Value[] = [];
  for await (const value of values) list.push(value);
  return list;
}

describe.skipIf(lacksFfmpeg)('readClip', () => {
  /** Two seconds at 10 frames a second, lossless: the first second red, the second one blue. */
  const clip = () => join(folder, 'red-then-blue.mkv');

  beforeAll(() => {
    const colour = (name: string) => ['-f', 'lavfi', '-i', `color=${name}:size=64x48:rate=10:duration=1`];
    const joined = ['-filter_complex', '[0][1]concat', '-c:v', 'ffv1', '-pix_fmt', 'bgra'];
    execFileSync('ffmpeg', ['-loglevel', 'error', ...colour('red'), ...colour('blue'), ...joined, clip()]);
  });

  /** Red, green, blue of the first pixel, to a sixteenth: ffmpeg makes its colours by way of YUV. */
  const firstColour = ({ picture }: ClipFrame) =>
    [...picture.data.subarray(0, 3)].map((value) => Math.round(value / 16));

  test('gives the frames at the rate that is asked for, with their times', async () => {
    const frames = await all(readClip(clip(), 5));
    expect(frames.map(({ time }) => time)).toEqual([0, 200, 400, 600, 800, 1000, 1200, 1400, 1600, 1800]);
    expect(frames[0]!.picture).toMatchObject({ width: 64, height: 48 });
    expect(frames[0]!.picture.data).toHaveLength(64 * 48 * 4);
    expect(firstColour(frames[4]!)).toEqual([16, 0, 0]);
    expect(firstColour(frames[5]!)).toEqual([0, 0, 16]);
  });

  test('reads the beginning only when asked to', async () => {
    expect(await all(readClip(clip(), 10, 0.5))).toHaveLength(5);
  });

  test('knows the clip’s own rate', async () => {
    expect(await clipRate(clip())).toBe(10);
  });

  test('may be left early', async () => {
    for await (const { time } of readClip(clip(), 10)) {
      expect(time).toBe(0);
      break;
    }
  });

  test('tells what ffmpeg says of a file that is no video', async () => {
    const file = join(folder, 'words.mp4');
    await writeFile(file, 'no video');
    const words = /ffmpeg can't read .*words\.mp4: .*Invalid data/s;
    await expect(all(readClip(file, 5))).rejects.toThrow(words);
    await expect(clipRate(file)).rejects.toThrow(words);
  });
});

describe('a clip without ffmpeg', () => {
  test('says that it is missing', async () => {
    vi.stubEnv('PATH', folder);
    await expect(all(readClip('any.mp4', 5))).rejects.toThrow(FfmpegMissing);
    await expect(clipRate('any.mp4')).rejects.toThrow(FfmpegMissing);
  });
});

describe('readPamPictures', () => {
  const pam = (width: number, height: number, value: number) =>
    Buffer.concat([
      Buffer.from(`P7\nWIDTH ${width}\nHEIGHT ${height}\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n`),
      Buffer.alloc(width * height * 4, value),
    ]);

  async function* inPieces(bytes: Buffer, size: number) {
    for (let start = 0; start < bytes.length; start += size) {
      yield await Promise.resolve(bytes.subarray(start, start + size));
    }
  }

  test.each([1, 7, 1000])('puts pictures together from pieces of %i bytes', async (size) => {
    const bytes = Buffer.concat([pam(3, 2, 10), pam(2, 2, 20), pam(1, 1, 30)]);
    const pictures = await all(readPamPictures(inPieces(bytes, size)));
    expect(pictures.map(({ width, height, data }) => [width, height, ...new Set(data)])).toEqual([
      [3, 2, 10],
      [2, 2, 20],
      [1, 1, 30],
    ]);
    expect(pictures[0]!.data).toHaveLength(24);
  });

  test('refuses a picture that is cut short, or another format', async () => {
    const short = pam(3, 2, 10).subarray(0, -1);
    await expect(all(readPamPictures(inPieces(short, 9)))).rejects.toThrow('end in the middle');
    const grey = Buffer.from('P7\nWIDTH 1\nHEIGHT 1\nDEPTH 1\nMAXVAL 255\nENDHDR\n0');
    await expect(all(readPamPictures(inPieces(grey, 9)))).rejects.toThrow('Not a PAM picture');
  });
});
