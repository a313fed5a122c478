/** Lower case without accents, so that "Añadir" and "anadir" are one word. */
export const foldText = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
