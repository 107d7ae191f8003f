/** What a person hears while scenes go by, and when: the announcer with a voice that takes its time. */

import type { Scene } from '../scene/scene';
import { announce, type Moment } from './announcer';
import { createAnnouncerState, retract } from './announcer-state';
import type { Phrases } from './phrases/phrases';
import type { AnnouncementPreferences } from './preferences';
import type { Utterance } from './utterance';

/** From a frame to its scene on a middling phone. */
const LOOK_MS = 150;

/** From `speak()` to the first sound, and the pause after the last one (measured with espeak-ng in Chromium). */
const BEFORE_SPEECH_MS = 150;
const AFTER_SPEECH_MS = 125;

/** What espeak-ng takes for our phrases at its normal rate. */
const MS_PER_CHARACTER = 66;

export interface SpokenLine {
  /** When it was given to the voice. */
  readonly at: number;
  readonly utterance: Utterance;
  /** When it fell silent, at its end or because another one cut in. */
  readonly until: number;
  readonly isCut: boolean;
}

/**
 * @param scenes in the order of their times
 * @param options of each moment, beside its time and what is being said
 */
export function listenTo(
  scenes: readonly Scene[],
  preferences: AnnouncementPreferences,
  phrases: Phrases,
  options: Omit<Moment, 'now' | 'speaking'> = {},
): SpokenLine[] {
  let state = createAnnouncerState();
  const lines: SpokenLine[] = [];
  for (const scene of scenes) {
    const now = scene.time + LOOK_MS;
    const last = lines.at(-1);
    const current = last && last.until > now ? last : null;
    const moment = { ...options, now, speaking: current?.utterance.urgency ?? null };
    const announcement = announce(state, scene, moment, preferences, phrases);
    state = announcement.state;
    const { utterance } = announcement;
    if (!utterance) continue;
    if (current) {
      lines[lines.length - 1] = { ...current, until: now, isCut: true };
      state = retract(state, current.utterance, true);
    }
    const length = BEFORE_SPEECH_MS + utterance.text.length * MS_PER_CHARACTER + AFTER_SPEECH_MS;
    lines.push({ at: now, utterance, until: now + length, isCut: false });
  }
  return lines;
}

/** "  0.4  near    Person, 4 steps, ahead." per line: seconds, the sound that goes ahead, the words, "–" where they are cut off. */
export function writeTranscript(lines: readonly SpokenLine[]): string {
  return lines
    .map(({ at, utterance: { text, cue }, isCut }) => {
      const seconds = (at / 1000).toFixed(1).padStart(5);
      return `${seconds}  ${(cue?.kind ?? '').padEnd(8)}  ${text}${isCut ? ' –' : ''}\n`;
    })
    .join('');
}
