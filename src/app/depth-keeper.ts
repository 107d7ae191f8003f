/**
 * Sees to it that the vision worker gets the depth network: an extra, which comes after the detector, and which nobody
 * waits for or hears of. Where it can't be had, the app runs on without it, and tries again when it is started anew.
 */

import { loadModel } from '../offline/model-store';
import type { ServedDepthModel } from '../scene/model-description';
import type { AppState, Store } from './state';
import type { VisionClient } from './vision-client';

export class DepthKeeper {
  readonly #store: Store<AppState>;
  #bytes: Promise<Uint8Array> | null = null;
  /** A worker failed with it. What may have broken one worker is not given to another. */
  #isUnfit = false;

  constructor(store: Store<AppState>) {
    this.#store = store;
  }

  /**
   * Downloads the network, if it isn't there yet, and gives it to the worker when nobody waits for a first look.
   * Never rejects.
   * @param isInUse whether the worker is still the one that looks
   */
  async give(
    model: ServedDepthModel | null,
    vision: VisionClient,
    isInUse: (vision: VisionClient) => boolean,
  ): Promise<void> {
    if (!model || this.#isUnfit) return;
    let bytes: Uint8Array;
    try {
      bytes = await (this.#bytes ??= loadModel(model));
    } catch {
      this.#bytes = null;
      return;
    }
    await this.#untilNobodyWaits();
    if (!isInUse(vision)) return;
    try {
      await vision.addDepth(bytes, model.description);
    } catch {
      if (isInUse(vision)) this.#isUnfit = true;
    }
  }

  /** Loading takes the worker a moment, which must not make a person wait longer for the first thing that is seen. */
  #untilNobodyWaits(): Promise<void> {
    const store = this.#store;
    return new Promise((resolve) => {
      const check = () => {
        const { phase, scene } = store.state;
        if (phase === 'opening' || (phase === 'looking' && !scene)) return;
        store.removeEventListener('change', check);
        resolve();
      };
      store.addEventListener('change', check);
      check();
    });
  }
}
