import type { Found } from './found.ts';

const urlCharacters = 500;
const urlPattern = new RegExp(
  `\\b(?:https?://|www\\.)[^\\s<>"'\\u0000]{3,${urlCharacters}}`,
  'giu',
);
const trailingMarks = /[.,;:!?)\]]$/u;

/** Web addresses; one written without a scheme is taken as https. */
export const findUrls = (text: string): readonly Found[] =>
  [...text.matchAll(urlPattern)].flatMap((match) => {
    const address = trailingMarks.test(match[0]) ? match[0].slice(0, -1) : match[0];
    const value = address.toLowerCase().startsWith('www.') ? `https://${address}` : address;
    return URL.canParse(value)
      ? [{ value, start: match.index, end: match.index + address.length }]
      : [];
  });
