/** What the built-in assistant speaks. */
export type Language = 'en' | 'es';
