/** When to tell that the camera's picture can't be trusted, and when that it can again. Pure. */

import type { SightFault } from '../scene/scene';
import { ANNOUNCEMENT_RULES as RULES } from './announcement-rules';
import type { Phrases } from './phrases/phrases';

/** The worst first; only the worst one of a scene is told. */
const WORST_FIRST: readonly SightFault[] = ['covered', 'frozen', 'blank', 'dark'];

/** In the dark some things are still seen, and worth telling; behind a finger nothing is. */
const BLINDING: readonly SightFault[] = ['covered', 'frozen', 'blank'];

interface FaultRecord {
  readonly fault: SightFault;
  readonly since: number;
  /** Null while it is held back. */
  readonly saidAt: number | null;
}

/** One episode: from the first fault until the picture is good for a while. Empty when all is well. */
export interface FaultEpisode {
  readonly records: readonly FaultRecord[];
  /** When there was a fault last. */
  readonly lastFaultAt: number;
}

export const NO_EPISODE: FaultEpisode = { records: [], lastFaultAt: -Infinity };

export function worstFault(faults: readonly SightFault[]): SightFault | null {
  return WORST_FIRST.find((fault) => faults.includes(fault)) ?? null;
}

/** True when what such a scene shows must not be told as if it were there. */
export function isBlinded(faults: readonly SightFault[]): boolean {
  return faults.some((fault) => BLINDING.includes(fault));
}

export interface FaultVerdict {
  readonly episode: FaultEpisode;
  /** What to say about it now, if anything. */
  readonly text: string | null;
}

/** Each kind of fault once per episode, and again when it lasts; at the end, that the app sees again. */
export function watchFaults(
  episode: FaultEpisode,
  faults: readonly SightFault[],
  now: number,
  { messages }: Phrases,
): FaultVerdict {
  const worst = worstFault(faults);
  if (worst === null) return watchReturn(episode, now, messages.sightRestored);

  const others = episode.records.filter(({ fault }) => fault !== worst);
  const known = episode.records.find(({ fault }) => fault === worst) ?? {
    fault: worst,
    since: now,
    saidAt: null,
  };
  const wait = known.saidAt === null ? holdOf(worst) : RULES.faultReminderMs;
  const isDue = now - (known.saidAt ?? known.since) >= wait;
  const record = isDue ? { ...known, saidAt: now } : known;
  return {
    episode: { records: [...others, record], lastFaultAt: now },
    text: isDue ? messages.sightFaults[worst] : null,
  };
}

function watchReturn(episode: FaultEpisode, now: number, sightRestored: string): FaultVerdict {
  if (now - episode.lastFaultAt < RULES.sightReturnsAfterMs) return { episode, text: null };
  const wasTold = episode.records.some(({ saidAt }) => saidAt !== null);
  return { episode: NO_EPISODE, text: wasTold ? sightRestored : null };
}

function holdOf(fault: SightFault): number {
  return fault === 'blank' ? RULES.blankHoldMs : 0;
}
