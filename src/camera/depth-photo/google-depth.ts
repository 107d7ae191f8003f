/**
 * Depth in a photo's XMP, base64 (https://developers.google.com/depthmap-metadata/reference), as Google's camera wrote
 * it with "Lens Blur", and as many others have since.
 */

import { type DepthScale, type StoredDepth, googleScale } from './depth-scale';
import { type Xmp, elementsWith, property } from './xmp';

const NAMESPACE = 'http://ns.google.com/photos/1.0/depthmap/';
const name = (local: string) => `${NAMESPACE} ${local}`;

/**
 * The specification takes metres where no unit is named. We don't: its own examples name none with distances of 29 to
 * 879, and the camera app that came with it recovered shape from a sweep of the hand, which has no scale.
 */
const METRES_PER_UNIT: Readonly<Record<string, number>> = { m: 1, mm: 0.001, cm: 0.01 };

/** @returns null where the photo carries no such depth */
export function readGoogleDepth(xmp: Xmp): StoredDepth | null {
  const [described] = elementsWith(xmp, name('Near'));
  const [holder] = elementsWith(xmp, name('Data'));
  if (!described || !holder) return null;
  const scale = scaleOf((local) => property(described, name(local)));
  return scale && { picture: fromBase64(property(holder, name('Data'))!), scale };
}

function scaleOf(get: (local: string) => string | undefined): DepthScale | null {
  return googleScale(
    get('Format') ?? 'RangeInverse',
    Number(get('Near')),
    Number(get('Far')),
    METRES_PER_UNIT[get('Units')?.toLowerCase() ?? ''] ?? null,
    get('MeasureType') === 'OpticRay' ? 'ray' : 'axis',
  );
}

/** @throws DOMException where it is none */
function fromBase64(text: string): Uint8Array {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
