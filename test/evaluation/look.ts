/** `npm run look`: the whole pipeline on photos, in Node, on the same WebAssembly runtime as the browser. */

import { mkdir } from 'node:fs/promises';
import { focalLengthFromFieldOfView } from '../../src/scene/geometry';
import type { Scene, Size } from '../../src/scene/scene';
import type { Picture } from '../../src/worker/letterbox';
import type { Vision } from '../../src/worker/vision';
import { writeAnnotated } from './annotate';
import { runCommand } from './command-line';
import { photoOptions } from './known-view';
import { LOOK_USAGE, type LookCommand, parseLookCommand } from './look-options';
import { openVision } from './open-vision';
import { readPhoto } from './photo';
import { PictureError } from './picture';
import { annotatedTargets } from './picture-targets';
import { toReport, toTable } from './report';

await runCommand(LOOK_USAGE, async () => {
  const command = parseLookCommand(process.argv.slice(2));
  if (command === 'help') {
    console.log(LOOK_USAGE);
    return 0;
  }
  const targets = annotatedTargets(command.images, command.picture);
  if (targets.folder) await mkdir(targets.folder, { recursive: true });
  const opened = await openVision(command.model);
  const vision = opened.startVision();
  let status = 0;
  for (const [index, image] of command.images.entries()) {
    const seen = await lookAt(image, vision, command);
    if (typeof seen === 'string') {
      status = 1;
      if (command.json) console.log(JSON.stringify({ image, error: seen }));
      else console.error(`${image}: ${seen}\n`);
      continue;
    }
    const { scene, picture, total } = seen;
    console.log(command.json ? JSON.stringify(toReport(image, scene, total)) : toTable(image, scene));
    const target = targets.files[index];
    if (target !== undefined) await writeAnnotated(picture, scene, target);
  }
  await opened.release();
  return status;
});

/** @returns what was seen and how many milliseconds it took in all, or why the photo can't be read */
async function lookAt(
  image: string,
  vision: Vision,
  { size, score, lens, pitch, cameraHeight }: LookCommand,
): Promise<{ picture: Picture; scene: Scene; total: number } | string> {
  const start = performance.now();
  try {
    const photo = await readPhoto(image);
    const { picture } = photo;
    const scene = await vision.look(picture, start, {
      ...photoOptions(photo, { focalLength: focalLength(picture, lens), pitch, cameraHeight }),
      ...(size === undefined ? {} : { size }),
      ...(score === undefined ? {} : { minimumScore: score, allLabels: true }),
    });
    return { picture, scene, total: performance.now() - start };
  } catch (error) {
    if (error instanceof PictureError) return error.message;
    throw error;
  }
}

/** In pixels of the upright image; null when nothing was said of the lens. */
function focalLength(image: Size, { focal, fieldOfView }: LookCommand['lens']): number | null {
  if (fieldOfView !== undefined) return focalLengthFromFieldOfView(image.width, fieldOfView);
  return focal ?? null;
}
