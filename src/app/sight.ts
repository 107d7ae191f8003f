/** The detector in use: has it downloaded, started, and started again when its worker breaks. */

import {
  chooseDepth,
  chooseDetector,
  isModelStored,
  loadManifest,
  loadModel,
  requestPersistence,
} from '../offline/model-store';
import type { DetectorDescription, ServedDepthModel } from '../scene/model-description';
import { type VisionClient, startVision } from './vision-client';

export interface DownloadEvents {
  /** Something has to be downloaded. */
  readonly onStart: () => void;
  /** Bytes that have arrived, of how many. */
  readonly onProgress: (bytes: number, total: number) => void;
  /** The device doesn't keep the model: it works now, but not offline next time. */
  readonly onNotKept: () => void;
}

/** A detector that the person may choose. */
export interface DetectorChoice {
  readonly name: string;
  readonly title: string;
}

/** A downloaded detector that doesn't run yet. */
export interface LoadedDetector {
  readonly description: DetectorDescription;
  readonly bytes: Uint8Array;
  /** All that there are. */
  readonly choices: readonly DetectorChoice[];
  /** The depth network that goes with it; not downloaded. */
  readonly depth: ServedDepthModel | null;
}

/** A running detector. */
export interface Sight {
  readonly description: DetectorDescription;
  readonly depth: ServedDepthModel | null;
  readonly vision: VisionClient;
  /**
   * Replaces a broken worker by a new one with a single thread, the most careful way to run.
   * @throws Error when that one can't start either
   */
  restart(): Promise<Sight>;
}

/**
 * @param name of a detector in the manifest, or null for the default one
 * @param signal stops the download; what has arrived stays
 * @throws ModelFault; the abort reason when `signal` is aborted
 */
export async function loadDetector(
  name: string | null,
  events: DownloadEvents,
  signal: AbortSignal,
): Promise<LoadedDetector> {
  const manifest = await loadManifest();
  const model = chooseDetector(manifest, name ?? undefined);
  // Without waiting: Firefox asks the person, and the answer changes nothing now.
  void requestPersistence();
  // What is stored already isn't downloaded, and isn't told to be.
  const isStored = await isModelStored(model);
  if (!isStored) events.onStart();
  return {
    description: model.description,
    bytes: await loadModel(model, { signal, ...(isStored ? { onNotKept: events.onNotKept } : events) }),
    choices: manifest.detectors.map(({ description, title }) => ({ name: description.name, title })),
    depth: chooseDepth(manifest),
  };
}

/** @throws Error when the detector can't run in this browser */
export async function openSight(detector: LoadedDetector, threads: number): Promise<Sight> {
  const vision = await startVision(detector.bytes, detector.description, threads);
  return {
    description: detector.description,
    depth: detector.depth,
    vision,
    restart() {
      vision.dispose();
      return openSight(detector, 1);
    },
  };
}
