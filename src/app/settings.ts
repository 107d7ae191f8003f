/** What a person can set, its defaults, and its repair. Pure; the store is `settings-store.ts`. */

import type { DirectionStyle } from '../speech/direction';
import type { Units } from '../speech/phrases/phrases';
import { RATE_LIMITS } from '../speech/web-speech-speaker';

/** The app's own voice or the person's screen reader: never both at once. */
export type Output = 'own-voice' | 'screen-reader';

/** `device`: light or dark, as the device is set. `contrast`: black, white and yellow. */
export const THEMES = ['device', 'dark', 'light', 'contrast'] as const;
export type Theme = (typeof THEMES)[number];

export const TEXT_SCALES = [1, 1.25, 1.5, 2] as const;
export type TextScale = (typeof TEXT_SCALES)[number];

export interface Settings {
  readonly output: Output;
  /** `voiceURI` of a Web Speech voice, or null for the best local voice of the language. */
  readonly voice: string | null;
  /** Speaking rate, 0.5 to 3; 1 is the voice's own. */
  readonly rate: number;
  /** BCP 47 tag, or null for the language of the device. */
  readonly language: string | null;
  readonly units: Units;
  /** Of the person's own step, for distances in steps; 0.3 to 1.2. */
  readonly stepLengthMetres: number;
  readonly directions: DirectionStyle;
  /** Of the phone above the ground, as it is held or hangs: for distances on the ground; 0.5 to 2.2. */
  readonly cameraHeightMetres: number;
  /** Class names that are spoken, or 'all'; as long as none is chosen, all are. */
  readonly announced: readonly string[] | 'all';
  /** Lowest score that is shown and spoken, 0.2 to 0.8, or null for the detector's own. */
  readonly minimumScore: number | null;
  /** Name of a detector in the model manifest, or null for its default. */
  readonly detector: string | null;
  /** Short sounds that go ahead of the words. */
  readonly earcons: boolean;
  /** A quiet tick that says "I am watching". */
  readonly heartbeat: boolean;
  readonly vibration: boolean;
  readonly theme: Theme;
  /** Of the page's own text, as a factor. */
  readonly textScale: TextScale;
  /** The introduction was gone through, or skipped. */
  readonly firstMinuteDone: boolean;
  /** The safety notice was read away once. */
  readonly safetyNoticeHeard: boolean;
  /** The browser (user agent) on which the runtime failed with threads; there, one thread is used. */
  readonly singleThreadOn: string | null;
}

/** An adult's step at an unhurried 1.2 m/s and 105 steps a minute. */
const TYPICAL_STEP_METRES = 0.7;

/**
 * Between the fullest part of the chest (1.25 m above the ground) and the upper end of the breastbone (1.40 m), where a phone
 * hangs on a lanyard or is held, with 2 cm of soles: means of 6068 women and men in the Anthropometric Survey of U.S.
 * Army Personnel 2012 (NATICK/TR-15/007), standard deviations 0.08 m.
 */
const TYPICAL_CAMERA_HEIGHT_METRES = 1.3;

export const DEFAULT_SETTINGS: Settings = {
  output: 'own-voice',
  voice: null,
  rate: 1,
  language: null,
  units: 'steps',
  stepLengthMetres: TYPICAL_STEP_METRES,
  directions: 'words',
  cameraHeightMetres: TYPICAL_CAMERA_HEIGHT_METRES,
  announced: 'all',
  minimumScore: null,
  detector: null,
  earcons: true,
  heartbeat: true,
  vibration: true,
  theme: 'device',
  textScale: 1,
  firstMinuteDone: false,
  safetyNoticeHeard: false,
  singleThreadOn: null,
};

export const RATE_RANGE = { ...RATE_LIMITS, step: 0.1 } as const;
export const STEP_LENGTH_RANGE = { min: 0.3, max: 1.2, step: 0.05 } as const;
/** From the lap of someone in a wheelchair to the raised arm of someone tall. */
export const CAMERA_HEIGHT_RANGE = { min: 0.5, max: 2.2, step: 0.05 } as const;
export const SCORE_RANGE = { min: 0.2, max: 0.8, step: 0.05 } as const;

const isText = (value: unknown) => typeof value === 'string';
const isTextOrNull = (value: unknown) => value === null || isText(value);
const isFlag = (value: unknown) => typeof value === 'boolean';
const isWithin = (value: unknown, { min, max }: { min: number; max: number }) =>
  typeof value === 'number' && value >= min && value <= max;

/** One check per setting: a stored value that fails it gives way to the default. */
const VALID: { readonly [Name in keyof Settings]: (value: unknown) => boolean } = {
  output: (value) => value === 'own-voice' || value === 'screen-reader',
  voice: isTextOrNull,
  rate: (value) => isWithin(value, RATE_RANGE),
  language: isTextOrNull,
  units: (value) => value === 'steps' || value === 'metres' || value === 'feet',
  stepLengthMetres: (value) => isWithin(value, STEP_LENGTH_RANGE),
  directions: (value) => value === 'words' || value === 'clock',
  cameraHeightMetres: (value) => isWithin(value, CAMERA_HEIGHT_RANGE),
  announced: (value) => value === 'all' || (Array.isArray(value) && value.every(isText)),
  minimumScore: (value) => value === null || isWithin(value, SCORE_RANGE),
  detector: isTextOrNull,
  earcons: isFlag,
  heartbeat: isFlag,
  vibration: isFlag,
  theme: (value) => THEMES.includes(value as Theme),
  textScale: (value) => TEXT_SCALES.includes(value as TextScale),
  firstMinuteDone: isFlag,
  safetyNoticeHeard: isFlag,
  singleThreadOn: isTextOrNull,
};

/** Turns whatever was stored (by an older version, or damaged) into settings: good values stay, others become defaults. */
export function repairSettings(stored: unknown): Settings {
  if (typeof stored !== 'object' || stored === null) return DEFAULT_SETTINGS;
  const given = stored as Record<string, unknown>;
  const good = Object.entries(VALID).filter(([name, isValid]) => isValid(given[name]));
  return { ...DEFAULT_SETTINGS, ...Object.fromEntries(good.map(([name]) => [name, given[name]])) };
}
