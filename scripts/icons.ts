/**
 * Draws the app's PNG icons from `public/icons/mark.svg`: `npx tsx scripts/icons.ts`, after the mark was changed.
 * The pictures are committed, so the build needs no drawing.
 */

import sharp from 'sharp';

const FOLDER = 'public/icons';

/** The mark's own ground, so that no edge shows. */
const GROUND = '#0c0e12';

/** Launchers may cut a maskable icon down to a circle of 80 % of its width (https://w3c.github.io/manifest/#icon-masks). */
const MASKABLE_SCALE = 0.8;

/** iOS shows no transparency and rounds the corners itself. */
const APPLE_TOUCH_SCALE = 0.9;

/** The mark, with its rounded corners on transparent ground. */
async function drawMark(size: number): Promise<Buffer> {
  return sharp(`${FOLDER}/mark.svg`, { density: (72 * size) / 512 })
    .resize(size, size)
    .png()
    .toBuffer();
}

async function drawOnGround(size: number, scale: number): Promise<Buffer> {
  const input = await drawMark(Math.round(size * scale));
  const ground = { width: size, height: size, channels: 4, background: GROUND } as const;
  return sharp({ create: ground }).composite([{ input }]).removeAlpha().png().toBuffer();
}

async function write(picture: Buffer, name: string): Promise<void> {
  await sharp(picture).png({ palette: true, compressionLevel: 9, effort: 10 }).toFile(`${FOLDER}/${name}`);
}

for (const size of [192, 512]) {
  await write(await drawMark(size), `icon-${size}.png`);
  await write(await drawOnGround(size, MASKABLE_SCALE), `maskable-${size}.png`);
}
await write(await drawOnGround(180, APPLE_TOUCH_SCALE), 'apple-touch-icon.png');
