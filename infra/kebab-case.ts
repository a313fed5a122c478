/** The name of a function as its file and AWS have it: `getBalance` becomes `get-balance`. */
export const kebabCase = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
