import { validationError } from './database-errors.ts';
import { isEqual, type Item, typeOf, type Value } from './item.ts';
import type { Operands } from './operands.ts';
import type { Comparator, Condition } from './parse-condition.ts';

/**
 * Whether a condition holds for an item; without an item all its members are missing.
 * Every part is looked at, so that operands which are never defined are found.
 */
export function holdsCondition(
  condition: Condition,
  item: Item | undefined,
  operands: Operands,
): boolean {
  const value = (operand: string) => operands.valueOf(operand, item);
  switch (condition.kind) {
    case 'and':
    case 'or': {
      const results = condition.parts.map((part) => holdsCondition(part, item, operands));
      return condition.kind === 'and' ? !results.includes(false) : results.includes(true);
    }
    case 'not':
      return !holdsCondition(condition.part, item, operands);
    case 'exists':
      return value(condition.path) !== undefined;
    case 'absent':
      return value(condition.path) === undefined;
    case 'has type':
      return hasType(value(condition.path), value(condition.with));
    case 'begins with':
      return beginsWith(value(condition.path), value(condition.with));
    case 'compare': {
      const right = value(condition.right);
      if (isOrder(condition.comparator)) checkOrdered(condition.right, right);
      return compare(value(condition.left), condition.comparator, right);
    }
    case 'between': {
      const found = value(condition.path);
      const isAbove = compare(found, '>=', value(condition.least));
      return compare(found, '<=', value(condition.most)) && isAbove;
    }
  }
}

const isOrder = (comparator: Comparator) => comparator !== '=' && comparator !== '<>';

/** DynamoDB refuses to order by a value that has no order. */
function checkOrdered(operand: string, value: Value | undefined): void {
  const hasOrder = typeof value === 'number' || typeof value === 'string';
  if (operand.startsWith(':') && !hasOrder) throw validationError(`${operand} has no order`);
}

const hasType = (value: Value | undefined, type: Value | undefined) =>
  value !== undefined && typeOf(value) === type;

const beginsWith = (value: Value | undefined, start: Value | undefined) =>
  typeof value === 'string' && typeof start === 'string' && value.startsWith(start);

function compare(
  left: Value | undefined,
  comparator: Comparator,
  right: Value | undefined,
): boolean {
  // A member that is missing differs from everything, and is neither less nor more.
  if (left === undefined || right === undefined) return comparator === '<>';
  if (comparator === '=') return isEqual(left, right);
  if (comparator === '<>') return !isEqual(left, right);
  const areNumbers = typeof left === 'number' && typeof right === 'number';
  const areTexts = typeof left === 'string' && typeof right === 'string';
  if (!areNumbers && !areTexts) return false;
  if (comparator === '<') return left < right;
  if (comparator === '<=') return left <= right;
  return comparator === '>' ? left > right : left >= right;
}
