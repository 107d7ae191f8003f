import { basename } from 'node:path';
import { keepOneLabelPerThing } from '../../src/scene/one-label';
import type { Detection, Scene } from '../../src/scene/scene';
import { clipRate, readClip } from './clip';
import { clipOptions } from './clip-facts';
import { type ClipFigures, clipFigures } from './clip-figures';
import { linkEveryFrame } from './clip-metrics';
import type { OpenVision } from './open-vision';

export interface ClipResult extends ClipFigures {
  /** The name of its file. */
  readonly clip: string;
  /** How much of it was seen. */
  readonly seconds: number;
}

/** What a phone manages: on one thread of a browser the detector alone takes 160 to 170 ms at its usual size. */
const LOOKS_PER_SECOND = 5;

/** A longer clip is left here: for the reference the detector runs on every frame, and nobody waits for that. */
const MOST_SECONDS = 30;

/** The reference needs no less certain detections. */
const LOWEST_SCORE = 0.25;

/**
 * Looks at a clip as the app does. Beside it the detector runs on every frame, which gives the reference for identity.
 * @param size longer side of the detector's input, pixels
 * @throws FfmpegMissing; Error when the clip can't be read
 */
export async function evaluateClip(
  file: string,
  { detector, description, startVision }: OpenVision,
  size: number,
): Promise<ClipResult> {
  const rate = await clipRate(file);
  const stride = Math.max(1, Math.round(rate / LOOKS_PER_SECOND));
  const vision = startVision();
  const detections: Detection[][] = [];
  const scenes: Scene[] = [];
  for await (const { picture, time } of readClip(file, rate, MOST_SECONDS)) {
    if (detections.length % stride === 0) {
      scenes.push(await vision.look(picture, time, { ...clipOptions(basename(file)), size }));
    }
    detections.push(
      keepOneLabelPerThing(await detector.detect(picture, { size, minimumScore: LOWEST_SCORE })),
    );
  }
  const links = linkEveryFrame(detections, { highScore: description.defaultScore });
  const reference = links.filter((_, frame) => frame % stride === 0);
  const seconds = detections.length / rate;
  return { clip: basename(file), seconds, ...clipFigures(scenes, reference, seconds) };
}
