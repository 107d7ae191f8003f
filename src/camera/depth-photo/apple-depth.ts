/**
 * Depth of an iPhone's portrait photo saved as JPEG: a further picture whose XMP says what its values mean
 * (https://developer.apple.com/documentation/avfoundation/avdepthdata/creating_auxiliary_depth_data_manually).
 */

import { type StoredDepth, appleScale } from './depth-scale';
import { jpegSegments } from './jpeg';
import type { FurtherPicture } from './multi-picture';
import { elementsWith, property, readXmp } from './xmp';

const pixels = (name: string) => `http://ns.apple.com/pixeldatainfo/1.0/ ${name}`;
const ACCURACY = 'http://ns.apple.com/depthData/1.0/ Accuracy';

/**
 * Core Video's formats of depth, by their four-letter codes: half and whole floats, of disparity (in 1 / metres) and of
 * depth (in metres). Mattes of skin and hair call themselves depth as well, but are plain grey.
 */
const LINEAR_IN: Readonly<Record<string, 'inverse' | 'distance'>> = {
  [fourLetterCode('hdis')]: 'inverse',
  [fourLetterCode('fdis')]: 'inverse',
  [fourLetterCode('hdep')]: 'distance',
  [fourLetterCode('fdep')]: 'distance',
};

/** @returns null where none of the pictures is a depth map */
export function readAppleDepth(pictures: readonly FurtherPicture[]): StoredDepth | null {
  for (const { bytes } of pictures) {
    const xmp = readXmp(bytes, jpegSegments(bytes));
    const [described] = elementsWith(xmp, pixels('NativeFormat'));
    const get = (name: string) => described && property(described, pixels(name));
    const linearIn = LINEAR_IN[get('NativeFormat') ?? ''];
    if (!linearIn) continue;
    const [black, white] = [get('IntMinValue') ?? 0, get('IntMaxValue') ?? 255].map(Number);
    if (black !== 0 || white !== 255) continue;
    const [accurate] = elementsWith(xmp, ACCURACY);
    // "Relative" values tell what is before what, and are "not absolutely accurate in the physical world".
    const unit = accurate && property(accurate, ACCURACY) === 'absolute' ? 'per-metre' : 'relative';
    const scale = appleScale(linearIn, Number(get('FloatMinValue')), Number(get('FloatMaxValue')), unit);
    if (scale) return { picture: bytes, scale };
  }
  return null;
}

function fourLetterCode(letters: string): string {
  return String([...letters].reduce((code, letter) => code * 256 + letter.charCodeAt(0), 0));
}
