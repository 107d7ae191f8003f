/**
 * The language of what is written on the screen, by Lit's own localisation library (https://lit.dev/docs/localization).
 * Elements decorated with `@localized()` are drawn anew when the language changes. What is spoken comes from
 * `src/speech/phrases`, which needs no screen and knows no global language.
 */

import { configureLocalization, msg } from '@lit/localize';
import { FALLBACK_LANGUAGE, LANGUAGES, type Language } from '../speech/phrases/languages';
import { templates as english } from './labels/en';
import type { InterfaceLabels } from './labels/labels';

export type LabelName = keyof InterfaceLabels;

const LOADERS: Readonly<Record<Exclude<Language, 'en'>, () => Promise<{ templates: InterfaceLabels }>>> = {
  es: () => import('./labels/es'),
  fr: () => import('./labels/fr'),
  de: () => import('./labels/de'),
  it: () => import('./labels/it'),
  pt: () => import('./labels/pt'),
  hi: () => import('./labels/hi'),
  ta: () => import('./labels/ta'),
  ar: () => import('./labels/ar'),
  zh: () => import('./labels/zh'),
  ja: () => import('./labels/ja'),
};

const { getLocale, setLocale } = configureLocalization({
  sourceLocale: FALLBACK_LANGUAGE,
  targetLocales: Object.keys(LOADERS),
  loadLocale: async (language) => {
    const { templates } = await LOADERS[language as keyof typeof LOADERS]();
    return { templates: { ...templates } };
  },
});

/** What a control, heading or hint is called in the language of the screen; English is the source of all others. */
export function label(name: LabelName): string {
  return msg(english[name], { id: name });
}

/**
 * Writes the screen in this language from now on, and tells browser and screen reader so.
 * @throws when the language's file can't be had (not stored and no network); the former language stays
 */
export async function writeIn(language: Language): Promise<void> {
  try {
    await setLocale(language);
  } catch (error) {
    // Else Lit would answer every further wish for this language with the same failure, and never ask for the file again.
    await setLocale(getLocale());
    throw error;
  }
  // Which may be another one, that was wished for meanwhile.
  const written = LANGUAGES.find((known) => known.language === getLocale())!;
  document.documentElement.lang = written.language;
  document.documentElement.dir = written.direction;
}
