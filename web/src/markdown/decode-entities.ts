const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};
const highestCodePoint = 0x10ffff;

/** Replaces the character references that models write; the result is shown as text only. */
export const decodeEntities = (text: string): string =>
  text.replaceAll(/&(#x[\da-f]{1,6}|#\d{1,7}|[a-z]{2,4});/gi, (reference, name: string) => {
    if (!name.startsWith('#')) return named[name.toLowerCase()] ?? reference;
    const isHex = name.charAt(1).toLowerCase() === 'x';
    const code = isHex ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= highestCodePoint ? String.fromCodePoint(code) : reference;
  });
