export const numberedLines = (texts: readonly string[]): readonly string[] =>
  texts.map((text, index) => `${index + 1}. ${text}`);
