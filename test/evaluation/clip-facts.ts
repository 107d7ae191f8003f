/** What is known of the cameras of clips that were filmed by somebody who walked. */

import type { LookOptions } from '../../src/worker/vision';

/**
 * Of the optical axis above the horizon, radians. The footpath's horizon, read by eye once a second and followed from
 * frame to frame, lies 12 degrees above the middle of the picture for the lens that is assumed (26 mm on film), within 2
 * degrees all along: a phone's sensor tells no less.
 */
const WALKERS_PITCH: Readonly<Record<string, number>> = { 'footpath_walk_0-20s.mp4': -0.206 };

/**
 * A walker's clip is looked at as the camera in a walker's hand; any other as a film, of whose camera nothing is known,
 * and a still one is then no dead camera.
 * @param clip the name of its file
 */
export function clipOptions(clip: string): Pick<LookOptions, 'source' | 'orientation'> {
  const pitch = WALKERS_PITCH[clip];
  return pitch === undefined
    ? { source: 'video' }
    : { source: 'camera', orientation: { pitch, roll: 0, heading: 0 } };
}
