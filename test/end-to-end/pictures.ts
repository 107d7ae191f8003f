/** Pictures and videos that we make ourselves: each one has one thing wrong, or odd, with it. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import type { PickedFile } from './app-page';

function jpeg(name: string, buffer: Buffer): PickedFile {
  return { name, mimeType: 'image/jpeg', buffer };
}

/** A photo, stretched to any size in pixels. */
export async function resized(photo: string, width: number, height: number): Promise<PickedFile> {
  const picture = sharp(photo).resize(width, height, { fit: 'fill', kernel: 'linear' });
  return jpeg(`${width}x${height}.jpg`, await picture.jpeg({ quality: 40 }).toBuffer());
}

/** Turned by a quarter, with the EXIF note that says so: shown upright it is the same picture. */
export async function turnedByExif(photo: string): Promise<PickedFile> {
  const turned = await sharp(photo)
    .rotate(-90)
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 95 })
    .toBuffer();
  return jpeg('turned.jpg', turned);
}

/** A PNG whose outer edge is transparent. */
export async function transparentPng(photo: string): Promise<PickedFile> {
  const margin = { top: 20, bottom: 20, left: 20, right: 20, background: { r: 0, g: 0, b: 0, alpha: 0 } };
  const buffer = await sharp(photo).ensureAlpha().extend(margin).png().toBuffer();
  return { name: 'transparent.png', mimeType: 'image/png', buffer };
}

/** One channel, no colour. */
export async function greyPicture(photo: string): Promise<PickedFile> {
  return jpeg(
    'grey.jpg',
    await sharp(photo).greyscale().toColourspace('b-w').jpeg({ quality: 95 }).toBuffer(),
  );
}

/** The first part of a photo's file. */
export function truncated(photo: string): PickedFile {
  const bytes = readFileSync(photo);
  return jpeg('truncated.jpg', bytes.subarray(0, Math.round(bytes.length / 3)));
}

/** Sound alone, in a file that calls itself a video. */
export function videoWithoutFrames(): PickedFile {
  return video('sound', ['-f', 'lavfi', '-i', 'sine=duration=1', '-c:a', 'libopus']);
}

/** The first seconds of a video, in a format that every Chromium plays. */
export function firstSeconds(path: string, seconds: number): PickedFile {
  return video('clip', [
    '-t',
    String(seconds),
    '-i',
    path,
    '-an',
    '-c:v',
    'libvpx',
    '-deadline',
    'realtime',
    '-b:v',
    '2M',
  ]);
}

function video(name: string, ffmpegArguments: readonly string[]): PickedFile {
  const folder = mkdtempSync(join(tmpdir(), 'nearsay-video-'));
  try {
    const path = join(folder, `${name}.webm`);
    const args = ['-nostdin', '-loglevel', 'error', ...ffmpegArguments, path];
    const { status, stderr, error } = spawnSync('ffmpeg', args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`ffmpeg made no video: ${error?.message ?? stderr}`);
    return { name: `${name}.webm`, mimeType: 'video/webm', buffer: readFileSync(path) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
