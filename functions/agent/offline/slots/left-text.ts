import { gapCharacter } from '../language/mask-text.ts';

/** "on" or "en" before something that was taken out leads nowhere any more. */
const danglingPattern = new RegExp(
  `(?<=\\s|^)(?:on|in|at|for|to|by|due|worth|with|en|para|a|el|con|por)\\s{1,3}${gapCharacter}+`,
  'giu',
);

/** What is left of a text, with the places of what was taken out closed up. */
export const leftText = (rest: string): string =>
  rest
    .replace(danglingPattern, ' ')
    .replaceAll(gapCharacter, ' ')
    .replace(/[^\S\n]{1,200}/gu, ' ')
    .replace(/ ?,(?: ?,)+/gu, ',')
    .trim();
