/**
 * The XMP of a JPEG: a packet of RDF in one segment, and where it is longer than 64 kB a second one, cut into many
 * segments (ISO 16684-1 and Adobe's XMP Specification, part 3, "Storage in Files", section 1.1.3).
 */

import { APPLICATION, type JpegSegment, joined } from './jpeg';
import { hasText } from './text';
import { type XmlElement, parseXml } from './xml';

/** The outermost element of each packet, the main one first. */
export type Xmp = readonly XmlElement[];

const HEADER = 'http://ns.adobe.com/xap/1.0/\0';
const EXTENSION_HEADER = 'http://ns.adobe.com/xmp/extension/\0';
const EXTENSION_ID = 'http://ns.adobe.com/xmp/note/ HasExtendedXMP';

/** The extension's name (the MD5 of its content), its whole length, and the place of this part in it. */
const ID_LENGTH = 32;
const PART_HEADER_LENGTH = EXTENSION_HEADER.length + ID_LENGTH + 8;

/** Empty where the photo has none, or none that can be read. */
export function readXmp(bytes: Uint8Array, segments: readonly JpegSegment[]): Xmp {
  const parts = segments
    .filter(({ marker }) => marker === APPLICATION + 1)
    .map(({ start, end }) => bytes.subarray(start, end));
  const packet = parts.find((part) => hasText(part, HEADER));
  const main = packet && parseXml(decode(packet.subarray(HEADER.length)));
  if (!main) return [];
  const [noted] = elementsWith([main], EXTENSION_ID);
  const id = noted && property(noted, EXTENSION_ID);
  const extension = id && assembled(parts, id.trim());
  const extended = extension ? parseXml(decode(extension)) : null;
  return extended ? [main, extended] : [main];
}

/** The value of a property, written as an attribute or as an element of its own. */
export function property(element: XmlElement, name: string): string | undefined {
  return element.attributes.get(name) ?? element.children.find((child) => child.name === name)?.text;
}

/** The elements that have a property of this name, in the order of the document. */
export function elementsWith(xmp: Xmp, name: string): XmlElement[] {
  return xmp.flatMap((element) => [
    ...(property(element, name) === undefined ? [] : [element]),
    ...elementsWith(element.children, name),
  ]);
}

/** The parts of the extension, each in its place; null where one is missing, or they don't fit together. */
function assembled(parts: readonly Uint8Array[], id: string): Uint8Array | null {
  const own = parts
    .filter((part) => part.length > PART_HEADER_LENGTH && hasText(part, EXTENSION_HEADER + id))
    .map((part) => {
      const view = new DataView(part.buffer, part.byteOffset, part.byteLength);
      return {
        length: view.getUint32(PART_HEADER_LENGTH - 8),
        offset: view.getUint32(PART_HEADER_LENGTH - 4),
        content: part.subarray(PART_HEADER_LENGTH),
      };
    })
    .sort((a, b) => a.offset - b.offset);
  let at = 0;
  for (const { offset, content } of own) {
    if (offset !== at) return null;
    at += content.length;
  }
  return id.length === ID_LENGTH && own[0]?.length === at ? joined(own.map(({ content }) => content)) : null;
}

function decode(packet: Uint8Array): string {
  return new TextDecoder().decode(packet);
}
