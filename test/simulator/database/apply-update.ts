import { validationError } from './database-errors.ts';
import type { Item, ItemKey, Value } from './item.ts';
import type { Operands } from './operands.ts';
import { type TokenReader, tokenizeExpression } from './tokenize-expression.ts';

/**
 * The item after an update expression: SET with a value, a member, a sum or `if_not_exists`,
 * REMOVE, and ADD to a number. An item that is absent is made.
 *
 * @throws SyntaxError for other clauses
 * @throws DynamoDBServiceException for an operand that is missing or of a wrong type
 */
export function applyUpdate(
  expression: string,
  before: Item | undefined,
  key: ItemKey,
  operands: Operands,
): Item {
  const tokens = tokenizeExpression(expression);
  const after: Record<string, Value> = { ...before, ...key };
  while (tokens.peek() !== undefined) {
    const applyAction = actionOf(tokens.take());
    do applyAction(tokens, after, before, operands);
    while (tokens.takeIf(','));
  }
  return after;
}

type ApplyAction = (
  tokens: TokenReader,
  after: Record<string, Value>,
  /** Operands are read from the item as it was. */
  before: Item | undefined,
  operands: Operands,
) => void;

function actionOf(clause: string): ApplyAction {
  if (clause.toUpperCase() === 'SET') return setMember;
  if (clause.toUpperCase() === 'REMOVE') return removeMember;
  if (clause.toUpperCase() === 'ADD') return addToMember;
  throw new SyntaxError(`the stand-in knows no clause ${clause}`);
}

const setMember: ApplyAction = (tokens, after, before, operands) => {
  const name = operands.nameOf(tokens.take());
  tokens.expect('=');
  const first = readOperand(tokens, before, operands);
  const sign = tokens.takeIf('+') ? 1 : tokens.takeIf('-') ? -1 : 0;
  const second = sign === 0 ? undefined : readOperand(tokens, before, operands);
  after[name] = second === undefined ? first : asNumber(first) + sign * asNumber(second);
};

const removeMember: ApplyAction = (tokens, after, _before, operands) => {
  delete after[operands.nameOf(tokens.take())];
};

const addToMember: ApplyAction = (tokens, after, before, operands) => {
  const name = operands.nameOf(tokens.take());
  const added = readOperand(tokens, before, operands);
  after[name] = asNumber(before?.[name] ?? 0) + asNumber(added);
};

function readOperand(tokens: TokenReader, before: Item | undefined, operands: Operands): Value {
  if (tokens.takeIf('if_not_exists')) {
    tokens.expect('(');
    const found = operands.valueOf(tokens.take(), before);
    tokens.expect(',');
    const otherwise = readOperand(tokens, before, operands);
    tokens.expect(')');
    return found ?? otherwise;
  }
  const operand = tokens.take();
  const value = operands.valueOf(operand, before);
  if (value === undefined) throw validationError(`the item has no member ${operand}`);
  return value;
}

function asNumber(value: Value): number {
  if (typeof value !== 'number') throw validationError('an operand of a sum is not a number');
  return value;
}
