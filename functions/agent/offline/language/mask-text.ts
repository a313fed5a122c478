/** Stands where something understood was taken out; the text keeps its length and its places. */
export const gapCharacter = '\u0000';

/** Takes [start, end) out of a text, so that no later reader sees it again. */
export const maskText = (text: string, start: number, end: number): string =>
  text.slice(0, start) + gapCharacter.repeat(Math.max(0, end - start)) + text.slice(end);

/** A text from outside, which may hold our gap character. */
export const withoutGaps = (text: string): string => text.replaceAll(gapCharacter, ' ');
