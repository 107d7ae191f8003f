/** The frames of a video, in Node, as the app would hand them to the vision worker. */

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import type { Picture } from '../../src/worker/letterbox';

export interface ClipFrame {
  readonly picture: Picture;
  /** Milliseconds from the start of the clip. */
  readonly time: number;
}

/** ffmpeg isn't installed: nothing is wrong with the clip. */
export class FfmpegMissing extends Error {
  constructor(options?: ErrorOptions) {
    super('Clips are read through ffmpeg, which is not installed.', options);
    this.name = 'FfmpegMissing';
  }
}

/**
 * @returns frames per second, as the clip states it
 * @throws FfmpegMissing, or Error with ffprobe's words when it can't read the clip
 */
export async function clipRate(file: string): Promise<number> {
  const args = [
    '-v',
    'error',
    '-select_streams',
    'v:0',
    '-show_entries',
    'stream=avg_frame_rate',
    '-of',
    'csv=p=0',
  ];
  const { stdout } = await promisify(execFile)('ffprobe', [...args, file]).catch((cause: Error) => {
    throw clipError(file, cause);
  });
  const [frames, seconds] = stdout.trim().split('/').map(Number);
  const rate = frames! / seconds!;
  if (!(rate > 0 && Number.isFinite(rate)))
    throw new Error(`${file} is no video: it states no frames a second.`);
  return rate;
}

/** @param cause what a process ended with; `stderr` holds its words, where it had any */
function clipError(file: string, cause: NodeJS.ErrnoException & { readonly stderr?: string }): Error {
  if (cause.code === 'ENOENT') return new FfmpegMissing({ cause });
  return new Error(`ffmpeg can't read ${file}: ${(cause.stderr || cause.message).trim()}`, { cause });
}

/**
 * Reads a video frame by frame, upright, holding one frame at a time.
 * @param rate frames per second; those of the clip are left out or repeated to make it
 * @param seconds how much of the clip is read, from its start
 * @throws FfmpegMissing, or Error with ffmpeg's words when it can't read the clip
 */
export async function* readClip(file: string, rate: number, seconds = Infinity): AsyncGenerator<ClipFrame> {
  const child = ffmpeg(file, rate, seconds);
  const ended = endOf(child, file);
  // It may fail while nobody waits for it yet; that is told below.
  ended.catch(() => undefined);
  let index = 0;
  try {
    for await (const picture of readPamPictures(child.stdout!)) {
      yield { picture, time: (1000 * index++) / rate };
    }
    await ended;
    if (index === 0) throw new Error(`${file} holds no picture.`);
  } finally {
    child.kill();
  }
}

/** PAM states the size with each picture, so that nobody has to know it, or how the video is turned, in advance. */
function ffmpeg(file: string, rate: number, seconds: number): ChildProcess {
  const limit = Number.isFinite(seconds) ? ['-t', `${seconds}`] : [];
  const pictures = ['-an', '-vf', `fps=${rate}`, '-f', 'image2pipe', '-c:v', 'pam', '-pix_fmt', 'rgba', '-'];
  const args = ['-nostdin', '-loglevel', 'error', ...limit, '-i', file, ...pictures];
  return spawn('ffmpeg', args, { stdio: ['ignore', 'pipe', 'pipe'] });
}

async function endOf(child: ChildProcess, file: string): Promise<void> {
  let stderr = '';
  child.stderr!.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [status] = (await once(child, 'close').catch((cause: Error) => {
    throw clipError(file, cause);
  })) as [number | null];
  if (status !== 0) throw clipError(file, Object.assign(new Error(`status ${status}`), { stderr }));
}

const HEADER_END = 'ENDHDR\n';

/**
 * Cuts a stream of PAM pictures (netpbm.sourceforge.net/doc/pam.html) with four channels of 8 bits.
 * @throws Error when it ends within a picture, or holds something else
 */
export async function* readPamPictures(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Picture> {
  let chunks: Uint8Array[] = [];
  let available = 0;
  let wanted = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    available += chunk.length;
    if (available < wanted) continue;
    let rest = Buffer.concat(chunks);
    for (;;) {
      const cut = cutPicture(rest);
      if (typeof cut === 'number') {
        wanted = cut;
        break;
      }
      yield cut.picture;
      rest = rest.subarray(cut.length);
    }
    chunks = [rest];
    available = rest.length;
  }
  if (available > 0) throw new Error('The pictures end in the middle of one.');
}

/** The first picture and its length in bytes, or how many bytes are needed at least to know or to have it. */
function cutPicture(bytes: Buffer): { readonly picture: Picture; readonly length: number } | number {
  const end = bytes.indexOf(HEADER_END);
  if (end < 0) return bytes.length + 1;
  const header = bytes.toString('latin1', 0, end);
  const field = (name: string) => Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(header)?.[1]);
  const [width, height] = [field('WIDTH'), field('HEIGHT')];
  if (!header.startsWith('P7') || field('DEPTH') !== 4 || field('MAXVAL') !== 255 || !(width * height > 0)) {
    throw new Error(`Not a PAM picture with four channels of 8 bits: ${JSON.stringify(header)}`);
  }
  const start = end + HEADER_END.length;
  const length = start + width * height * 4;
  if (bytes.length < length) return length;
  return { picture: { data: new Uint8ClampedArray(bytes.subarray(start, length)), width, height }, length };
}
