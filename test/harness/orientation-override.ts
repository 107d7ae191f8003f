/** Has the browser's orientation sensor report what a test says, as the sensors panel of its developer tools does. */

import { cdp } from 'vitest/browser';

export class OrientationOverride {
  #isSet = false;

  /** In degrees, as the event has them. Whoever listens from now on hears of it, and of each change. */
  async set(angles: {
    readonly alpha: number;
    readonly beta: number;
    readonly gamma: number;
  }): Promise<void> {
    this.#isSet = true;
    await cdp().send('DeviceOrientation.setDeviceOrientationOverride', angles);
  }

  /** Afterwards there is no sensor again. */
  async clear(): Promise<void> {
    if (this.#isSet) await cdp().send('DeviceOrientation.clearDeviceOrientationOverride');
    this.#isSet = false;
  }
}
