/** A photo of our own that the real detector knows things in: a drawn room, with a chair nearest. */

import { fixture } from '../fixtures/fixture-files';

export async function drawnRoom(): Promise<File> {
  const drawing = new File([await fixture('pictures/room.svg')], 'room.svg', { type: 'image/svg+xml' });
  const image = new Image();
  image.src = URL.createObjectURL(drawing);
  await image.decode();
  URL.revokeObjectURL(image.src);
  const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
  canvas.getContext('2d')!.drawImage(image, 0, 0);
  return new File([await canvas.convertToBlob({ type: 'image/png' })], 'room.png', { type: 'image/png' });
}
