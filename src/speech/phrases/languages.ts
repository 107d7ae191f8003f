/** The languages that Nearsay speaks, each loaded only when it is needed. */

import type { Phrases } from './phrases';

const LOADERS = {
  en: async () => (await import('./en')).en,
  es: async () => (await import('./es')).es,
  fr: async () => (await import('./fr')).fr,
  de: async () => (await import('./de')).de,
  it: async () => (await import('./it')).it,
  pt: async () => (await import('./pt')).pt,
  hi: async () => (await import('./hi')).hi,
  ta: async () => (await import('./ta')).ta,
  ar: async () => (await import('./ar')).ar,
  zh: async () => (await import('./zh')).zh,
  ja: async () => (await import('./ja')).ja,
} satisfies Record<string, () => Promise<Phrases>>;

export type Language = keyof typeof LOADERS;

/** Spoken when nothing better fits: the language of the model's class names. */
export const FALLBACK_LANGUAGE: Language = 'en';

export interface LanguageDescription {
  readonly language: Language;
  /** The language's own name for itself. */
  readonly ownName: string;
  /** The way in which it is written. */
  readonly direction: 'ltr' | 'rtl';
}

/** In the order of the settings: by the alphabet, then by other scripts. */
export const LANGUAGES: readonly LanguageDescription[] = [
  { language: 'de', ownName: 'Deutsch', direction: 'ltr' },
  { language: 'en', ownName: 'English', direction: 'ltr' },
  { language: 'es', ownName: 'Español', direction: 'ltr' },
  { language: 'fr', ownName: 'Français', direction: 'ltr' },
  { language: 'it', ownName: 'Italiano', direction: 'ltr' },
  { language: 'pt', ownName: 'Português', direction: 'ltr' },
  { language: 'hi', ownName: 'हिन्दी', direction: 'ltr' },
  { language: 'ta', ownName: 'தமிழ்', direction: 'ltr' },
  { language: 'ar', ownName: 'العربية', direction: 'rtl' },
  { language: 'zh', ownName: '中文', direction: 'ltr' },
  { language: 'ja', ownName: '日本語', direction: 'ltr' },
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
