import { basename, extname, join, resolve } from 'node:path';
import { UsageError } from './command-line';

const PICTURE_ENDINGS = ['.png', '.jpg', '.jpeg', '.webp'];

export interface AnnotatedTargets {
  /** To be made before the files are written; null when there is none. */
  readonly folder: string | null;
  /** One for each photo, in the same order; empty when no pictures are wanted. */
  readonly files: readonly string[];
}

/**
 * Where the annotated pictures go: no two to the same file, and none over a photo.
 * @param picture what `--picture` said: one file, or a folder
 * @throws UsageError when one file is named for several photos, or is a photo itself
 */
export function annotatedTargets(images: readonly string[], picture: string | undefined): AnnotatedTargets {
  if (picture === undefined) return { folder: null, files: [] };
  if (PICTURE_ENDINGS.includes(extname(picture).toLowerCase())) {
    if (images.length > 1) throw new UsageError('--picture names one file, but there are several photos.');
    if (resolve(picture) === resolve(images[0]!)) {
      throw new UsageError('--picture would overwrite the photo: choose another name.');
    }
    return { folder: null, files: [picture] };
  }
  const used = new Set(images.map((image) => resolve(image)));
  const files = images.map((image) => {
    const name = basename(image, extname(image));
    let file = join(picture, `${name}.png`);
    for (let number = 2; used.has(resolve(file)); number++) file = join(picture, `${name}-${number}.png`);
    used.add(resolve(file));
    return file;
  });
  return { folder: picture, files };
}
