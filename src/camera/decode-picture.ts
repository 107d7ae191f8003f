/** The browser's decoder for depth pictures and stereo pairs: pixels as they were stored. */

import type { BarePicture, Raster } from './depth-photo/raster';

const QUALITY: Readonly<Record<BarePicture['resize'], ResizeQuality>> = {
  nearest: 'pixelated',
  mean: 'high',
};

/** @throws DOMException when the picture is damaged */
export async function decodePicture({ bytes, type, size, resize }: BarePicture): Promise<Raster> {
  const image = await createImageBitmap(new Blob([bytes], { type }), {
    resizeWidth: size.width,
    resizeHeight: size.height,
    resizeQuality: QUALITY[resize],
    // Grey is a number here, not a colour.
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
  });
  const context = new OffscreenCanvas(image.width, image.height).getContext('2d', {
    willReadFrequently: true,
  })!;
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const { width, height } = image;
  image.close();
  return { width, height, data };
}
