import { PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Request } from '../database/database.ts';
import type { ItemKey } from '../database/item.ts';
import { keyOf } from '../database/write-action.ts';

/** The items that a request writes or checks; none for a read. */
export function keysWritten(request: Request): ItemKey[] {
  if (request instanceof PutCommand) return [keyOf(request.input.Item ?? {})];
  if (request instanceof UpdateCommand) return [keyOf(request.input.Key ?? {})];
  if (!(request instanceof TransactWriteCommand)) return [];
  return (request.input.TransactItems ?? []).map(({ Put, Update, ConditionCheck, Delete }) =>
    keyOf(Put?.Item ?? Update?.Key ?? ConditionCheck?.Key ?? Delete?.Key ?? {}),
  );
}

/** Items that a transaction has in hand. */
export function createLocks() {
  const taken = new Set<string>();
  const nameOf = ({ pk, sk }: ItemKey) => `${pk} ${sk}`;

  return {
    areFree: (keys: readonly ItemKey[]) => keys.every((key) => !taken.has(nameOf(key))),
    /** @returns a function that gives them free again */
    take(keys: readonly ItemKey[]): () => void {
      for (const key of keys) taken.add(nameOf(key));
      return () => {
        for (const key of keys) taken.delete(nameOf(key));
      };
    },
  };
}
