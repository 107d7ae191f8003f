import { readServedDepth, readServedModel } from '../../models/served';
import type { DetectorDescription } from '../../src/scene/model-description';
import { createDepthEstimator } from '../../src/worker/depth-estimator';
import { type Detector, createDetector } from '../../src/worker/detector';
import { type Vision, createVision } from '../../src/worker/vision';

/** The served networks, ready to run in Node on the same WebAssembly runtime as the browser. */
export interface OpenVision {
  readonly detector: Detector;
  readonly description: DetectorDescription;
  /** The whole pipeline, remembering nothing. All that were started share the networks: one look at a time. */
  startVision(): Vision;
  release(): Promise<void>;
}

/**
 * @param model a detector of the catalogue; the app's when left out
 * @throws Error naming the models there are when there is none of this name
 */
export async function openVision(model?: string): Promise<OpenVision> {
  const { bytes, description } = await readServedModel(model);
  const served = await readServedDepth();
  const detector = await createDetector(bytes, description);
  const estimator = served && (await createDepthEstimator(served.bytes, served.description));
  return {
    detector,
    description,
    startVision: () => {
      const vision = createVision(detector);
      if (estimator) vision.useDepth(estimator);
      return vision;
    },
    release: async () => {
      await detector.release();
      await estimator?.release();
    },
  };
}
