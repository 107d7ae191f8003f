/** The page's real audio for tests: every context that is made, and what of it reaches the loudspeaker. */

import { vi } from 'vitest';
import { userEvent } from 'vitest/browser';

/** A real context whose way to the loudspeaker is measured. */
export interface HeardContext extends AudioContext {
  /** Loudest sample of the last 46 ms. */
  readonly peak: number;
}

/** Watches from here on; `restore` ends it. The newest context is the last one. */
export function watchAudio(): { readonly contexts: readonly HeardContext[]; restore(): void } {
  const Real = globalThis.AudioContext;
  const contexts: HeardContext[] = [];
  class Heard extends Real implements HeardContext {
    readonly #meter: AnalyserNode;

    constructor(options?: AudioContextOptions) {
      super(options);
      this.#meter = new AnalyserNode(this, { fftSize: 2048 });
      this.#meter.connect(super.destination);
      contexts.push(this);
    }

    /** TypeScript knows it as a field, the browser as a getter. */
    declare readonly destination: AudioDestinationNode;

    get peak(): number {
      const samples = new Float32Array(this.#meter.fftSize);
      this.#meter.getFloatTimeDomainData(samples);
      return samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
    }

    static meterOf(context: Heard): AnalyserNode {
      return context.#meter;
    }
  }
  Object.defineProperty(Heard.prototype, 'destination', {
    get(this: Heard) {
      return Heard.meterOf(this);
    },
  });
  globalThis.AudioContext = Heard;
  return { contexts, restore: () => void (globalThis.AudioContext = Real) };
}

/** A real tap, for which browsers let a page sound. */
export async function tap(action: () => void = () => undefined): Promise<void> {
  const button = document.createElement('button');
  button.textContent = 'Tap';
  button.addEventListener('click', action);
  document.body.append(button);
  await userEvent.click(button);
  button.remove();
}

/** Waits until it is heard. */
export const untilHeard = (context: HeardContext, level = 0.02) =>
  vi.waitUntil(() => context.peak > level, { timeout: 5000, interval: 5 });

/** Waits until nothing but the inaudible is left. */
export const untilSilent = (context: HeardContext) =>
  vi.waitUntil(() => context.peak < 0.001, { timeout: 5000, interval: 5 });
