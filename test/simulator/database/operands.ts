import { copyValue, type Item, type Value } from './item.ts';

/** The parts of a request that expressions refer to. */
export interface Operands {
  /** The member that a name or `#name` stands for. */
  nameOf(operand: string): string;
  /** What an operand stands for: a value of the request, or a member that the item may lack. */
  valueOf(operand: string, item: Item | undefined): Value | undefined;
  /** Names and values that no expression used; DynamoDB refuses such requests. */
  listUnused(): string[];
}

/**
 * @throws RangeError from its functions when an expression uses what the request does not define
 */
export function createOperands(request: {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
  readonly ExpressionAttributeValues?: Readonly<Record<string, unknown>> | undefined;
}): Operands {
  const names = request.ExpressionAttributeNames ?? {};
  const values = request.ExpressionAttributeValues ?? {};
  const unused = new Set([...Object.keys(names), ...Object.keys(values)]);

  function nameOf(operand: string): string {
    if (!operand.startsWith('#')) return operand;
    unused.delete(operand);
    const name = names[operand];
    if (name === undefined) throw new RangeError(`the name ${operand} is not defined`);
    return name;
  }

  function valueOf(operand: string, item: Item | undefined): Value | undefined {
    if (!operand.startsWith(':')) {
      // Named in any case, for an item that is absent too.
      const name = nameOf(operand);
      return item?.[name];
    }
    unused.delete(operand);
    if (values[operand] === undefined) {
      throw new RangeError(`the value ${operand} is not defined`);
    }
    return copyValue(values[operand]);
  }

  return { nameOf, valueOf, listUnused: () => [...unused] };
}
