import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { applyUpdate } from './apply-update.ts';
import { validationError } from './database-errors.ts';
import { holdsCondition } from './holds-condition.ts';
import { copyItem, type Item, type ItemKey } from './item.ts';
import { createOperands, type Operands } from './operands.ts';
import { parseConditionOnce } from './parsed-conditions.ts';

/** One write of a request, in the form that single requests and transactions share. */
export interface WriteAction {
  readonly key: ItemKey;
  /** The item after the write; undefined takes it away, `unchanged` only checks. */
  readonly apply: (before: Item | undefined) => Item | undefined | 'unchanged';
  readonly holds: (before: Item | undefined) => boolean;
  /** Whether a failed condition shows the item. */
  readonly tellsItem: boolean;
}

type TransactAction = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
type PutRequest = NonNullable<TransactAction['Put']>;
type UpdateRequest = NonNullable<TransactAction['Update']>;
type CheckRequest = NonNullable<TransactAction['ConditionCheck']>;

interface Conditional {
  readonly ConditionExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
  readonly ExpressionAttributeValues?: Readonly<Record<string, unknown>> | undefined;
  readonly ReturnValuesOnConditionCheckFailure?: string | undefined;
}

/** @throws DynamoDBServiceException for what the ledger has no business sending */
export function readTransactAction(action: TransactAction): WriteAction {
  if (action.Put) return readPut(action.Put);
  if (action.Update) return readUpdate(action.Update);
  if (action.ConditionCheck) return readCheck(action.ConditionCheck);
  throw validationError('the stand-in knows no such action; nothing of the ledger is deleted');
}

export function readPut(request: PutRequest): WriteAction {
  const item = copyItem(request.Item ?? {});
  return complete(request, keyOf(item), () => item);
}

export function readUpdate(request: UpdateRequest): WriteAction {
  const key = keyOf(request.Key ?? {});
  const expression = request.UpdateExpression ?? '';
  return complete(request, key, (before, operands) =>
    applyUpdate(expression, before, key, operands),
  );
}

const readCheck = (request: CheckRequest): WriteAction =>
  complete(request, keyOf(request.Key ?? {}), () => 'unchanged');

function complete(
  request: Conditional,
  key: ItemKey,
  apply: (before: Item | undefined, operands: Operands) => ReturnType<WriteAction['apply']>,
): WriteAction {
  const operands = createOperands(request);
  const { ConditionExpression: expression } = request;
  return {
    key,
    apply: (before) => {
      const after = apply(before, operands);
      const unused = operands.listUnused();
      if (unused.length > 0) throw validationError(`unused in expressions: ${unused.join(', ')}`);
      return after;
    },
    holds: (before) =>
      expression === undefined || holdsCondition(parseConditionOnce(expression), before, operands),
    tellsItem: request.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
  };
}

/** @throws DynamoDBServiceException when it is no key of the table */
export function keyOf(members: Readonly<Record<string, unknown>>): ItemKey {
  const { pk, sk } = members;
  if (typeof pk === 'string' && typeof sk === 'string' && pk !== '' && sk !== '') return { pk, sk };
  throw validationError('one of the keys is missing or empty');
}
