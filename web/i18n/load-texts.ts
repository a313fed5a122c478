import { en } from './en.ts';
import type { Language } from './language.ts';
import type { Texts } from './texts.ts';

/** English is always there; the others load when they are wanted. */
export const loadTexts = async (language: Language): Promise<Texts> =>
  language === 'es' ? (await import('./es.ts')).es : en;
