/** What the table can hold, as the document client shows it. */
export type Value =
  string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };
export type Item = Readonly<Record<string, Value>>;

export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/**
 * A copy as the document client would store it: members that are undefined are dropped.
 *
 * @throws TypeError for what it would refuse to marshal
 */
export function copyItem(item: Readonly<Record<string, unknown>>): Item {
  return Object.fromEntries(
    Object.entries(item)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, copyValue(value)]),
  );
}

export function copyValue(value: unknown): Value {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  // DynamoDB knows no -0.
  if (typeof value === 'number' && Number.isFinite(value)) return value + 0;
  if (Array.isArray(value)) {
    return value.filter((member) => member !== undefined).map((member) => copyValue(member));
  }
  if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    // A plain object, as its prototype says.
    return copyItem(value as Record<string, unknown>);
  }
  throw new TypeError(`a ${typeof value} cannot be stored`);
}

/** The letters that DynamoDB gives a type. */
export function typeOf(value: Value): 'S' | 'N' | 'BOOL' | 'NULL' | 'L' | 'M' {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return 'S';
  if (typeof value === 'number') return 'N';
  if (typeof value === 'boolean') return 'BOOL';
  return Array.isArray(value) ? 'L' : 'M';
}

/** Equal in type and content, whatever the order of members. */
export function isEqual(left: Value, right: Value): boolean {
  if (typeof left !== 'object' || typeof right !== 'object') return left === right;
  if (left === null || right === null || typeOf(left) !== typeOf(right)) return left === right;
  const leftMembers = Object.entries(left);
  // Lists are compared by index, which their entries have as names.
  const members = right as Readonly<Record<string, Value>>;
  return (
    leftMembers.length === Object.keys(right).length &&
    leftMembers.every(([name, value]) => {
      const other = members[name];
      return other !== undefined && isEqual(value, other);
    })
  );
}
