/** English and Spanish plural endings with what takes their place; the first that fits counts. */
const pluralEndings: readonly (readonly [ending: string, singular: string])[] = [
  ['sses', 'ss'],
  ['ches', 'ch'],
  ['shes', 'sh'],
  ['xes', 'x'],
  ['ies', 'y'],
  ['iones', 'ion'],
  ['dades', 'dad'],
];

const invariantEndings = ['ss', 'us', 'is'];

/**
 * Folds plural and possessive forms of a folded word. It need not be right about the language,
 * only the same for a message and for a tool: both go through here.
 */
export function stemWord(word: string): string {
  const base = word.replace(/['’]s?$/u, '');
  if (base.length < 4) return base;
  const plural = pluralEndings.find(([ending]) => base.endsWith(ending));
  if (plural) return base.slice(0, -plural[0].length) + plural[1];
  if (invariantEndings.some((ending) => base.endsWith(ending))) return base;
  return base.endsWith('s') ? base.slice(0, -1) : base;
}
