/**
 * Directories of numbered values as TIFF has them (TIFF 6.0, section 2), in which EXIF and the Multi-Picture Format keep
 * their facts. Nothing is read outside of the bytes that are given, and nothing that is followed leads back.
 */

/** The values of each tag: numbers as they are, fractions divided, texts as character codes. */
export type TiffDirectory = ReadonlyMap<number, readonly number[]>;

export interface Tiff {
  readonly first: TiffDirectory;
  /** The directory that follows the first one; empty where there is none. */
  readonly next: TiffDirectory;
  /** The directory to which a tag points; empty where it points to none. */
  directoryAt(offset: number | undefined): TiffDirectory;
}

/** More values of one tag than we ever need: the list of 16 pictures takes 256 bytes. */
const MOST_VALUES = 1024;

/** Cameras write less than a hundred. */
const MOST_ENTRIES = 200;

const NOTHING: TiffDirectory = new Map();

/** Bytes per value and how to read one, by TIFF's number of the type. */
const TYPES: Readonly<
  Record<number, readonly [bytes: number, read: (view: DataView, at: number, little: boolean) => number]>
> = {
  1: [1, (view, at) => view.getUint8(at)],
  2: [1, (view, at) => view.getUint8(at)],
  3: [2, (view, at, little) => view.getUint16(at, little)],
  4: [4, (view, at, little) => view.getUint32(at, little)],
  5: [8, (view, at, little) => view.getUint32(at, little) / view.getUint32(at + 4, little)],
  7: [1, (view, at) => view.getUint8(at)],
  9: [4, (view, at, little) => view.getInt32(at, little)],
  10: [8, (view, at, little) => view.getInt32(at, little) / view.getInt32(at + 4, little)],
};

/** @param bytes from the byte order mark on; offsets count from there. @returns null where this is no TIFF */
export function readTiff(bytes: Uint8Array): Tiff | null {
  if (bytes.length < 8) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mark = view.getUint16(0);
  if (mark !== 0x4949 && mark !== 0x4d4d) return null;
  const little = mark === 0x4949;
  if (view.getUint16(2, little) !== 42) return null;
  const offset = view.getUint32(4, little);
  return {
    first: readDirectory(view, offset, little),
    next: readDirectory(view, offsetOfNext(view, offset, little), little),
    directoryAt: (at) => readDirectory(view, at ?? 0, little),
  };
}

function readDirectory(view: DataView, offset: number, little: boolean): TiffDirectory {
  if (offset < 8 || offset + 2 > view.byteLength) return NOTHING;
  const directory = new Map<number, readonly number[]>();
  const entries = Math.min(MOST_ENTRIES, view.getUint16(offset, little));
  for (let entry = 0; entry < entries; entry++) {
    const at = offset + 2 + entry * 12;
    if (at + 12 > view.byteLength) break;
    const values = readValues(view, at, little);
    if (values) directory.set(view.getUint16(at, little), values);
  }
  return directory;
}

/** Up to four bytes of values stand in the entry itself, more of them where it points to. */
function readValues(view: DataView, entry: number, little: boolean): number[] | null {
  const type = TYPES[view.getUint16(entry + 2, little)];
  const count = view.getUint32(entry + 4, little);
  if (!type || count > MOST_VALUES) return null;
  const [bytes, read] = type;
  const start = bytes * count <= 4 ? entry + 8 : view.getUint32(entry + 8, little);
  if (start + bytes * count > view.byteLength) return null;
  return Array.from({ length: count }, (_, index) => read(view, start + index * bytes, little));
}

function offsetOfNext(view: DataView, offset: number, little: boolean): number {
  if (offset + 2 > view.byteLength) return 0;
  const at = offset + 2 + view.getUint16(offset, little) * 12;
  return at + 4 <= view.byteLength ? view.getUint32(at, little) : 0;
}
