/** Pulls frames from a source, has them looked at one at a time, and hands on each scene. */

import { type FrameSource, SourceFault } from '../camera/frame-source';
import type { Scene } from '../scene/scene';
import type { LookOptions } from '../worker/vision';
import type { VisionClient } from './vision-client';

/** Ten looks a second are enough at walking speed (12 cm each at 1.2 m/s), and spare the battery on fast phones. */
const LEAST_MS_BETWEEN_LOOKS = 100;

/**
 * A look that takes this long comes too late: at 1.2 m/s the walker has done 2.4 m since the frame. Two seconds is also
 * when the announcer stops to believe a scene.
 */
export const SLOW_AFTER_MS = 2000;

export interface Looking {
  readonly source: FrameSource;
  readonly vision: VisionClient;
  /** Read anew for each frame, so that a changed setting takes effect at once. */
  readonly options: () => Omit<LookOptions, 'source' | 'orientation' | 'focalLength35' | 'depth'>;
  readonly onScene: (scene: Scene) => void;
  /** Called while the source is silent and may come back by itself, again and again. */
  readonly onSilence: (fault: SourceFault) => void;
  /** Called when a look takes longer than `SLOW_AFTER_MS`, while it still goes on. */
  readonly onSlow: () => void;
  readonly signal: AbortSignal;
}

/**
 * Runs until the source has no more frames or the signal is aborted.
 * @throws SourceFault when the source is gone for good, another Error when the vision worker breaks
 */
export async function lookLoop({
  source,
  vision,
  options,
  onScene,
  onSilence,
  onSlow,
  signal,
}: Looking): Promise<void> {
  while (!signal.aborted) {
    const start = performance.now();
    const frame = await nextFrame(source, onSilence);
    if (frame === 'silence') continue;
    if (!frame) return;
    if (signal.aborted) return frame.image.close();
    const slow = setTimeout(onSlow, SLOW_AFTER_MS);
    const { orientation, focalLength35, depth } = frame;
    const scene = await vision
      .look(frame, { ...options(), source: source.kind, orientation, focalLength35, depth })
      .finally(() => clearTimeout(slow));
    if (signal.aborted) return;
    onScene(scene);
    const left = LEAST_MS_BETWEEN_LOOKS - (performance.now() - start);
    if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
  }
}

async function nextFrame(source: FrameSource, onSilence: (fault: SourceFault) => void) {
  try {
    return await source.nextFrame();
  } catch (fault) {
    // Another app took the camera: the source goes on as soon as it is free again.
    if (!(fault instanceof SourceFault) || fault.reason !== 'camera-taken') throw fault;
    onSilence(fault);
    return 'silence';
  }
}
