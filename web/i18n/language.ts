export const languages = { en: 'English', es: 'Español' } as const;
export type Language = keyof typeof languages;

const fallbackLocales: Readonly<Record<Language, string>> = { en: 'en-GB', es: 'es-ES' };

export const isLanguage = (value: unknown): value is Language =>
  typeof value === 'string' && Object.hasOwn(languages, value);

/**
 * How dates and numbers are written: as the browser's own variety of the language does, so that
 * only Americans read "December 1".
 */
export const chooseLocale = (language: Language, preferred: readonly string[]): string =>
  preferred.find((tag) => tag.toLowerCase().startsWith(`${language}-`)) ??
  fallbackLocales[language];

/** The language to start in: the one chosen before, else the browser's first that we have. */
export function chooseLanguage(chosen: string | null, preferred: readonly string[]): Language {
  if (isLanguage(chosen)) return chosen;
  return preferred.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en';
}
