/** `npm run look`: the whole pipeline on photos, in Node, on the same WebAssembly runtime as the browser. */

import { mkdir } from 'node:fs/promises';
import { readServedModel } from '../../models/served';
import { defaultFocalLength, focalLengthFromFieldOfView } from '../../src/scene/geometry';
import type { Scene, Size } from '../../src/scene/scene';
import { createDetector } from '../../src/worker/detector';
import type { Picture } from '../../src/worker/letterbox';
import { type Vision, createVision } from '../../src/worker/vision';
import { writeAnnotated } from './annotate';
import { runCommand } from './command-line';
import { LOOK_USAGE, type LookCommand, parseLookCommand } from './look-options';
import { PictureError, readPicture } from './picture';
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
  const { bytes, description } = await readServedModel(command.model);
  const detector = await createDetector(bytes, description);
  const vision = createVision(detector);
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
  await detector.release();
  return status;
});

/** @returns what was seen and how many milliseconds it took in all, or why the photo can't be read */
async function lookAt(
  image: string,
  vision: Vision,
  { size, score, lens }: LookCommand,
): Promise<{ picture: Picture; scene: Scene; total: number } | string> {
  const start = performance.now();
  try {
    const picture = await readPicture(image);
    const scene = await vision.look(picture, start, {
      source: 'photo',
      focalLength: focalLength(picture, lens),
      ...(size === undefined ? {} : { size }),
      ...(score === undefined ? {} : { minimumScore: score, allLabels: true }),
    });
    return { picture, scene, total: performance.now() - start };
  } catch (error) {
    if (error instanceof PictureError) return error.message;
    throw error;
  }
}

/** In pixels of the upright image. */
function focalLength(image: Size, { focal, fieldOfView }: LookCommand['lens']): number {
  if (focal !== undefined) return focal;
  if (fieldOfView !== undefined) return focalLengthFromFieldOfView(image.width, fieldOfView);
  return defaultFocalLength(image);
}
