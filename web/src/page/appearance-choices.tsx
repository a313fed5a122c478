import { useState } from 'preact/hooks';
import { languages } from '../../i18n/language.ts';
import { ChoiceGroup } from './choice-group.tsx';
import { useTexts } from './texts-context.ts';
import { applyTheme, readTheme } from './theme.ts';

/** Theme and language, kept on this device. */
export function AppearanceChoices() {
  const { texts, language, setLanguage } = useTexts();
  const [theme, setTheme] = useState(readTheme);
  return (
    <>
      <ChoiceGroup
        label={texts.header.theme}
        name="theme"
        choices={texts.header.themes}
        chosen={theme}
        onChoose={(chosen) => {
          applyTheme(chosen);
          setTheme(chosen);
        }}
      />
      <ChoiceGroup
        label={texts.header.language}
        name="language"
        choices={languages}
        chosen={language}
        onChoose={setLanguage}
      />
    </>
  );
}
