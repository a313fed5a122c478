import type { Language } from './language.ts';
import { phrasesEn } from './phrases-en.ts';
import { phrasesEs } from './phrases-es.ts';
import type { Phrases } from './phrases.ts';

export const phrasesFor: Readonly<Record<Language, Phrases>> = { en: phrasesEn, es: phrasesEs };
