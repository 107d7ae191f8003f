import { ModelFault } from './model-fault';

/**
 * A download from which no byte comes for this long is given up: a person who waits must hear how things stand. A slow
 * mobile connection pauses for seconds, not for half a minute.
 */
export const STALL_LIMIT_MS = 30_000;

/** Gives a download up when it stalls. */
export interface StallWatch {
  /** Aborted when the download stalls, by a ModelFault `models-unreachable`, or when the person stops it. */
  readonly signal: AbortSignal;
  /** Something has arrived: the time starts anew. */
  alive(): void;
  /** The download is over. */
  end(): void;
}

/** @param stop - the person's own signal, if any. */
export function watchForStall(stop: AbortSignal | undefined): StallWatch {
  const stalled = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = () => clearTimeout(timer);
  const alive = () => {
    end();
    timer = setTimeout(() => stalled.abort(new ModelFault('models-unreachable')), STALL_LIMIT_MS);
  };
  alive();
  return { signal: stop ? AbortSignal.any([stop, stalled.signal]) : stalled.signal, alive, end };
}
