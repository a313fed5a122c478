import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { en } from '../../i18n/en.ts';
import type { Language } from '../../i18n/language.ts';
import type { Texts } from '../../i18n/texts.ts';

export interface Wording {
  readonly texts: Texts;
  readonly language: Language;
  /** For dates and numbers. */
  readonly locale: string;
  readonly setLanguage: (language: Language) => void;
}

export const TextsContext = createContext<Wording>({
  texts: en,
  language: 'en',
  locale: 'en-GB',
  setLanguage: () => undefined,
});

export const useTexts = (): Wording => useContext(TextsContext);
