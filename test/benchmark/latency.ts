/** From the first frame of a thing to its word and to its earcon, against the limits. */

import { lacksAppearances } from '../end-to-end/appearing-clip';
import { type ToldAppearance, measureLatency } from '../end-to-end/latency';
import { missingSpeechPrograms, startSpeechServer } from '../end-to-end/speech-server';
import { median } from './statistics';

/** Milliseconds on two cores: what a person who walks at 1.2 m/s can still use, a step and a half. */
export const WORD_LIMIT_MS = 900;

/** Milliseconds; a tone needs no engine that speaks. */
export const EARCON_LIMIT_MS = 450;

/** Each lasts half a minute, and in each every thing of the clip appears once. */
const ROUNDS = 4;

export interface LatencyReport {
  readonly figures: readonly LatencyFigure[];
  /** Of the words, where their time goes; see `stages`. */
  readonly stages: Readonly<Record<string, number>>;
}

export interface LatencyFigure {
  readonly title: string;
  /** Median, milliseconds; null when nothing was heard. */
  readonly ms: number | null;
  readonly limit: number;
  /** Of how many that appeared, how many were heard. */
  readonly heard: number;
  readonly appeared: number;
}

/**
 * Measures both on the app's production build, one after the other: while a tone is heard nobody can tell where the word
 * behind it begins.
 * @param site folder of the build, models included
 * @returns why it can't be measured here, where it can't
 */
export async function latencyReport(site: string): Promise<LatencyReport | string> {
  const missing = missingSpeechPrograms();
  if (missing.length > 0) return `not measured: ${missing.join(', ')} not installed`;
  if (lacksAppearances) return 'not measured: the shared photos are missing';
  const server = await startSpeechServer();
  try {
    const options = { site, speech: server.environment, rounds: ROUNDS };
    const { told: words } = await measureLatency({ ...options, earcons: false });
    const { told: tones } = await measureLatency({ ...options, earcons: true });
    return { figures: [wordLatency(words), earconLatency(tones)], stages: stages(words) };
  } finally {
    await server.stop();
  }
}

/** @param told with earcons switched off: the first sound is the word */
export function wordLatency(told: readonly ToldAppearance[]): LatencyFigure {
  return figure('first frame to word', told, WORD_LIMIT_MS, ({ firstSound }) => firstSound === 'voice');
}

/** @param told with earcons switched on */
export function earconLatency(told: readonly ToldAppearance[]): LatencyFigure {
  return figure('first frame to earcon', told, EARCON_LIMIT_MS, ({ firstSound }) => firstSound === 'tone');
}

/** Nothing heard is never within the limit. */
export function isWithinLimit({ ms, limit }: LatencyFigure): boolean {
  return ms !== null && ms <= limit;
}

/** Where the time goes, in the median: from each stage's end to the next one's, milliseconds; NaN where none got there. */
export function stages(told: readonly ToldAppearance[]): Readonly<Record<string, number>> {
  const between = (from: keyof Moments, to: keyof Moments) =>
    median(told.flatMap((one) => (one[from] === null || one[to] === null ? [] : [one[to] - one[from]])));
  return {
    'frame to look': between('captured', 'lookAsked'),
    look: between('lookAsked', 'seen'),
    announcer: between('seen', 'asked'),
    'speak() to start event': between('asked', 'started'),
    'start event to sound': between('started', 'heard'),
  };
}

type Moments = Pick<ToldAppearance, 'captured' | 'lookAsked' | 'seen' | 'asked' | 'started' | 'heard'>;

function figure(
  title: string,
  told: readonly ToldAppearance[],
  limit: number,
  isMeant: (one: ToldAppearance) => boolean,
): LatencyFigure {
  const times = told.flatMap((one) => (one.heard !== null && isMeant(one) ? [one.heard - one.captured] : []));
  const ms = times.length === 0 ? null : median(times);
  return { title, ms, limit, heard: times.length, appeared: told.length };
}
