import { useEffect, useState } from 'preact/hooks';
import { chooseLanguage, chooseLocale, type Language } from '../../i18n/language.ts';
import { loadTexts } from '../../i18n/load-texts.ts';
import type { Texts } from '../../i18n/texts.ts';
import { readPreference, writePreference } from './preference.ts';
import type { Wording } from './texts-context.ts';

const firstLanguage = () => chooseLanguage(readPreference('language'), navigator.languages);

/** The words of the chosen language; null until they are loaded. */
export function useWording(): Wording | null {
  const [language, setLanguage] = useState<Language>(firstLanguage);
  const [texts, setTexts] = useState<Texts | null>(null);

  useEffect(() => {
    let isCurrent = true;
    loadTexts(language).then(
      (loaded) => {
        if (!isCurrent) return;
        document.documentElement.lang = language;
        setTexts(loaded);
      },
      () => setLanguage('en'),
    );
    return () => {
      isCurrent = false;
    };
  }, [language]);

  const choose = (chosen: Language) => {
    writePreference('language', chosen);
    setLanguage(chosen);
  };
  const locale = chooseLocale(language, navigator.languages);
  return texts && { texts, language, locale, setLanguage: choose };
}
