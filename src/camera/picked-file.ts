import { kindOfFile } from './file-kind';
import { openPhoto, type PhotoSource } from './photo-source';
import { openVideo, type VideoSource } from './video-source';

/**
 * Opens a file that was picked, pasted, dropped or shared. Its first bytes decide whether it is a photo or a video,
 * since names and types are often wrong; where they say nothing, its type does. What is neither is tried as a photo,
 * so that its fault is `not-an-image`.
 * @throws SourceFault as `openPhoto` and `openVideo` do.
 */
export async function openFile(file: File): Promise<PhotoSource | VideoSource> {
  const kind = (await kindOfFile(file)) ?? (/^(video|audio)\//.test(file.type) ? 'media' : 'image');
  return kind === 'media' ? openVideo(file) : openPhoto(file);
}

/** The files that came with a paste or a drop, in their order; empty when it was text or a link. */
export function filesFromTransfer(transfer: DataTransfer | null): File[] {
  return [...(transfer?.files ?? [])];
}
