/** `contacts_create-contact` or `firstName` as words, in lower case. */
export const splitIdentifier = (identifier: string): readonly string[] =>
  identifier
    .slice(0, 200)
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
