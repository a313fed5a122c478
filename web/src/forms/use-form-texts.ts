import { enForms } from '../../i18n/forms/en-forms.ts';
import { esForms } from '../../i18n/forms/es-forms.ts';
import type { FormTexts } from '../../i18n/forms/form-texts.ts';
import type { Language } from '../../i18n/language.ts';
import { useTexts } from '../page/texts-context.ts';

const formTexts: Readonly<Record<Language, FormTexts>> = { en: enForms, es: esForms };

/** The forms' words in the chosen language. */
export const useFormTexts = (): FormTexts => formTexts[useTexts().language];
