/**
 * A clip for the fake camera in which nothing is to be seen until one clear thing appears, again and again: for
 * measuring how long it takes until the thing is told. A block of colour in the corner tells a program that watches
 * the page which thing it is that has appeared; the detector takes no notice of it.
 */

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import sharp, { type OverlayOptions } from 'sharp';
import { lacksShared, sharedPath } from '../shared-data';

const CACHE = resolve(import.meta.dirname, '../../node_modules/.cache/nearsay-clips');

/** Changes with whatever changes the pictures: a clip of another version is made anew. */
const VERSION = 1;

/** One thing that appears: cut from a photo in which the detector is sure of it, and stood on the drawn floor. */
export interface Appearance {
  /** The class of the detector. */
  readonly label: string;
  /** Colour of the block in the corner, as red, green and blue, each 0 or 255. */
  readonly mark: readonly [number, number, number];
  /** Path in the shared folder, and the part of that photo, in its pixels. */
  readonly photo: string;
  readonly part: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
  /** Of the clip: height of the thing, and where its foot stands. 0 to 1 of the picture's height and width. */
  readonly height: number;
  readonly x: number;
  readonly foot: number;
}

/**
 * In the order of the clip. They differ in class and side, so that each one is news; two are as many as the announcer
 * tells in so short a time, and the last one stands so close in the way that it is a hazard, for which nothing waits.
 */
export const APPEARANCES: readonly Appearance[] = [
  {
    label: 'person',
    mark: [255, 0, 0],
    photo: 'data/public/coco128_val/images/000000007511.jpg',
    part: { left: 365, top: 232, width: 152, height: 248 },
    ...{ height: 0.62, x: 0.25, foot: 0.9 },
  },
  {
    label: 'zebra',
    mark: [255, 255, 0],
    photo: 'data/public/coco128_val/images/000000011760.jpg',
    part: { left: 440, top: 75, width: 185, height: 345 },
    ...{ height: 0.6, x: 0.75, foot: 0.88 },
  },
  {
    label: 'fire hydrant',
    mark: [255, 0, 255],
    photo: 'data/public/coco_mini_val/images/000000565607.jpg',
    part: { left: 425, top: 0, width: 215, height: 308 },
    ...{ height: 0.8, x: 0.5, foot: 0.98 },
  },
];

export const CLIP = {
  width: 640,
  height: 480,
  /** Chromium plays a motion JPEG at this rate, whatever its maker meant (measured: a part of 8 s took 8.00 s). */
  framesPerSecond: 30,
  /** Longer than the announcer remembers a thing that is gone, so that the next one meets a quiet app. */
  emptySeconds: 5,
  /** Long enough for the thing's words. */
  thingSeconds: 3,
  /** Side of the square in the upper left corner that holds the mark; black while nothing is to be seen. Pixels. */
  markSize: 32,
} as const;

/** The whole clip, in seconds: then it begins anew. */
export const CLIP_SECONDS = APPEARANCES.length * (CLIP.emptySeconds + CLIP.thingSeconds);

/** How far the hand that holds the camera sways to each side, pixels; a frame that never moves would be a dead camera. */
const SWAY_PX = 6;

/** Frames of one sway; it divides both parts of the clip, so that they end where they began. */
const SWAY_FRAMES = 30;

/** Standard deviation of a phone's sensor noise, grey levels. */
const NOISE_LEVELS = 3;

/** Whether the clip can't be made for want of photos. */
export const lacksAppearances = APPEARANCES.some(({ photo }) => lacksShared(photo));

/**
 * Makes the clip, once: it is kept in the packages' cache.
 * @returns its absolute path
 * @throws Error when a photo is missing
 */
export async function appearingClip(): Promise<string> {
  const name = createHash('sha256')
    .update(JSON.stringify([VERSION, CLIP, APPEARANCES]))
    .digest('hex');
  const clip = join(CACHE, `appearing-${name.slice(0, 16)}.mjpeg`);
  if (existsSync(clip)) return clip;
  mkdirSync(CACHE, { recursive: true });
  const empty = await swayed(null);
  const frames: Buffer[] = [];
  for (const appearance of APPEARANCES) {
    frames.push(
      ...repeated(empty, CLIP.emptySeconds),
      ...repeated(await swayed(appearance), CLIP.thingSeconds),
    );
  }
  const unfinished = `${clip}.${process.pid}`;
  writeFileSync(unfinished, Buffer.concat(frames));
  renameSync(unfinished, clip);
  return clip;
}

/** One frame of the clip as a JPEG. @param step 0 to 29, of the sway */
export async function appearingFrame(appearance: Appearance | null, step: number): Promise<Buffer> {
  const { width, height, markSize } = CLIP;
  const angle = (2 * Math.PI * step) / SWAY_FRAMES;
  const sway = {
    x: Math.round(SWAY_PX * Math.sin(angle)),
    y: Math.round((SWAY_PX / 2) * Math.sin(2 * angle)),
  };
  const things = appearance ? [await thingOf(appearance, sway)] : [];
  const [red, green, blue] = appearance?.mark ?? [0, 0, 0];
  const mark = {
    width: markSize,
    height: markSize,
    channels: 3,
    background: { r: red, g: green, b: blue },
  } as const;
  const room = await sharp(drawnRoom())
    .extract({ left: SWAY_PX - sway.x, top: SWAY_PX - sway.y, width, height })
    .composite(things)
    .removeAlpha()
    .raw()
    .toBuffer();
  return sharp(withNoise(room, step), { raw: { width, height, channels: 3 } })
    .composite([{ input: { create: mark }, left: 0, top: 0 }])
    .jpeg({ quality: 75 })
    .toBuffer();
}

async function swayed(appearance: Appearance | null): Promise<Buffer[]> {
  const frames: Buffer[] = [];
  for (let step = 0; step < SWAY_FRAMES; step++) frames.push(await appearingFrame(appearance, step));
  return frames;
}

function repeated(frames: readonly Buffer[], seconds: number): Buffer[] {
  const count = seconds * CLIP.framesPerSecond;
  return Array.from({ length: count }, (_, index) => frames[index % frames.length]!);
}

/** The cut fades into the wall, or its straight edges would be what the detector sees. */
async function thingOf(
  { photo, part, height, x, foot }: Appearance,
  sway: { readonly x: number; readonly y: number },
): Promise<OverlayOptions> {
  const size = { height: Math.round(height * CLIP.height), width: 0 };
  size.width = Math.round((size.height * part.width) / part.height);
  const fade = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}">` +
      '<filter id="soft"><feGaussianBlur stdDeviation="5"/></filter>' +
      `<rect x="8" y="8" width="${size.width - 16}" height="${size.height - 16}" fill="#fff" filter="url(#soft)"/></svg>`,
  );
  const input = await sharp(sharedPath(photo))
    .extract(part)
    .resize(size.width, size.height, { fit: 'fill' })
    .ensureAlpha()
    .composite([{ input: fade, blend: 'dest-in' }])
    .png()
    .toBuffer();
  const left = Math.round(x * CLIP.width - size.width / 2) + sway.x;
  const top = Math.round(foot * CLIP.height - size.height) + sway.y;
  return { input, left, top };
}

/** A papered wall and a floor of planks: structure enough to be no blank wall, and nothing that has a name. */
function drawnRoom(): Buffer {
  const width = CLIP.width + 2 * SWAY_PX;
  const height = CLIP.height + 2 * SWAY_PX;
  const horizon = Math.round(height * 0.5);
  const stripes = Array.from(
    { length: 12 },
    (_, index) => `<rect x="${index * 60}" width="30" height="${horizon}" fill="#b9b39f"/>`,
  );
  const planks = Array.from({ length: 13 }, (_, index) => {
    const foot = (index - 6) * 190 + width / 2;
    return `<line x1="${width / 2 + (index - 6) * 60}" y1="${horizon}" x2="${foot}" y2="${height}" stroke="#5b4630" stroke-width="3"/>`;
  });
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
      `<rect width="${width}" height="${height}" fill="#c8c2ae"/>${stripes.join('')}` +
      `<rect y="${horizon}" width="${width}" height="${height}" fill="#7d6246"/>${planks.join('')}` +
      `<rect y="${horizon - 8}" width="${width}" height="8" fill="#e8e4d8"/></svg>`,
  );
}

/** The same noise in each run: a generator of its own (mulberry32 by T. Ettinger, public domain), seeded by the frame. */
function withNoise(pixels: Buffer, seed: number): Buffer {
  let state = seed + 1;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  // The sum of four uniform numbers has a standard deviation of 1 / sqrt(3).
  const scale = NOISE_LEVELS * Math.sqrt(3);
  const noisy = Buffer.from(pixels);
  for (let index = 0; index < noisy.length; index += 3) {
    const noise = Math.round(scale * (uniform() + uniform() + uniform() + uniform() - 2));
    for (let channel = index; channel < index + 3; channel++) {
      noisy[channel] = Math.max(0, Math.min(255, pixels[channel]! + noise));
    }
  }
  return noisy;
}
