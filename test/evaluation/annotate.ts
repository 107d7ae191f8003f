/** A photo with what was found drawn over it: boxes, and on each one class, score and distance. */

import sharp from 'sharp';
import { intersectionArea } from '../../src/scene/boxes';
import type { Box, Scene, SceneObject, Size } from '../../src/scene/scene';
import type { Picture } from '../../src/worker/letterbox';
import { formatMetres } from './report';

/** Yellow on black has a contrast of 19:1, and a line of both is seen on any ground. */
const INK = '#ffee00';
const GROUND = '#000000';

/** Labels grow with the picture, so that they can be read when it is shown whole on a screen. */
const FONT_SHARE_OF_LONGER_SIDE = 1 / 45;
const LEAST_FONT_PX = 12;

/** Mean advance of a bold sans serif letter, in ems (DejaVu Sans Bold, the widest of the usual fonts). */
const EMS_PER_LETTER = 0.7;

/**
 * Writes the annotated picture.
 * @param target its ending names the format: .png, .jpg or .webp
 */
export async function writeAnnotated(picture: Picture, scene: Scene, target: string): Promise<void> {
  const { data, width, height } = picture;
  await sharp(data, { raw: { width, height, channels: 4 } })
    .composite([{ input: Buffer.from(overlay(scene)) }])
    .toFile(target);
}

/** The drawing alone, as SVG of the picture's size. Far objects come first, so that near ones lie on top. */
export function overlay({ image, objects }: Scene): string {
  const font = Math.max(LEAST_FONT_PX, Math.max(image.width, image.height) * FONT_SHARE_OF_LONGER_SIDE);
  const placed: Box[] = [];
  const labels = objects.map((object) => {
    const text = `${object.rank} ${object.label} ${object.score.toFixed(2)} ${distanceOf(object)}`;
    const place = placeLabel(text, object.box, image, font, placed);
    placed.push(place);
    return drawLabel(text, place, font);
  });
  const boxes = objects.map((object) => drawBox(object, Math.round(font / 6)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${image.width}" height="${image.height}">`,
    ...boxes.toReversed(),
    ...labels.toReversed(),
    '</svg>',
  ].join('');
}

/** In metres or, where nothing tells them, by the paper's measure. */
function distanceOf({ metres, referencePx }: SceneObject): string {
  return metres ? `${formatMetres(metres.best)} m` : `${referencePx.toFixed(0)} px`;
}

function drawBox({ box }: SceneObject, stroke: number): string {
  const shape = `x="${box.left}" y="${box.top}" width="${box.width}" height="${box.height}" fill="none"`;
  return (
    `<rect ${shape} stroke="${GROUND}" stroke-width="${stroke * 2}"/>` +
    `<rect ${shape} stroke="${INK}" stroke-width="${stroke}"/>`
  );
}

function drawLabel(text: string, place: Box, font: number): string {
  const { left, top, width, height } = place;
  return (
    `<rect x="${left}" y="${top}" width="${width}" height="${height}" fill="${GROUND}"/>` +
    `<text x="${left + width / 2}" y="${top + font}" font-size="${font}" font-weight="bold" fill="${INK}"` +
    ` text-anchor="middle" font-family="DejaVu Sans, Liberation Sans, Arial, sans-serif">${escapeXml(text)}</text>`
  );
}

/** Above the box, else inside it at the top, below it, or at its foot: the first place that is free, in the picture. */
function placeLabel(text: string, box: Box, image: Size, font: number, taken: readonly Box[]): Box {
  const width = text.length * font * EMS_PER_LETTER;
  const height = font * 1.35;
  const bottom = box.top + box.height;
  const left = Math.max(0, Math.min(box.left, image.width - width));
  const places = [box.top - height, box.top, bottom, bottom - height]
    .filter((top) => top >= 0 && top + height <= image.height)
    .map((top) => ({ left, top, width, height }));
  const free = places.find((place) => !taken.some((other) => intersectionArea(place, other) > 0));
  return free ?? places[0] ?? { left, top: Math.max(0, box.top), width, height };
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
