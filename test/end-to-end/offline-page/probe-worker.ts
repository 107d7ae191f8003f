/** Tells under which policy a worker of the app runs. */

export interface WorkerReport {
  readonly isIsolated: boolean;
  readonly hasSharedMemory: boolean;
  /** Whether code may be made from text. */
  readonly mayEvaluate: boolean;
}

function mayEvaluate(): boolean {
  try {
    return new Function('return true')() === true;
  } catch {
    return false;
  }
}

const report: WorkerReport = {
  isIsolated: crossOriginIsolated,
  hasSharedMemory: 'SharedArrayBuffer' in globalThis,
  mayEvaluate: mayEvaluate(),
};
postMessage(report);
