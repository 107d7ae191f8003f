/** The languages that Nearsay speaks, each loaded only when it is needed. */

import type { Phrases } from './phrases';

const LOADERS = {
  en: async () => (await import('./en')).en,
  es: async () => (await import('./es')).es,
  fr: async () => (await import('./fr')).fr,
  de: async () => (await import('./de')).de,
} satisfies Record<string, () => Promise<Phrases>>;

export type Language = keyof typeof LOADERS;

/** Spoken when nothing better fits: the language of the model's class names. */
export const FALLBACK_LANGUAGE: Language = 'en';

/** For the settings: each language with its own name for itself. */
export const LANGUAGES: readonly { readonly language: Language; readonly ownName: string }[] = [
  { language: 'en', ownName: 'English' },
  { language: 'es', ownName: 'Español' },
  { language: 'fr', ownName: 'Français' },
  { language: 'de', ownName: 'Deutsch' },
];

/**
 * The language that fits a BCP 47 tag ("de-AT", "es_MX") by its primary subtag (RFC 5646, section 2.2.1);
 * English when there is none.
 */
export function nearestLanguage(tag: string): Language {
  const primary = tag.toLowerCase().split(/[-_]/, 1)[0] ?? '';
  return LANGUAGES.find(({ language }) => language === primary)?.language ?? FALLBACK_LANGUAGE;
}

/** @throws when the language's file can't be had (not cached and no network) */
export function loadPhrases(tag: string): Promise<Phrases> {
  return LOADERS[nearestLanguage(tag)]();
}
