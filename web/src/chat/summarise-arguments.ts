/** One argument of a tool call, ready to be shown. */
export interface ShownArgument {
  readonly label: string;
  readonly value: string;
}

const argumentCount = 40;
const valueCharacters = 2_000;

/** The arguments of a call as label and value: `firstName` becomes "First name". */
export function summariseArguments(input: unknown): ShownArgument[] {
  if (typeof input !== 'object' || input === null) return [];
  return Object.entries(input)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .slice(0, argumentCount)
    .map(([name, value]) => ({ label: humaniseName(name), value: showValue(value) }));
}

function humaniseName(name: string): string {
  const words = name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_]+/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function showValue(value: unknown): string {
  const isPlainList = Array.isArray(value) && value.every((item) => typeof item !== 'object');
  const text = isPlainList ? value.join(', ') : showSingle(value);
  return text.length > valueCharacters ? `${text.slice(0, valueCharacters)}…` : text;
}

const showSingle = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? '');
