/** Which of a device's voices speaks, out of none, a few, or the more than 13,000 that espeak-ng lists on Linux. */

/** The part of `SpeechSynthesisVoice` that the choice needs. */
export type VoiceDescription = Pick<
  SpeechSynthesisVoice,
  'name' | 'lang' | 'localService' | 'default' | 'voiceURI'
>;

/**
 * Voices made for fun or effect, by Apple's names (macOS and iOS list them among the others; names as in
 * https://github.com/HadrienGardeur/web-speech-recommended-voices).
 */
const NOVELTY_NAMES = new Set([
  'albert',
  'bad news',
  'bahh',
  'bells',
  'boing',
  'bubbles',
  'cellos',
  'deranged',
  'good news',
  'hysterical',
  'jester',
  'organ',
  'pipe organ',
  'superstar',
  'trinoids',
  'whisper',
  'wobble',
  'zarvox',
]);

/** espeak-ng lists about a hundred disguises of each voice, as "German+Whisper espeak-ng"; the plain one is enough. */
const VARIANT_MARK = '+';

/** Apple marks its larger, clearer downloads so. */
const BETTER_QUALITY = /\b(enhanced|premium)\b/i;

/** How often the list is asked for besides the event, which Safari may never fire (pizzamx/jpgramma#30). */
const POLL_MS = 250;

/** Chromium with Speech Dispatcher fills its list 2 to 3.5 s after the first question (measured, Chromium 156). */
export const VOICES_TIMEOUT_MS = 5000;

/**
 * In lower case, with the hyphens of BCP 47 where Android writes underscores ("en_US"), and with one name for each language:
 * espeak-ng calls Mandarin "cmn", Android Hebrew "iw".
 */
export function normalisedTag(tag: string): string {
  const [primary = '', ...rest] = tag.replaceAll('_', '-').toLowerCase().split('-');
  return [usualName(primary), ...rest].join('-');
}

/** There are few languages and thousands of voices. */
const usualNames = new Map<string, string>();

function usualName(primary: string): string {
  const known = usualNames.get(primary);
  if (known !== undefined) return known;
  const name = canonical(primary) ?? primary;
  usualNames.set(primary, name);
  return name;
}

/** By the aliases of CLDR, which every browser has; undefined for what is no language tag. */
function canonical(primary: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(primary)[0];
  } catch {
    return undefined;
  }
}

/** The region that a language is spoken in most (CLDR likely subtags: "fr" gives "fr-FR"), or the tag as it is. */
export function withLikelyRegion(tag: string): string {
  try {
    const { language, region } = new Intl.Locale(tag).maximize();
    return region ? `${language}-${region}` : tag;
  } catch {
    return tag;
  }
}

const primaryOf = (tag: string) => tag.split('-', 1)[0];

/**
 * The language with the person's own accent: the first of their tags that names a region for it ("en-GB"), else the
 * language alone, for which the likeliest region's voice is the best guess.
 * @param tags BCP 47, the most wanted first
 */
export function withAccent(language: string, tags: readonly string[]): string {
  const own = tags.find((tag) => {
    const [primary, ...rest] = normalisedTag(tag).split('-');
    return primary === primaryOf(language) && rest.length > 0;
  });
  return own ?? language;
}

/** 3: the very language and region. 2: no region named, or the likely one. 1: another region. 0: another language. */
function languageFit(voice: VoiceDescription, language: string): number {
  const spoken = normalisedTag(voice.lang);
  const wanted = normalisedTag(language);
  if (primaryOf(spoken) !== primaryOf(wanted)) return 0;
  if (spoken === wanted) return 3;
  return spoken === primaryOf(wanted) || spoken === withLikelyRegion(wanted).toLowerCase() ? 2 : 1;
}

function isSensible({ name }: VoiceDescription): boolean {
  const plainName = name.split(' (', 1)[0]!.toLowerCase();
  return !name.includes(VARIANT_MARK) && !NOVELTY_NAMES.has(plainName);
}

/**
 * The voices that can speak a language on the device itself, best first: those that need the network are left out,
 * because what is spoken would leave the device and fall silent in flight mode (`localService` is the only sign).
 * @param language BCP 47 tag
 */
export function voicesFor<Voice extends VoiceDescription>(
  voices: readonly Voice[],
  language: string,
): Voice[] {
  const fitting = voices.filter((voice) => voice.localService && languageFit(voice, language) > 0);
  const once = new Map(fitting.filter(isSensible).map((voice) => [voice.voiceURI, voice]));
  const quality = ({ name }: Voice) => Number(BETTER_QUALITY.test(name));
  return [...once.values()].sort(
    (a, b) =>
      languageFit(b, language) - languageFit(a, language) ||
      quality(b) - quality(a) ||
      Number(b.default) - Number(a.default),
  );
}

/**
 * The person's own choice if this device has it and it speaks the language, else the best one; null when none is local.
 * @param preferredURI `voiceURI` of the voice that the person chose
 */
export function chooseVoice<Voice extends VoiceDescription>(
  voices: readonly Voice[],
  language: string,
  preferredURI: string | null = null,
): Voice | null {
  const candidates = voicesFor(voices, language);
  return candidates.find(({ voiceURI }) => voiceURI === preferredURI) ?? candidates[0] ?? null;
}

/** Resolves with the voices as soon as there are any, or with an empty list when the time is over. */
export function waitForVoices(
  synthesis: SpeechSynthesis,
  timeoutMs: number = VOICES_TIMEOUT_MS,
): Promise<readonly SpeechSynthesisVoice[]> {
  return new Promise((resolve) => {
    const answer = (voices: readonly SpeechSynthesisVoice[]) => {
      clearInterval(poll);
      clearTimeout(limit);
      synthesis.removeEventListener('voiceschanged', ask);
      resolve(voices);
    };
    const ask = () => {
      const voices = synthesis.getVoices();
      if (voices.length > 0) answer(voices);
    };
    const poll = setInterval(ask, POLL_MS);
    const limit = setTimeout(() => answer([]), timeoutMs);
    synthesis.addEventListener('voiceschanged', ask);
    ask();
  });
}
