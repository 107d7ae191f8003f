/** A camera that shows a real video: Chromium takes its frames from a file and treats them as a device's. */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright';
import { sharedPath } from '../shared-data';

const CACHE = resolve(import.meta.dirname, '../../node_modules/.cache/nearsay-clips');

/** A first-person walk on a footpath, with people and cars; 640x352, about 20 s. */
export const WALK = 'data/public/videos/footpath_walk_0-20s.mp4';

/**
 * Motion JPEG, because Chromium reads nothing else but raw video, and that is 25 times as large. Thirty pictures a second,
 * because it shows them at that rate whatever they were made for (measured, Chromium 156).
 */
const ENCODING = ['-an', '-vf', 'scale=640:-2,fps=30', '-pix_fmt', 'yuvj420p', '-c:v', 'mjpeg', '-q:v', '3'];

/**
 * Makes a clip for the fake camera, once: it is kept in the packages' cache under a name that changes with its source.
 * @param video path in the shared folder
 * @returns the clip's absolute path
 * @throws Error with what ffmpeg said when it is not installed or can't read the video
 */
export function cameraClip(video = WALK): string {
  const source = sharedPath(video);
  const name = createHash('sha256')
    .update(readFileSync(source))
    .update(ENCODING.join(' '))
    .digest('hex')
    .slice(0, 16);
  const clip = join(CACHE, `${name}.mjpeg`);
  if (!existsSync(clip)) {
    mkdirSync(CACHE, { recursive: true });
    const unfinished = `${clip}.${process.pid}.mjpeg`;
    const args = ['-nostdin', '-y', '-loglevel', 'error', '-i', source, ...ENCODING, unfinished];
    const { status, stderr, error } = spawnSync('ffmpeg', args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`ffmpeg made no clip of ${video}: ${error?.message ?? stderr}`);
    renameSync(unfinished, clip);
  }
  return clip;
}

/** Arguments for Chromium: the clip is the only camera. Its frames repeat from the start when it ends. */
export function cameraArguments(clip: string): string[] {
  return ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${clip}`];
}

/** Arguments for Chromium: a machine without a camera. */
export const NO_CAMERA = ['--use-fake-device-for-media-stream=device-count=0'];

/**
 * Sends a signal to the process in which Chromium runs its cameras: SIGKILL tears the camera out, SIGSTOP lets it
 * fall silent as when another app takes it, SIGCONT gives it back.
 */
export async function signalCamera(browser: Browser, signal: NodeJS.Signals): Promise<void> {
  const debug = await browser.newBrowserCDPSession();
  const { processInfo } = await debug.send('SystemInfo.getProcessInfo');
  await debug.detach();
  const camera = processInfo.find(({ type }) => type.includes('video_capture'));
  if (!camera) throw new Error('No camera is running.');
  process.kill(camera.id, signal);
}
