/**
 * Dynamic Depth 1.0 (https://developer.android.com/static/media/camera/camera2/Dynamic-depth-v1.0.pdf): the XMP
 * describes cameras and their depth, and lists the files that follow the photo's own JPEG in the same file.
 */

import { type StoredDepth, googleScale } from './depth-scale';
import { isJpeg, jpegEnd } from './jpeg';
import { isPng } from './png';
import type { XmlElement } from './xml';
import { type Xmp, elementsWith, property } from './xmp';

const NAMESPACE = 'http://ns.google.com/photos/dd/1.0/';
const depthMap = (name: string) => `${NAMESPACE}depthmap/ ${name}`;
const item = (name: string) => `${NAMESPACE}item/ ${name}`;

/** Only this unit is one of length; "Diopters" come with values that are none (Pixel 4), and "None" says so itself. */
const METRES = 'meters';

/** @returns null where the photo carries no such depth */
export function readDynamicDepth(bytes: Uint8Array, xmp: Xmp): StoredDepth | null {
  const described = elementsWith(xmp, depthMap('DepthURI')).find(
    (element) => property(element, depthMap('ItemSemantic')) !== 'Segmentation',
  );
  if (!described) return null;
  const get = (name: string) => property(described, depthMap(name));
  const scale = googleScale(
    get('Format') ?? '',
    Number(get('Near')),
    Number(get('Far')),
    get('Units')?.toLowerCase() === METRES ? 1 : null,
    get('MeasureType') === 'OpticRay' ? 'ray' : 'axis',
  );
  const picture = scale && appended(bytes, elementsWith(xmp, item('Mime')), get('DepthURI')!);
  return picture && { picture, scale };
}

/**
 * The file of this address among those behind the photo. They are counted from the end of the photo, and where that leads
 * to no picture (other software may have put something between) from the end of the file.
 */
function appended(bytes: Uint8Array, items: readonly XmlElement[], uri: string): Uint8Array | null {
  const [primary, ...others] = items.map((element) => ({
    uri: property(element, item('DataURI')),
    length: wholeNumber(property(element, item('Length'))),
    padding: wholeNumber(property(element, item('Padding'))),
  }));
  const position = others.findIndex((other) => other.uri === uri);
  const wanted = others[position];
  if (!primary || !wanted) return null;
  const total = (from: number, to?: number) =>
    others.slice(from, to).reduce((sum, { length, padding }) => sum + length + padding, 0);
  const starts = [
    (jpegEnd(bytes) ?? NaN) + primary.padding + total(0, position),
    bytes.length - total(position),
  ];
  for (const start of starts) {
    if (!(start > 0 && start + wanted.length <= bytes.length)) continue;
    const picture = bytes.subarray(start, start + wanted.length);
    if (isJpeg(picture) || isPng(picture)) return picture;
  }
  return null;
}

/** 0 where it is missing or no number. */
function wholeNumber(text: string | undefined): number {
  const value = Number(text ?? 0);
  return Number.isSafeInteger(value) && value >= 0 ? value : 0;
}
