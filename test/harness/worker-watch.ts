/** Keeps track of the real workers that the page starts: to end them with the test, and to have one break. */

import { vi } from 'vitest';

export class WorkerWatch {
  readonly started: Worker[] = [];
  /** Stub: a worker can't be made slow at will, so what is sent to it is held back for so many milliseconds. */
  delayMs = 0;

  constructor() {
    const { started } = this;
    const delay = () => this.delayMs;
    class WatchedWorker extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        started.push(this);
      }

      override postMessage(...message: unknown[]): void {
        const send = () => super.postMessage(...(message as Parameters<Worker['postMessage']>));
        if (delay() > 0) setTimeout(send, delay());
        else send();
      }
    }
    vi.stubGlobal('Worker', WatchedWorker);
  }

  /** Stub: a worker can't be made to break at will, so the newest one stops working and says that it broke. */
  breakNewest(): void {
    const worker = this.started.at(-1)!;
    worker.terminate();
    worker.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
  }

  close(): void {
    for (const worker of this.started) worker.terminate();
    vi.unstubAllGlobals();
  }
}
